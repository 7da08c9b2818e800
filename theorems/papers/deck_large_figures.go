package papers

import (
	"fmt"
	"math"

	"saddle/theorems"
)

// largeFigures draws how likely it is by width that all units are off at the start.
func largeFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "all-off", Says: "Probability that all of m ReLU units without biases are off at the start, where descent never moves: small for large nets, and never 0",
		X: theorems.Axis{Label: "units m"}, Y: theorems.Axis{Label: "probability", Log: true},
		Hides: "starts from which descent moves and yet ends at a positive loss",
	}
	m := equally(1, 30, 30)
	for _, n := range []int{1, 2, 3} {
		f.Series = append(f.Series, curve(fmt.Sprintf("%d orthogonal inputs", n), m, each(m, func(m float64) float64 { return math.Exp2(-float64(n) * m) })))
	}
	f.Series[0].Name = "inputs on one ray: 2^−m"
	return []theorems.Figure{f}
}
