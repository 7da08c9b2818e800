package linear

import (
	"fmt"
	"math/big"
	"sync"

	"saddle/models"
	"saddle/spectra/rational"
)

// A Critical is a point with its loss and weights, as Build made them.
type Critical struct {
	Point
	// Net has the weights and the data; Metric and Decay are not in it.
	Net Net
	// reduced is the same net in bases in which X is the identity and Y = Σ, without the weights that meet no
	// sample: an invertible linear map takes its weights to those of Net.
	reduced Net
	// rest is Z_{H+1}…Z_1 with the target Σ_Q.
	rest Net
	tape func() *models.Tape
}

// Build makes the data and the weights. The error is an [ErrPoint]. Whether the point is critical is for
// [Critical.Kind] to say. Cost: some ten products of matrices of the widths for each layer.
func (p Point) Build() (*Critical, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	c := &Critical{Point: p}
	z := p.blocks()
	c.rest = Net{z, rational.Identity(z[0].Cols), p.targets(p.outputsOfQ(), p.inputsOfQ())}
	c.reduced = Net{p.reducedLayers(z), rational.Identity(p.inputs()), p.targets(without(p.outputs(), nil), without(p.inputs(), nil))}
	u, v := rational.Cayley(p.outputs(), p.U), rational.Cayley(p.inputs(), p.V)
	g := p.mixing()
	c.Net.W = p.layers(c.reduced.W, u, v, g)
	c.Net.X, c.Net.Y = p.data(g, u.Mul(c.reduced.Y).Mul(v.T()))
	c.tape = sync.OnceValue(c.trace)
	return c, nil
}

// W returns the weights, layer by layer, each by rows, to be changed at will.
func (c *Critical) W() []*big.Rat {
	all := entries(c.Net.W)
	return rational.FromEntries(1, len(all), all).Rats()
}

// Tape returns the loss as a formula, with Metric and Decay. It is made once.
func (c *Critical) Tape() *models.Tape { return c.tape() }

func (c *Critical) trace() *models.Tape {
	opt := &models.DeepLinearOptions{}
	if c.Decay != 0 {
		opt.Decay = big.NewRat(int64(c.Decay), 10)
	}
	if c.Metric != nil {
		opt.Weights = rational.Ints(c.outputs(), c.Widths[0], c.Metric).T().ToRows()
	}
	tape, err := models.DeepLinearTape(c.Widths, c.Net.X.T().ToRows(), c.Net.Y.T().ToRows(), opt)
	if err != nil {
		panic(fmt.Sprintf("linear: %v", err)) // check has seen all of it
	}
	return tape
}

// targets returns the rows and columns of Σ with these indices.
func (p Point) targets(rows, cols []int) rational.Matrix {
	m := rational.Zeros(len(rows), len(cols))
	for a, i := range rows {
		for b, j := range cols {
			if i == j {
				m.Set(a, b, rational.Int(int64(p.Sigma[i])))
			}
		}
	}
	return m
}

// mixing returns G.
func (p Point) mixing() rational.Matrix {
	g := unimodular(p.Widths[0], p.Mix)
	for j, s := range p.Scale {
		for i := range g.Rows {
			g.Set(i, j, g.At(i, j).Mul(rational.Int(int64(s))))
		}
	}
	return g
}

// data returns X and Y, of which m = UΣVᵀ is the part that a net can fit.
func (p Point) data(g, m rational.Matrix) (x, y rational.Matrix) {
	extra := p.samples() - p.inputs()
	x = g.Select(without(p.inputs(), nil)).Beside(rational.Zeros(p.Widths[0], extra))
	y = m.Beside(rational.Ints(extra, p.outputs(), p.Extra).T())
	if len(p.Turn) > 0 {
		o := rational.Cayley(p.samples(), p.Turn)
		x, y = x.Mul(o), y.Mul(o)
	}
	return x, y
}

// layers returns the weights, from those in bases in which X is the identity and Y = Σ.
func (p Point) layers(reduced []rational.Matrix, u, v, g rational.Matrix) []rational.Matrix {
	last := p.H()
	out := make([]rational.Matrix, last+1)
	free := rational.Ints(p.Widths[1], p.Unseen, p.Free)
	for h, w := range reduced {
		switch h {
		case 0:
			w = w.Mul(v.T()).Beside(free)
			if len(p.Mix) > 0 || p.Scale != nil {
				inverse, _ := g.Inverse()
				w = w.Mul(inverse)
			}
		default:
			w = p.basis(h, w, false)
		}
		if h < last {
			out[h] = p.basis(h+1, w, true)
		} else {
			out[h] = u.Mul(w)
		}
	}
	return out
}

// basis returns D_h w, or w D_h⁻¹.
func (p Point) basis(h int, w rational.Matrix, left bool) rational.Matrix {
	if h > len(p.D) || len(p.D[h-1]) == 0 {
		return w
	}
	d := unimodular(p.Widths[h], p.D[h-1])
	if left {
		return d.Mul(w)
	}
	inverse, _ := d.Inverse()
	return w.Mul(inverse)
}
