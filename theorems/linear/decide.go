package linear

import (
	"fmt"
	"math/big"
	"slices"

	"saddle/spectra"
	"saddle/spectra/rational"
)

// Kind decides what the point is, exactly. The error is an [ErrNotCritical] if the gradient is not zero.
//
// With a metric of equal weights and no decay, an invertible linear map of the weights (U, V, G and D_h)
// takes the loss to that of a net with identity data and a diagonal target, where the weights are the
// integers of the point. It keeps critical points critical, and the signs of the eigenvalues of the Hessian
// (Sylvester's law): there they are decided. A point is global if its loss is the least that a product of
// its rank can have. Otherwise a saddle has eigenvalues of both signs, or a curve along which the loss
// falls and one along which it rises.
//
// Cost: the Hessian and its signature, which has a block for each few weights; some n² operations in words
// for n weights. With a metric or decay, O(n³) rational operations.
func (c *Critical) Kind() (Kind, error) {
	if !c.plain() {
		return c.generalKind()
	}
	weight, _ := c.weight()
	if weight == 0 {
		return Kind{Loss: new(big.Rat), Inertia: spectra.Inertia{Zero: c.Dim()}, global: true}, nil
	}
	p := c.reduced.partial()
	for _, g := range p.gradient() {
		if !g.IsZero() {
			return Kind{}, c.slope(entries(c.Net.Gradient()))
		}
	}
	beyond := rational.Ints(len(c.Extra), 1, c.Extra).Norm2()
	loss := half(p.err.Norm2().Add(beyond)).Mul(rational.Int(int64(weight)))
	k := Kind{Loss: loss.Rat(), global: loss.Cmp(c.leastLoss(weight)) == 0}
	signs, err := p.hessian().Signature()
	if err != nil {
		panic(fmt.Sprintf("linear: %v", err)) // a Hessian is symmetric
	}
	k.Inertia = spectra.Inertia{Neg: signs.Neg, Zero: signs.Zero + c.Widths[1]*c.Unseen, Pos: signs.Pos}
	if !k.global && (k.Inertia.Neg == 0 || k.Inertia.Pos == 0) {
		k.Descent, k.Ascent = c.rest.descend()
		if weight != 1 {
			k.Descent, k.Ascent = k.Descent.times(weight), k.Ascent.times(weight)
		}
	}
	return k, nil
}

// times returns the curve for a loss that is w times as large.
func (c *Curve) times(w int) *Curve {
	if c == nil {
		return nil
	}
	d := *c
	d.Coefficient = d.Coefficient.Mul(rational.Int(int64(w)))
	return &d
}

// slope is the error for a gradient that is not 0.
func (c *Critical) slope(gradient []rational.Number) error {
	for i, g := range gradient {
		if !g.IsZero() {
			weight, _ := c.weight()
			return ErrNotCritical{i, g.Mul(rational.Int(int64(weight))).Rat()}
		}
	}
	panic("linear: a gradient is zero in one basis and not in another")
}

// leastLoss is ½ Σ σ² over all but the r_max greatest: the least squared error of a product of that rank
// (Eckart and Young 1936), times its weight, and what Extra adds.
func (p Point) leastLoss(weight int) rational.Number {
	squares := rational.Ints(len(p.Sigma), 1, p.Sigma).Entries()
	for i, s := range squares {
		squares[i] = s.Mul(s)
	}
	slices.SortFunc(squares, func(a, b rational.Number) int { return b.Cmp(a) })
	sum := rational.Ints(len(p.Extra), 1, p.Extra).Norm2()
	for _, s := range squares[min(p.MinWidth(), len(squares)):] {
		sum = sum.Add(s)
	}
	return sum.Mul(rational.New(int64(weight), 2))
}

// IsCritical reports whether the gradient of the squared error is zero, by that of the small net that the
// blocks are. Metric and Decay have no part in it.
func (c *Critical) IsCritical() bool {
	for _, g := range c.rest.Gradient() {
		if !g.IsZero() {
			return false
		}
	}
	return true
}
