package papers

import (
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/theorems"
)

// gramFigures draws the least eigenvalue of H^∞ by the angle between two inputs.
func gramFigures() []theorems.Figure {
	angle := equally(0, 180, 61)
	cosine := func(a float64) float64 { return math.Cos(a * math.Pi / 180) }
	return []theorems.Figure{{
		Name: "two-inputs", Says: "H^∞ for two inputs of length 1: it is singular where they are equal, and half of the identity where they are opposite",
		X: theorems.Axis{Label: "angle between the inputs, degrees"}, Y: theorems.Axis{Label: "H^∞"},
		Series: []theorems.Series{
			curve("entry off the diagonal", angle, each(angle, func(a float64) float64 { return gramOf(cosine(a)) })),
			curve("least eigenvalue λ_0", angle, each(angle, func(a float64) float64 { return .5 - math.Abs(gramOf(cosine(a))) })),
		},
		Hides: "more than two inputs: three pairs of opposite ones in the plane make H^∞ singular again",
	}}
}

// rateFigures draws how often the bound of the rate is kept by width, and the error of some descents.
func rateFigures(theorems.Report) []theorems.Figure {
	const runs = 100
	run := func(i int) theorems.Run { return theorems.Run{Index: i, Rand: rand.New(rand.NewPCG(13, uint64(i)))} }
	shares := theorems.Figure{
		Name: "widths", Says: fmt.Sprintf("Share of %d descents that keep ‖u_k − y‖² ≤ (1 − ηλ_0/2)^k ‖u_0 − y‖² up to k = %d, by width: nearly all at η = 1/2 from some 32 units on, and at η = 3 few at any", runs, rateSteps),
		X: theorems.Axis{Label: "units m", Log: true}, Y: theorems.Axis{Label: "share"},
		Hides: "how far below the bound they are: see the other figure; and that the theorem asks for far more units",
	}
	for _, rate := range []float64{rateOfStep, 3} {
		var m, share []float64
		for width := 1; width <= rateWidth; width *= 2 {
			kept := 0.0
			for i := range runs {
				kept += keepsRate(run(i), width, rate)
			}
			m, share = append(m, float64(width)), append(share, kept/runs)
		}
		shares.Series = append(shares.Series, curve(fmt.Sprintf("η = %g", rate), m, share))
	}
	falls := theorems.Figure{
		Name: "descents", Says: fmt.Sprintf("‖u_k − y‖² of three descents for each of three widths at η = %g, and the bound from ‖u_0 − y‖² = 4", rateOfStep),
		X: theorems.Axis{Label: "step k"}, Y: theorems.Axis{Label: "‖u_k − y‖²", Log: true},
		Hides: "other starts, data and rates",
	}
	at := equally(0, rateSteps, rateSteps+1)
	for _, width := range []int{4, 16, rateWidth} {
		for i := range 3 {
			d := newWideDescent(run(i), width)
			y := []float64{d.error()}
			for range rateSteps {
				d.step(rateOfStep)
				y = append(y, d.error())
			}
			falls.Series = append(falls.Series, curve(fmt.Sprintf("m = %d, start %d", width, i+1), at, y))
		}
	}
	falls.Series = append(falls.Series, curve("bound", at, each(at, func(k float64) float64 { return 4 * math.Pow(1-rateOfStep*rateLambda/2, k) })))
	return []theorems.Figure{shares, falls}
}
