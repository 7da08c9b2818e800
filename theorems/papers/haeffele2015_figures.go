package papers

import (
	"fmt"

	"saddle/theorems"
)

// cubicFigures draws the loss along w = (t, t, t) on both sides of the threshold, and the least loss by λ.
func cubicFigures(theorems.Report) []theorems.Figure {
	t := equally(0, 1.1, 45)
	line := theorems.Figure{
		Name: "threshold", Says: "(1 − w1w2w3)² + λ Σ |w_i|³ along w = (t, t, t): below λ = 2/3 the loss falls from the origin, from there on it rises, and the origin is global",
		X: theorems.Axis{Label: "t"}, Y: theorems.Axis{Label: "loss"},
		Lines: []theorems.ReferenceLine{{Name: "the origin", At: 1, Across: true}},
		Hides: "all other directions: that none is lower is shown by a sum of terms ≥ 0",
	}
	for _, l := range []struct {
		name   string
		lambda float64
	}{{"λ = 1/2", .5}, {"λ = 3/5", .6}, {"λ = 2/3", 2. / 3}, {"λ = 3/4", .75}} {
		line.Series = append(line.Series, curve(l.name, t, each(t, func(t float64) float64 {
			cube := t * t * t
			return float64((1-cube)*(1-cube)) + float64(3*l.lambda*cube)
		})))
	}
	mismatch := theorems.Figure{
		Name: "another-degree", Says: "The same with the penalty λ Σ w_i², whose degree is not that of w1w2w3: the origin is a local minimum for every λ > 0, and for the smaller ones not global",
		X: theorems.Axis{Label: "t"}, Y: theorems.Axis{Label: "loss"},
		Lines: []theorems.ReferenceLine{{Name: "the origin", At: 1, Across: true}},
		Hides: "all other directions",
	}
	for _, tenths := range []float64{1, 2, 4} {
		mismatch.Series = append(mismatch.Series, curve(fmt.Sprintf("λ = %g", tenths/10), t, each(t, func(t float64) float64 {
			return float64((1-t*t*t)*(1-t*t*t)) + float64(3*tenths/10*t*t)
		})))
	}
	return []theorems.Figure{line, mismatch}
}
