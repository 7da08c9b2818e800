package papers

import (
	"fmt"
	"math"

	"saddle/theorems"
)

var bottcher2022 = theorems.Source{
	Key:   "bottcher2022",
	Title: "Böttcher and Wheeler 2022, Visualizing high-dimensional loss landscapes with Hessian directions",
	URL:   "https://arxiv.org/abs/2208.13219",
}

// bowlOrder is the number of parameters of the saddles that are looked at.
const bowlOrder = 100

// BowlsAreMinima is what the eye concludes from a picture of two random directions.
var BowlsAreMinima = theorems.Law{
	Name: "bottcher2022/bowls-are-minima",
	Says: fmt.Sprintf("A saddle in %d dimensions with 30 negative eigenvalues, all of one size, looks like one in a slice of two random directions: at most half of the slices are bowls",
		bowlOrder),
	Source:    bottcher2022.Locate("saddles appear as minima in random projections; the numbers are ours", "Error Surface"),
	Corrected: "bottcher2022/saddles-look-like-bowls",
	Expect:    theorems.Outside,
	Region:    theorems.Between(0, 0.5),
	Sample:    func(r theorems.Run) (float64, string) { return bowl(r, 30) },
	Runs:      3000,
	Error:     1e-8,
	Control: &theorems.LawControl{
		Name:   "as many negative as positive eigenvalues",
		Sample: func(r theorems.Run) (float64, string) { return bowl(r, bowlOrder/2) },
	},
}

// SaddlesLookLikeBowls counts them.
var SaddlesLookLikeBowls = theorems.Law{
	Name: "bottcher2022/saddles-look-like-bowls",
	Says: fmt.Sprintf("Of the slices of two random directions through a saddle in %d dimensions with 30 negative eigenvalues, all of one size, more than 97 %% are bowls",
		bowlOrder),
	Source: bottcher2022.Locate("saddles appear as minima in random projections; the numbers are ours", "Error Surface"),
	Expect: theorems.Inside,
	Region: theorems.Between(0.97, 1),
	Sample: func(r theorems.Run) (float64, string) { return bowl(r, 30) },
	Runs:   10_000,
	Error:  1e-8,
	Share:  map[string]float64{"bowl": 0.9},
	Control: &theorems.LawControl{
		Name:   "45 negative eigenvalues",
		Sample: func(r theorems.Run) (float64, string) { return bowl(r, 45) },
	},
	Figures: bowlFigures,
}

// bowl draws two Gaussian directions d, e in the eigenvectors' basis of a saddle with so many eigenvalues −1, the others
// being 1, and is 1 if the slice αd + βe is convex: dᵀHd and the determinant are positive.
func bowl(r theorems.Run, negative int) (float64, string) {
	var dd, de, ee float64
	for i := range bowlOrder {
		sign := 1.0
		if i < negative {
			sign = -1
		}
		d, e := r.NormFloat64(), r.NormFloat64()
		dd += sign * d * d
		de += sign * d * e
		ee += sign * e * e
	}
	if dd > 0 && dd*ee > de*de {
		return 1, "bowl"
	}
	return 0, "saddle or hill"
}

// bowlFigures draws the share of bowls against the number of negative eigenvalues: dᵀHd is nearly Gaussian, with the
// mean n − 2k and the variance 2n, and so are the others; the share for Gaussians is that of a 2×2 matrix with that mean.
func bowlFigures(theorems.Report) []theorems.Figure {
	ks := equally(0, bowlOrder/2, bowlOrder/2+1)
	return []theorems.Figure{{
		Name: "bowls",
		Says: fmt.Sprintf("Share of random slices through a point in %d dimensions that are bowls, against the number of its negative eigenvalues, all eigenvalues being of one size, for Gaussian forms", bowlOrder),
		X:    theorems.Axis{Label: "negative eigenvalues"}, Y: theorems.Axis{Label: "share of bowls"},
		Series: []theorems.Series{curve("bowls", ks, each(ks, func(k float64) float64 {
			return shiftedPositive((bowlOrder - 2*k) / math.Sqrt(bowlOrder))
		}))},
		Lines: []theorems.ReferenceLine{{Name: "30", At: 30}},
		Hides: "eigenvalues of different sizes: a few large positive ones hide more",
	}}
}

// shiftedPositive returns the probability that tI + G is positive definite for a 2×2 matrix G of the Gaussian orthogonal
// ensemble, with variance 1 off the diagonal: that the half trace t + x, of variance 1, exceeds the half difference of the
// eigenvalues ρ, whose density is ρ e^(−ρ²/2). It is Φ(t) − e^(−t²/4) Φ(t/√2)/√2.
func shiftedPositive(t float64) float64 {
	phi := func(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }
	return phi(t) - math.Exp(-t*t/4)*phi(t/math.Sqrt2)/math.Sqrt2
}
