package papers

import (
	"fmt"
	"math"
	"math/big"

	"saddle/models"
	"saddle/spectra"
	"saddle/theorems"
)

// chainOf is the loss (1 − w_1…w_d)².
func chainOf(d int) *models.Chain {
	c, err := models.NewChain(d, nil)
	if err != nil {
		panic(err)
	}
	return c
}

// Descents on (1 − w1w2)²: from a point with w1 = −w2, which is on the way into the saddle, and
// from two beside it. The rate is so small that the loss falls with every step; every second is drawn.
const chainRate, chainSteps, chainEvery = 0.04, 140, 2

var chainStarts = []struct {
	name string
	w    []float64
}{
	{"from (−0.8, 0.8), into the saddle", []float64{-0.8, 0.8}},
	{"from (−0.8, 0.802), past it", []float64{-0.8, 0.802}},
	{"from (−0.8, 0.95), far past it", []float64{-0.8, 0.95}},
}

// escapeFigures draws what one hidden layer has instead: a saddle that is easy to escape.
func escapeFigures(theorems.Report) []theorems.Figure {
	two := chainOf(2)
	c := classify(two.Tape(), 0, 0)
	plane := theorems.Figure{
		Name: "escape", Says: "Gradient descent on L = (1 − w1w2)²: near the saddle at the origin it slows down, and then escapes. Of the gradient flow, which leaves w1² − w2² as it is, only the starts with w1 = −w2 end in the saddle",
		X: theorems.Axis{Label: "w1"}, Y: theorems.Axis{Label: "w2"},
		Field: theorems.Sample("√L = |1 − w1w2|", -1.6, 1.6, 33, -1.6, 1.6, 33, func(x, y float64) float64 { return math.Sqrt(two.Loss([]float64{x, y})) }),
		Hides: fmt.Sprintf("the size of the steps, %v times the gradient, and the loss outside of this square; the Hessian at the origin has %v eigenvalues, decided exactly", chainRate, c.Inertia),
	}
	plane.Field.Levels = within(plane.Field, 0.25, 0.5, 0.75, 1, 1.5, 2, 3) // 1 is that of the saddle
	time := theorems.Figure{
		Name: "escape-in-time", Says: "The same descents by step: near the saddle the loss stands still at 1; then it falls to 0, but from the start with w1 = −w2",
		X: theorems.Axis{Label: "step"}, Y: theorems.Axis{Label: "L"},
		Lines: []theorems.ReferenceLine{{Name: "the saddle", At: 1, Across: true}},
		Hides: "that the first descent stays on the line w1 = −w2 only because both weights are rounded alike: an error off it would grow",
	}
	for _, s := range chainStarts {
		d := walk(two, s.w, chainRate, chainSteps).every(chainEvery)
		steps := equally(0, chainSteps, chainSteps/chainEvery+1)
		plane.Series = append(plane.Series, curve(s.name, d.coordinate(0), d.coordinate(1)))
		time.Series = append(time.Series, curve(s.name, steps, d.loss))
	}
	plane.Series = append(plane.Series, dots("saddle", []float64{0}, []float64{0}))
	return []theorems.Figure{plane, time}
}

// flatFigures draws the saddles of chains at the origin: the plane of the curve along which the
// loss falls, how it falls, and what that means for a descent.
func flatFigures(theorems.Report) []theorems.Figure {
	return []theorems.Figure{flatSlice(), flatOrders(), flatPlateaus()}
}

// flatSlice draws (1 − w1w2w3)² in the plane through the origin that has the curve of the exact
// decision as its diagonal.
func flatSlice() theorems.Figure {
	three := chainOf(3)
	c := classify(three.Tape(), 0, 0, 0)
	s := nearestFloats(c.Descent.At(big.NewRat(1, 1))) // its steps: it is a line
	sign := map[float64]string{1: "", -1: "−"}
	f := theorems.Figure{
		Name: "flat-saddle",
		Says: fmt.Sprintf("L = (1 − w1w2w3)² in the plane w = (%su, %sv, %sv): the origin is a saddle with Hessian zero; %v", sign[s[0]], sign[s[1]], sign[s[2]], *c.Descent),
		X:    theorems.Axis{Label: "u"}, Y: theorems.Axis{Label: "v"},
		Field: theorems.Sample("√L = |1 − w1w2w3|", -1.4, 1.4, 29, -1.4, 1.4, 29, func(u, v float64) float64 {
			return math.Sqrt(three.Loss([]float64{s[0] * u, s[1] * v, s[2] * v}))
		}),
		Lines: []theorems.ReferenceLine{{Name: "the level of the saddle", At: 0}, {At: 0, Across: true}},
		Hides: fmt.Sprintf("a direction across this plane; the Hessian at the origin has %v eigenvalues, decided exactly", c.Inertia),
	}
	f.Field.Levels = within(f.Field, 0.25, 0.5, 0.75, 0.9, 1.1, 1.5, 2, 3)
	t := equally(0, 1, 21)
	f.Series = []theorems.Series{curve("u = v = t: the loss falls", t, t), dots("saddle", []float64{0}, []float64{0})}
	return f
}

