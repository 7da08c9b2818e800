package exact

import (
	"fmt"
	"math/big"
	"slices"

	"saddle/models"
	"saddle/spectra/rational"
)

// A LinearPoint is a critical point of a deep linear net with rational data,
//
//	L(W) = ½ ‖W_{H+1} … W_1 X − Y‖²,
//
// written as what it is made of, in small integers. With a diagonal X, the
// target M = Y = U Σ Vᵀ for rational orthogonal U and V, a set S of r singular
// directions with complement Q, invertible D_h and free blocks Z_h:
//
//	W_1     = D_1 [U_Sᵀ M ; Z_1] X⁻¹
//	W_h     = D_h diag(I_r, Z_h) D_{h−1}⁻¹
//	W_{H+1} = [U_S, U_Q Z_{H+1}] D_H⁻¹
//
// Where at least two of the Z_h are zero the point is exactly critical, with
// product U_S U_Sᵀ M and loss ½ Σ_{i∉S} σ_i². Zhou and Liang (2018) and Achour,
// Malgouyres and Gerchinovitz (JMLR 25, 2024) describe critical points so, as we
// recall them; nothing rests on it, as the gradient of every point is checked.
//
// Lists may be shorter than what they fill; missing entries are zero.
type LinearPoint struct {
	Widths []int   // d_0 … d_{H+1}, H ≥ 1
	Sigma  []int   // σ_1, σ_2, …, the singular values of M; min(d_0, d_{H+1}) of them
	U, V   []int   // below the diagonal, by rows, of the skew matrices whose Cayley transforms are U and V
	Scale  []int   // diagonal of X, not zero; nil means all 1
	S      []int   // r indices from 0 to d_{H+1} − 1, ascending, r ≤ every width
	D      [][]int // D_h = (I + strictly lower)(I + strictly upper part) of these d_h×d_h entries
	Z      [][]int // entries of Z_1 … Z_{H+1} by rows, (d_h − r)×(d_{h−1} − r); Z_1 has d_0 columns and Z_{H+1} d_{H+1} − r rows
	Extra  []int   // targets of further samples with input 0, each of d_{H+1} numbers: they add ½ Σ Extra² to the loss
	Metric []int   // weights of the squared error of each entry of W_{H+1}…W_1X, by rows; nil means all 1
	Decay  int     // λ in tenths, of the term λ Σ w²
}

// An ErrPoint reports a LinearPoint that describes none.
type ErrPoint struct{ Field, Want string }

// Error says what is wrong and what would do.
func (e ErrPoint) Error() string { return fmt.Sprintf("exact: bad %s: want %s", e.Field, e.Want) }

// H returns the number of hidden layers.
func (p LinearPoint) H() int { return len(p.Widths) - 2 }

// MinWidth returns the least width, r_max.
func (p LinearPoint) MinWidth() int { return slices.Min(p.Widths) }

// check reports the first field that does not fit.
func (p LinearPoint) check() error {
	if len(p.Widths) < 3 || slices.Min(p.Widths) < 1 {
		return ErrPoint{"Widths", "at least three positive widths"}
	}
	dx, dy, r := p.Widths[0], p.Widths[len(p.Widths)-1], len(p.S)
	switch {
	case len(p.Sigma) != min(dx, dy):
		return ErrPoint{"Sigma", fmt.Sprintf("%d singular values", min(dx, dy))}
	case p.Scale != nil && (len(p.Scale) != dx || slices.Contains(p.Scale, 0)):
		return ErrPoint{"Scale", fmt.Sprintf("nil or %d non-zero entries", dx)}
	case p.Metric != nil && (len(p.Metric) != dx*dy || slices.Min(p.Metric) < 0):
		return ErrPoint{"Metric", fmt.Sprintf("nil or %d weights of at least 0", dx*dy)}
	case p.Decay < 0:
		return ErrPoint{"Decay", "at least 0"}
	case len(p.Extra)%dy != 0 || p.Metric != nil && p.Extra != nil:
		return ErrPoint{"Extra", fmt.Sprintf("%d numbers for each sample, and none beside Metric", dy)}
	case r > p.MinWidth():
		return ErrPoint{"S", "no more indices than the least width"}
	case len(p.D) > p.H():
		return ErrPoint{"D", fmt.Sprintf("at most %d matrices", p.H())}
	case len(p.Z) > p.H()+1:
		return ErrPoint{"Z", fmt.Sprintf("at most %d blocks", p.H()+1)}
	}
	for i, s := range p.S {
		if s < 0 || s >= dy || i > 0 && s <= p.S[i-1] {
			return ErrPoint{"S", fmt.Sprintf("ascending indices from 0 to %d", dy-1)}
		}
	}
	for h, z := range p.Z {
		if rows, cols := p.block(h); len(z) > rows*cols {
			return ErrPoint{fmt.Sprintf("Z[%d]", h), fmt.Sprintf("at most %d entries", rows*cols)}
		}
	}
	for h, d := range p.D {
		if n := p.Widths[h+1]; len(d) > n*n {
			return ErrPoint{fmt.Sprintf("D[%d]", h), fmt.Sprintf("at most %d entries", n*n)}
		}
	}
	return nil
}

