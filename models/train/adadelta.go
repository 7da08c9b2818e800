package train

import (
	"math"

	"saddle/models"
	"saddle/spectra/f64"
)

// Adadelta is Algorithm 1 of Zeiler (ADADELTA: an adaptive learning rate method, arXiv 1212.5701,
// 2012), which has no rate: with u = v = 0 at the start,
//
//	v ← ρ v + (1 − ρ) g²,  Δ = −√(u + ε)/√(v + ε) g,  u ← ρ u + (1 − ρ) Δ²,  w ← w + Δ,
//
// entry by entry.
type Adadelta struct {
	Decay   float64 // ρ < 1; 0 is 0.95, None is 0
	Epsilon float64 // ε > 0; 0 is 1e-6
}

type adadelta struct {
	shape
	decay, epsilon       float64
	u, v, squares, delta []float64
}

// New returns the method at its start, or a models.ErrArgument for a bad option.
func (m Adadelta) New(n, runs int) (Optimiser, error) {
	o := &adadelta{decay: option(m.Decay, 0.95), epsilon: option(m.Epsilon, 1e-6)}
	if err := checkDecay("Decay", o.decay); err != nil {
		return nil, err
	}
	if checkEpsilon(o.epsilon) != nil || o.epsilon == 0 {
		return nil, models.ErrArgument{Arg: "Epsilon", Want: "a finite number above 0: without it no step is ever made"}
	}
	o.shape = newShape(n, runs)
	o.u, o.v, o.squares, o.delta = o.vector(), o.vector(), o.vector(), o.vector()
	return o, nil
}

func (o *adadelta) Step(w, g []float64) {
	o.mustFit(w, g)
	f64.Hadamard(o.squares, g, g)
	f64.Affine(o.v, o.decay, 1-o.decay, o.squares)
	for i, v := range o.v {
		o.delta[i] = -math.Sqrt((o.u[i]+o.epsilon)/(v+o.epsilon)) * g[i]
	}
	f64.Hadamard(o.squares, o.delta, o.delta)
	f64.Affine(o.u, o.decay, 1-o.decay, o.squares)
	f64.Axpy(w, 1, o.delta)
}

func (o *adadelta) Reset(run int) { o.forget(run, o.u, o.v) }
