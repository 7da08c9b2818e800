package papers

import (
	"fmt"
	"math"

	"saddle/spectra/ensemble"
	"saddle/theorems"
)

var bray2007 = theorems.Source{
	Key:   "bray2007",
	Title: "Bray and Dean 2007, Statistics of critical points of Gaussian fields on large-dimensional spaces",
	URL:   "https://arxiv.org/abs/cond-mat/0611023",
}

// fieldOrder is N of the laws on the share of minima, and fieldShare the share: (29 − 6√6)/116.
const fieldOrder = 3

var fieldShare = (29 - 6*math.Sqrt(6)) / 116

// MinimaOfAGaussianField answers the deck's question for losses that are Gaussian fields: the Hessian at a critical
// point is a random symmetric matrix with a common shift, and critical points count with |det|. The share is nearer
// to the 2^−N of independent signs than to that of the matrix alone, and falls as e^−N.
var MinimaOfAGaussianField = theorems.Law{
	Name: "bray2007/minima-of-a-gaussian-field",
	Says: fmt.Sprintf("Of the critical points of a stationary isotropic Gaussian field on ℝ³, the share (29 − 6√6)/116 ≈ %.4f are minima, to within ± 0.01: of the matrices G + tI with G of the Gaussian orthogonal ensemble (variance 1 off the diagonal) and a standard Gaussian t, drawn with the weight |det|",
		fieldShare),
	Source: bray2007.Locate("the Hessian at critical points, with the weight |det| of Kac and Rice; the number for N = 3 is ours", "Analyzing Hessian"),
	Expect: theorems.Inside,
	Region: theorems.Near(fieldShare, 0.01),
	Sample: func(r theorems.Run) (float64, string) { return fieldHessian(r, true, true) },
	Runs:   100_000,
	Error:  1e-8,
	Share:  map[string]float64{"index 0": 0.1, "index 1": 0.3, "index 2": 0.3, "index 3": 0.1},
	Control: &theorems.LawControl{
		Name:   "critical points do not count with |det|",
		Sample: func(r theorems.Run) (float64, string) { return fieldHessian(r, false, true) },
	},
	Figures: fieldFigures,
}

// MinimaWithoutTheCommonShift is the same with a Hessian that is a random symmetric matrix and nothing else, as if the value of
// a Gaussian field and its curvature had nothing to do with each other.
var MinimaWithoutTheCommonShift = theorems.Law{
	Name: "bray2007/minima-without-the-common-shift",
	Says: fmt.Sprintf("Of the critical points of a stationary isotropic Gaussian field on ℝ³, the share (29 − 6√6)/116 ≈ %.4f are minima, to within ± 0.01, if their Hessians are drawn from the Gaussian orthogonal ensemble alone with the weight |det|",
		fieldShare),
	Source:    bray2007.Locate("without the part of the Hessian that all of its diagonal has in common", "Analyzing Hessian"),
	Corrected: "bray2007/minima-of-a-gaussian-field",
	Expect:    theorems.Outside,
	Region:    theorems.Near(fieldShare, 0.01),
	Sample:    func(r theorems.Run) (float64, string) { return fieldHessian(r, true, false) },
	Runs:      100_000,
	Error:     1e-8,
	Control: &theorems.LawControl{
		Name:   "with the common shift",
		Sample: func(r theorems.Run) (float64, string) { return fieldHessian(r, true, true) },
	},
}

// fieldHessian draws A = G + tI and is 1 if it is positive definite. With the weight |det A| it draws all Gaussians wider,
// by s, and takes A with the probability |det A| e^(−κQ/2)/M, where Q is the sum of their squares and κ = 1 − 1/s². By
// Cauchy, |A|² ≤ (N + 2) Q, and |det A| ≤ (|A|²/N)^(N/2), so that M = ((N + 2)/κ)^(N/2) e^(−N/2) is a bound.
func fieldHessian(r theorems.Run, weighted, shifted bool) (float64, string) {
	const n = fieldOrder
	dims := float64(n*(n+1)/2 + 1)
	wide := 1.0
	if weighted {
		wide = math.Sqrt(1 + n/dims)
	}
	kappa := 1 - 1/(wide*wide)
	most := math.Pow((n+2)/kappa, n/2.) * math.Exp(-n/2.)
	for {
		a := goe(r, n, math.Sqrt2)
		q := 0.0
		for i := range n {
			for j := range i {
				a[i][j] *= wide
				q += a[i][j] * a[i][j]
			}
			a[i][i] *= wide
			q += a[i][i] * a[i][i] / 2
		}
		if shifted {
			t := wide * r.NormFloat64()
			q += t * t
			for i := range n {
				a[i][i] += t
			}
		}
		det, negative := pivots(a)
		if !weighted || r.Float64()*most < math.Abs(det)*math.Exp(-kappa*q/2) {
			return indicator(negative == 0), fmt.Sprintf("index %d", negative)
		}
	}
}

// fieldEnergies are in units of |ε_c|.
var fieldEnergies = []float64{-0.75, -0.5, -0.25, 0, 0.5}

// LargerErrorMoreNegative is the deck's "larger error, larger p", for fields.
var LargerErrorMoreNegative = theorems.Law{
	Name: "bray2007/larger-error-more-negative",
	Says: fmt.Sprintf("Where a stationary isotropic Gaussian field on ℝ^N has the energy density ε, the share α of negative eigenvalues of its Hessian is that of the semicircle on ±2 below 2ε/|ε_c|: for the covariance e^−x, N = 60 and ε/|ε_c| = %v drawn alike, the difference is at most 0.01 either way, in the mean",
		fieldEnergies),
	Source: bray2007.Locate("the share of negative eigenvalues as a function of the energy; the covariance e^−x, for which the shift has no noise, is ours", "Error v.s. Eigenvalues"),
	Expect: theorems.Inside,
	Range:  [2]float64{-1, 1},
	Region: theorems.Near(0, 0.01),
	Sample: func(r theorems.Run) (float64, string) { return fieldIndex(r, true) },
	Runs:   12_000,
	Error:  1e-8,
	Share:  map[string]float64{"ε/|ε_c| = -0.75": 0.1, "ε/|ε_c| = 0": 0.1, "ε/|ε_c| = 0.5": 0.1},
	Control: &theorems.LawControl{
		Name:   "the Hessian is a random symmetric matrix at all energies: α = 1/2",
		Sample: func(r theorems.Run) (float64, string) { return fieldIndex(r, false) },
	},
	Figures: energyFigures,
}

// exponential is the field with the covariance e^−x.
var exponential = ensemble.Field{F: 1, Slope: -1, Curvature: 1}

// fieldIndex draws a Hessian, and returns the share of its negative eigenvalues less α(ε).
func fieldIndex(r theorems.Run, at bool) (float64, string) {
	const n = 60
	e := fieldEnergies[r.IntN(len(fieldEnergies))]
	epsilon := -e * exponential.Critical()
	alpha := exponential.Index(epsilon)
	// The eigenvalues of the Gaussian orthogonal ensemble, of variance f″/N off the diagonal, by its tridiagonal
	// model; the shift has no part of its own.
	below := 0.0
	if at {
		below = -epsilon * exponential.Slope / exponential.F
	}
	t := ensemble.Hermite(r.Rand, 1, n)
	least, most, err := t.Count(below * math.Sqrt(n/2/exponential.Curvature))
	if err != nil {
		panic(err)
	}
	return float64(least+most)/2/n - alpha, fmt.Sprintf("ε/|ε_c| = %v", e)
}
