package decide

import (
	"errors"
	"math/big"

	"saddle/models"
	"saddle/theorems/exact"
)

// expansion is the most work that an expansion may take: about a tenth of a second.
const expansion = 1 << 20

// degenerate decides a critical point whose Hessian, exact or nil, does not.
func (p *point) degenerate(h [][]*big.Rat) {
	if p.squares(); p.decided() {
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

// decided reports whether the kind is known.
func (p *point) decided() bool {
	return p.minimum != 0 && p.maximum != 0
}

// squares proves a minimum where L(w + δ) − L(w) is a sum of squares of monomials with positive
// coefficients, and a constant where there are none. In one dimension the first term of any polynomial decides.
func (p *point) squares() {
	polynomial, err := p.tape.Expand(p.w, expansion)
	if err != nil {
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

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// curves looks for a curve along which the loss falls, and for one along which it rises: either
// refutes what it should.
func (p *point) curves() {
	descent, ascent, err := exact.Curves(p.tape, p.w)
	if errors.As(err, new(models.ErrTranscendental)) {
		p.because("no curve was followed: a function has no value there that is rational")
		return
	} else if err != nil {
		p.because("no curve was followed: %v", err)
		return
	}
	if descent != nil {
		if p.falls(); p.Descent == nil {
			p.Descent = descentOf(descent)
		}
		p.because("%v", descentOf(descent))
	}
	if ascent != nil {
		p.rises()
		p.because("%v", descentOf(ascent))
	}
	if !p.decided() {
		p.because("no curve was found that decides")
	}
}

// descentOf returns a curve of package exact, whether it falls or rises.
func descentOf(c *exact.Curve) *Descent {
	delta := make([]models.Series, len(c.Step))
	for i, s := range c.Step {
		if s.Sign() == 0 {
			continue
		}
		for range c.Power[i] {
			delta[i] = append(delta[i], new(big.Rat))
		}
		delta[i] = append(delta[i], s)
	}
	return &Descent{delta, c.Order, models.NumberOf(c.Coefficient)}
}
