package train

import (
	"fmt"
	"math"

	"saddle/models"
)

// A Method is a rule by which parameters follow gradients, with the values of its options: a
// plain value, as Adam{Rate: 0.01}. Options that are 0 have the published default; where 0 is
// meant, [None] says so.
type Method interface {
	// New returns the rule at its start, for n parameters of each of runs ≥ 1 runs. It returns
	// a models.ErrArgument that names the first bad option.
	New(n, runs int) (Optimiser, error)
}

// An Optimiser is a [Method] at work on some runs, number p of run r at w[p·runs+r]. It belongs to
// one goroutine. What happens to an entry depends on its own gradients alone, and on how
// often its run has stepped.
type Optimiser interface {
	// Step moves w by what the rule makes of the gradient g at w. Both have length n·runs; it
	// panics otherwise. It allocates nothing and takes a few operations for each entry.
	Step(w, g []float64)
	// Reset forgets all that run has done, as if it had not stepped yet. It panics unless
	// 0 ≤ run < runs.
	Reset(run int)
}

// None stands for 0 in an option of which 0 is the default.
const None = -1

// option returns x, the default for 0, and 0 for [None].
func option(x, fallback float64) float64 {
	switch x {
	case 0:
		return fallback
	case None:
		return 0
	}
	return x
}

// A shape is what all rules know: how many parameters each of the runs has.
type shape struct{ n, runs int }

func newShape(n, runs int) shape {
	if n < 0 || runs < 1 {
		panic(fmt.Sprintf("train: %d parameters of %d runs", n, runs))
	}
	return shape{n, runs}
}

func (s shape) mustFit(w, g []float64) {
	if len(w) != s.n*s.runs || len(g) != s.n*s.runs {
		panic(fmt.Sprintf("train: lengths %d and %d, want %d", len(w), len(g), s.n*s.runs))
	}
}

// vector returns a number for each parameter.
func (s shape) vector() []float64 { return make([]float64, s.n*s.runs) }

// forget sets the numbers of a run to 0.
func (s shape) forget(run int, vectors ...[]float64) {
	if run < 0 || run >= s.runs {
		panic(fmt.Sprintf("train: run %d of %d", run, s.runs))
	}
	for _, v := range vectors {
		for i := run; i < len(v); i += s.runs {
			v[i] = 0
		}
	}
}

// checkRate returns an error unless the rate is positive and finite.
func checkRate(rate float64) error {
	if !(rate > 0) || math.IsInf(rate, 0) {
		return models.ErrArgument{Arg: "Rate", Want: "a finite number above 0"}
	}
	return nil
}

// checkDecay returns an error unless 0 ≤ x < 1.
func checkDecay(arg string, x float64) error {
	if !(x >= 0 && x < 1) {
		return models.ErrArgument{Arg: arg, Want: "a number from 0 on, below 1"}
	}
	return nil
}

// checkEpsilon returns an error unless ε ≥ 0 is finite.
func checkEpsilon(epsilon float64) error {
	if !(epsilon >= 0) || math.IsInf(epsilon, 0) {
		return models.ErrArgument{Arg: "Epsilon", Want: "a finite number above 0, or None"}
	}
	return nil
}
