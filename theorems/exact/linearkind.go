package exact

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"

	"saddle/spectra"
	"saddle/spectra/rational"
)

// A LinearClass is what a critical point of a deep linear net can be: one of four
// that exclude each other.
type LinearClass string

const (
	// Global: the loss is the least that any weights have.
	Global LinearClass = "global"
	// StrictSaddle: a saddle with a negative eigenvalue.
	StrictSaddle LinearClass = "strict saddle"
	// NonStrictSaddle: a saddle without.
	NonStrictSaddle LinearClass = "non-strict saddle"
	// BadMinimum: a local minimum, and another point has a lower loss.
	BadMinimum LinearClass = "local minimum"
)

// A LinearKind is what is known of a critical point of a deep linear net, which it
// is asked ([LinearKind.Is]), and what decided that.
type LinearKind struct {
	Loss    *big.Rat
	Inertia spectra.Inertia
	// Descent and Ascent are curves where the Hessian does not decide.
	Descent, Ascent *Curve
	// Better is a lower loss that some other point has; it is looked for where
	// nothing else shows that the point is no bad minimum.
	Better *big.Rat

	// global: the loss is the least that a product of rank r_max can have.
	global bool
	// minimum is proved: the Hessian is positive semidefinite and its kernel
	// is tangent to the orbit of the changes of basis of the hidden layers, a
	// manifold on which the loss is constant (with weight decay: is zero).
	minimum bool
}

// Is reports whether the point is of class c, and whether that is known. Part of an
// answer counts: with a negative eigenvalue the point is known not to be a minimum.
func (k LinearKind) Is(c LinearClass) (is, known bool) {
	t := k.truth(c)
	return t == yes, t != unknown
}

func (k LinearKind) truth(c LinearClass) truth {
	if k.Loss == nil { // nothing was decided
		return unknown
	}
	negative := truthOf(k.Inertia.Neg > 0)
	var global, minimum, better truth
	saddle := unknown
	switch falls, rises := k.Descent != nil || negative == yes, k.Ascent != nil || k.Inertia.Pos > 0; {
	case k.global:
		global, minimum, better, saddle = yes, yes, no, no
	case falls:
		global, minimum = no, no
		if rises {
			saddle = yes
		}
	case k.minimum:
		minimum, saddle = yes, no
	}
	if k.Better != nil {
		global, better = no, yes
	}
	switch c {
	case Global:
		return global
	case StrictSaddle:
		return min(saddle, negative)
	case NonStrictSaddle:
		return min(saddle, -negative)
	case BadMinimum:
		return min(minimum, better)
	}
	return unknown
}

// Class names the class, or is "unknown".
func (k LinearKind) Class() string {
	for _, c := range []LinearClass{Global, StrictSaddle, NonStrictSaddle, BadMinimum} {
		if k.truth(c) == yes {
			return string(c)
		}
	}
	return "unknown"
}

// String returns the class and what decided it.
func (k LinearKind) String() string {
	if k.Loss == nil {
		return "not decided"
	}
	s := fmt.Sprintf("%s: loss %s, Hessian: %v", k.Class(), k.Loss.RatString(), k.Inertia)
	for _, c := range []*Curve{k.Descent, k.Ascent} {
		if c != nil {
			s += "; " + c.String()
		}
	}
	if k.minimum {
		s += ", its kernel tangent to changes of basis of the hidden layers: a local minimum"
		if k.Better != nil {
			s += fmt.Sprintf("; another point has loss %s", k.Better.RatString())
		}
	}
	return s
}

// An ErrNotCritical reports a [LinearPoint] at which the gradient is not zero.
type ErrNotCritical struct {
	Index int      // of a parameter
	Slope *big.Rat // ∂L/∂w[Index]
}

// Error says what is wrong and what would do.
func (e ErrNotCritical) Error() string {
	return fmt.Sprintf("exact: the point is not critical: ∂L/∂w[%d] = %s; two zero blocks, an equal metric and no decay make it so", e.Index, e.Slope.RatString())
}

// Kind decides what the point is, exactly. The error is an [ErrNotCritical] if the
// gradient is not zero, which by construction it is for any [LinearPoint] with two
// zero blocks, a metric of equal weights and no decay. The cost is O(n³) rational
// operations for n parameters.
func (n *LinearNet) Kind() (LinearKind, error) {
	jet, err := n.Tape.Exact(n.W)
	if err != nil {
		return LinearKind{}, err
	}
	for i, g := range jet.Gradient {
		if g.Sign() != 0 {
			return LinearKind{}, ErrNotCritical{i, g}
		}
	}
	k := LinearKind{Loss: jet.Loss}
	if k.Inertia, err = spectra.ExactInertia(jet.Hessian); err != nil {
		return LinearKind{}, err
	}
	if weight, equal := n.weight(); equal { // decay adds to what is least without
		k.global = k.Loss.Cmp(n.leastLoss(weight)) == 0
	}
	if k.global || k.Inertia.Neg > 0 && k.Inertia.Pos > 0 {
		return k, nil
	}
	if k.Descent, k.Ascent, err = n.blockCurves(); err != nil || k.Descent != nil {
		return k, err
	}
	k.Ascent = nil
	k.minimum = k.Inertia.Neg == 0 && k.Inertia.Zero == n.orbitDimension()
	k.Better, err = n.better(k.Loss)
	return k, err
}

