package papers

import (
	"fmt"

	"saddle/theorems"
)

// balanceFigures draws the balance of a chain of two weights along descents at several rates.
func balanceFigures(theorems.Report) []theorems.Figure {
	const a, b, time, points = 2.0, 0.25, 4.0, 40
	f := theorems.Figure{
		Name: "balance", Says: fmt.Sprintf("The balance w1² − w2² along gradient descent on (1 − w1w2)² from (%v, %v): the smaller the rate η, the less it changes", a, b),
		X: theorems.Axis{Label: "η × step"}, Y: theorems.Axis{Label: "w1² − w2²"},
		Lines: []theorems.ReferenceLine{{Name: "the gradient flow", At: a*a - b*b, Across: true}},
		Hides: "the loss, which all of them take to 0",
	}
	for _, rate := range []float64{0.2, 0.1, 0.05, 0.0125} {
		steps := int(time / rate)
		d := walk(chainOf(2), []float64{a, b}, rate, steps)
		every := max(steps/points, 1)
		var x, y []float64
		for k := 0; k < len(d.w); k += every {
			x, y = append(x, rate*float64(k)), append(y, float64(d.w[k][0]*d.w[k][0])-float64(d.w[k][1]*d.w[k][1]))
		}
		f.Series = append(f.Series, curve(fmt.Sprintf("η = %v", rate), x, y))
	}
	return []theorems.Figure{f}
}
