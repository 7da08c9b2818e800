package papers

import (
	"math"

	"saddle/models"
	"saddle/spectra"
	"saddle/theorems"
)

// rescalingFigures draws the largest eigenvalue of one function along its rescalings, and what does not
// change.
func rescalingFigures(theorems.Report) []theorems.Figure {
	n := UnitNet{Units: [][3]int{{2, 1, 1}, {-2, 1, 1}}, Samples: [][2]int{{-1, 3}, {0, 2}, {1, 3}}} // |2x| + 1, loss 0
	f := theorems.Figure{
		Name: "rescaling", Says: "A net of two ReLU units with loss 0, its first unit rescaled by α: the function stays, the largest eigenvalue of the Hessian has no bound, and Σ w_i² ∂²L/∂w_i² is the same everywhere",
		X: theorems.Axis{Label: "α", Log: true}, Y: theorems.Axis{Label: "sharpness", Log: true},
		Hides: "that the number of positive eigenvalues is the same for all α, decided exactly",
	}
	tape := n.tape(nil)
	alpha := each(equally(-1, 1, 41), func(x float64) float64 { return math.Pow(10, x) })
	var largest, invariant []float64
	for _, a := range alpha {
		w := nearestFloats(rats(n.weights()))
		w[0], w[1], w[2] = w[0]*a, w[1]*a, w[2]/a
		h := models.Hessian(tape, w)
		values, err := spectra.Eigenvalues(h)
		if err != nil {
			panic(err)
		}
		s := 0.0
		for i, x := range w {
			s += float64(x * x * h.At(i, i))
		}
		largest, invariant = append(largest, values[len(values)-1]), append(invariant, s)
	}
	f.Series = []theorems.Series{curve("λ_max", alpha, largest), curve("Σ w_i² ∂²L/∂w_i²", alpha, invariant)}
	return []theorems.Figure{f}
}
