package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// SpectrumAtTheMinimaOfAChain: at a minimum H = 2uuᵀ with u_i = 1/w_i, and the means of the w_i^−2 give
// Σ w_i^−2 ≥ d ∏ |w_i|^(−2/d) = d.
var SpectrumAtTheMinimaOfAChain = theorems.Claim[ChainPlace]{
	Name:   "deck/spectrum-at-the-minima-of-a-chain",
	Says:   "At w_1…w_d = 1 the Hessian of (1 − w_1…w_d)² has the eigenvalue 2 Σ w_i^−2 once, and 0 d − 1 times; it is at least 2d, and 2d if and only if all |w_i| = 1",
	Source: deck.Locate("w1w2w3 = 1 global minima; spectrum and bound derived", "Deep Linear Network; 2-hidden layers; 10 hidden layers"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) ChainPlace { return drawMinimum(t, rapid.IntRange(1, 6).Draw(t, "d")) },
	Given: []theorems.Hypothesis[ChainPlace]{{
		Name:  "the product of the weights is 1",
		Holds: ChainPlace.onTheProduct,
		Drop: func(t *rapid.T) ChainPlace {
			return rapid.Custom(func(t *rapid.T) ChainPlace {
				return ChainPlace{W: drawFractions(t, "w", rapid.IntRange(2, 4).Draw(t, "d"), -4, 4, 3)}
			}).Filter(func(p ChainPlace) bool { return !p.onTheProduct() }).Draw(t, "beside it")
		},
		Known: []ChainPlace{{W: fractions(2)}, {W: fractions(1, 2)}},
	}},
	MinDecided: 1,
	Labels: func(p ChainPlace) []string {
		return holding(class{"all of size 1", p.sharpness().Cmp(rational.Int(int64(2*len(p.W)))) == 0}, class{"two weights", len(p.W) == 2}, class{"four weights or more", len(p.W) > 3})
	},
	Share:   map[string]float64{"all of size 1": 0.04, "two weights": 0.06, "four weights or more": 0.2},
	Then:    ChainPlace.minimumSpectrum,
	Sizes:   chainPlaces(),
	Figures: sharpnessFigures,
}

// SpectrumWithTwoZeros is all of the spectrum on all of the lines, of which the deck shows one, at k = 1.
var SpectrumWithTwoZeros = theorems.Claim[ChainPlace]{
	Name:   "deck/spectrum-with-two-zeros",
	Says:   "Where exactly two weights are zero and K is the product of the others, the Hessian of (1 − w_1…w_d)² has the eigenvalues 2|K| and −2|K|, once each, and 0 d − 2 times, whichever two they are",
	Source: deck.Locate("the printed H at w1 = w2 = 0, w3 = k, of which this is the spectrum with d = 3, K = k", "2-hidden layers"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) ChainPlace { return withZeros(t, 2) },
	Given: []theorems.Hypothesis[ChainPlace]{{
		Name:  "exactly two weights are zero",
		Holds: func(p ChainPlace) bool { return countZeros(p.W) == 2 },
		Drop:  func(t *rapid.T) ChainPlace { return withZeros(t, rapid.SampledFrom([]int{1, 3}).Draw(t, "m")) },
		Known: []ChainPlace{{W: fractions(0)}, {W: fractions(0, 0, 0)}},
	}},
	MinDecided: 1,
	Labels: func(p ChainPlace) []string {
		return holding(class{"d = 2", len(p.W) == 2}, class{"d = 3", len(p.W) == 3}, class{"d = 4", len(p.W) == 4},
			class{"first a zero", p.W[0].P == 0}, class{"K < 0", p.rest().Sign() < 0})
	},
	Share: map[string]float64{"d = 2": 0.15, "d = 3": 0.15, "d = 4": 0.15, "first a zero": 0.3, "K < 0": 0.1},
	Then:  ChainPlace.twoZerosSpectrum,
	Sizes: chainPlaces(),
}

// twoZerosSpectrum: a matrix of rank 2 and trace 0 has two eigenvalues a and −a beside 0, and the trace of
// its square is 2a².
func (p ChainPlace) twoZerosSpectrum() theorems.Evidence {
	h := rational.FromRows(jetAt(p.tape(), p.point()).Hessian)
	var trace rational.Number
	for i := range p.W {
		trace = trace.Add(h.At(i, i))
	}
	want := squared(p.rest()).Mul(rational.Int(8))
	rank, squares := h.Rank(), h.Norm2()
	return theorems.Exactly(rank == 2 && trace.IsZero() && squares.Cmp(want) == 0, "rank %d, tr H = %v, tr H² = %v, 8K² = %v", rank, trace, squares, want)
}

// MinimaOfAChainAreJoined: the signs of d weights with product 1 are 2^(d−1) patterns, so that there are so
// many pieces.
var MinimaOfAChainAreJoined = theorems.Claim[MinimaPair]{
	Name:   "deck/minima-of-a-chain-are-joined",
	Says:   "Two global minima of (1 − w_1…w_d)² whose weights have the same signs are joined by d − 1 curves of global minima, (w_i, w_d) → (sw_i, w_d/s); with other signs they are not joined, as some weight passes 0, where the loss is 1: the minima are 2^(d−1) pieces, none of which is a point for d > 1",
	Source: deck.Locate("“at least exponentially many global minima”", "Loss of Deep Learning is not convex"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) MinimaPair {
		p := drawMinimaPair(t)
		for i := range p.A {
			if p.A[i].P*p.B[i].P < 0 {
				p.B[i].P = -p.B[i].P
			}
			p.B[i] = fractionOf(p.B[i].number())
		}
		return p
	},
	Given: []theorems.Hypothesis[MinimaPair]{{
		Name:  "the weights have the same signs",
		Holds: MinimaPair.sameSigns,
		Drop: func(t *rapid.T) MinimaPair {
			return rapid.Custom(drawMinimaPair).Filter(func(p MinimaPair) bool { return !p.sameSigns() }).Draw(t, "pair")
		},
		Known: []MinimaPair{{fractions(1, 1), fractions(-1, -1)}},
	}},
	MinDecided: 1,
	Labels: func(p MinimaPair) []string {
		return holding(class{"two weights", len(p.A) == 2}, class{"four weights or more", len(p.A) > 3}, class{"a weight below 0", p.A[0].P < 0})
	},
	Share: map[string]float64{"two weights": 0.06, "four weights or more": 0.15, "a weight below 0": 0.2},
	Then:  MinimaPair.joined,
}

// joined follows the curves. On each the product is that at its ends, as the factors s and 1/s cancel; a
// factor below 0 would have to come from 1 by 0. Some weight then is 0 on every other way, too, by its signs
// at the ends.
func (p MinimaPair) joined() theorems.Evidence {
	w, b, last := numbers(p.A), numbers(p.B), len(p.A)-1
	tape := ChainPlace{W: p.A}.tape()
	for i := range last {
		s := b[i].Quo(w[i])
		if s.Sign() < 0 {
			w[i] = rational.Int(0)
			return theorems.Exactly(false, "w_%d changes its sign, and where it is 0 the loss is %s", i+1, lossAt(tape, rats(w)).RatString())
		}
		w[i], w[last] = b[i], w[last].Quo(s)
		if l := lossAt(tape, rats(w)); l.Sign() != 0 {
			return theorems.Exactly(false, "a curve ends at loss %s", l.RatString())
		}
	}
	return theorems.Exactly(w[last].Cmp(b[last]) == 0, "%d curves of loss 0 lead from one to the other", last)
}
