package decide

import (
	"math/big"
	"slices"

	"saddle/models"
	"saddle/theorems/exact"
)

// line decides a kink of a loss of one parameter by the first terms a t^k of L(w ± t) − L(w), t > 0:
// both positive, a strict minimum; both negative, a strict maximum; one of them 0 on a whole side,
// one that is not strict. On either side the loss is smooth up to w, and the first term decides
// its sign for small t.
func (p *point) line(pieces []piece) {
	signs, flat, rises, falls := 0, 0, false, false
	for _, step := range []int64{1, -1} {
		direction := big.NewRat(step, 1)
		s, err := p.tape.Series([]models.Series{{p.w[0], direction}}, followed)
		if err != nil {
			p.because("one side was not followed: %v", err)
			return
		}
		k, a := s.Lowest()
		if k == 0 && slices.ContainsFunc(pieces, func(q piece) bool { return q.flat && q.inside([]*big.Rat{direction}) }) {
			flat++
			continue
		} else if k == 0 {
			p.because("on one side the loss is constant to order %d", followed)
			continue
		}
		p.because("at %s %s t the loss changes by %s", p.names[0], map[int64]string{1: "+", -1: "-"}[step], exact.Power(a.RatString(), k))
		signs += a.Sign()
		if a.Sign() > 0 {
			rises = true
		} else if falls = true; p.Descent == nil {
			p.Descent = &Descent{line([]*big.Rat{direction}), k, models.NumberOf(a)}
		}
	}
	if falls {
		p.falls()
	}
	if rises {
		p.rises()
	}
	if signs+flat == 2 {
		settle(&p.minimum, yes)
		settle(&p.maximum, truthOf(flat == 2))
	}
	if flat-signs == 2 {
		settle(&p.maximum, yes)
		settle(&p.minimum, truthOf(flat == 2))
	}
	p.Strict = signs == 2 || signs == -2
}
