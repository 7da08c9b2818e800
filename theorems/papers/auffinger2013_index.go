package papers

import (
	"fmt"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"saddle/models/spin"
	"saddle/spectra"
	"saddle/spectra/ensemble"
	"saddle/theorems"
)

// indexSpins is the number of spins of the law, and indexEnergies are the energies in twentieths of E_∞.
const indexSpins = 30

var indexEnergies = []int{-18, -14, -10, -6, -2}

// IndexAtAnEnergy is the index against the energy. The gradient is independent of H and of the Hessian at a point, so that a point at which it
// vanishes has the same Hessian, but for the weight |det| with which such points count; that changes nothing at leading order.
var IndexAtAnEnergy = theorems.Law{
	Name: "auffinger2013/index-at-an-energy",
	Says: fmt.Sprintf("At a point of the sphere where the 3-spin Hamiltonian has the energy H = N u, its Hessian along the sphere has the share F(2u/E_∞) of negative eigenvalues in the mean, with the distribution function F of the semicircle on ±2: "+
		"to ± 0.02 for N = %d, over u/E_∞ = −0.9, −0.7, −0.5, −0.3, −0.1 drawn alike", indexSpins),
	Source: auffinger2013.Locate("the law of the Hessian given the energy, behind Theorems 2.5 and 2.8; for large N, here at a finite one", spinSlide+"; Training Error v.s. Eigenvalues"),
	Expect: theorems.Inside,
	Range:  [2]float64{-1, 1},
	Region: theorems.Near(0, 0.02),
	Sample: func(r theorems.Run) (float64, string) { return indexAboveLaw(r, false) },
	Runs:   4_000,
	Error:  1e-8,
	Share:  map[string]float64{"u=-0.9": 0.08, "u=-0.7": 0.08, "u=-0.5": 0.08, "u=-0.3": 0.08, "u=-0.1": 0.08},
	Control: &theorems.LawControl{
		Name:   "the same random matrix at all energies",
		Sample: func(r theorems.Run) (float64, string) { return indexAboveLaw(r, true) },
	},
	Figures: indexEnergyFigures,
}

// indexAboveLaw draws a glass and a point, gives it the energy, and returns the share of negative eigenvalues less the law's.
func indexAboveLaw(r theorems.Run, plain bool) (float64, string) {
	x := float64(indexEnergies[r.IntN(len(indexEnergies))]) / 20 // u/E_∞
	threshold, err := ensemble.SpinThreshold(3)
	if err != nil {
		panic(err)
	}
	u := x * threshold
	if plain {
		u = 0
	}
	return negativeShare(r, u) - ensemble.SemicircleCDF(2*x), fmt.Sprintf("u=%.1f", x)
}

// negativeShare draws a 3-spin glass with the energy u per spin at a random point, and returns the share of the negative eigenvalues there.
func negativeShare(r theorems.Run, u float64) float64 {
	g, err := spin.Draw(r.Rand, indexSpins, 3)
	if err != nil {
		panic(err)
	}
	sigma := make([]float64, indexSpins)
	spin.Point(r.Rand, sigma)
	if g, err = g.WithEnergy(sigma, u); err != nil {
		panic(err)
	}
	var a mat.SymDense
	g.Tangent(&a, sigma)
	values, err := spectra.Eigenvalues(&a)
	if err != nil {
		panic(err)
	}
	count := 0.0
	for _, x := range values {
		count += indicator(x < 0)
	}
	return count / float64(len(values))
}

// indexEnergyFigures draws the share of negative eigenvalues against the energy, and some matrices.
func indexEnergyFigures(theorems.Report) []theorems.Figure {
	e := spinThreshold()
	x := equally(-1.2, 1.2, 97)
	f := theorems.Figure{
		Name: "index", Says: fmt.Sprintf("Share of negative eigenvalues of the Hessian on the sphere of 3-spin glasses with a given energy, by the energy: for many spins, and as found at points of glasses of %d", indexSpins),
		X: theorems.Axis{Label: "u/E_∞"}, Y: theorems.Axis{Label: "share of negative eigenvalues"},
		Series: []theorems.Series{curve("F(2u/E_∞)", x, each(x, func(x float64) float64 { return ensemble.SemicircleCDF(2 * x) }))},
		Lines:  []theorems.ReferenceLine{{Name: "the same matrix at all energies", At: 0.5, Across: true}},
		Hides:  "that critical points count with |det| of the Hessian, which shifts small numbers of spins",
	}
	var at, share []float64
	for i := range 60 {
		r := theorems.Run{Index: i, Rand: rand.New(rand.NewPCG(5, uint64(i)))}
		u := -1.2 + 2.4*float64(i)/59
		at, share = append(at, u), append(share, negativeShare(r, u*e))
	}
	f.Series = append(f.Series, dots("glasses", at, share))
	return []theorems.Figure{f}
}
