package exact

import (
	"fmt"
	"math/big"
	"slices"

	"saddle/models"
	"saddle/spectra/rational"
)

// A ReLUPoint is a point of the ReLU net 2→3→1 without biases on the inputs
// (x, 1),
//
//	L(w) = ½ Σ (Σ_u v_u relu(a_u x + b_u) − y)²,
//
// for samples (x, y), or of the same net with the identity, if Linear. The
// parameters are W = (a_1, b_1, a_2, b_2, a_3, b_3, v_1, v_2, v_3).
type ReLUPoint struct {
	Samples [][2]int
	Linear  bool
	W       []*big.Rat
}

const units = 3

// Model returns the loss, to be descended in float64.
func (p ReLUPoint) Model() (*models.MLP, error) {
	c := models.MLPConfig{Widths: []int{2, units, 1}, Activation: models.ReLU}
	if p.Linear {
		c.Activation = models.Identity
	}
	for _, s := range p.Samples {
		c.X = append(c.X, []float64{float64(s[0]), 1})
		c.Y = append(c.Y, []float64{float64(s[1])})
	}
	return models.NewMLP(c)
}

// preActivation returns a_u x + b_u.
func (p ReLUPoint) preActivation(u, x int) *big.Rat {
	z := new(big.Rat).Mul(p.W[2*u], big.NewRat(int64(x), 1))
	return z.Add(z, p.W[2*u+1])
}

// on reports whether unit u passes x on, and whether x is off its kink.
func (p ReLUPoint) on(u, x int) (on, offKink bool) {
	s := p.preActivation(u, x).Sign()
	return p.Linear || s > 0, p.Linear || s != 0
}

// On returns, for each unit, how many samples it is on for.
func (p ReLUPoint) On() [units]int {
	var count [units]int
	for u := range units {
		for _, s := range p.Samples {
			if on, _ := p.on(u, s[0]); on {
				count[u]++
			}
		}
	}
	return count
}

// residual returns output − y at the samples.
func (p ReLUPoint) residual() rational.Matrix {
	r := rational.Zeros(len(p.Samples), 1)
	for i, s := range p.Samples {
		e := rational.Int(int64(s[1])).Neg()
		for u := range units {
			if on, _ := p.on(u, s[0]); on {
				e = e.Add(rational.Of(p.W[2*units+u]).Mul(rational.Of(p.preActivation(u, s[0]))))
			}
		}
		r.Set(i, 0, e)
	}
	return r
}

// Loss returns L(W).
func (p ReLUPoint) Loss() *big.Rat {
	return p.residual().Norm2().Mul(rational.New(1, 2)).Rat()
}

// cell returns the functions 1_{u on} x and 1_{u on} of all units at the samples:
// every output of the net is a combination of them while the same units stay on.
// ok is false at a kink, where the cell is not open.
func (p ReLUPoint) cell() (b rational.Matrix, ok bool) {
	b = rational.Zeros(len(p.Samples), 2*units)
	for i, s := range p.Samples {
		for u := range units {
			on, offKink := p.on(u, s[0])
			if !offKink {
				return b, false
			}
			if on {
				b.Set(i, 2*u, rational.Int(int64(s[0])))
				b.Set(i, 2*u+1, rational.Int(1))
			}
		}
	}
	return b, true
}

// IsLocalMinimum reports whether the point is a local minimum, and whether that is
// known.
//
// It is one if the point lies in an open cell of activations, and its output is the
// least-squares fit by the functions that the cell can make (the residual is
// orthogonal to them), so that L is nowhere less in the cell; it is none if the
// gradient in the cell is not zero. Yun, Sra and Jadbabaie (2019) use the cell with
// all units on. Nothing is known at a kink, nor of a point that is critical only
// because some v_u is 0.
func (p ReLUPoint) IsLocalMinimum() (is, known bool) {
	b, ok := p.cell()
	if !ok {
		return false, false
	}
	slopes := b.T().Mul(p.residual())
	if slopes.IsZero() {
		return true, true
	}
	for u := range units { // ∂L/∂(a_u, b_u) = v_u s, ∂L/∂v_u = (a_u, b_u)·s
		s, v := rational.FromEntries(1, 2, slopes.Entries()[2*u:2*u+2]), p.W[2*units+u]
		ab := rational.FromRows([][]*big.Rat{p.W[2*u : 2*u+2]}).T()
		if v.Sign() != 0 && !s.IsZero() || !s.Mul(ab).IsZero() {
			return false, true
		}
	}
	return false, false
}

