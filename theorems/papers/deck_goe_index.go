package papers

import (
	"fmt"
	"math"
	"math/big"

	"saddle/spectra/ensemble"
	"saddle/theorems"
)

// A NegativeOf is K of N eigenvalues.
type NegativeOf struct{ N, K int }

// binomial returns C(N, K) 2^−N.
func (c NegativeOf) binomial() *big.Rat {
	return new(big.Rat).SetFrac(new(big.Int).Binomial(int64(c.N), int64(c.K)), new(big.Int).Lsh(big.NewInt(1), uint(c.N)))
}

// GOEFlipsCoins reads the model of independent signs, of which the deck itself asks "1/2 (?)", as one of random
// symmetric matrices.
var GOEFlipsCoins = theorems.Claim[NegativeOf]{
	Name:      "deck/goe-flips-coins",
	Says:      "If the Hessian is a random symmetric N×N matrix (GOE), k of its eigenvalues are negative with the probability C(N, k)/2^N of independent signs, for N = 1, 2, 10 and all k",
	Source:    deck.Locate("the model 1/2^N: minima, maxima and saddles for N = 1, 2, 10", "Analyzing Hessian"),
	Corrected: "dean2006/rate-is-ln-3-over-4",
	Expect:    theorems.Refuted,
	Cases: func() (out []NegativeOf) {
		for _, n := range []int{1, 2, 10} {
			for k := range n + 1 {
				out = append(out, NegativeOf{n, k})
			}
		}
		return out
	}(),
	Known:   []NegativeOf{{2, 0}, {2, 1}, {10, 0}},
	Label:   func(c NegativeOf) string { return fmt.Sprintf("N=%d", c.N) },
	Missing: &theorems.Hypothesis[NegativeOf]{Name: "N = 1", Holds: func(c NegativeOf) bool { return c.N == 1 }},
	Then: func(c NegativeOf) theorems.Evidence {
		all, err := ensemble.IndexProbabilities(c.N)
		if err != nil {
			panic(err)
		}
		p := all[c.K]
		a, b := p.Coefficients()
		same := a[0].Cmp(c.binomial()) == 0
		for i := range a { // 1, √2 and their multiples of π^−i are independent over the rationals
			same = same && (i == 0 || a[i].Sign() == 0) && b[i].Sign() == 0
		}
		return theorems.Exactly(same, "%v = %.4g, and C(%d, %d)/2^%d = %v", p, p.Float64(), c.N, c.K, c.N, c.binomial().RatString())
	},
	Figures: goeIndexFigures,
}

// goeIndexFigures draws the distribution of the index at N = 10.
func goeIndexFigures(theorems.Report) []theorems.Figure {
	const n = 10
	all, err := ensemble.IndexProbabilities(n)
	if err != nil {
		panic(err)
	}
	ks := equally(0, n, n+1)
	return []theorems.Figure{{
		Name: "index",
		Says: "Probability that k of the 10 eigenvalues of a random symmetric matrix (GOE) are negative, in closed form, and that of independent signs",
		X:    theorems.Axis{Label: "k"}, Y: theorems.Axis{Label: "probability", Log: true},
		Series: []theorems.Series{
			dots("C(10, k)/2^10: independent signs", ks, each(ks, func(k float64) float64 { x, _ := NegativeOf{n, int(k)}.binomial().Float64(); return x })),
			dots("GOE", ks, each(ks, func(k float64) float64 { return all[int(math.Round(k))].Float64() })),
		},
		Hides: "that Hessians at critical points are not of this ensemble",
	}}
}
