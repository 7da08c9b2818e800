package papers

import (
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/theorems"
)

// maximumFigures draws some runs into the maximum, and what their mean does meanwhile.
func maximumFigures(theorems.Report) []theorems.Figure {
	const steps, runs, every = 400, 6, 10
	s := TwoSampleDescent{A: Fraction{1, 1}, B: Fraction{6, 5}, Rate: Fraction{9, 10}}
	f := theorems.Figure{
		Name: "into-the-maximum", Says: fmt.Sprintf("%d runs of stochastic gradient descent on E[x] w²/2 = −w²/20, with x = 1 or −6/5, at η = 9/10 from w = 1: all fall into the maximum at 0, although the mean of w grows", runs),
		X: theorems.Axis{Label: "step"}, Y: theorems.Axis{Label: "log10 |w|"},
		Hides: "that the mean is that of very few runs, which are far out; descent on all samples at once takes the way of the mean",
	}
	one, other := s.factors()
	a, _ := one.Float64()
	b, _ := other.Float64()
	at := equally(0, steps, steps/every+1)
	for run := range runs {
		r := rand.New(rand.NewPCG(7, uint64(run)))
		sum := 0.0
		y := []float64{0}
		for step := 1; step <= steps; step++ {
			factor := a
			if r.IntN(2) == 0 {
				factor = b
			}
			if sum += math.Log10(math.Abs(factor)); step%every == 0 {
				y = append(y, sum)
			}
		}
		f.Series = append(f.Series, curve(fmt.Sprintf("run %d", run+1), at, y))
	}
	f.Series = append(f.Series,
		curve("the mean of w, exactly", at, each(at, func(n float64) float64 { return n * math.Log10((a+b)/2) })),
		curve("n/2 · log10 |(1 − ηA)(1 + ηB)|", at, each(at, func(n float64) float64 { return n / 2 * math.Log10(math.Abs(a*b)) })))
	return []theorems.Figure{f}
}
