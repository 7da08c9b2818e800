package theorems

import (
	"math/bits"

	"pgregory.net/rapid"
)

// A SignModel is N fair signs: independent or, if Tied, the last of them the
// product of the others.
type SignModel struct {
	N    int
	Tied bool
}

// signsAreCoinFlips counts, by enumeration, what the deck computes.
var signsAreCoinFlips = Claim[SignModel]{
	Name:   "deck/independent-signs",
	Says:   "N independent fair signs are all positive with probability 2^−N: 1/2, 1/4, …, 1/1024 for N = 1, 2, …, 10",
	Source: deck.at("the model 1/2^N, N = 1, 2, 10", ""),
	Expect: Proved,
	Cases:  signModels(10),
	Given: []Hypothesis[SignModel]{{
		Name:  "the signs are independent",
		Holds: func(m SignModel) bool { return !m.Tied },
		Drop:  func(t *rapid.T) SignModel { return SignModel{rapid.IntRange(2, 10).Draw(t, "N"), true} },
		Known: []SignModel{{2, true}},
	}},
	Then: func(m SignModel) Evidence {
		all, positive := 0, 0
		for negative := range uint(1) << m.N { // the set of negative signs
			if m.Tied && bits.OnesCount(negative)%2 == 1 {
				continue
			}
			if all++; negative == 0 {
				positive++
			}
		}
		return Exactly(positive<<m.N == all, "%d of %d", positive, all)
	},
}

func signModels(n int) (out []SignModel) {
	for i := range n {
		out = append(out, SignModel{N: i + 1})
	}
	return out
}
