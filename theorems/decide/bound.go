package decide

import (
	"fmt"
	"math/big"
	"strings"

	"saddle/models"
)

// bounds proves a minimum where the loss is nowhere on a box around w below its value at w, which
// must be known exactly: an enclosure of the loss over the box says so. A square is
// enclosed by numbers from 0 on, so that sums of squares are bounded by 0 on all of space. It
// proves a maximum alike, and both where the loss is constant on the box.
func (p *point) bounds() {
	if p.Loss.Exact == nil {
		return
	}
	for _, radius := range []*big.Rat{nil, big.NewRat(1, 1), big.NewRat(1, 1<<10), big.NewRat(1, 1<<20)} {
		loss, err := p.tape.EncloseLoss(p.box(radius))
		if err != nil || loss.IsEmpty() {
			continue
		}
		where := ""
		if radius != nil {
			where = fmt.Sprintf("within %s of the point, ", radius.RatString())
		}
		lo, hi := new(big.Rat).SetFloat64(loss.Lo), new(big.Rat).SetFloat64(loss.Hi)
		if lo != nil && lo.Cmp(p.Loss.Exact) >= 0 && p.minimum == 0 {
			p.bounded = true
			settle(&p.minimum, yes)
			p.because("%sthe loss is nowhere below %v", where, p.Loss)
		}
		if hi != nil && hi.Cmp(p.Loss.Exact) <= 0 && p.maximum == 0 {
			p.bounded = true
			settle(&p.maximum, yes)
			p.because("%sthe loss is nowhere above %v", where, p.Loss)
		}
	}
}

// rough decides a point at which the loss has a value, but no gradient that is known to exist, as
// √(x² + y²) at 0, and where too many kinks meet. What is neither a minimum nor a maximum there is not known to be critical.
func (p *point) rough(undefined error) error {
	loss, err := p.tape.ExactLoss(p.w)
	if err == nil {
		p.Loss = models.NumberOf(loss)
	} else if _, err := p.tape.EncloseLoss(p.box(new(big.Rat))); err != nil {
		return undefined
	}
	p.Gradient = nil
	says, _, _ := strings.Cut(strings.TrimPrefix(undefined.Error(), "models: "), ";")
	p.because("the gradient is not known there (%s)", says)
	p.bounds()
	if p.minimum == 0 && p.maximum == 0 {
		p.because("no bound of the loss was found that decides")
	}
	p.conclude()
	return nil
}
