package decide

import (
	"errors"

	"saddle/models"
	"saddle/theorems/exact"
)

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
	return &Descent{c.Delta, c.Order, models.NumberOf(c.Coefficient)}
}
