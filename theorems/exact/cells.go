package exact

import (
	"saddle/models"
	"saddle/spectra/polynomial"
	"saddle/spectra/rational"
)

// mostCellsDegree is the degree of a polynomial in two variables that is decided by [findings.cells]: its
// walls have the square of it.
const mostCellsDegree = 10

// cells decides a polynomial in two variables near 0, completely, by the signs that it has on two lines x =
// ±ε.
//
// Let δ > 0 be smaller than all roots of f(0, ·) but 0, and ε > 0 smaller than all roots of f(·, ±δ) and
// all roots but 0 of the walls of f. For 0 < x ≤ ε the real roots y of f(x, ·) with |y| < δ are continuous
// functions of x, apart from each other and from ±δ. For x → 0 they tend to the only root of f(0, ·) there,
// 0. So between neighbouring ones f has one sign, which it takes as near to 0 as one likes; and likewise
// between the outermost and ±δ, near the axis x = 0. The same holds for x < 0. These are all signs that f
// has near 0, as what it has on x = 0 and not beside it is 0; and f is 0 at 0 alone if f(±ε, ·) has no such
// root.
func (f findings) cells(p models.Polynomial) findings {
	if p.Degree() > mostCellsDegree || p.Order() == 0 {
		return f
	}
	g := planePolynomial(withoutConstant(p))
	zero := rational.Number{}
	for s := int64(1); len(g.AtX(zero)) == 0; s++ { // a factor x
		g = planePolynomial(withoutConstant(p)).Sheared(rational.Int(s))
	}
	half := rational.New(1, 2)
	delta := g.AtX(zero).Nearest().Mul(half)
	epsilon := g.Walls().Nearest()
	x := polynomial.Ints(0, 1)
	for _, y := range []rational.Number{delta, delta.Neg()} {
		if nearest := g.Along(x, polynomial.New(y)).Nearest(); nearest.Cmp(epsilon) < 0 {
			epsilon = nearest
		}
	}
	epsilon = epsilon.Mul(half)
	ends := polynomial.New(delta.Mul(delta).Neg(), zero, rational.Int(1)) // y² − δ²
	for _, x := range []rational.Number{epsilon, epsilon.Neg()} {
		line := g.AtX(x)
		intervals := 0
		for _, y := range line.Mul(ends).Samples() {
			if y.Abs().Cmp(delta) < 0 {
				intervals++
				sign := line.At(y).Sign()
				f.falls, f.rises = f.falls || sign < 0, f.rises || sign > 0
			}
		}
		f.flat = f.flat || intervals > 1
	}
	f.least, f.greatest, f.strict = !f.falls, !f.rises, !f.flat && f.falls != f.rises
	f.flat = f.flat && f.falls != f.rises
	f.why = "the signs of the loss on two lines near the point, between exact roots, are those that it has nearby"
	return f
}
