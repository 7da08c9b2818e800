package relu

import (
	"fmt"
	"math/rand/v2"

	"saddle/spectra/rational"
)

// A decider decides one point.
type decider struct {
	*point
	Decision
	most int
}

// falls follows tδ₁ + t²δ₂ + … and takes it as the proof if L falls along it.
func (d *decider) falls(curve ...[]rational.Number) bool {
	m, c, ok := d.along(curve...)
	if !ok || c.Sign() > 0 {
		return false
	}
	if d.Kind = NotMinimum; m == 1 {
		d.Kind = NotCritical
	}
	d.Descent = &Descent{Order: m, Coefficient: c.Rat()}
	for _, delta := range curve {
		d.Descent.Curve = append(d.Descent.Curve, rational.FromEntries(1, len(delta), delta).Rats())
	}
	return true
}

// must is falls for a direction that is known to be one of descent.
func (d *decider) must(delta []rational.Number) {
	if !d.falls(delta) {
		panic(fmt.Sprintf("relu: the loss does not fall along %v", delta))
	}
}

// probe tries lines with small integers, which may end what the theory leaves open.
func (d *decider) probe(lines int) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range lines * 1000 / max(1000, len(d.w)) {
		delta := make([]rational.Number, len(d.w))
		for i := range delta {
			if rng.IntN(2) == 0 {
				delta[i] = rational.Int(int64(rng.IntN(5) - 2))
			}
		}
		if d.falls(delta) {
			return
		}
	}
}
