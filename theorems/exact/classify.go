package exact

import (
	"fmt"
	"math/big"

	"saddle/models"
	"saddle/spectra"
)

// A Classified point is a point with what is known of its kind, which it is asked
// ([Classified.Is]), and what decided that.
type Classified struct {
	critical, minimum, maximum truth

	Loss    *big.Rat
	Inertia spectra.Inertia // of the Hessian; zero if not critical
	// Descent and Ascent are curves, where the Hessian does not decide.
	Descent, Ascent *Curve
	// Why says what decided.
	Why string
}

// expansion is the most work that Classify lets [models.Tape.Expand] do: about a tenth
// of a second.
const expansion = 1 << 20

// Classify decides the kind of the point w of a loss of rational operations:
//
//   - a gradient that is not zero ends the matter;
//   - eigenvalues of both signs, or of one sign only, decide by the second-order
//     conditions;
//   - else a curve along which the loss falls, or rises, excludes a minimum, or a
//     maximum ([Curves]);
//   - else a minimum is proved where L(w + δ) − L(w) is a polynomial whose terms
//     are all square monomials with a positive coefficient; a maximum likewise.
//
// What none of these decides stays unknown, and Why says so. That holds, too, where
// the loss is no polynomial, or one of too many terms.
//
// The cost is that of an exact Hessian and its LDLᵀ, O(n³) rational operations;
// where it does not decide, that of up to 400 power series (243 more in three to
// five variables), and of an expansion with work 2²⁰ at most
// ([models.Tape.Expand]). The error is one of the tape's: no value, gradient or
// Hessian at w.
func Classify(t *models.Tape, w []*big.Rat) (Classified, error) {
	jet, err := t.Exact(w)
	if err != nil {
		return Classified{}, err
	}
	for _, g := range jet.Gradient {
		if g.Sign() != 0 {
			return Classified{critical: no, minimum: no, maximum: no, Loss: jet.Loss, Why: "the gradient is not zero"}, nil
		}
	}
	c := Classified{critical: yes, Loss: jet.Loss}
	if c.Inertia, err = spectra.ExactInertia(jet.Hessian); err != nil {
		return Classified{}, err
	}
	c.Why = "Hessian: " + c.Inertia.String()
	c.moves(c.Inertia.Neg > 0, c.Inertia.Pos > 0)
	switch n := len(w); {
	case n > 0 && c.Inertia.Pos == n:
		c.minimum = yes
	case n > 0 && c.Inertia.Neg == n:
		c.maximum = yes
	case c.truth(Saddle) != yes:
		err = c.degenerate(t, w)
	}
	return c, err
}

// moves notes that the loss falls, or rises, near the point.
func (c *Classified) moves(falls, rises bool) {
	if falls {
		c.minimum = no
	}
	if rises {
		c.maximum = no
	}
}

func (c *Classified) degenerate(t *models.Tape, w []*big.Rat) error {
	var err error
	if c.Descent, c.Ascent, err = Curves(t, w); err != nil {
		return err
	}
	c.moves(c.Descent != nil, c.Ascent != nil)
	if c.Descent != nil && c.Inertia.Neg == 0 {
		c.Why += "; " + c.Descent.String()
	}
	if c.Ascent != nil && c.Inertia.Pos == 0 {
		c.Why += "; " + c.Ascent.String()
	}
	if c.truth(Saddle) != yes {
		c.expand(t, w)
	}
	return nil
}

// expand looks at the terms of the loss.
func (c *Classified) expand(t *models.Tape, w []*big.Rat) {
	p, err := t.Expand(w, expansion)
	if err != nil {
		c.Why += fmt.Sprintf("; no curve was found that decides, and its terms were not seen: %v", err)
		return
	}
	switch positive, negative, _ := Squares(p); {
	case positive && negative:
		c.minimum, c.maximum, c.Why = yes, yes, "the loss is constant"
	case positive:
		c.minimum, c.maximum = yes, no
		c.Why += "; a sum of squares of monomials"
	case negative:
		c.minimum, c.maximum = no, yes
		c.Why += "; minus a sum of squares of monomials"
	default:
		c.Why += "; no curve was found that decides, and it is no sum of squares of monomials"
	}
}

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
