package train

import (
	"cmp"
	"math"

	"saddle/spectra/f64"
)

// RMSprop divides the gradient by a running mean of its size (Tieleman and Hinton, Lecture 6.5,
// Neural networks for machine learning, 2012): with v = 0 at the start,
//
//	v ← ρ v + (1 − ρ) g²,  w ← w − η g/(√v + ε),
//
// entry by entry. Where the denominator is 0, which takes ε = 0, w stays.
type RMSprop struct {
	Rate    float64 // η; 0 is 0.001, which is customary: the lecture has none
	Decay   float64 // ρ < 1; 0 is 0.9, None is 0
	Epsilon float64 // ε; 0 is 1e-8, None is 0 as in the lecture
}

type rmsprop struct {
	shape
	rate, decay, epsilon float64
	v, squares           []float64
}

// New returns the method at its start, or a models.ErrArgument for a bad option.
func (m RMSprop) New(n, runs int) (Optimiser, error) {
	o := &rmsprop{rate: option(m.Rate, 0.001), decay: option(m.Decay, 0.9), epsilon: option(m.Epsilon, 1e-8)}
	if err := cmp.Or(checkRate(o.rate), checkDecay("Decay", o.decay), checkEpsilon(o.epsilon)); err != nil {
		return nil, err
	}
	o.shape = newShape(n, runs)
	o.v, o.squares = o.vector(), o.vector()
	return o, nil
}

func (o *rmsprop) Step(w, g []float64) {
	o.mustFit(w, g)
	f64.Hadamard(o.squares, g, g)
	f64.Affine(o.v, o.decay, 1-o.decay, o.squares)
	for i, v := range o.v {
		w[i] -= quotient(o.rate*g[i], math.Sqrt(v)+o.epsilon)
	}
}

func (o *rmsprop) Reset(run int) { o.forget(run, o.v) }
