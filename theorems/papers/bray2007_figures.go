package papers

import (
	"math"
	"sync"

	"saddle/spectra/ensemble"
	"saddle/theorems"
)

// fieldLadder are the shares of minima for N = 1, …, 8.
var fieldLadder = sync.OnceValue(func() (shares []float64) {
	for n := 1; n <= 8; n++ {
		s, err := ensemble.FieldShares(n)
		if err != nil {
			panic(err)
		}
		shares = append(shares, s[0])
	}
	return shares
})

// fieldFigures draws the share of minima against N, of three models.
func fieldFigures(theorems.Report) []theorems.Figure {
	shares := fieldLadder()
	ns := equally(1, float64(len(shares)), len(shares))
	return []theorems.Figure{{
		Name: "minima",
		Says: "Share of minima among the critical points of a Gaussian field on ℝ^N, beside the 2^−N of independent signs and the probability that a random symmetric matrix (GOE) is positive definite",
		X:    theorems.Axis{Label: "N"}, Y: theorems.Axis{Label: "share", Log: true},
		Series: []theorems.Series{
			curve("2^−N: independent signs", ns, each(ns, func(n float64) float64 { return math.Exp2(-n) })),
			dots("critical points of a field", ns, shares),
			dots("GOE alone", ns, each(ns, func(n float64) float64 {
				p, err := ensemble.PositiveDefinite(int(n))
				if err != nil {
					panic(err)
				}
				return p.Float64()
			})),
		},
		Hides: "that the shares are of all critical points: of those with a low loss nearly all are minima",
	}}
}

// energyFigures draws α against the energy, and the law with exponent 3/2.
func energyFigures(theorems.Report) []theorems.Figure {
	x := equally(-1.2, 1.2, 97)
	law := equally(-1, 0, 41)
	return []theorems.Figure{{
		Name: "index-against-energy",
		Says: "Share of negative eigenvalues of the Hessian of a large Gaussian field against its energy density, and the law 4√2/(3π) (1 − ε/ε_c)^(3/2)",
		X:    theorems.Axis{Label: "ε/|ε_c|"}, Y: theorems.Axis{Label: "α"},
		Series: []theorems.Series{
			curve("α", x, each(x, func(e float64) float64 { return ensemble.SemicircleCDF(2 * e) })),
			curve("exponent 3/2", law, each(law, func(e float64) float64 { return edgeFactor * math.Pow(1+e, 1.5) })),
		},
		Hides: "the width of the distribution, which shrinks with N; and how rare critical points of a given energy are",
	}}
}

// edgeFactor is 4√2/(3π).
var edgeFactor = 4 * math.Sqrt2 / (3 * math.Pi)
