package models

import (
	"math/big"

	"saddle/spectra/rational"
)

// A Series is a power series c₀ + c₁t + c₂t² + … over the rationals: its
// coefficients, up to the order that is kept. A missing coefficient is 0.
type Series []*big.Rat

// Lowest returns the least k ≥ 1 with a non-zero coefficient, and a copy of that
// coefficient; 0 and nil if there is none. Of a loss along a curve it tells what
// happens for small t > 0: the loss falls if the coefficient is negative.
func (s Series) Lowest() (order int, coefficient *big.Rat) {
	for k := 1; k < len(s); k++ {
		if s[k].Sign() != 0 {
			return k, new(big.Rat).Set(s[k])
		}
	}
	return 0, nil
}

// Series returns L(w(t)) modulo t^{order+1}, with order + 1 coefficients, where
// curve holds the series of every parameter: what lies beyond the order is
// ignored. The formula must be one of rational operations, and of functions at constant terms at
// which their values are rational: see [Tape.ExactLoss].
//
// At a kink the curve is followed for small t > 0: the sign of an argument is that
// of its lowest non-zero coefficient. Lines do not suffice to refute a minimum:
// (y − x²)(y − 3x²) rises along every line through 0, and is −t⁴ along (t, 2t²).
//
// The error is an [ErrDimension], an [ErrArgument] for a negative order or a nil
// coefficient, an [ErrUndefined] for a divisor that vanishes at t = 0, or an
// [ErrTranscendental].
func (t *Tape) Series(curve []Series, order int) (Series, error) {
	s, err := t.seriesSweep(curve, order)
	if err != nil {
		return nil, err
	}
	loss, err := s.loss()
	if err != nil {
		return nil, err
	}
	return padded(loss, order), nil
}

// SeriesGradient returns the series of L and of every entry of ∇L along a curve, as Series does.
// Further to the errors of Series, it refuses a curve that follows a kink: [ErrNonSmooth].
func (t *Tape) SeriesGradient(curve []Series, order int) (loss Series, gradient []Series, err error) {
	s, err := t.seriesSweep(curve, order)
	if err != nil {
		return nil, nil, err
	}
	l, err := s.gradient()
	if err != nil {
		return nil, nil, err
	}
	for _, g := range s.inputs(s.adj) {
		gradient = append(gradient, padded(g, order))
	}
	return padded(l, order), gradient, s.arith.failure
}

// padded returns a series with order + 1 coefficients.
func padded(x []rational.Number, order int) Series {
	return append(Series(rats(x)), rats(make([]rational.Number, order+1-len(x)))...)
}

func (t *Tape) seriesSweep(curve []Series, order int) (*sweep[[]rational.Number, *powerSeries], error) {
	if len(curve) != t.dim {
		return nil, ErrDimension{"curve", len(curve), t.dim}
	}
	if order < 0 {
		return nil, ErrArgument{"order", "an order of at least 0"}
	}
	s := newSweep[[]rational.Number](t, &powerSeries{algebraic[[]rational.Number]{meter: t.meter}, order})
	for i, c := range curve {
		c = c[:min(len(c), order+1)]
		if err := notNil("curve[%d][%d]", i, c); err != nil {
			return nil, err
		}
		x := make([]rational.Number, len(c))
		for k := range c {
			x[k] = rational.Of(c[k])
		}
		s.inputs(s.val)[i] = x
	}
	return s, nil
}

// powerSeries is arithmetic modulo t^{order+1}; a missing coefficient is 0.
type powerSeries struct {
	algebraic[[]rational.Number]
	order int
}

func (*powerSeries) constant(c *exactConst) []rational.Number { return []rational.Number{c.fraction} }
func (*powerSeries) integer(n int) []rational.Number {
	return []rational.Number{rational.Int(int64(n))}
}
func (*powerSeries) isZero(x []rational.Number) bool { return len(x) == 0 }

func (*powerSeries) neg(x []rational.Number) []rational.Number {
	z := make([]rational.Number, len(x))
	for k := range x {
		z[k] = x[k].Neg()
	}
	return z
}

func (a *powerSeries) add(x, y []rational.Number) []rational.Number {
	if len(x) < len(y) {
		x, y = y, x
	}
	z := append([]rational.Number(nil), x...)
	for k := range y {
		if !a.pays(z[k].Words(), y[k].Words()) {
			return nil
		}
		z[k] = z[k].Add(y[k])
	}
	return z
}

func (a *powerSeries) sub(x, y []rational.Number) []rational.Number { return a.add(x, a.neg(y)) }

func (a *powerSeries) mul(x, y []rational.Number) []rational.Number {
	if len(x) == 0 || len(y) == 0 {
		return nil
	}
	z := make([]rational.Number, min(len(x)+len(y)-1, a.order+1))
	for i := range x {
		if x[i].IsZero() {
			continue
		}
		for j := 0; j < len(y) && i+j < len(z); j++ {
			if !a.pays(x[i].Words(), y[j].Words()+z[i+j].Words()) {
				return nil
			}
			z[i+j] = z[i+j].Add(x[i].Mul(y[j]))
		}
	}
	return z
}

// div solves z y = x for one coefficient after the other.
func (a *powerSeries) div(x, y []rational.Number) []rational.Number {
	if len(y) == 0 || y[0].IsZero() {
		return a.fail(ErrUndefined{opDiv.String(), "t = 0, where the divisor vanishes"})
	}
	inverse := y[0].Inverse()
	z := make([]rational.Number, a.order+1)
	for k := range z {
		if k < len(x) {
			z[k] = x[k]
		}
		for j := 1; j <= k && j < len(y); j++ {
			if !a.pays(z[k].Words()+z[k-j].Words(), y[j].Words()) {
				return nil
			}
			z[k] = z[k].Add(y[j].Mul(z[k-j]).Neg())
		}
		z[k] = z[k].Mul(inverse)
	}
	return z
}

func (a *powerSeries) pow(x []rational.Number, n int) []rational.Number {
	p := a.integer(1)
	for k := max(n, -n); k > 0; k >>= 1 {
		if k&1 == 1 {
			p = a.mul(p, x)
		}
		if k > 1 {
			x = a.mul(x, x)
		}
	}
	if n < 0 {
		return a.div(a.integer(1), p)
	}
	return p
}

func (*powerSeries) sign(x []rational.Number) (int, bool) {
	for _, c := range x {
		if !c.IsZero() {
			return c.Sign(), true
		}
	}
	return 0, true
}

func (*powerSeries) straddle(op, []rational.Number, []rational.Number) []rational.Number {
	panic("models: a power series without a sign")
}
