package papers

import (
	"fmt"

	"saddle/theorems"
)

// newtonFigures draws a Newton step and a gradient descent from one point, near a saddle.
func newtonFigures(theorems.Report) []theorems.Figure {
	q := QuadraticStart{A: -1, C: 3, X: 1, Y: 1}
	t := q.tape()
	const rate, steps = 0.05, 12
	d := walk(t, []float64{float64(q.X), float64(q.Y)}, rate, steps)
	f := theorems.Figure{
		Name: "newton-step",
		Says: "f = −x² + 3y² from (1, 1): a Newton step ends at the critical point, which is a saddle; gradient descent goes past it",
		X:    theorems.Axis{Label: "x"}, Y: theorems.Axis{Label: "y"},
		Field: theorems.Sample("f", -1, 4, 21, -1, 1.5, 11, func(x, y float64) float64 { return t.Loss([]float64{x, y}) }),
		Series: []theorems.Series{
			curve("Newton, one step", []float64{1, 0}, []float64{1, 0}),
			curve(fmt.Sprintf("gradient descent, %d steps of %v times the gradient", steps, rate), d.coordinate(0), d.coordinate(1)),
			dots("saddle", []float64{0}, []float64{0}),
		},
		Hides: fmt.Sprintf("that f has no minimum; the Hessian has %v eigenvalues everywhere", classify(t, 0, 0).Inertia),
	}
	f.Field.Levels = within(f.Field, -12, -8, -4, -2, -1, 0, 1, 2, 4)
	return []theorems.Figure{f}
}
