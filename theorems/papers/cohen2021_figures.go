package papers

import (
	"fmt"

	"saddle/theorems"
)

// edgeFigures draws the sharpness at the ends of descents, by the rate.
func edgeFigures(theorems.Report) []theorems.Figure {
	const side, steps = 9, 200
	m := chainOf(2)
	rates := equally(0.06, 0.5, 12)
	var x, y []float64
	for _, rate := range rates {
		for k := range side * side {
			w := []float64{0.3 + 0.25*float64(k%side), 0.3 + 0.25*float64(k/side)}
			if w[0] < w[1] {
				continue // its mirror image ends at the same sharpness
			}
			if end, loss := endOf(m, w, rate, steps); loss < 1e-12 {
				x, y = append(x, rate), append(y, 2*(float64(end[0]*end[0])+float64(end[1]*end[1])))
			}
		}
	}
	return []theorems.Figure{{
		Name: "edge", Says: fmt.Sprintf("Sharpness at the minima of (1 − w1w2)² where gradient descent ends, by the rate η: none above 2/η, where η is small most far below it, and none below 4; %d starts a rate", side*(side+1)/2),
		X: theorems.Axis{Label: "rate η"}, Y: theorems.Axis{Label: "λ_max"},
		Series: []theorems.Series{
			dots("ends of descents", x, y),
			curve("2/η", rates, each(rates, func(rate float64) float64 { return 2 / rate })),
		},
		Lines: []theorems.ReferenceLine{{Name: "the flattest minima", At: 4, Across: true}},
		Hides: "descents that diverge, or are not at a loss below 1e-12 after 200 steps",
	}}
}
