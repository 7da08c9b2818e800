package papers

import (
	"math"

	"saddle/spectra/ensemble"
	"saddle/theorems"
)

// freeSumRatios are the φ that are drawn: those of the paper's experiments below 1/2, and 1/2.
var freeSumRatios = []struct {
	name string
	phi  float64
}{{"φ = 1/16", 1. / 16}, {"φ = 1/8", 1. / 8}, {"φ = 1/4", 1. / 4}, {"φ = 1/2", 1. / 2}}

// freeSum is the free sum of a Wishart matrix of the ratio φ and a Wigner matrix of the variance 2ε.
func freeSum(phi, epsilon float64) *ensemble.Free {
	f, err := ensemble.NewFree(0, 2*epsilon, ensemble.Jump{Size: phi, Rate: 1 / phi})
	if err != nil {
		panic(err)
	}
	return f
}

// criticalOf returns ε_c(φ).
func criticalOf(phi float64) float64 {
	return (1 - 20*phi - 8*phi*phi + math.Pow(1+8*phi, 1.5)) / 16
}

// freeSumFigures draws α(ε), and the density at three ε.
func freeSumFigures(theorems.Report) []theorems.Figure {
	index := theorems.Figure{
		Name: "index-against-error",
		Says: "Share α of negative eigenvalues of the free sum of a Wishart matrix of the ratio φ and a Wigner matrix of the variance 2ε, against ε: 0 up to ε_c(φ), and then as (ε/ε_c − 1)^(3/2)",
		X:    theorems.Axis{Label: "ε"}, Y: theorems.Axis{Label: "α"},
		Hides: "that Hessians of nets are not such sums: what is assumed of errors, data and weights is not so after training",
	}
	x := equally(0.005, 0.5, 100)
	for _, r := range freeSumRatios {
		index.Series = append(index.Series, curve(r.name, x, each(x, func(e float64) float64 { return freeSum(r.phi, e).CDF(0) })))
	}
	density := theorems.Figure{
		Name: "spectra",
		Says: "Density of the eigenvalues of that sum for φ = 1/4, below, at and above ε_c",
		X:    theorems.Axis{Label: "eigenvalue"}, Y: theorems.Axis{Label: "density"},
		Lines: []theorems.ReferenceLine{{At: 0}},
		Hides: "outliers, which a large matrix may have besides",
	}
	for _, c := range []struct {
		name  string
		times float64
	}{{"ε = ε_c/8", 0.125}, {"ε = ε_c", 1}, {"ε = 4 ε_c", 4}} {
		f := freeSum(0.25, c.times*criticalOf(0.25))
		edges := f.Edges()
		x := equally(edges[0], edges[len(edges)-1], 161)
		density.Series = append(density.Series, curve(c.name, x, each(x, f.Density)))
	}
	return []theorems.Figure{index, density}
}
