package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

var mulayoff2020 = theorems.Source{Key: "mulayoff2020", Title: "Mulayoff and Michaeli 2020, Unique Properties of Flat Minima in Deep Networks", URL: "https://arxiv.org/abs/2002.04710"}

// A RatedMinimum is a global minimum of (1 − w_1…w_d)² and a rate of gradient descent.
type RatedMinimum struct {
	W    []Fraction
	Rate Fraction
}

// fast reports whether η > 1/d.
func (m RatedMinimum) fast() bool {
	return m.Rate.number().Mul(rational.Int(int64(len(m.W)))).Cmp(rational.Int(1)) > 0
}

// A DepthAndRate is a number of weights and a rate.
type DepthAndRate struct {
	D    int
	Rate Fraction
}

// LargeStepsStillFindAFlatMinimum is what is hoped of large steps: that there is always a minimum that is
// flat enough.
var LargeStepsStillFindAFlatMinimum = theorems.Claim[DepthAndRate]{
	Name:      "mulayoff2020/large-steps-still-find-a-flat-minimum",
	Says:      "Read as a hope about all rates: for every number of weights d and every rate η, (1 − w_1…w_d)² has a global minimum that is flat enough for gradient descent to be stable there, η λ_max ≤ 2",
	Source:    mulayoff2020.Locate("that the flattest minima of a chain have the sharpness 2d, as we recall it; the statement is one that is often repeated, not theirs", ""),
	Corrected: "mulayoff2020/no-minimum-is-stable-beyond-one-over-d",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) DepthAndRate {
		return DepthAndRate{rapid.IntRange(1, 8).Draw(t, "d"), drawFraction(t, "rate", 1, 8, 8)}
	},
	Missing: &theorems.Hypothesis[DepthAndRate]{Name: "η ≤ 1/d", Holds: func(c DepthAndRate) bool {
		return c.Rate.number().Mul(rational.Int(int64(c.D))).Cmp(rational.Int(1)) <= 0
	}},
	Known: []DepthAndRate{{1, Fraction{2, 1}}, {2, Fraction{51, 100}}, {8, Fraction{1, 4}}},
	// The flattest minimum is that of weights 1, by the spectrum at the minima of a chain.
	Then: func(c DepthAndRate) theorems.Evidence {
		ones := ChainPlace{W: make([]Fraction, c.D)}
		for i := range ones.W {
			ones.W[i] = Fraction{1, 1}
		}
		if e := ones.minimumSpectrum(); e.Verdict != theorems.True {
			return theorems.Undecidable("the spectrum at (1, …, 1): %v", e)
		}
		x := ones.sharpness().Mul(c.Rate.number())
		return theorems.Exactly(x.Cmp(rational.Int(2)) <= 0, "η λ_max = %v at the flattest minima", x)
	},
	Figures: stabilityFigures,
}

// NoMinimumIsStableBeyondOneOverD is the bound at every minimum, not only at the flattest.
var NoMinimumIsStableBeyondOneOverD = theorems.Claim[RatedMinimum]{
	Name:   "mulayoff2020/no-minimum-is-stable-beyond-one-over-d",
	Says:   "With η > 1/d no global minimum of (1 − w_1…w_d)² is stable under gradient descent: λ_max = 2 Σ w_i^−2 ≥ 2d, so that a step multiplies the distance along its eigenvector by 1 − ηλ_max < −1, to first order",
	Source: mulayoff2020.Locate("that the flattest minima of a chain have the sharpness 2d, as we recall it; derived here for one sample and one unit a layer", "10 hidden layers"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) RatedMinimum {
		return rapid.Custom(drawRatedMinimum).Filter(RatedMinimum.fast).Draw(t, "minimum")
	},
	Given: []theorems.Hypothesis[RatedMinimum]{{
		Name:  "η > 1/d",
		Holds: RatedMinimum.fast,
		Drop: func(t *rapid.T) RatedMinimum {
			return rapid.Custom(drawRatedMinimum).Filter(func(m RatedMinimum) bool { return !m.fast() }).Draw(t, "minimum")
		},
		Known: []RatedMinimum{{fractions(1), Fraction{1, 1}}, {fractions(1, 1), Fraction{1, 2}}},
	}},
	MinDecided: 1,
	Labels: func(m RatedMinimum) []string {
		return holding(class{"all of size 1", ChainPlace{W: m.W}.sharpness().Cmp(rational.Int(int64(2*len(m.W)))) == 0}, class{"two weights", len(m.W) == 2},
			class{"three weights or more", len(m.W) > 2}, class{"η < 1", m.Rate.number().Cmp(rational.Int(1)) < 0})
	},
	Share: map[string]float64{"all of size 1": 0.1, "two weights": 0.06, "three weights or more": 0.15, "η < 1": 0.2},
	Then: func(m RatedMinimum) theorems.Evidence {
		p := ChainPlace{W: m.W}
		factor := rational.Int(1).Sub(p.sharpness().Mul(m.Rate.number()))
		return theorems.Both(p.minimumSpectrum(), theorems.Exactly(factor.Cmp(rational.Int(-1)) < 0, "the factor is %v", factor))
	},
}

func drawRatedMinimum(t *rapid.T) RatedMinimum {
	d := rapid.IntRange(1, 5).Draw(t, "d")
	m := RatedMinimum{W: drawMinimum(t, d).W, Rate: drawFraction(t, "rate", 1, 6, 8)}
	if rapid.IntRange(0, 3).Draw(t, "flattest") == 0 {
		m.W = fractions(1)
		for range d - 1 {
			m.W = append(m.W, Fraction{1, 1})
		}
	}
	return m
}
