package papers

import (
	"fmt"
	"math"
	"math/bits"

	"pgregory.net/rapid"

	"saddle/theorems"
)

// A SignModel is N fair signs: independent or, if Product is not 0, drawn evenly
// from those with that product.
type SignModel struct{ N, Product int }

// signNumbers are the N of the statement; the deck has 1, 2 and 10.
var signNumbers = from(1, 10)

// IndependentSigns counts, by enumeration, what the deck computes.
var IndependentSigns = theorems.Claim[SignModel]{
	Name:   "deck/independent-signs",
	Says:   "N independent fair signs are all positive with probability 2^−N, for " + span("N", signNumbers),
	Source: deck.Locate("the model 1/2^N, N = 1, 2, 10", "Analyzing Hessian"),
	Expect: theorems.Proved,
	Cases:  signModels(signNumbers),
	Label:  func(m SignModel) string { return fmt.Sprintf("N=%d", m.N) },
	Given: []theorems.Hypothesis[SignModel]{{
		Name:  "the signs are independent",
		Holds: func(m SignModel) bool { return m.Product == 0 },
		Drop: func(t *rapid.T) SignModel {
			return SignModel{rapid.IntRange(2, 10).Draw(t, "N"), rapid.SampledFrom([]int{1, -1}).Draw(t, "product")}
		},
		Known: []SignModel{{2, 1}, {2, -1}}, // twice as often, and never
	}},
	Then: func(m SignModel) theorems.Evidence {
		all, positive := 0, 0
		for negative := range uint(1) << m.N { // the set of negative signs
			if product := 1 - 2*(bits.OnesCount(negative)%2); m.Product != 0 && product != m.Product {
				continue
			}
			if all++; negative == 0 {
				positive++
			}
		}
		return theorems.Exactly(positive<<m.N == all, "%d of %d", positive, all)
	},
	Figures: signFigures,
}

// signFigures draws the probability for independent signs, and for such as have a product.
func signFigures(theorems.Report) []theorems.Figure {
	ns := equally(1, 10, len(signNumbers))
	power := func(less float64) []float64 {
		return each(ns, func(n float64) float64 { return math.Exp2(less - n) })
	}
	return []theorems.Figure{{
		Name: "signs", Says: "Probability that N fair signs are all positive: 2^−N if they are independent, and twice that if they are drawn evenly from those with the product 1",
		X: theorems.Axis{Label: "N"}, Y: theorems.Axis{Label: "probability", Log: true},
		Series: []theorems.Series{dots("independent", ns, power(0)), dots("with the product 1", ns, power(1))},
		Hides:  "the signs with the product −1, which are never all positive, as 0 has no place on this axis",
	}}
}

func signModels(numbers []int) (out []SignModel) {
	for _, n := range numbers {
		out = append(out, SignModel{N: n})
	}
	return out
}
