package papers

import (
	"math"

	"saddle/theorems"
)

// indexFigures draws the angle of the gradient on the way around the origin.
func indexFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "turns", Says: "The angle of the gradient, in turns, on the way once around the origin at distance 1: x² + y⁴ and x² − y⁴, with the same Hessian there, end a full turn up and a full turn down",
		X: theorems.Axis{Label: "angle around the origin, in turns"}, Y: theorems.Axis{Label: "angle of the gradient, in turns"},
		Hides: "how long the gradient is, and that the ends are proved by intervals, on a square",
	}
	at := equally(0, 1, 81)
	for _, i := range toyIndices {
		tape, g := i.tape(), make([]float64, 2)
		var turned []float64
		last := 0.0
		for _, a := range at {
			tape.Gradient(g, []float64{math.Cos(2 * math.Pi * a), math.Sin(2 * math.Pi * a)})
			angle := math.Atan2(g[1], g[0]) / (2 * math.Pi)
			angle += math.Round(last - angle)
			turned, last = append(turned, angle), angle
		}
		f.Series = append(f.Series, curve(i.Formula, at, each(turned, func(x float64) float64 { return x - turned[0] })))
	}
	return []theorems.Figure{f}
}
