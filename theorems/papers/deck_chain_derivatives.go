package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// DerivativesOfAChain are the formulas that the deck writes out for two and three weights.
var DerivativesOfAChain = theorems.Claim[ChainPlace]{
	Name:   "deck/derivatives-of-a-chain",
	Says:   "(1 − P)² with P = w_1…w_d has ∂L/∂w_i = −2(1 − P) ∏_{k≠i} w_k, ∂²L/∂w_i² = 2 ∏_{k≠i} w_k² and ∂²L/∂w_i∂w_j = (4P − 2) ∏_{k≠i,j} w_k: −2 + 4w1w2 for d = 2, and −2w3 + 4w1w2w3² for d = 3, i, j = 1, 2",
	Source: deck.Locate("∂L/∂w1 = 2(1 − w1w2)(−w2), ∂²L/∂w2∂w1 = −2 + 4w1w2, ∂²L/∂w2∂w1 = −2w3 + 4w1w2(w3)² and the others, for any d", "Deep Linear Network; 2-hidden layers"),
	Expect: theorems.Held,
	Draw:   drawChainPlace,
	Given: []theorems.Hypothesis[ChainPlace]{
		{
			Name:  "the target is 1",
			Holds: func(p ChainPlace) bool { return !p.NoTarget },
			Drop: func(t *rapid.T) ChainPlace {
				p := drawChainPlace(t)
				p.NoTarget = true
				return p
			},
			Known: []ChainPlace{{W: fractions(1), NoTarget: true}, {W: fractions(0), NoTarget: true}},
		},
		{
			Name:  "there is no weight decay",
			Holds: func(p ChainPlace) bool { return !p.Decay },
			Drop: func(t *rapid.T) ChainPlace {
				p := drawChainPlace(t)
				p.Decay = true
				return p
			},
			Known: []ChainPlace{{W: fractions(0), Decay: true}},
		},
	},
	MinDecided: 1,
	Labels: func(p ChainPlace) []string {
		return holding(class{"two weights", len(p.W) == 2}, class{"three weights", len(p.W) == 3}, class{"no zero", countZeros(p.W) == 0})
	},
	Share: map[string]float64{"two weights": 0.08, "three weights": 0.08, "no zero": 0.2},
	Then:  ChainPlace.formulas,
	Sizes: chainPlaces(),
}

// formulas compares all derivatives of first and second order.
func (p ChainPlace) formulas() theorems.Evidence {
	w, jet := numbers(p.W), jetAt(p.tape(), p.point())
	all := product(w)
	without := func(i, j int) rational.Number {
		rest := rational.Int(1)
		for k := range w {
			if k != i && k != j {
				rest = rest.Mul(w[k])
			}
		}
		return rest
	}
	for i := range w {
		slope := rational.Int(-2).Mul(rational.Int(1).Sub(all)).Mul(without(i, i))
		if got := rational.Of(jet.Gradient[i]); got.Cmp(slope) != 0 {
			return theorems.Exactly(false, "∂L/∂w_%d is %v, not %v", i+1, got, slope)
		}
		for j := range w {
			entry := rational.Int(2).Mul(squared(without(i, i)))
			if i != j {
				entry = all.Mul(rational.Int(4)).Sub(rational.Int(2)).Mul(without(i, j))
			}
			if got := rational.Of(jet.Hessian[i][j]); got.Cmp(entry) != 0 {
				return theorems.Exactly(false, "∂²L/∂w_%d∂w_%d is %v, not %v", i+1, j+1, got, entry)
			}
		}
	}
	return theorems.Exactly(true, "L = %s", jet.Loss.RatString())
}
