package papers

import (
	"fmt"
	"math"

	"saddle/theorems"
)

// fourInputs are unit vectors at these angles, in degrees, with targets; λ_0 is the least eigenvalue of their H^∞.
var fourInputs = struct {
	angles, targets []float64
}{[]float64{0, 50, 120, 215}, []float64{1, -1, 1, -1}}

// gramOf is H^∞ of two unit vectors with the cosine t between them.
func gramOf(t float64) float64 { return t * (math.Pi - math.Acos(t)) / (2 * math.Pi) }

// fourPoints returns the inputs as vectors.
func fourPoints() [][2]float64 {
	out := make([][2]float64, len(fourInputs.angles))
	for i, a := range fourInputs.angles {
		out[i] = [2]float64{math.Cos(a * math.Pi / 180), math.Sin(a * math.Pi / 180)}
	}
	return out
}

// TheGramMatrixIsAMean samples one weight w of N(0, I) and a pair of the inputs.
var TheGramMatrixIsAMean = theorems.Law{
	Name:   "du2019/the-gram-matrix-is-a-mean",
	Says:   fmt.Sprintf("x_i·x_j where w·x_i > 0 and w·x_j > 0, else 0, less x_i·x_j (π − arccos x_i·x_j)/2π, for w of N(0, I) and two of the unit vectors at %v degrees drawn alike, this times the sign of x_i·x_j: the mean is 0 to within 0.01", fourInputs.angles),
	Source: du2019.Locate("the definition of H^∞, and its value", "More Theory"),
	Expect: theorems.Inside,
	Range:  [2]float64{-1, 1},
	Region: theorems.Near(0, 0.01),
	Sample: func(r theorems.Run) (float64, string) { return gramSample(r, false) },
	Runs:   60_000,
	Error:  1e-8,
	Share:  map[string]float64{"acute": .2, "obtuse": .2},
	Control: &theorems.LawControl{
		Name:   "units that are on at x_i, whatever they are at x_j",
		Sample: func(r theorems.Run) (float64, string) { return gramSample(r, true) },
	},
}

// gramSample is the difference, times the sign of x_i·x_j, so that errors of both kinds of pairs do not cancel.
func gramSample(r theorems.Run, oneAlone bool) (float64, string) {
	x := fourPoints()
	a, b := x[r.IntN(len(x))], x[r.IntN(len(x))]
	w := [2]float64{r.NormFloat64(), r.NormFloat64()}
	t := max(-1, min(1, float64(a[0]*b[0])+float64(a[1]*b[1])))
	both := float64(w[0]*a[0])+float64(w[1]*a[1]) > 0 && (oneAlone || float64(w[0]*b[0])+float64(w[1]*b[1]) > 0)
	sign, class := 1.0, "acute"
	if t < 0 {
		sign, class = -1, "obtuse"
	}
	return sign * (float64(indicator(both)*t) - gramOf(t)), class
}
