package papers

import (
	"fmt"
	"math"

	"saddle/models/train"
	"saddle/theorems"
)

// saddleFreeFigures draws three ways from one point near a saddle, and from one near the monkey saddle.
func saddleFreeFigures(theorems.Report) []theorems.Figure {
	var out []theorems.Figure
	for _, c := range []struct {
		name, formula string
		form          []int
		start         []float64
	}{
		{"three-ways", "−x² + 3y²", []int{-1, 0, 3}, []float64{0.1, 0.8}},
		{"three-ways-monkey", "x³ − 3xy²", []int{1, 0, -3, 0}, []float64{0.3, 0.6}},
	} {
		tape := FormStart{Form: c.form}.tape()
		f := theorems.Figure{
			Name: c.name, Says: fmt.Sprintf("f = %s from (%v, %v): Newton's method goes into the saddle, saddle-free Newton and gradient descent past it", c.formula, c.start[0], c.start[1]),
			X: theorems.Axis{Label: "x"}, Y: theorems.Axis{Label: "y"},
			Field: theorems.Sample("f", -1.5, 1.5, 31, -1.5, 1.5, 31, func(x, y float64) float64 { return tape.Loss([]float64{x, y}) }),
			Hides: "that f has no minimum, and how long a step takes to compute",
		}
		f.Field.Levels = within(f.Field, -4, -2, -1, -0.3, 0, 0.3, 1, 2, 4)
		const steps = 8
		d := inSquare(walk(tape, c.start, 0.05, 5*steps).w)
		f.Series = []theorems.Series{
			pathOf("gradient descent", d),
			pathOf("Newton", inSquare(train.Newton(tape, c.start, &train.WalkOptions{Steps: steps, Keep: true}).Points)),
			pathOf("saddle-free Newton", inSquare(train.SaddleFreeNewton(tape, c.start, &train.WalkOptions{Steps: steps, Keep: true}).Points)),
			dots("saddle", []float64{0}, []float64{0}),
		}
		out = append(out, f)
	}
	return out
}

// inSquare returns the points up to the first that is outside of [−1.5, 1.5]².
func inSquare(points [][]float64) [][]float64 {
	for k, p := range points {
		if max(math.Abs(p[0]), math.Abs(p[1])) > 1.5 {
			return points[:k]
		}
	}
	return points
}

// pathOf draws points of the plane in order.
func pathOf(name string, points [][]float64) theorems.Series {
	var x, y []float64
	for _, p := range points {
		x, y = append(x, p[0]), append(y, p[1])
	}
	return curve(name, x, y)
}