// flatDepths are the numbers of weights of the chains that are compared.
var flatDepths = []int{2, 3, 4, 5}

// flatOrders draws 1 − L at w = (t, …, t), which is 2tᵈ − t²ᵈ.
func flatOrders() theorems.Figure {
	f := theorems.Figure{
		Name: "flat-orders", Says: "How far (1 − w_1…w_d)² falls from the saddle at the origin to (t, …, t): as t^d, so that only d = 2 is seen by a test of second order",
		X: theorems.Axis{Label: "t", Log: true}, Y: theorems.Axis{Label: "1 − L(t, …, t)", Log: true},
		Hides: "that along an axis the loss does not fall at all",
	}
	t := each(equally(-2, 0, 21), func(x float64) float64 { return math.Pow(10, x) })
	for _, d := range flatDepths {
		f.Series = append(f.Series, curve(fmt.Sprintf("d = %d", d), t, each(t, func(t float64) float64 {
			p := math.Pow(t, float64(d))
			return p * (2 - p)
		})))
	}
	return f
}

// flatPlateaus draws how long a descent stands still near the origin.
func flatPlateaus() theorems.Figure {
	const start, rate, steps, every = 0.25, 0.05, 400, 5
	f := theorems.Figure{
		Name: "flat-plateaus", Says: fmt.Sprintf("Gradient descent on (1 − w_1…w_d)² from (%v, …, %v) with steps of %v times the gradient: the more weights, the longer it stands still", start, start, rate),
		X: theorems.Axis{Label: "step"}, Y: theorems.Axis{Label: "L"},
		Lines: []theorems.ReferenceLine{{Name: "the saddle", At: 1, Across: true}},
		Hides: "other starts: all weights are equal here, and stay so",
	}
	for _, d := range flatDepths {
		w := make([]float64, d)
		for i := range w {
			w[i] = start
		}
		run := walk(chainOf(d), w, rate, steps).every(every)
		f.Series = append(f.Series, curve(fmt.Sprintf("d = %d", d), equally(0, steps, steps/every+1), run.loss))
	}
	return f
}

// axisFigures draws the eigenvalues of the Hessian of (1 − w1w2w3)² along the axis w3 = k.
func axisFigures(theorems.Report) []theorems.Figure {
	k := equally(-2, 2, 17)
	f := theorems.Figure{
		Name: "axis", Says: "Eigenvalues of the Hessian of (1 − w1w2w3)² at w1 = w2 = 0, w3 = k: −2|k|, 0 and 2|k|, so that the saddle is flat at k = 0 alone",
		X: theorems.Axis{Label: "k"}, Y: theorems.Axis{Label: "eigenvalue"},
		Lines: []theorems.ReferenceLine{{Name: "±2, as printed", At: -2, Across: true}, {At: 2, Across: true}},
		Hides: "the eigenvectors: that of 0 is the axis, along which the loss is 1 everywhere",
	}
	values := [3][]float64{}
	for _, k := range k {
		v, err := spectra.Eigenvalues(models.Hessian(chainOf(3), []float64{0, 0, k}))
		if err != nil {
			panic(err)
		}
		for i, x := range v {
			values[i] = append(values[i], x)
		}
	}
	for i, name := range []string{"smallest", "middle", "largest"} {
		f.Series = append(f.Series, curve(name, k, values[i]))
	}
	return []theorems.Figure{f}
}

// printedEntryFigures draws the entry as it is printed beside what it is.
func printedEntryFigures(theorems.Report) []theorems.Figure {
	const most = 4
	k := equally(-most, most, 2*most+1)
	entry := each(k, func(k float64) float64 {
		x, _ := AxisPoint{K: int(k)}.hessian()[0][1].Float64()
		return x
	})
	return []theorems.Figure{{
		Name: "printed-entry", Says: "∂²L/∂w1∂w2 of (1 − w1w2w3)² at w1 = w2 = 0, w3 = k, exactly, beside the −2 that is printed: they agree at k = 1 alone",
		X: theorems.Axis{Label: "k"}, Y: theorems.Axis{Label: "∂²L/∂w1∂w2"},
		Series: []theorems.Series{dots("exact", k, entry), curve("−2k", k, each(k, func(k float64) float64 { return -2 * k })),
			{Name: "as printed", Mark: theorems.Points, X: k, Y: each(k, func(float64) float64 { return -2 }), Paper: true}},
		Hides: "the other entries, which are 0 as printed",
	}}
}
