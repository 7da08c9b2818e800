package polynomial

import "saddle/spectra/rational"

// SignAt returns the sign of q at a real root of p, one of [Polynomial.Roots]. It halves the interval of the
// root until q has no root in it.
func (p Polynomial) SignAt(r Root, q Polynomial) int {
	if len(q) == 0 {
		return 0
	}
	if r.Rational() {
		return q.At(r.Lo).Sign()
	}
	f := p.factorOf(r)
	if g := GCD(f, q); g.Degree() > 0 && g.At(r.Lo).Sign()*g.At(r.Hi).Sign() < 0 {
		return 0 // the only root of f there is one of g
	}
	if q.Degree() == 0 {
		return q[0].Sign()
	}
	s := sturm(q.squarefreePart())
	for q.At(r.Lo).IsZero() || s.count(r.Lo, r.Hi) > 0 {
		if r = f.halved(r); r.Rational() {
			break
		}
	}
	return q.At(r.Hi).Sign()
}

// squarefreePart returns p without multiple roots.
func (p Polynomial) squarefreePart() Polynomial {
	q, _ := p.QuoRem(GCD(p, p.Derivative()))
	return q
}

// Nearest returns a positive lower bound of the size of all roots of p but 0, at most 1: 1/(1 + max
// |c_i/c_0|), of p over a power of x (Cauchy). It panics for the polynomial 0.
func (p Polynomial) Nearest() rational.Number {
	for p[0].IsZero() {
		p = p[1:]
	}
	most, one := rational.Int(1), rational.Int(1)
	for _, c := range p[1:] {
		if size := c.Quo(p[0]).Abs().Add(one); size.Cmp(most) > 0 {
			most = size
		}
	}
	return most.Inverse()
}
