package papers

import (
	"fmt"
	"math"

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

// orbitFigures draws the loss and the gradient of descents at three rates: at the first they converge, at the second
// they go between two points.
func orbitFigures(theorems.Report) []theorems.Figure {
	const steps = 80
	m := chainOf(2)
	loss := theorems.Figure{
		Name: "loss", Says: "Gradient descent on (1 − w1w2)² from (1.3, 0.6): at η = 0.45 it converges, at η = 49/80, beyond 2/λ_max = 1/2 of the flattest minima, the loss is stuck, going between two values for ever",
		X: theorems.Axis{Label: "step"}, Y: theorems.Axis{Label: "L", Log: true},
		Hides: "the weights, which end at 8/7 and 5/7 in turn, equal; what is below 10⁻¹² is drawn as that",
	}
	norm := theorems.Figure{
		Name: "gradient", Says: "The norm of the gradient of the same descents: where the loss is stuck it does not go to 0",
		X: theorems.Axis{Label: "step"}, Y: theorems.Axis{Label: "|∇L|", Log: true},
		Hides: "its direction, which is turned round by every step; what is below 10⁻⁶ is drawn as that",
	}
	for _, s := range []struct {
		name string
		rate float64
	}{{"η = 0.45", 0.45}, {"η = 49/80", 49. / 80}} {
		d := walk(m, []float64{1.3, 0.6}, s.rate, steps)
		x, g := equally(0, steps, steps+1), make([]float64, 2)
		var l, n []float64
		for i, w := range d.w {
			m.Gradient(g, w)
			l, n = append(l, max(d.loss[i], 1e-12)), append(n, max(math.Hypot(g[0], g[1]), 1e-6))
		}
		loss.Series, norm.Series = append(loss.Series, curve(s.name, x, l)), append(norm.Series, curve(s.name, x, n))
	}
	return []theorems.Figure{loss, norm}
}
