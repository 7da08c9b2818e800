package papers

import (
	"fmt"
	"math"

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

// newtonFormFigures draws by how much a Newton step shrinks the distance from the critical point of a form.
func newtonFormFigures(theorems.Report) []theorems.Figure {
	const steps = 12
	f := theorems.Figure{
		Name: "newton-forms", Says: "Newton's method on −x² + 3y², the monkey saddle x³ − 3xy² and the hill −x⁴ − y⁴ from (1, 1): to the critical point in one step, by 1/2 and by 2/3 a step, though none is a minimum",
		X: theorems.Axis{Label: "step"}, Y: theorems.Axis{Label: "distance / distance at the start"},
		Hides: "that the loss rises on the way up the hill, and on the monkey saddle wherever it is below 0",
	}
	at := equally(0, steps, steps+1)
	for _, c := range []struct {
		name   string
		factor float64
	}{{"−x² + 3y², n = 2", 0}, {"x³ − 3xy², n = 3", 0.5}, {"−x⁴ − y⁴, n = 4", 2.0 / 3}} {
		f.Series = append(f.Series, curve(c.name, at, each(at, func(k float64) float64 { return math.Pow(c.factor, k) })))
	}
	return []theorems.Figure{f}
}
