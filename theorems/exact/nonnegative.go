package exact

import (
	"fmt"

	"saddle/models"
)

// Squares reports whether every term of p but the constant is a square monomial with a positive
// (negative) coefficient: c ∏ δᵢ^2kᵢ. Then p is least (greatest) at 0; both for a constant. It is
// strict if p takes that value at 0 alone, which is so exactly if every variable has a term of
// its own, c δᵢ^2k: along an axis without one, p is constant.
func Squares(p models.Polynomial) (positive, negative, strict bool) {
	positive, negative = true, true
	var alone []bool
	for _, term := range p.Terms() {
		if alone == nil {
			alone = make([]bool, len(term.Exponents))
		}
		degree, variables, last := 0, 0, 0
		for i, e := range term.Exponents {
			degree += e
			if e%2 != 0 {
				return false, false, false
			}
			if e > 0 {
				variables, last = variables+1, i
			}
		}
		if degree > 0 {
			positive = positive && term.Coefficient.Sign() > 0
			negative = negative && term.Coefficient.Sign() < 0
		}
		if variables == 1 {
			alone[last] = true
		}
	}
	strict = (positive || negative) && len(alone) > 0
	for _, a := range alone {
		strict = strict && a
	}
	return positive, negative, strict
}

// bounded adds to what was found of f that f is nowhere below 0, or above, if that is seen of the
// polynomial p that f is wholly: as a sum of squares of monomials, as one square, or as one of [circuits].
func (f findings) bounded(p models.Polynomial) findings {
	p = withoutConstant(p)
	terms := p.Terms()
	if len(terms) == 0 {
		return f
	}
	positive, negative, strict := Squares(p)
	if positive || negative {
		f.strict, f.flat = strict, !strict
		f.why = "the loss there, less its value, is plus or minus a sum of squares of monomials"
	} else if q, c, ok := p.Root(); ok {
		positive, negative = c.Sign() > 0, c.Sign() < 0
		f.why = fmt.Sprintf("the loss there, less its value, is %s (%v)^2", c.RatString(), q)
	} else if circuits(terms) {
		positive = true
		f.why = "the loss there, less its value, is a sum of terms that are nowhere negative, by the inequality of arithmetic and geometric means"
	} else if circuits(scaledTerms(terms, -1)) {
		negative = true
		f.why = "the loss there, less its value, is a sum of terms that are nowhere positive, by the inequality of arithmetic and geometric means"
	}
	f.least, f.greatest = positive, negative
	return f
}
