package polynomial

import "saddle/spectra/rational"

// Resultant returns the resultant of p and q as polynomials in y: a polynomial in x that is 0 wherever p(x,
// ·) and q(x, ·) have a common root, and is 0 everywhere only if p and q have a common factor with y in it,
// or one of them is 0. Cost: as many resultants of polynomials in y as the degree it can have, and an
// interpolation.
func Resultant(p, q Bivariate) Polynomial {
	if len(p) == 0 || len(q) == 0 {
		return nil
	}
	degree := p.degreeX()*q.Degree() + q.degreeX()*p.Degree()
	var points, values []rational.Number
	for k := int64(0); len(points) <= degree; k++ {
		for _, x := range []int64{k, -k}[:min(k, 1)+1] {
			at := rational.Int(x)
			u, v := p.AtX(at), q.AtX(at)
			if len(u) < len(p) || len(v) < len(q) {
				continue // another resultant
			}
			points, values = append(points, at), append(values, resultant(u, v))
		}
	}
	return interpolation(points, values)
}

// resultant is that of two polynomials other than 0, by Euclid's algorithm: with r = p mod q, it is
// (−1)^{deg p deg q} lead(q)^{deg p − deg r} times that of q and r.
func resultant(p, q Polynomial) rational.Number {
	product := rational.Int(1)
	for q.Degree() > 0 {
		_, r := p.QuoRem(q)
		if len(r) == 0 {
			return rational.Number{}
		}
		if p.Degree()%2 == 1 && q.Degree()%2 == 1 {
			product = product.Neg()
		}
		product = product.Mul(q.lead().Pow(p.Degree() - r.Degree()))
		p, q = q, r
	}
	return product.Mul(q.lead().Pow(p.Degree()))
}

// interpolation returns the polynomial of least degree with the given values, by Newton's divided
// differences.
func interpolation(points, values []rational.Number) Polynomial {
	d := append([]rational.Number{}, values...)
	for k := 1; k < len(d); k++ {
		for i := len(d) - 1; i >= k; i-- {
			d[i] = d[i].Sub(d[i-1]).Quo(points[i].Sub(points[i-k]))
		}
	}
	var p Polynomial
	for i := len(d) - 1; i >= 0; i-- {
		p = p.Mul(New(points[i].Neg(), rational.Int(1))).Add(New(d[i]))
	}
	return p
}

// squarefreeY returns p without the factors that it has twice and that have y in them, up to a factor in x;
// and without those that have x alone.
func (p Bivariate) squarefreeY() Bivariate {
	g := gcdY(p, p.DerivativeY())
	if g.Degree() <= 0 {
		return p.primitive()
	}
	q, _ := p.pseudoQuoRem(g)
	return q.primitive()
}

// gcdY returns a greatest common divisor of p and q as polynomials in y over the rational functions of x,
// without factors in x alone.
func gcdY(p, q Bivariate) Bivariate {
	for len(q) > 0 {
		_, r := p.pseudoQuoRem(q)
		p, q = q, r.primitive()
	}
	return p.primitive()
}

// pseudoQuoRem returns q and r with c^k p = q d + r, where c is the leading coefficient of d.
func (p Bivariate) pseudoQuoRem(d Bivariate) (q, r Bivariate) {
	lead := d[len(d)-1]
	r = append(Bivariate{}, p...)
	quotient := make([]Polynomial, max(0, len(p)-len(d)+1))
	for len(r) >= len(d) {
		k, top := len(r)-len(d), r[len(r)-1]
		for j := range quotient {
			quotient[j] = quotient[j].Mul(lead)
		}
		quotient[k] = quotient[k].Add(top)
		next := make([]Polynomial, len(r)-1)
		for j := range next {
			next[j] = r[j].Mul(lead)
			if j >= k {
				next[j] = next[j].Sub(top.Mul(d[j-k]))
			}
		}
		r = NewBivariate(next...)
	}
	return NewBivariate(quotient...), r
}

// primitive returns p without the common factor of its coefficients.
func (p Bivariate) primitive() Bivariate {
	var content Polynomial
	for _, c := range p {
		content = GCD(content, c)
	}
	if len(content) == 0 {
		return nil
	}
	q := make([]Polynomial, len(p))
	for j, c := range p {
		q[j], _ = c.QuoRem(content)
	}
	scale := q[len(q)-1].lead().Inverse()
	for j := range q {
		q[j] = q[j].Scale(scale)
	}
	return q
}

// Walls returns a polynomial in x such that between two neighbouring real roots of it the real roots y of
// p(x, ·) stay apart and the signs between them the same: where the leading coefficient of p without double
// factors, or its discriminant, or a factor in x alone is 0. It panics for the polynomial 0. (G. E.
// Collins, Quantifier elimination for real closed fields by cylindrical algebraic decomposition, 1975.)
func (p Bivariate) Walls() Polynomial {
	if len(p) == 0 {
		panic("polynomial: 0 has no walls")
	}
	walls := p[len(p)-1] // which every factor in x alone divides
	s := p.squarefreeY()
	if s.Degree() <= 0 {
		return walls
	}
	walls = walls.Mul(s[len(s)-1])
	if d := s.DerivativeY(); d.Degree() > 0 {
		walls = walls.Mul(Resultant(s, d))
	}
	return walls
}

// Cells returns numbers x such that p has all the signs but 0 that it has anywhere on the lines x = const
// through them: one between each two neighbouring roots of the walls. It panics for the polynomial 0.
func (p Bivariate) Cells() []rational.Number { return p.Walls().Samples() }
