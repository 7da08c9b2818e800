package papers

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/exact"
)

// kindFigures draws each function near the origin, but for the constant, with the curves along
// which it falls and rises.
func kindFigures(theorems.Report) (out []theorems.Figure) {
	for _, k := range toyKinds {
		toy := k.toy()
		if c := classify(toy.Tape, 0, 0); c.Class() != exact.Constant.String() {
			out = append(out, kindFigure(toy, c))
		}
	}
	return out
}

func kindFigure(toy models.Toy, c exact.Classified) theorems.Figure {
	f := theorems.Figure{
		Name: strings.ReplaceAll(toy.Name, " ", "-"),
		Says: fmt.Sprintf("f(x, y) = %s: the origin is a %s, decided exactly", toy.Formula, c.Class()),
		X:    theorems.Axis{Label: "x"}, Y: theorems.Axis{Label: "y"},
		Field: theorems.Sample("f", -1, 1, 21, -1, 1, 21, func(x, y float64) float64 { return toy.Loss([]float64{x, y}) }),
		Hides: fmt.Sprintf("the function outside of this square; the Hessian at the origin has %v eigenvalues", c.Inertia),
	}
	f.Field.Levels = within(f.Field, -1.5, -0.8, -0.5, -0.2, -0.05, 0, 0.05, 0.2, 0.5, 0.8, 1.5, 2.5) // ±1 touches the sides
	descent, ascent, err := exact.Curves(toy.Tape, exact.Origin(2))
	if err != nil {
		panic(err)
	}
	if descent != nil {
		f.Series = append(f.Series, alongCurve("falls", *descent))
	}
	if ascent != nil {
		f.Series = append(f.Series, alongCurve("rises", *ascent))
	}
	f.Series = append(f.Series, dots("the origin", []float64{0}, []float64{0}))
	return f
}

// alongCurve draws a curve of the plane from the origin to the side of the square.
func alongCurve(verb string, c exact.Curve) theorems.Series {
	at := func(t float64) []float64 { return nearestFloats(c.At(new(big.Rat).SetFloat64(t))) }
	outside := func(x float64) bool { return math.Abs(x) > 1 }
	far := 1.0
	for slices.ContainsFunc(at(far), outside) {
		far *= 0.99
	}
	t := equally(0, far, 21)
	coordinate := func(i int) []float64 { return each(t, func(t float64) float64 { return at(t)[i] }) }
	return curve(fmt.Sprintf("f %s: %v", verb, c), coordinate(0), coordinate(1))
}

// twinFigures draws the two functions along the direction in which their Hessian is 0.
func twinFigures(theorems.Report) []theorems.Figure {
	y := equally(-1, 1, 41)
	along := func(name string, higher [6]int) theorems.Series {
		t := twins.tape(higher)
		return curve(name, y, each(y, func(y float64) float64 { return t.Loss([]float64{0, y}) }))
	}
	return []theorems.Figure{{
		Name: "same-hessian",
		Says: fmt.Sprintf("x² + y⁴ and x² − y⁴ on the axis x = 0: at the origin both have the gradient 0 and the same Hessian, %v eigenvalues, and one is a minimum, the other a saddle", classify(twins.tape(twins.F), 0, 0).Inertia),
		X:    theorems.Axis{Label: "y"}, Y: theorems.Axis{Label: "f(0, y)"},
		Series: []theorems.Series{along("x² + y⁴", twins.F), along("x² − y⁴", twins.G)},
		Hides:  "the direction x, along which both are x²",
	}}
}