// block returns the shape of Z_{h+1}.
func (p LinearPoint) block(h int) (rows, cols int) {
	r := len(p.S)
	rows, cols = p.Widths[h+1]-r, p.Widths[h]-r
	if h == 0 {
		cols = p.Widths[0]
	}
	return rows, cols
}

// A LinearNet is the loss of a LinearPoint, and the point itself.
type LinearNet struct {
	LinearPoint
	Tape *models.Tape
	W    []*big.Rat // the point, layer by layer, each by rows

	u, m, xInverse rational.Matrix
	d              []rational.Matrix // D_0 = I (never used), D_1 … D_H
}

// Build makes the loss and the point. The error is an ErrPoint.
func (p LinearPoint) Build() (*LinearNet, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	dx, dy := p.Widths[0], p.Widths[len(p.Widths)-1]
	n := &LinearNet{LinearPoint: p, u: rational.Cayley(dy, p.U)}
	sigma := rational.Zeros(dy, dx)
	for i, s := range p.Sigma {
		sigma.Set(i, i, rational.Int(int64(s)))
	}
	n.m = n.u.Mul(sigma).Mul(rational.Cayley(dx, p.V).T())
	x := rational.Identity(dx)
	for i, s := range p.Scale {
		x.Set(i, i, rational.Int(int64(s)))
	}
	n.xInverse, _ = x.Inverse()
	n.d = make([]rational.Matrix, p.H()+1)
	for h := 1; h <= p.H(); h++ {
		n.d[h] = rational.Identity(p.Widths[h])
		if h <= len(p.D) {
			n.d[h] = unimodular(p.Widths[h], p.D[h-1])
		}
	}
	n.W = flatten(n.layers(rational.Int(1), n.blocks()))
	extra := rational.Ints(len(p.Extra)/dy, dy, p.Extra).T()
	inputs, targets := x.Beside(rational.Zeros(dx, extra.Cols)), n.m.Beside(extra)
	tape, err := models.DeepLinearTape(p.Widths, inputs.T().ToRows(), targets.T().ToRows(), p.options())
	n.Tape = tape
	return n, err
}

// unimodular returns (I + strictly lower part)(I + strictly upper part).
func unimodular(n int, entries []int) rational.Matrix {
	lower, upper := rational.Ints(n, n, entries), rational.Ints(n, n, entries)
	for i := range n {
		for j := range n {
			if j >= i {
				lower.Set(i, j, rational.Int(int64(btoi(i == j))))
			}
			if i >= j {
				upper.Set(i, j, rational.Int(int64(btoi(i == j))))
			}
		}
	}
	return lower.Mul(upper)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// blocks returns Z_1 … Z_{H+1}.
func (n *LinearNet) blocks() []rational.Matrix {
	z := make([]rational.Matrix, n.H()+1)
	for h := range z {
		rows, cols := n.block(h)
		z[h] = rational.Zeros(rows, cols)
		if h < len(n.Z) {
			z[h] = rational.Ints(rows, cols, n.Z[h])
		}
	}
	return z
}

// layers returns W_1 … W_{H+1} with blocks z and with head (0 or 1) times the
// part that S makes. It is affine in each block.
func (n *LinearNet) layers(head rational.Number, z []rational.Matrix) []rational.Matrix {
	r, H := len(n.S), n.H()
	us := n.u.Select(n.S)
	uq := n.u.Select(n.complement())
	out := make([]rational.Matrix, H+1)
	top := us.T().Mul(n.m).Scale(head)
	out[0] = n.d[1].Mul(top.Above(z[0])).Mul(n.xInverse)
	for h := 1; h < H; h++ {
		dInverse, _ := n.d[h].Inverse()
		id := rational.Identity(r).Scale(head)
		left := id.Above(rational.Zeros(z[h].Rows, r))
		right := rational.Zeros(r, z[h].Cols).Above(z[h])
		out[h] = n.d[h+1].Mul(left.Beside(right)).Mul(dInverse)
	}
	dInverse, _ := n.d[H].Inverse()
	last := us.Scale(head)
	out[H] = last.Beside(uq.Mul(z[H])).Mul(dInverse)
	return out
}

// complement returns Q.
func (n *LinearNet) complement() []int {
	var q []int
	for i := range n.Widths[len(n.Widths)-1] {
		if !slices.Contains(n.S, i) {
			q = append(q, i)
		}
	}
	return q
}

func (p LinearPoint) options() *models.DeepLinearOptions {
	opt := &models.DeepLinearOptions{}
	if p.Decay != 0 {
		opt.Decay = big.NewRat(int64(p.Decay), 10)
	}
	if p.Metric != nil {
		opt.Weights = rational.Ints(p.Widths[len(p.Widths)-1], p.Widths[0], p.Metric).T().ToRows()
	}
	return opt
}

// entries returns the entries layer by layer, each by rows.
func entries(layers []rational.Matrix) []rational.Number {
	var all []rational.Number
	for _, l := range layers {
		all = append(all, l.Entries()...)
	}
	return all
}

func flatten(layers []rational.Matrix) []*big.Rat {
	all := entries(layers)
	return rational.FromEntries(1, len(all), all).Rats()
}
