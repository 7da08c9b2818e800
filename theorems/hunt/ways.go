package hunt

import (
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/models/symmetric"
)

// A Way is where the searches of a cell start from.
type Way string

// The ways. All but the first begin at minima of the families of package symmetric.
const (
	Random    Way = "random"    // weights as training begins with them
	Symmetric Way = "symmetric" // a critical point on a shape that is drawn
	Fewer     Way = "fewer"     // a minimum for k + 1, of which a coordinate and a neuron are taken away
	Split     Way = "split"     // a minimum for n − 1, of which a neuron is split
	Perturbed Way = "perturbed" // a minimum with all weights moved
)

// Ways are all of them.
var Ways = []Way{Symmetric, Perturbed, Fewer, Split, Random}

// ErrNoStart reports a cell for which a way has no start this time, as no family has a minimum to begin with.
type ErrNoStart struct{ Why string }

// Error says why.
func (e ErrNoStart) Error() string { return "hunt: no start: " + e.Why + "; take another way" }

// start returns a start for k and n by a way.
func (s Student) start(way Way, r *rand.Rand) ([]float64, error) {
	switch way {
	case Random:
		return s.Start(r), nil
	case Symmetric:
		return drawnShape(s.k, s.n, r)
	case Fewer:
		w, err := familyMinimum(s.k+1, s.n+1, r)
		if err != nil {
			return nil, err
		}
		return without(w, s.k+1, r.IntN(s.n+1), r.IntN(s.k+1)), nil
	case Split:
		w, err := familyMinimum(s.k, s.n-1, r)
		if err != nil {
			return nil, err
		}
		return disturbed(splitAt(w, s.k, r.IntN(s.n-1), r.Float64()), 0.05, r), nil
	case Perturbed:
		w, err := familyMinimum(s.k, s.n, r)
		if err != nil {
			return nil, err
		}
		return disturbed(w, math.Exp(-3*r.Float64()), r), nil
	}
	return nil, fmt.Errorf("hunt: the way %q: want one of %v", way, Ways)
}

// familyMinimum returns a critical point of one of the families with these numbers.
func familyMinimum(k, n int, r *rand.Rand) ([]float64, error) {
	var of []func() (symmetric.Shape, []float64)
	kk, m := float64(k), float64(n-k)
	switch {
	case n == k && k >= 3:
		p := float64(1 + r.IntN(min(k-2, 8)))
		of = append(of, func() (symmetric.Shape, []float64) { return symmetric.Flipped(p, kk) })
	case n == k+1 && k >= 4:
		p := float64(2 + r.IntN(min(k-3, 8)))
		of = append(of, func() (symmetric.Shape, []float64) { return symmetric.WithOneMore(p, kk) },
			func() (symmetric.Shape, []float64) { return symmetric.Accompanied(kk-1, 1) })
	case n > k+1 && m <= kk-2:
		of = append(of, func() (symmetric.Shape, []float64) { return symmetric.Paired(kk-m, m) },
			func() (symmetric.Shape, []float64) { return symmetric.Accompanied(kk-m, m) })
	default:
		return nil, ErrNoStart{fmt.Sprintf("no family has k = %d, n = %d", k, n)}
	}
	at, err := Settle(of[r.IntN(len(of))]())
	if err != nil {
		return nil, ErrNoStart{err.Error()}
	}
	return at.Shape.Expand(at.X)
}

// without returns the weights, in rows of length d, without one neuron and one coordinate.
func without(w []float64, d, neuron, coordinate int) []float64 {
	var out []float64
	for i, x := range w {
		if i/d != neuron && i%d != coordinate {
			out = append(out, x)
		}
	}
	return out
}

// splitAt returns the weights with a neuron in two parts, which sum to it.
func splitAt(w []float64, d, neuron int, share float64) []float64 {
	out := append([]float64(nil), w...)
	for j, x := range w[neuron*d:][:d] {
		out[neuron*d+j] = share * x
		out = append(out, (1-share)*x)
	}
	return out
}

// disturbed moves w by a vector of the given length in a direction that is drawn.
func disturbed(w []float64, length float64, r *rand.Rand) []float64 {
	step := make([]float64, len(w))
	for i := range step {
		step[i] = r.NormFloat64()
	}
	scale := length / norm(step)
	for i, x := range step {
		w[i] += scale * x
	}
	return w
}
