package papers

import (
	"fmt"

	"saddle/theorems"
)

// deadFigures draws how many nets are born with a layer that is off.
func deadFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "born-dead", Says: "Probability that a ReLU net of L layers of h units, with Gaussian weights, one positive input and no biases, has a layer that is off at the start: 1 − (1 − 2^−h)^L",
		X: theorems.Axis{Label: "layers L", Log: true}, Y: theorems.Axis{Label: "probability"},
		Hides: "what biases and several inputs change",
	}
	depths := []int{1, 2, 5, 10, 20, 50, 100}
	for _, net := range deadNets {
		var x, y []float64
		for _, depth := range depths {
			x, y = append(x, float64(depth)), append(y, deadShare([2]int{net[0], depth}))
		}
		f.Series = append(f.Series, dots(fmt.Sprintf("h = %d", net[0]), x, y))
	}
	return []theorems.Figure{f}
}
