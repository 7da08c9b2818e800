package papers

import (
	"fmt"

	"saddle/theorems"
)

// NoiseMakesTheRowsIndependent: given the inputs, and with them the sides of the units, the determinant is a polynomial of
// degree N in the noise, and not 0 where the noise lets one unit through at each sample, each unit at d_0 samples, if the
// inputs of these are independent. So of integers up to 2^20 it is 0 with a probability of at most 2N/2^20 (J. T. Schwartz,
// J. ACM 27 (1980) 701–717, for the inputs and then for the noise).
var NoiseMakesTheRowsIndependent = theorems.Law{
	Name:   "soudry2016/noise-makes-the-rows-independent",
	Says:   "With inputs and noise drawn from 1, …, 2^20 and N = d_0d_1 samples, (d_0, d_1) = (2, 2), (2, 3), (3, 2) drawn alike, the a_s ⊗ x_s are independent in at least 99 % of the cases",
	Source: soudry2016.Locate("“almost every dataset and dropout-like noise realization”", "More Theory"),
	Expect: theorems.Inside,
	Region: theorems.Between(.99, 1),
	Sample: func(r theorems.Run) (float64, string) { return independentRows(r, true) },
	Runs:   4000,
	Error:  1e-8,
	Share:  map[string]float64{"d_0=2 d_1=2": .15, "d_0=2 d_1=3": .15, "d_0=3 d_1=2": .15},
	Control: &theorems.LawControl{
		Name:   "without noise",
		Sample: func(r theorems.Run) (float64, string) { return independentRows(r, false) },
	},
}

// independentRows draws data, weights and noise, and is 1 if the a_s ⊗ x_s are independent.
func independentRows(r theorems.Run, noisy bool) (float64, string) {
	shape := [][2]int{{2, 2}, {2, 3}, {3, 2}}[r.IntN(3)]
	d0, d1 := shape[0], shape[1]
	draw := func(count, lo, hi int) []int {
		out := make([]int, count)
		for i := range out {
			out[i] = lo + r.IntN(hi-lo+1)
		}
		return out
	}
	n := NoisyNet{V: make([]int, d1)}
	for range d0 * d1 {
		n.X = append(n.X, draw(d0, 1, 1<<20))
		noise := draw(d1, 1, 1)
		if noisy {
			noise = draw(d1, 1, 1<<20)
		}
		n.Noise = append(n.Noise, noise)
	}
	for range d1 {
		n.W = append(n.W, draw(d0, -9, 9))
	}
	return indicator(n.rows().Rank() == d0*d1), fmt.Sprintf("d_0=%d d_1=%d", d0, d1)
}
