package papers

import (
	"fmt"

	"saddle/theorems"
)

// batchFigures draws by what a step multiplies the mean square, against the rate, for some batches.
func batchFigures(theorems.Report) []theorems.Figure {
	const points = 46
	d := BatchDescent{A: []int{0, 0, 0, 4}}
	f := theorems.Figure{
		Name: "batches", Says: "By what a step on B of four samples, one of curvature 4 and three of curvature 0, multiplies the mean of w²: below 1 the minimum is stable, for rates up to 1/2 with one sample a step, and up to 2/ā = 2 with all four",
		X: theorems.Axis{Label: "rate η"}, Y: theorems.Axis{Label: "growth of the mean of w²"},
		Lines: []theorems.ReferenceLine{{Name: "1", At: 1, Across: true}},
		Hides: "that most runs may come near where the mean of w² grows: it is that of few",
	}
	for d.B = 1; d.B <= len(d.A); d.B++ {
		var x, y []float64
		for k := range points {
			d.Rate = Fraction{k, 20}
			g, _ := d.growth().Float64()
			x, y = append(x, d.Rate.float()), append(y, g)
		}
		f.Series = append(f.Series, curve(fmt.Sprintf("B = %d", d.B), x, y))
	}
	return []theorems.Figure{f}
}