// Fitted returns the point moved to the least-squares fit of its cell by a change
// of a and b alone; ok is false if that leaves the cell, if the point is at a
// kink, or if a unit that would have to move has v = 0.
func (p ReLUPoint) Fitted() (q ReLUPoint, ok bool) {
	b, ok := p.cell()
	if !ok {
		return p, false
	}
	q = p
	q.W = slices.Clone(p.W)
	for i, d := range b.LeastSquares(p.residual()).Rats() {
		v := p.W[2*units+i/2]
		if d.Sign() == 0 {
			continue
		}
		if v.Sign() == 0 {
			return p, false
		}
		q.W[i] = new(big.Rat).Sub(p.W[i], new(big.Rat).Quo(d, v))
	}
	c, open := q.cell() // another cell may be one at whose fit q is by chance
	is := open && c.Sub(b).IsZero()
	return q, is
}

// AffineFit returns the point at which the output is the affine least-squares fit
// of the samples, which must have two different x, and all units are on by at
// least 1: with fit f and c large enough, relu(f(x) + c) − relu(c) + 0 relu(1).
func AffineFit(samples [][2]int) ReLUPoint {
	p := ReLUPoint{Samples: samples}
	b := rational.Zeros(len(samples), 2)
	y := rational.Zeros(len(samples), 1)
	for i, s := range samples {
		b.Set(i, 0, rational.Int(int64(s[0])))
		b.Set(i, 1, rational.Int(1))
		y.Set(i, 0, rational.Int(int64(s[1])))
	}
	f, one := b.LeastSquares(y), big.NewRat(1, 1)
	c := one
	for _, x := range b.Mul(f).Rats() {
		if need := new(big.Rat).Sub(one, x); need.Cmp(c) > 0 {
			c = need
		}
	}
	slope, offset := f.At(0, 0).Rat(), f.At(1, 0).Rat()
	p.W = []*big.Rat{slope, new(big.Rat).Add(offset, c), new(big.Rat), c, new(big.Rat), one, one, big.NewRat(-1, 1), new(big.Rat)}
	return p
}

// Interpolation returns a point that passes through three samples with ascending
// x: the line through the first two, and a kink at the second. It panics for
// others.
func Interpolation(samples [][2]int) ReLUPoint {
	if len(samples) != 3 || samples[0][0] >= samples[1][0] || samples[1][0] >= samples[2][0] {
		panic(fmt.Sprintf("exact: Interpolation needs three samples with ascending x, not %v", samples))
	}
	kink, last := samples[1], samples[2]
	p := AffineFit(samples[:2])
	p.Samples = samples
	z := p.preActivation(0, last[0])
	k := big.NewRat(int64(last[1]), 1) // (y − line(x)) / (x − kink) at the last sample
	k.Sub(k, new(big.Rat).Sub(z, p.W[3]))
	x := big.NewRat(int64(kink[0]), 1)
	k.Quo(k, new(big.Rat).Sub(big.NewRat(int64(last[0]), 1), x))
	if z.Sign() < 0 { // the units of the line must be on there too
		p.W[1], p.W[3] = new(big.Rat).Sub(p.W[1], z), new(big.Rat).Sub(p.W[3], z)
	}
	p.W[4], p.W[5], p.W[8] = big.NewRat(1, 1), x.Neg(x), k
	return p
}
