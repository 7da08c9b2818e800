package decide

import (
	"errors"

	"saddle/models"
	"saddle/theorems/exact"
)

// exactly decides a critical point whose Hessian is rational, and degenerate, by [exact.Decide], which
// knows why. It reports whether that was possible: the loss must have a rational value.
func (p *point) exactly() bool {
	c, err := exact.Decide(p.tape, p.w, &exact.Options{Work: mostWork})
	switch {
	case errors.As(err, new(models.ErrTranscendental)):
		p.failure = "a function has no value there that is rational"
		return false
	case err != nil:
		p.failure = err.Error()
		return false
	}
	p.because("gradient 0, %s", c.Why)
	for _, k := range []struct {
		kind exact.Kind
		to   *truth
	}{{exact.Minimum, &p.minimum}, {exact.Maximum, &p.maximum}} {
		if is, known := c.Is(k.kind); known {
			settle(k.to, truthOf(is))
		}
	}
	p.Strict, _ = c.Strict()
	if is, known := c.Strict(); known && !is {
		p.loose = true
	}
	if c.Descent != nil {
		p.Descent = &Descent{c.Descent.Delta, c.Descent.Order, models.NumberOf(c.Descent.Coefficient)}
	}
	return true
}

// degenerate decides a critical point whose Hessian does not, and of which nothing exact is known, as far
// as bounds and curves go.
func (p *point) degenerate() {
	if !p.decided() && p.tape.IsConstant() { // of an irrational value
		settle(&p.minimum, yes)
		settle(&p.maximum, yes)
		p.because("the loss is constant")
	}
	if !p.decided() {
		p.bounds()
	}
	if !p.decided() && p.tape.HasKinks() {
		p.curves()
	}
	if !p.decided() && p.failure != "" {
		p.because("%s", p.failure)
	}
	if (p.minimum == yes) != (p.maximum == yes) && !p.Strict {
		p.flat()
	}
}
