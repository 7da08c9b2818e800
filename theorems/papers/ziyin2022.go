package papers

import (
	"math/big"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

var ziyin2022 = theorems.Source{Key: "ziyin2022", Title: "Ziyin et al. 2022, SGD Can Converge to Local Maxima", URL: "https://arxiv.org/abs/2107.11774"}

// A TwoSampleDescent is stochastic gradient descent w ← (1 − ηx)w on the loss E[x] w²/2, where x is A or −B,
// A, B > 0, each with probability 1/2: in every step one of them, or, if Full, both.
type TwoSampleDescent struct {
	A, B, Rate Fraction
	Full       bool
}

// factors returns by what w is multiplied in a step, where x = A and where x = −B.
func (s TwoSampleDescent) factors() (f, g rational.Number) {
	one, rate := rational.Int(1), s.Rate.number()
	f, g = one.Sub(rate.Mul(s.A.number())), one.Add(rate.Mul(s.B.number()))
	if s.Full {
		f = f.Add(g).Mul(rational.New(1, 2))
		g = f
	}
	return f, g
}

// isMaximum reports whether E[x] < 0.
func (s TwoSampleDescent) isMaximum() bool { return s.A.number().Cmp(s.B.number()) < 0 }

// beyond reports whether η > 1/A − 1/B.
func (s TwoSampleDescent) beyond() bool {
	return s.Rate.number().Cmp(s.A.number().Inverse().Sub(s.B.number().Inverse())) > 0
}

// monotone reports whether ηA ≤ 1.
func (s TwoSampleDescent) monotone() bool {
	return s.Rate.number().Mul(s.A.number()).Cmp(rational.Int(1)) <= 0
}

// SGDLeavesMaxima is what is said of its noise. log |w_n| is a sum of independent steps, so that almost
// surely |w_n| grows without bound if their mean ½ log |(1 − ηA)(1 + ηB)| is positive, and falls to 0 if it
// is negative.
var SGDLeavesMaxima = theorems.Claim[TwoSampleDescent]{
	Name:      "ziyin2022/sgd-leaves-maxima",
	Says:      "Stochastic gradient descent on E[x] w²/2, with x = A or −B equally likely and A < B, leaves the maximum w = 0 almost surely from every w ≠ 0: |(1 − ηA)(1 + ηB)| > 1",
	Source:    ziyin2022.Locate("what the title denies, as we recall it; the example with two samples is ours", "Training stuck ≠ Zero Gradient"),
	Corrected: "ziyin2022/sgd-falls-into-a-maximum",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) TwoSampleDescent {
		s := drawTwoSamples(t, TwoSampleDescent.isMaximum)
		s.Full = rapid.Bool().Draw(t, "full")
		return s
	},
	Missing: &theorems.Hypothesis[TwoSampleDescent]{Name: "every step sees all samples", Holds: func(s TwoSampleDescent) bool { return s.Full }},
	Known:   []TwoSampleDescent{{A: Fraction{1, 1}, B: Fraction{6, 5}, Rate: Fraction{9, 10}}},
	Then: func(s TwoSampleDescent) theorems.Evidence {
		f, g := s.factors()
		p := f.Mul(g).Abs()
		if p.Cmp(rational.Int(1)) == 0 {
			return theorems.Undecidable("the product is 1: it comes near and goes far again and again")
		}
		return theorems.Exactly(p.Cmp(rational.Int(1)) > 0, "the product is %v", p)
	},
	Figures: maximumFigures,
}

