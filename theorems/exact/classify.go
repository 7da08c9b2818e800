package exact

import (
	"math/big"

	"saddle/models"
	"saddle/spectra"
)

// A Kind is what a point is to a loss.
type Kind int

const (
	// Unknown: critical, and of a kind that was not decided.
	Unknown Kind = iota
	// NotCritical: the gradient is not zero.
	NotCritical
	// Minimum: a local minimum, perhaps not strict.
	Minimum
	// Maximum: a local maximum, perhaps not strict.
	Maximum
	// Saddle: critical, and neither a local minimum nor a local maximum.
	Saddle
	// Constant: the loss is constant near the point.
	Constant
)

// String returns the kind in lower case.
func (k Kind) String() string {
	return [...]string{"unknown", "not critical", "minimum", "maximum", "saddle", "constant"}[k]
}

// A Classified point is a point with its kind and what decided it.
type Classified struct {
	Kind    Kind
	Loss    *big.Rat
	Inertia spectra.Inertia // of the Hessian; zero if not critical
	// Descent and Ascent are curves, where the Hessian does not decide.
	Descent, Ascent *Curve
	// Why says what decided.
	Why string
}

// Classify decides the kind of the point w of a polynomial loss:
//
//   - a gradient that is not zero ends the matter;
//   - eigenvalues of both signs, or of one sign only, decide by the second-order
//     conditions;
//   - else a curve along which the loss falls, or rises, excludes a minimum, or a
//     maximum ([Curves]);
//   - else a minimum is proved where every term of L(w + δ) − L(w) is a square
//     monomial with a positive coefficient; a maximum likewise.
//
// The cost is that of an exact Hessian and its LDLᵀ, O(n³) rational operations,
// and of the curves where they are needed. The error is one of the tape's.
func Classify(t *models.Tape, w []*big.Rat) (Classified, error) {
	jet, err := t.Exact(w)
	if err != nil {
		return Classified{}, err
	}
	c := Classified{Loss: jet.Loss}
	for _, g := range jet.Gradient {
		if g.Sign() != 0 {
			c.Kind, c.Why = NotCritical, "the gradient is not zero"
			return c, nil
		}
	}
	if c.Inertia, err = spectra.ExactInertia(jet.Hessian); err != nil {
		return Classified{}, err
	}
	c.Why = "Hessian: " + c.Inertia.String()
	switch n := len(w); {
	case c.Inertia.Neg > 0 && c.Inertia.Pos > 0:
		c.Kind = Saddle
	case n > 0 && c.Inertia.Pos == n:
		c.Kind = Minimum
	case n > 0 && c.Inertia.Neg == n:
		c.Kind = Maximum
	default:
		err = c.degenerate(t, w)
	}
	return c, err
}

func (c *Classified) degenerate(t *models.Tape, w []*big.Rat) error {
	var err error
	if c.Descent, c.Ascent, err = Curves(t, w); err != nil {
		return err
	}
	falls, rises := c.Descent != nil || c.Inertia.Neg > 0, c.Ascent != nil || c.Inertia.Pos > 0
	if falls && rises {
		c.Kind = Saddle
		for _, curve := range []*Curve{c.Descent, c.Ascent} {
			if curve != nil {
				c.Why += "; " + curve.String()
			}
		}
		return nil
	}
	p, err := t.Polynomial(w, 0)
	if err != nil {
		return err
	}
	positive, negative := squares(p)
	switch {
	case positive && negative:
		c.Kind, c.Why = Constant, "the loss is constant"
	case positive:
		c.Kind, c.Why = Minimum, c.Why+"; a sum of squares of monomials"
	case negative:
		c.Kind, c.Why = Maximum, c.Why+"; minus a sum of squares of monomials"
	default:
		c.Why += "; no curve was found that decides, and it is no sum of squares of monomials"
	}
	return nil
}

// squares reports whether every term of p but the constant is a square monomial
// with a positive (negative) coefficient.
func squares(p models.Polynomial) (positive, negative bool) {
	positive, negative = true, true
	for _, term := range p.Terms() {
		degree := 0
		for _, e := range term.Exponents {
			degree += e
			if e%2 != 0 {
				return false, false
			}
		}
		if degree > 0 {
			positive = positive && term.Coefficient.Sign() > 0
			negative = negative && term.Coefficient.Sign() < 0
		}
	}
	return positive, negative
}
