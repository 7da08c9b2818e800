package exact

import "saddle/models"

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
