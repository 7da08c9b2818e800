package papers

import (
	"fmt"

	"saddle/theorems"
)

// endsFigures draws two descents on a loss whose minima are a line.
func endsFigures(theorems.Report) []theorems.Figure {
	loss := func(x, y float64) float64 { return (x + y) * (x + y) / 2 }
	f := theorems.Figure{
		Name: "elsewhere", Says: "Two descents on ½(w_1 + w_2)² from (−1, 2), with one rate for both weights and with a rate for w_2 that is four times as large: they end at two points of the line of minima, and there is no barrier between them",
		X: theorems.Axis{Label: "w_1"}, Y: theorems.Axis{Label: "w_2"},
		Field: theorems.Sample("loss", -2.5, 1, 29, -0.5, 2.5, 25, loss),
		Hides: "that with more weights than equations this is so for every linear unit; a net has such directions at its minima, too",
	}
	f.Field.Levels = within(f.Field, 0.02, 0.1, 0.3, 1, 2)
	for _, of := range []struct {
		name  string
		rates [2]float64
	}{{"one rate", [2]float64{0.1, 0.1}}, {"two rates", [2]float64{0.05, 0.2}}} {
		w := [2]float64{-1, 2}
		var x, y []float64
		for range 40 {
			x, y = append(x, w[0]), append(y, w[1])
			sum := w[0] + w[1]
			w[0], w[1] = w[0]-float64(of.rates[0]*sum), w[1]-float64(of.rates[1]*sum)
		}
		f.Series = append(f.Series, curve(of.name, x, y))
	}
	return []theorems.Figure{f}
}

// imWidthFigures draws the loss at two minima along the first weight, over steps of either kind.
func imWidthFigures(theorems.Report) (out []theorems.Figure) {
	for _, of := range []struct{ name, says, label string }{
		{"raw-steps", "in raw units: the larger weight looks flatter", "step"},
		{"relative-steps", "in parts of the weight: they are the same", "step/w_1"},
	} {
		f := theorems.Figure{
			Name: of.name, Says: "Loss (1 − w_1w_2)² along w_1 from minima that are one function, " + of.says,
			X: theorems.Axis{Label: of.label}, Y: theorems.Axis{Label: "loss"},
			Hides: "the other directions",
		}
		for _, w := range [][]Fraction{fractions(1, 1), {{2, 1}, {1, 2}}, {{1, 2}, {2, 1}}} {
			x, tape, first := equally(-0.5, 0.5, 41), ChainPlace{W: w}.tape(), w[0].float()
			f.Series = append(f.Series, curve(fmt.Sprintf("(%v, %v)", w[0], w[1]), x, each(x, func(t float64) float64 {
				if of.label != "step" {
					t *= first
				}
				return tape.Loss([]float64{first + t, w[1].float()})
			})))
		}
		out = append(out, f)
	}
	return out
}