// SGDFallsIntoAMaximum: with probability 1/2 each, the product is 1 + η(B − A) − η²AB where ηA ≤ 1. Half of
// the runs have had at least half of their steps with x = A.
var SGDFallsIntoAMaximum = theorems.Claim[TwoSampleDescent]{
	Name:   "ziyin2022/sgd-falls-into-a-maximum",
	Says:   "If A < B and 1/A − 1/B < η ≤ 1/A, then w = 0 is a maximum of E[x] w²/2 with x = A or −B, the mean of w grows with every step, and yet more than half of all runs are nearer to 0 than at the start after 2, 4, …, 20 steps (in the limit all, as (1 − ηA)(1 + ηB) < 1)",
	Source: ziyin2022.Locate("that it can, on a quadratic of random curvature, as we recall it; the conditions derived", "Training stuck ≠ Zero Gradient"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) TwoSampleDescent {
		return drawTwoSamples(t, TwoSampleDescent.isMaximum, TwoSampleDescent.beyond, TwoSampleDescent.monotone)
	},
	Given: []theorems.Hypothesis[TwoSampleDescent]{
		{
			Name:  "w = 0 is a maximum: A < B",
			Holds: TwoSampleDescent.isMaximum,
			Drop: func(t *rapid.T) TwoSampleDescent {
				return drawTwoSamples(t, not(TwoSampleDescent.isMaximum), TwoSampleDescent.beyond, TwoSampleDescent.monotone)
			},
			Known: []TwoSampleDescent{{A: Fraction{1, 1}, B: Fraction{1, 1}, Rate: Fraction{1, 1}}},
		},
		{
			Name:  "η > 1/A − 1/B",
			Holds: TwoSampleDescent.beyond,
			Drop: func(t *rapid.T) TwoSampleDescent {
				return drawTwoSamples(t, TwoSampleDescent.isMaximum, not(TwoSampleDescent.beyond), TwoSampleDescent.monotone)
			},
			Known: []TwoSampleDescent{{A: Fraction{1, 1}, B: Fraction{2, 1}, Rate: Fraction{1, 2}}, {A: Fraction{1, 1}, B: Fraction{6, 5}, Rate: Fraction{1, 10}}},
		},
		{
			Name:  "ηA ≤ 1",
			Holds: TwoSampleDescent.monotone,
			Drop: func(t *rapid.T) TwoSampleDescent {
				return drawTwoSamples(t, TwoSampleDescent.isMaximum, TwoSampleDescent.beyond, not(TwoSampleDescent.monotone))
			},
			Known: []TwoSampleDescent{{A: Fraction{1, 1}, B: Fraction{2, 1}, Rate: Fraction{2, 1}}},
		},
		{
			Name:  "every step sees one sample",
			Holds: func(s TwoSampleDescent) bool { return !s.Full },
			Drop: func(t *rapid.T) TwoSampleDescent {
				s := drawTwoSamples(t, TwoSampleDescent.isMaximum, TwoSampleDescent.beyond, TwoSampleDescent.monotone)
				s.Full = true
				return s
			},
			Known: []TwoSampleDescent{{A: Fraction{1, 1}, B: Fraction{6, 5}, Rate: Fraction{9, 10}, Full: true}},
		},
	},
	MinDecided: 1,
	Labels: func(s TwoSampleDescent) []string {
		return holding(class{"η = 1/A", s.Rate.number().Mul(s.A.number()).Cmp(rational.Int(1)) == 0}, class{"A > 1", s.A.P > s.A.Q}, class{"B < 2A", s.B.float() < 2*s.A.float()})
	},
	Share: map[string]float64{"A > 1": 0.1, "B < 2A": 0.2, "η = 1/A": 0.03},
	Then:  TwoSampleDescent.nearer,
}

// nearer counts the runs by how many of their steps have x = A.
func (s TwoSampleDescent) nearer() theorems.Evidence {
	f, g := s.factors()
	if mean := f.Add(g).Mul(rational.New(1, 2)); mean.Cmp(rational.Int(1)) <= 0 {
		return theorems.Exactly(false, "the mean of w is multiplied by %v", mean)
	}
	for n := 2; n <= 20; n += 2 {
		count, ways := new(big.Int), new(big.Int)
		for k := range n + 1 {
			if f.Pow(k).Mul(g.Pow(n-k)).Abs().Cmp(rational.Int(1)) < 0 {
				count.Add(count, ways.Binomial(int64(n), int64(k)))
			}
		}
		if all := new(big.Int).Lsh(big.NewInt(1), uint(n)); new(big.Int).Lsh(count, 1).Cmp(all) <= 0 {
			return theorems.Exactly(false, "after %d steps %v of %v runs are nearer", n, count, all)
		}
	}
	return theorems.Exactly(true, "the factors are %v and %v", f, g)
}

func drawTwoSamples(t *rapid.T, such ...func(TwoSampleDescent) bool) TwoSampleDescent {
	return suchThat(t, func(t *rapid.T) TwoSampleDescent {
		a := drawFraction(t, "A", 1, 5, 4)
		// Rates and curvatures around those where the sign changes.
		b := fractionOf(a.number().Mul(rational.New(rapid.Int64Range(4, 14).Draw(t, "B/A"), 6)))
		rate := fractionOf(a.number().Inverse().Mul(rational.New(rapid.Int64Range(1, 14).Draw(t, "ηA"), 10)))
		return TwoSampleDescent{A: a, B: b, Rate: rate}
	}, such...)
}
