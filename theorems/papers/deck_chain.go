package papers

import (
	"fmt"
	"iter"
	"math"
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
)

// A ChainPoint is a point of L(w) = (y − w_1 w_2 … w_d)², with d − 1 hidden
// layers of one unit; NoTarget means y = 0, else y = 1.
type ChainPoint struct {
	W        []int
	NoTarget bool
}

func (p ChainPoint) zeros() (m int) {
	for _, x := range p.W {
		if x == 0 {
			m++
		}
	}
	return m
}

func (p ChainPoint) tape() *models.Tape {
	opt := &models.ChainOptions{}
	if p.NoTarget {
		opt.Target = new(big.Rat)
	}
	c, err := models.NewChain(len(p.W), opt)
	if err != nil {
		panic(err)
	}
	return c.Tape()
}

// ChainSaddlesAreFlat lists the saddles of the deck's own example without
// negative eigenvalues.
var ChainSaddlesAreFlat = theorems.Claim[ChainPoint]{
	Name:   "deck/chain-saddles-are-flat",
	Says:   "L(w) = (1 − w_1…w_d)² at a point with m ≥ 3 zero weights: the Hessian is zero, the first derivatives that are not are of order m, and it is a saddle",
	Source: deck.Locate("w1 = w2 = w3 = 0", "2-hidden layers"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) ChainPoint { return drawChain(t, rapid.IntRange(3, 5).Draw(t, "m")) },
	Given: []theorems.Hypothesis[ChainPoint]{
		{
			Name:  "at least three weights are zero",
			Holds: func(p ChainPoint) bool { return p.zeros() >= 3 },
			Drop:  func(t *rapid.T) ChainPoint { return drawChain(t, 2) },
			Known: []ChainPoint{{W: []int{0, 0}}},
		},
		{
			Name:  "the target is not zero",
			Holds: func(p ChainPoint) bool { return !p.NoTarget },
			Drop: func(t *rapid.T) ChainPoint {
				p := drawChain(t, rapid.IntRange(3, 5).Draw(t, "m"))
				p.NoTarget = true
				return p
			},
			Known: []ChainPoint{{W: []int{0, 0, 0}, NoTarget: true}},
		},
	},
	MinDecided: 1,
	Labels: func(p ChainPoint) []string {
		return append(holding(
			class{"no other weight", len(p.W) == p.zeros()},
			class{"two other weights", len(p.W) == p.zeros()+2},
			class{"a weight below 0", slices.Min(p.W) < 0},
			class{"a weight of ±2", slices.Contains(p.W, 2) || slices.Contains(p.W, -2)},
			class{"not first a zero", p.W[0] != 0},
		), fmt.Sprintf("m=%d", p.zeros()))
	},
	Share: map[string]float64{"m=3": 0.15, "m=4": 0.15, "m=5": 0.15, "no other weight": 0.15, "two other weights": 0.15,
		"a weight below 0": 0.2, "a weight of ±2": 0.2, "not first a zero": 0.08},
	Then: func(p ChainPoint) theorems.Evidence {
		return degenerateSaddle(p.tape(), exact.Point(p.W...), max(p.zeros(), 3))
	},
	Sizes:   chainPoints(3, math.MaxInt),
	Figures: flatFigures,
}

// drawChain draws a point with m zeros and up to two other weights.
func drawChain(t *rapid.T, m int) ChainPoint {
	w := slices.Repeat([]int{0}, m)
	for range rapid.IntRange(0, 2).Draw(t, "others") {
		x := rapid.SampledFrom([]int{1, -1, 2, -2}).Draw(t, "w")
		w = slices.Insert(w, rapid.IntRange(0, len(w)).Draw(t, "place"), x)
	}
	return ChainPoint{W: w}
}

// chainPoints lists the integer points of chains of least to most weights, with target 1.
func chainPoints(least, most int) *theorems.Enumeration[ChainPoint] {
	return &theorems.Enumeration[ChainPoint]{
		By: "d + |w_1| + … + |w_d|",
		Of: func(p ChainPoint) int { return lengthAndSum(p.W) },
		All: func(n int) iter.Seq[ChainPoint] {
			return func(yield func(ChainPoint) bool) {
				for w := range lists(n) {
					if d := len(w); least <= d && d <= most && !yield(ChainPoint{W: w}) {
						return
					}
				}
			}
		},
	}
}

