package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
)

// CriticalPointsOfAChain is the deck's list, completed: two zeros are enough wherever they
// stand, and one is not. For ∂L/∂w_i = −2(1 − P) ∏_{j≠i} w_j, and all of these products are 0
// with two zeros alone.
var CriticalPointsOfAChain = theorems.Claim[ChainPlace]{
	Name:   "deck/critical-points-of-a-chain",
	Says:   "The critical points of (1 − w_1…w_d)² are those with w_1…w_d = 1, which are global minima, and those with two zero weights or more, which are saddles: there is no local maximum and no other minimum, and with exactly one zero the gradient is not 0",
	Source: deck.Locate("w1w2w3 = 1 global minima, w1 = w2 = w3 = 0, and w1 = w2 = 0, w3 = k, completed", "Deep Linear Network; 2-hidden layers; 10 hidden layers"),
	Expect: theorems.Held,
	Draw:   drawChainPlace,
	Given: []theorems.Hypothesis[ChainPlace]{
		{
			Name:  "the target is not zero",
			Holds: func(p ChainPlace) bool { return !p.NoTarget },
			Drop: func(t *rapid.T) ChainPlace {
				p := withZeros(t, rapid.IntRange(1, 3).Draw(t, "m"))
				p.NoTarget = true
				return p
			},
			Known: []ChainPlace{{W: fractions(0), NoTarget: true}, {W: fractions(0, 0), NoTarget: true}},
		},
		{
			Name:  "there is no weight decay",
			Holds: func(p ChainPlace) bool { return !p.Decay },
			Drop: func(t *rapid.T) ChainPlace {
				p := drawChainPlace(t)
				p.Decay = true
				return p
			},
			Known: []ChainPlace{{W: fractions(1), Decay: true}, {W: fractions(0, 0, 0), Decay: true}, {W: fractions(0, 0, 1), Decay: true}},
		},
	},
	MinDecided: 1,
	Labels: func(p ChainPlace) []string {
		return holding(class{"exactly one zero", countZeros(p.W) == 1}, class{"two weights", len(p.W) == 2}, class{"four weights or more", len(p.W) > 3},
			class{"not first a zero", p.W[0].P != 0 && countZeros(p.W) > 1})
	},
	Share: map[string]float64{"exactly one zero": 0.08, "two weights": 0.08, "four weights or more": 0.1, "not first a zero": 0.03,
		"global minimum": 0.15, "strict saddle": 0.06, "saddle with Hessian 0": 0.06, "not critical": 0.2},
	Then:    ChainPlace.listed,
	Sizes:   chainPlaces(),
	Figures: criticalFigures,
}

// listed decides the point by its gradient and, where that is 0, by what the loss does nearby.
func (p ChainPlace) listed() theorems.Evidence {
	t, w, zeros := p.tape(), p.point(), countZeros(p.W)
	jet := jetAt(t, w)
	critical := column(ofRats(jet.Gradient)).IsZero()
	if critical != (p.onTheProduct() || zeros > 1) {
		return theorems.Exactly(false, "%d zeros, product %v, and the gradient is %v", zeros, product(numbers(p.W)), jet.Gradient)
	}
	switch {
	case !critical:
		return theorems.Exactly(true, "%d zeros, and the gradient is not 0", zeros).In("not critical")
	case zeros == 0:
		return theorems.Exactly(jet.Loss.Sign() == 0, "the loss is a square, and %s here", jet.Loss.RatString()).In("global minimum")
	case zeros == 2:
		in := inertiaOf(jet.Hessian)
		return theorems.Exactly(in.Neg > 0 && in.Pos > 0, "Hessian: %v", in).In("strict saddle")
	}
	return degenerateSaddle(t, w, zeros).In("saddle with Hessian 0")
}

// WaysDownAndUpFromTheSaddles are one line down and one up from each of these saddles, whatever the others
// do.
var WaysDownAndUpFromTheSaddles = theorems.Claim[ChainPlace]{
	Name:   "deck/ways-down-and-up-from-the-saddles",
	Says:   "From a point of (1 − w_1…w_d)² with m ≥ 1 zero weights, K the product of the others: moving all zeros by ±t, with signs whose product is that of K, changes the loss by −2|K|t^m + …, and with one sign more by +2|K|t^m + …",
	Source: deck.Locate("w1 = w2 = w3 = 0, “So flat”, with the way down", "2-hidden layers"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) ChainPlace { return withZeros(t, rapid.IntRange(1, 5).Draw(t, "m")) },
	Given: []theorems.Hypothesis[ChainPlace]{{
		Name:  "the target is not zero",
		Holds: func(p ChainPlace) bool { return !p.NoTarget },
		Drop: func(t *rapid.T) ChainPlace {
			p := withZeros(t, rapid.IntRange(1, 5).Draw(t, "m"))
			p.NoTarget = true
			return p
		},
		Known: []ChainPlace{{W: fractions(0), NoTarget: true}},
	}, {
		Name:  "a weight is zero",
		Holds: func(p ChainPlace) bool { return countZeros(p.W) > 0 },
		Drop: func(t *rapid.T) ChainPlace {
			return ChainPlace{W: drawFractions(t, "w", rapid.IntRange(1, 4).Draw(t, "d"), -4, 4, 3)}
		},
		Known: []ChainPlace{{W: fractions(1)}, {W: fractions(1, 2)}},
	}},
	MinDecided: 1,
	Labels: func(p ChainPlace) []string {
		return holding(class{"one zero", countZeros(p.W) == 1}, class{"two zeros", countZeros(p.W) == 2}, class{"three zeros or more", countZeros(p.W) > 2},
			class{"no other weight", countZeros(p.W) == len(p.W)}, class{"K < 0", p.rest().Sign() < 0})
	},
	Share: map[string]float64{"one zero": 0.06, "two zeros": 0.06, "three zeros or more": 0.2, "no other weight": 0.1, "K < 0": 0.1},
	Sizes: chainPlaces(),
	Then: func(p ChainPlace) theorems.Evidence {
		return theorems.Both(p.along(p.rest().Sign()), p.along(-p.rest().Sign()))
	},
}

// along decides what the loss does where the zeros move by t, the first of them by sign·t.
func (p ChainPlace) along(sign int) theorems.Evidence {
	step, powers, first := exact.Origin(len(p.W)), make([]int, len(p.W)), int64(sign)
	for i, f := range p.W {
		if powers[i] = 1; f.P == 0 {
			step[i].SetInt64(first)
			first = 1
		}
	}
	m, k := countZeros(p.W), p.rest()
	c, ok, err := exact.Along(p.tape(), p.point(), step, powers, m)
	if err != nil {
		panic(err)
	}
	if !ok {
		return theorems.Exactly(false, "the loss does not change up to order %d", m)
	}
	want := rational.Int(int64(-2 * sign)).Mul(k)
	return theorems.Exactly(c.Order == m && rational.Of(c.Coefficient).Cmp(want) == 0, "%v", c)
}
