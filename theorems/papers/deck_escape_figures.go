package papers

import (
	"fmt"

	"saddle/theorems"
)

// escapeTimeFigures draws the times against the start, with those of descents at a small rate.
func escapeTimeFigures(theorems.Report) []theorems.Figure {
	const rate = 0.01
	f := theorems.Figure{
		Name: "escape-times", Says: fmt.Sprintf("Time of the gradient flow of (1 − w_1…w_d)² with equal weights from ε to 1/2: with d = 2 the logarithm of 1/ε, with d ≥ 3 a power; dots are η times the steps of gradient descent at η = %v", rate),
		X: theorems.Axis{Label: "ε", Log: true}, Y: theorems.Axis{Label: "time", Log: true},
		Hides: "starts with unequal weights, which the flow keeps unequal",
	}
	for _, d := range []int{2, 3, 4} {
		var x, y, descents, starts []float64
		for n := 4; n <= 1<<10; n *= 2 {
			x, y = append(x, 1/float64(n)), append(y, Escape{d, n}.time().Mid())
			if steps := escapeSteps(d, 1/float64(n), rate); steps > 0 {
				starts, descents = append(starts, 1/float64(n)), append(descents, rate*float64(steps))
			}
		}
		f.Series = append(f.Series, curve(fmt.Sprintf("d = %d", d), x, y), dots(fmt.Sprintf("descents, d = %d", d), starts, descents))
	}
	return []theorems.Figure{f}
}

// escapeSteps counts the steps of descent from w = ε to 1/2 with equal weights; 0 is more than 60000.
func escapeSteps(d int, w, rate float64) int {
	for step := 1; step <= 60000; step++ {
		others := 1.0
		for range d - 1 {
			others *= w
		}
		if w += 2 * rate * others * (1 - float64(others*w)); w >= 0.5 {
			return step
		}
	}
	return 0
}