// MoreThanTwoHiddenLayers is the deck's sentence read as a threshold, which it
// need not be: more than two hidden layers can, but two can already, as the deck's
// own example w1 = w2 = w3 = 0 shows.
var MoreThanTwoHiddenLayers = theorems.Claim[ChainPoint]{
	Name:      "deck/more-than-two-hidden-layers",
	Says:      "The sentence that more than two hidden layers can produce a saddle point without negative eigenvalues (true as it stands), read as a threshold: one or two cannot, (1 − w_1…w_d)² with d = 2, 3 has none",
	Source:    deck.Locate("“More than two hidden layers can produce saddle point without negative eigenvalues”", "Deep Linear Network"),
	Corrected: "kawaguchi2016/zero-hessian-from-two-hidden-layers",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) ChainPoint {
		d := rapid.IntRange(2, 3).Draw(t, "d")
		return ChainPoint{W: rapid.SliceOfN(rapid.SampledFrom([]int{0, 0, 0, 1, -1}), d, d).Draw(t, "w")}
	},
	Missing: &theorems.Hypothesis[ChainPoint]{Name: "there is one hidden layer", Holds: func(p ChainPoint) bool { return len(p.W) == 2 }},
	Then: func(p ChainPoint) theorems.Evidence {
		c := classify(p.tape(), p.W...)
		if c.Loss.Sign() == 0 {
			return theorems.Exactly(true, "a global minimum: the loss is a square, and 0 here").In("minimum")
		}
		return theorems.Not(theorems.Both(theorems.Is(c, exact.Saddle), theorems.Exactly(c.Inertia.Neg == 0, "%d negative eigenvalues", c.Inertia.Neg)))
	},
	Known:   []ChainPoint{{W: []int{0, 0, 0}}},
	Effort:  3,
	Sizes:   chainPoints(2, 3),
	Figures: escapeFigures,
}

// An AxisPoint is a point of (1 − w_1w_2w_3)².
type AxisPoint struct{ W1, W2, K int }

func (p AxisPoint) hessian() [][]*big.Rat {
	jet, err := ChainPoint{W: make([]int, 3)}.tape().Exact(exact.Point(p.W1, p.W2, p.K))
	if err != nil {
		panic(err)
	}
	return jet.Hessian
}

// HessianOnTheAxisIsMinus2 is the matrix as printed.
var HessianOnTheAxisIsMinus2 = theorems.Claim[AxisPoint]{
	Name:      "deck/hessian-on-the-axis-is-minus-2",
	Says:      "(1 − w1w2w3)² at w1 = w2 = 0, w3 = k: ∂²L/∂w1∂w2 = −2",
	Source:    deck.Locate("the printed H at w1 = w2 = 0, w3 = k", "2-hidden layers"),
	Corrected: "deck/hessian-on-the-axis-is-minus-2k",
	Expect:    theorems.Refuted,
	Draw:      func(t *rapid.T) AxisPoint { return AxisPoint{K: rapid.IntRange(1, 4).Draw(t, "k")} },
	Effort:    3,
	Missing:   &theorems.Hypothesis[AxisPoint]{Name: "k = 1", Holds: func(p AxisPoint) bool { return p.K == 1 }},
	Then: func(p AxisPoint) theorems.Evidence {
		h := p.hessian()[0][1]
		return theorems.Exactly(h.Cmp(big.NewRat(-2, 1)) == 0, "it is %s", h.RatString())
	},
	Known: []AxisPoint{{K: 2}},
	Sizes: &theorems.Enumeration[AxisPoint]{
		By:  "k",
		Of:  func(p AxisPoint) int { return p.K },
		All: func(n int) iter.Seq[AxisPoint] { return slices.Values([]AxisPoint{{K: n}}) },
	},
	Figures: printedEntryFigures,
}

var HessianOnTheAxisIsMinus2K = theorems.Claim[AxisPoint]{
	Name:   "deck/hessian-on-the-axis-is-minus-2k",
	Says:   "(1 − w1w2w3)² at w1 = w2 = 0, w3 = k: ∂²L/∂w1∂w2 = −2k, all other entries of the Hessian are 0",
	Source: deck.Locate("∂²L/∂w2∂w1 = −2w3 + 4w1w2w3²", "2-hidden layers"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) AxisPoint { return AxisPoint{K: rapid.IntRange(-9, 9).Draw(t, "k")} },
	Given: []theorems.Hypothesis[AxisPoint]{{
		Name:  "w1 = w2 = 0",
		Holds: func(p AxisPoint) bool { return p.W1 == 0 && p.W2 == 0 },
		Drop: func(t *rapid.T) AxisPoint {
			return AxisPoint{rapid.IntRange(1, 3).Draw(t, "w1"), rapid.IntRange(-3, 3).Draw(t, "w2"), rapid.IntRange(-3, 3).Draw(t, "k")}
		},
		Known: []AxisPoint{{W1: 1, K: 1}},
	}},
	Then:       func(p AxisPoint) theorems.Evidence { return p.isMinusTwoK(p.hessian()) },
	MinDecided: 1,
	Labels: func(p AxisPoint) []string {
		return holding(class{"k < 0", p.K < 0}, class{"k = 0", p.K == 0}, class{"k > 1", p.K > 1})
	},
	Share:   map[string]float64{"k < 0": 0.2, "k = 0": 0.01, "k > 1": 0.2},
	Figures: axisFigures,
}

// isMinusTwoK compares a whole Hessian.
func (p AxisPoint) isMinusTwoK(h [][]*big.Rat) theorems.Evidence {
	want := rational.Ints(3, 3, []int{0, -2 * p.K, 0, -2 * p.K, 0, 0, 0, 0, 0})
	return theorems.Exactly(rational.FromRows(h).Sub(want).IsZero(), "H = %v", h)
}
