package papers

import (
	"fmt"
	"math"

	"saddle/theorems"
)

// samFigures draws sharpness-aware minimisation near a saddle, with ρ on either side of 1/|λ|.
func samFigures(theorems.Report) []theorems.Figure {
	const rate, steps = 0.1, 60
	f := theorems.Figure{
		Name: "sam", Says: fmt.Sprintf("Sharpness-aware minimisation on −x²/2 + y²/2 at η = %v from (0.5, 0.5): with ρ = 0.9 it leaves the saddle, with ρ = 1.1 it ends there; ρ = 0 is gradient descent", rate),
		X: theorems.Axis{Label: "step"}, Y: theorems.Axis{Label: "|x|", Log: true},
		Lines: []theorems.ReferenceLine{{Name: "start", At: 0.5, Across: true}},
		Hides: "y, which all of them take to 0",
	}
	at := equally(0, steps, steps+1)
	for _, rho := range []float64{0, 0.9, 1.1, 2} {
		factor := 1 + rate*(1-rho)
		f.Series = append(f.Series, curve(fmt.Sprintf("ρ = %v", rho), at, each(at, func(n float64) float64 { return 0.5 * math.Pow(factor, n) })))
	}
	return []theorems.Figure{f}
}
