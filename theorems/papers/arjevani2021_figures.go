package papers

import (
	"fmt"
	"slices"
	"sync"

	"saddle/theorems"
	"saddle/theorems/hunt"
)

// familyFigures are computed once.
func familyFigures(theorems.Report) []theorems.Figure { return slices.Clone(followedFamilies()) }

// followedFamilies draws the smallest eigenvalue and the objective of the families against real k. They
// are followed in floating-point numbers; what is proved is at the points of the claim.
var followedFamilies = sync.OnceValue(func() []theorems.Figure {
	curvature := theorems.Figure{
		Name: "curvature", Says: "The smallest eigenvalue of the Hessian at critical points with n = k, followed through real k: where it is above 0 the point is a minimum. The first family to become one does so between k = 5 and 6",
		X: theorems.Axis{Label: "k"}, Y: theorems.Axis{Label: "λ_min"},
		Hides: "eigenvalues other than the smallest, and how often descents end in a family",
	}
	objective := theorems.Figure{
		Name: "objective", Says: "The objective at the same points: it goes to 0 as 1/k for a fixed number of flipped neurons, and to 1/2 − 1/π ≈ 0.18 if all are",
		X: theorems.Axis{Label: "k"}, Y: theorems.Axis{Label: "objective F"},
		Hides: "which of the points are minima; see the smallest eigenvalue",
	}
	for _, flips := range []int{1, 2, 3, 0} {
		name := fmt.Sprintf("%d flipped", flips)
		if flips == 0 {
			name = "all flipped"
		}
		var ks []float64
		for k := max(5, 4+float64(flips)); k <= 16; k += 0.5 {
			ks = append(ks, k)
		}
		points, err := hunt.Follow(family(flips), ks)
		if err != nil {
			ks = ks[:len(points)] // as far as it goes
		}
		var least, loss []float64
		for _, p := range points {
			least, loss = append(least, p.Curvature), append(loss, p.Loss)
		}
		curvature.Series = append(curvature.Series, curve(name, ks, least))
		objective.Series = append(objective.Series, curve(name, ks, loss))
	}
	return []theorems.Figure{curvature, objective}
})
