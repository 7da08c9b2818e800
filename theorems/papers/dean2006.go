package papers

import (
	"fmt"
	"math"

	"saddle/theorems"
)

// Eigenvalues of random symmetric matrices are not independent: they repel, and
// are all positive far less often than coin flips. In the Gaussian orthogonal
// ensemble (variance 1 off the diagonal, 2 on it) the probability is
//
//	N = 2: (2 − √2)/4       = 0.14644…
//	N = 3: 1/4 − √2/(2π)    = 0.02492…
//
// by integration of the joint density of the eigenvalues, and 3^{−N²/4} to
// leading order for large N.
var dean2006 = theorems.Source{
	Key:   "dean2006",
	Title: "Dean and Majumdar 2006, Large deviations of extreme eigenvalues of random matrices",
	URL:   "https://arxiv.org/abs/cond-mat/0609651",
}

var (
	goePositive2 = (2 - math.Sqrt2) / 4
	goePositive3 = 0.25 - math.Sqrt2/(2*math.Pi)
)

var (
	GOE2PositiveDefinite = goePositiveDefinite(2, "(2 − √2)/4", goePositive2, 0.004)
	GOE3PositiveDefinite = goePositiveDefinite(3, "1/4 − √2/(2π)", goePositive3, 0.0025)
)

// goePositiveDefinite is the law that the probability p, written as the formula,
// is right to within d: what some hundred thousand matrices can tell. The
// digits beyond are those of the integral.
func goePositiveDefinite(n int, formula string, p, d float64) theorems.Law {
	return theorems.Law{
		Name: fmt.Sprintf("dean2006/goe-%d-positive-definite", n),
		Says: fmt.Sprintf("A random symmetric %d×%d matrix (GOE) is positive definite with probability %s ≈ %.4f; tested to ± %g", n, n, formula, p, d),
		Source: dean2006.Locate(fmt.Sprintf("where the rate 3^(−N²/4) is; N = %d by integrating the joint density", n),
			"Analyzing Hessian"),
		Expect: theorems.Inside,
		Region: theorems.Near(p, d),
		Sample: func(r theorems.Run) (float64, string) { return isPositiveDefinite(goe(r, n, math.Sqrt2)) },
		Runs:   1_500_000,
		Error:  1e-8,
		Control: &theorems.LawControl{
			Name:   "variance 1 on the diagonal too",
			Sample: func(r theorems.Run) (float64, string) { return isPositiveDefinite(goe(r, n, 1)) },
		},
		Figures: func(r theorems.Report) []theorems.Figure { return goeLadder(r, n) },
	}
}
