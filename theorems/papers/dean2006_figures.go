package papers

import (
	"fmt"
	"math"

	"saddle/theorems"
)

// ladderTop is the largest N of the ladder; the deck's is 10.
const ladderTop = 10

// goeLadder draws the probability that a random symmetric N×N matrix is positive definite, with
// what a run of the law for one N has measured.
func goeLadder(r theorems.Report, n int) []theorems.Figure {
	ns := equally(1, ladderTop, ladderTop)
	f := theorems.Figure{
		Name: "ladder",
		Says: fmt.Sprintf("Probability that all N eigenvalues of a random symmetric matrix (GOE) are positive: exactly for N = 1, 2, 3, as measured for N = %d, and by the rate for large N of Dean and Majumdar (2006), beside the 2^−N of independent signs", n),
		X:    theorems.Axis{Label: "N"}, Y: theorems.Axis{Label: "probability", Log: true},
		Series: []theorems.Series{
			curve("2^−N: independent signs", ns, each(ns, func(n float64) float64 { return math.Exp2(-n) })),
			curve("3^(−N²/4): the rate", ns, each(ns, func(n float64) float64 { return math.Pow(3, -n*n/4) })),
		},
		Hides: "that the rate is the leading order of the logarithm alone: a factor that it leaves out is seen at N = 1, 2, 3",
	}
	if e := r.Law; e != nil && e.Mean > 0 && e.Sequence.Lo > 0 {
		s := dots(fmt.Sprintf("%d matrices, with the interval that decides", e.Runs), []float64{float64(n)}, []float64{e.Mean})
		s.Lo, s.Hi = theorems.Rounded([]float64{e.Sequence.Lo}), theorems.Rounded([]float64{e.Sequence.Hi})
		f.Series = append(f.Series, s)
	}
	f.Series = append(f.Series, dots("exact: 1/2, (2 − √2)/4, (π − 2√2)/(4π)", []float64{1, 2, 3}, []float64{0.5, goePositive2, goePositive3}))
	return []theorems.Figure{f}
}
