package sphere

import (
	"saddle/spectra/interval"
	"saddle/spectra/polynomial"
	"saddle/spectra/rational"
)

// Circle returns all critical points of H(x, y) = Σ_j c_j x^(p−j) y^j on the circle, p = len(c) − 1 ≥ 1, exactly: they are the real
// lines on which the form
//
//	Q = x ∂H/∂y − y ∂H/∂x,
//
// the derivative of H along the circle, vanishes. Its real roots are found by Sturm's theorem with their multiplicities: a simple
// one is a minimum where Q rises with the angle and else a maximum, a multiple one is degenerate and has no negative eigenvalue. The
// error is an [ErrConstant] if Q = 0, or an [ErrArgument]. Cost: the real roots of a polynomial of degree p.
func Circle(c []rational.Number) (Census, error) {
	p := len(c) - 1
	if p < 1 {
		return Census{}, ErrArgument{"c", "the coefficients of a form of degree 1 or more, at least two"}
	}
	q := slope(c)
	if q.Degree() < 0 {
		return Census{}, ErrConstant{}
	}
	census := Census{Index: make([]int, 2)}
	sign := q[q.Degree()].Sign() // at t = ∞
	if q.Degree()%2 == 1 {
		sign = -sign // at t = −∞
	}
	for _, r := range q.Roots() { // t = y/x grows with the angle
		at := interval.OfRat(r.Lo.Rat()).Hull(interval.OfRat(r.Hi.Rat()))
		census.add(crossing([]interval.Interval{interval.Of(1), at}, r.Multiplicity, &sign), p)
	}
	if m := p - q.Degree(); m > 0 { // x = 0
		census.add(crossing([]interval.Interval{interval.Of(0), interval.Of(1)}, m, &sign), p)
	}
	return census, nil
}

// slope returns Q(1, t) = (1 + t²) h′ − p t h for h = H(1, t), by Euler's identity.
func slope(c []rational.Number) polynomial.Polynomial {
	h := polynomial.New(c...)
	p := rational.Int(int64(len(c) - 1))
	return polynomial.Ints(1, 0, 1).Mul(h.Derivative()).Sub(polynomial.Ints(0, 1).Mul(h).Scale(p))
}

// crossing is the point at a root of the given multiplicity, before which Q has the sign, and changes it to that behind it.
func crossing(at []interval.Interval, multiplicity int, sign *int) Point {
	p := Point{At: at, Degenerate: multiplicity > 1}
	if multiplicity == 1 && *sign > 0 {
		p.Index = 1
	}
	if multiplicity%2 == 1 {
		*sign = -*sign
	}
	return p
}
