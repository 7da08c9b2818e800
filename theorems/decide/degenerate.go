package decide

import (
	"math/big"

	"saddle/models"
	"saddle/theorems/exact"
)

// degenerate decides a critical point whose Hessian, exact or nil, does not.
func (p *point) degenerate(h [][]*big.Rat) {
	if p.tape.IsConstant() {
		settle(&p.minimum, yes)
		settle(&p.maximum, yes)
		p.because("the loss is constant")
	} else {
		p.squares()
	}
	if p.decided() {
		return
	}
	if h != nil && p.inertia().Zero == 1 {
		p.reduce(h)
	}
	if !p.decided() {
		p.bounds()
	}
	if !p.decided() {
		p.curves()
	}
	if (p.minimum == yes) != (p.maximum == yes) && !p.Strict {
		p.flat()
	}
}

// squares proves a minimum where L(w + δ) − L(w) is a sum of squares of monomials with positive
// coefficients, and a constant where there are none. In one dimension the first term of any polynomial decides.
func (p *point) squares() {
	polynomial, ok := p.expanded(p.w)
	if !ok {
		return
	}
	if terms := polynomial.Form(polynomial.Order()).Terms(); len(p.w) == 1 && polynomial.Order() > 0 {
		p.along(0, polynomial.Order(), terms[0].Coefficient, []models.Series{{p.w[0], big.NewRat(1, 1)}})
		return
	}
	positive, negative, strict := exact.Squares(polynomial)
	switch {
	case positive && negative:
		p.because("the loss is constant")
	case positive:
		p.because("the loss less its value at the point is a sum of squares of monomials")
	case negative:
		p.because("the loss less its value at the point is minus a sum of squares of monomials")
	}
	if positive || negative {
		settle(&p.minimum, truthOf(positive))
		settle(&p.maximum, truthOf(negative))
	}
	if p.Strict = strict; !strict && positive != negative {
		p.because("it is not strict: along an axis the loss is constant")
	}
}

// expanded returns L(w + δ) as a polynomial, if it is one that can be looked at.
func (p *point) expanded(w []*big.Rat) (models.Polynomial, bool) {
	if len(w) > mostParameters {
		return models.Polynomial{}, false
	}
	polynomial, err := p.tape.Expand(w, expansion)
	return polynomial, err == nil && polynomial.Len()*len(w) <= mostExponents
}