// weight returns the weight of every entry in the metric, if they are equal.
func (n *LinearNet) weight() (w int, equal bool) {
	if n.Metric == nil {
		return 1, true
	}
	return n.Metric[0], slices.Min(n.Metric) == slices.Max(n.Metric)
}

// leastLoss is ½ Σ σ² over all but the r_max greatest: the least squared error of
// a product of that rank (Eckart and Young 1936), times its weight, and what Extra
// adds.
func (n *LinearNet) leastLoss(weight int) *big.Rat {
	squares := rational.Ints(len(n.Sigma), 1, n.Sigma).Entries()
	for i, s := range squares {
		squares[i] = s.Mul(s)
	}
	slices.SortFunc(squares, func(a, b rational.Number) int { return b.Cmp(a) })
	sum := rational.Ints(len(n.Extra), 1, n.Extra).Norm2()
	for _, s := range squares[min(n.MinWidth(), len(squares)):] {
		sum = sum.Add(s)
	}
	return sum.Mul(rational.New(int64(weight), 2)).Rat()
}

// better returns the least loss below l among the points made of other sets S of
// r_max indices, with all layers scaled by 1, 7/8 or 3/4.
func (n *LinearNet) better(l *big.Rat) (*big.Rat, error) {
	var best *big.Rat
	for _, s := range subsets(n.Widths[len(n.Widths)-1], n.MinWidth()) {
		q := n.LinearPoint
		q.S, q.Z = s, nil
		other, err := q.Build()
		if err != nil {
			return nil, err
		}
		for _, scale := range []*big.Rat{big.NewRat(1, 1), big.NewRat(7, 8), big.NewRat(3, 4)} {
			w := make([]*big.Rat, len(other.W))
			for i := range w {
				w[i] = new(big.Rat).Mul(scale, other.W[i])
			}
			loss, err := n.Tape.ExactLoss(w)
			if err != nil {
				return nil, err
			}
			if loss.Cmp(l) < 0 && (best == nil || loss.Cmp(best) < 0) {
				best = loss
			}
		}
	}
	return best, nil
}

// subsets returns the sets of r of the indices 0 … n−1.
func subsets(n, r int) [][]int {
	if r == 0 {
		return [][]int{nil}
	}
	var out [][]int
	for last := r - 1; last < n; last++ {
		for _, s := range subsets(last, r-1) {
			out = append(out, append(slices.Clone(s), last))
		}
	}
	return out
}

// orbitDimension is the dimension of the orbit of the point under the changes of
// basis of the hidden layers, W_h → G W_h, W_{h+1} → W_{h+1} G⁻¹, which leave the
// product and hence the loss alone: the rank of the tangents A W_h, −W_{h+1} A.
// With weight decay there is no such symmetry, and it is 0.
func (n *LinearNet) orbitDimension() int {
	if n.Decay != 0 {
		return 0
	}
	layers := n.layers(rational.Int(1), n.blocks())
	var tangents []rational.Number
	for h := 0; h < n.H(); h++ {
		d := n.Widths[h+1]
		for k := range d * d {
			a := rational.Zeros(d, d)
			a.Set(k/d, k%d, rational.Int(1))
			moved := make([]rational.Matrix, len(layers))
			for i, l := range layers {
				moved[i] = rational.Zeros(l.Rows, l.Cols)
			}
			moved[h] = a.Mul(layers[h])
			moved[h+1] = moved[h+1].Sub(layers[h+1].Mul(a))
			tangents = append(tangents, entries(moved)...)
		}
	}
	return rational.FromEntries(len(tangents)/len(n.W), len(n.W), tangents).Rank()
}

// blockCurves looks for descent and ascent along curves that move the zero
// blocks by t^{H+1} E_h and the others by t E_h, with small integer E_h. Only
// the product of the blocks enters the loss; the power H + 1 keeps its square
// below the linear term that a change of sign of one block turns around.
func (n *LinearNet) blockCurves() (descent, ascent *Curve, err error) {
	rng := rand.New(rand.NewPCG(1, 2))
	blocks := n.blocks()
	m := n.H() + 1
	flip := slices.IndexFunc(blocks, rational.Matrix.IsZero)
	for try := range 40 {
		steps := make([]rational.Matrix, len(blocks))
		var powers []int
		for h, z := range blocks {
			steps[h] = rational.Zeros(z.Rows, z.Cols)
			for k := range z.Rows * z.Cols {
				e := 1
				if try > 0 {
					e = rng.IntN(5) - 2
				}
				steps[h].Set(k/z.Cols, k%z.Cols, rational.Int(int64(e)))
			}
			p := 1
			if z.IsZero() {
				p = m
			}
			powers = append(powers, slices.Repeat([]int{p}, n.Widths[h+1]*n.Widths[h])...)
		}
		for range 2 {
			descent, ascent, err = firstOf(n.Tape, n.W, flatten(n.layers(rational.Number{}, steps)), powers, m*m, descent, ascent)
			if err != nil || descent != nil && ascent != nil {
				return descent, ascent, err
			}
			if flip >= 0 {
				steps[flip] = steps[flip].Scale(rational.Int(-1))
			}
		}
	}
	return descent, ascent, nil
}
