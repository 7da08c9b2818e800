package exact

import (
	"saddle/models"
	"saddle/spectra/rational"
)

// mostTernaryDegree is the degree of a form in three variables whose signs are found.
const mostTernaryDegree = 8

// ternary finds all signs of a form F of even degree in three variables, completely: F(x, y, z) has those
// of F(x/z, y/z, 1), and where z = 0 none but 0 that it has not beside; a polynomial in two variables has
// all its signs on the lines through its cells. It returns points where F is negative, and positive, nil if
// there is none. ok is false if the degree is odd or too large.
func ternary(form []models.Term) (below, above []rational.Number, ok bool) {
	degree := degreeOf(form[0])
	if degree%2 == 1 || degree > mostTernaryDegree {
		return nil, nil, false
	}
	var terms []models.Term
	for _, t := range form {
		terms = append(terms, models.Term{Exponents: t.Exponents[:2], Coefficient: t.Coefficient})
	}
	p := planePolynomial(models.NewPolynomial(2, terms...))
	for _, x := range p.Cells() {
		line := p.AtX(x)
		for _, y := range line.Samples() {
			switch sign := line.At(y).Sign(); {
			case sign < 0 && below == nil:
				below = []rational.Number{x, y, rational.Int(1)}
			case sign > 0 && above == nil:
				above = []rational.Number{x, y, rational.Int(1)}
			}
		}
	}
	return below, above, true
}

// form looks at the lowest form of p in three variables: at a point where it is negative or positive begins
// a line; without such a point it is nowhere negative, or positive, and that decides if p has no other
// terms.
func (r *reduction) form(p models.Polynomial, all bool, f findings) findings {
	form := p.Form(p.Order()).Terms()
	below, above, ok := ternary(form)
	if !ok {
		return f
	}
	ones := []int{1, 1, 1}
	for _, x := range [][]rational.Number{below, above} {
		if x != nil {
			f = r.tryWeights(form, x, ones, f)
		}
	}
	if all && len(form) == len(withoutConstant(p).Terms()) && (below == nil || above == nil) {
		f.least, f.greatest = below == nil, above == nil
		f.why = "the loss on the kernel of the Hessian is a form in three variables that has one sign on all its cells"
	}
	return f
}
