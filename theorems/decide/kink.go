package decide

import (
	"math/big"
	"slices"

	"saddle/models"
)

// kink decides a point on kinks.
func (p *point) kink() error {
	p.Gradient = nil
	pieces, err := p.pieces()
	if err != nil {
		return p.rough(err)
	}
	p.Loss = pieces[0].jet.Loss
	p.because("on a kink, where %d pieces meet", len(pieces))
	for _, q := range pieces {
		if q.g == nil {
			p.because("the gradient of a piece is not known to be rational")
			p.bounds()
			p.conclude()
			return nil
		}
	}
	if v := downhill(pieces); v != nil {
		p.slope(pieces, v)
		return nil
	}
	if len(p.w) == 1 {
		p.line(pieces)
	} else {
		p.cells(pieces)
	}
	if !p.decided() {
		p.bounds()
	}
	if !p.decided() {
		p.curves()
	}
	if !p.decided() {
		p.levels(pieces)
	}
	p.conclude()
	switch {
	case p.Kind == Saddle:
		p.whetherCritical(pieces)
	case p.Strict || p.Kind == Constant || p.Kind == Unknown:
	case p.loose:
		p.because("it is not strict: there are motions of the parameters that leave the loss alone")
	case slices.ContainsFunc(pieces, func(q piece) bool { return q.flat && q.open() }):
		p.because("it is not strict: one of the pieces is constant")
	default:
		p.because("whether it is strict is not known")
	}
	return nil
}

// downhill returns a direction along which every piece falls at first order, nil if none was found
// among minus the sum of all gradients, minus each, and minus sums of two of about the same length.
func downhill(pieces []piece) []*big.Rat {
	n := len(pieces[0].g)
	sum := make([]*big.Rat, n)
	for i := range sum {
		sum[i] = new(big.Rat)
	}
	var candidates [][]*big.Rat
	for a, q := range pieces {
		sum = combination(sum, q.g, -1)
		candidates = append(candidates, combination(nil, q.g, -1))
		for _, r := range pieces[:a] {
			candidates = append(candidates, combination(combination(nil, q.g, -1/length(q.g)), r.g, -1/length(r.g)))
		}
	}
	falls := func(v []*big.Rat) bool {
		return !slices.ContainsFunc(pieces, func(q piece) bool { return dot(q.g, v).Sign() >= 0 })
	}
	for _, v := range slices.Insert(candidates, 0, sum) {
		if falls(v) {
			return shortest(v, falls)
		}
	}
	return nil
}

// slope: if every gradient falls along v, 0 is not in their hull: a hyperplane lies between. The
// loss falls along v as the piece does that holds there.
func (p *point) slope(pieces []piece, v []*big.Rat) {
	p.Kind, p.Grade = NotCritical, Exact
	p.because("every piece falls along one direction at first order")
	delta := line(v)
	curve := make([]models.Series, len(v))
	for i := range v {
		curve[i] = models.Series{p.w[i], v[i]}
	}
	if s, err := p.tape.Series(curve, 1); err == nil && s[1].Sign() < 0 {
		p.Descent = &Descent{delta, 1, models.NumberOf(s[1])}
	}
}
