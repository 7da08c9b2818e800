package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A ChainStart is where gradient descent on (1 − w_1…w_d)² starts, and its rate.
type ChainStart struct {
	W    []Fraction
	Rate Fraction
}

// mirrored reports whether the start is (a, −a).
func (s ChainStart) mirrored() bool {
	return s.W[0].number().Add(s.W[1].number()).IsZero()
}

// slow reports whether η(1 + w_1²) < 1.
func (s ChainStart) slow() bool {
	one := rational.Int(1)
	return s.Rate.number().Mul(one.Add(squared(s.W[0].number()))).Cmp(one) < 0
}

// TheLineIntoTheSaddle: on it w_1 shrinks by the factor 1 − 2η(1 + w_1²), which stays between −1 and 1 as it
// shrinks; off it w_1 + w_2 grows by 1 + 2η(1 − w_1w_2) at every step until w_1w_2 ≥ 1.
var TheLineIntoTheSaddle = theorems.Claim[ChainStart]{
	Name:   "deck/the-line-into-the-saddle",
	Says:   "A step of gradient descent on (1 − w1w2)² from (a, −a), a ≠ 0, with 0 < η < 1/(1 + a²) ends on the line w1 = −w2 again, and nearer to 0: from this line descent converges to the saddle, “almost zero” of all starts",
	Source: deck.Locate("“The probability of stuck as saddle point is almost zero”", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) ChainStart { return drawMirrored(t, true) },
	Given: []theorems.Hypothesis[ChainStart]{
		{
			Name:  "the start is (a, −a)",
			Holds: ChainStart.mirrored,
			Drop: func(t *rapid.T) ChainStart {
				s := drawMirrored(t, true)
				s.W[1].P += rapid.IntRange(1, 2).Draw(t, "off")
				return s
			},
			Known: []ChainStart{{W: fractions(1, 0), Rate: Fraction{1, 4}}, {W: fractions(2, -1), Rate: Fraction{1, 8}}},
		},
		{
			Name:  "the rate is below 1/(1 + a²)",
			Holds: ChainStart.slow,
			Drop:  func(t *rapid.T) ChainStart { return drawMirrored(t, false) },
			Known: []ChainStart{{W: fractions(1, -1), Rate: Fraction{1, 2}}, {W: fractions(1, -1), Rate: Fraction{1, 1}}},
		},
	},
	MinDecided: 1,
	Labels: func(s ChainStart) []string {
		return holding(class{"a < 0", s.W[0].P < 0}, class{"|a| > 1", squared(s.W[0].number()).Cmp(rational.Int(1)) > 0}, class{"the step passes 0", s.passes()})
	},
	Share: map[string]float64{"a < 0": 0.2, "|a| > 1": 0.15, "the step passes 0": 0.1},
	Then: func(s ChainStart) theorems.Evidence {
		w := numbers(s.W)
		end := stepped(chainOf(2).Tape(), w, s.Rate.number())
		on, nearer := end[0].Add(end[1]).IsZero(), end[0].Abs().Cmp(w[0].Abs()) < 0
		return theorems.Exactly(on && nearer, "from (%v, %v) to (%v, %v)", w[0], w[1], end[0], end[1])
	},
	Figures: stableFigures,
}

// passes reports whether the factor 1 − 2η(1 + a²) is below 0.
func (s ChainStart) passes() bool {
	twice := s.Rate.number().Mul(rational.Int(2))
	return twice.Mul(rational.Int(1).Add(squared(s.W[0].number()))).Cmp(rational.Int(1)) > 0
}

// drawMirrored draws a start (a, −a) with a rate c/(1 + a²), c below 1 or not.
func drawMirrored(t *rapid.T, slow bool) ChainStart {
	a := drawFraction(t, "a", -6, 6, 4)
	c := rapid.IntRange(1, 7).Draw(t, "rate")
	if !slow {
		c = rapid.IntRange(8, 12).Draw(t, "rate")
	}
	rate := rational.New(int64(c), 8).Quo(rational.Int(1).Add(squared(a.number())))
	return ChainStart{W: []Fraction{a, {-a.P, a.Q}}, Rate: fractionOf(rate)}
}

// A MirroredRun is a run of gradient descent in float64 on (1 − w1w2)² at the rate Rate/64 from
// (A/64, −A/64 + Off/2⁴⁰).
type MirroredRun struct{ A, Off, Rate int }

// mirroredSteps is how long it takes.
const mirroredSteps = 2000

// RoundingKeepsTheLine: negation is exact, and both weights go through the same roundings.
var RoundingKeepsTheLine = theorems.Claim[MirroredRun]{
	Name:   "deck/rounding-keeps-the-line",
	Says:   "In float64, too, gradient descent on (1 − w1w2)² from (a, −a) keeps w1 = −w2 to the last bit: after 2000 steps it is within 2^−60 of the saddle, and an error of 2^−40 in the start takes it to a global minimum instead",
	Source: deck.Locate("“The probability of stuck as saddle point is almost zero. Easy to escape”", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) MirroredRun {
		return MirroredRun{A: rapid.IntRange(-96, 96).Draw(t, "a"), Rate: rapid.IntRange(2, 12).Draw(t, "rate")}
	},
	Given: []theorems.Hypothesis[MirroredRun]{{
		Name:  "the start is (a, −a)",
		Holds: func(r MirroredRun) bool { return r.Off == 0 },
		Drop: func(t *rapid.T) MirroredRun {
			return MirroredRun{A: rapid.IntRange(-96, 96).Draw(t, "a"), Off: rapid.SampledFrom([]int{-1, 1}).Draw(t, "off"), Rate: rapid.IntRange(2, 12).Draw(t, "rate")}
		},
		Known: []MirroredRun{{A: 0, Off: 1, Rate: 2}, {A: 45, Off: 1, Rate: 3}},
	}},
	MinDecided: 1,
	Labels: func(r MirroredRun) []string {
		return holding(class{"a < 0", r.A < 0}, class{"|a| > 1", max(r.A, -r.A) > 64}, class{"η > 1/10", 10*r.Rate > 64})
	},
	Share: map[string]float64{"a < 0": 0.15, "|a| > 1": 0.1, "η > 1/10": 0.15},
	Then:  MirroredRun.ends,
}

// ends runs the code in float64: what is said of its numbers is exact.
func (r MirroredRun) ends() theorems.Evidence {
	c, rate := chainOf(2), float64(r.Rate)/64
	a := float64(r.A) / 64
	w, g := []float64{a, -a + float64(r.Off)*0x1p-40}, make([]float64, 2)
	for step := range mirroredSteps {
		if r.Off == 0 && w[0] != -w[1] {
			return theorems.Exactly(false, "after %d steps the weights are %x and %x", step, w[0], w[1])
		}
		c.Gradient(g, w)
		for i := range w {
			w[i] -= float64(rate * g[i])
		}
	}
	near := max(w[0], -w[0], w[1], -w[1]) < 0x1p-60
	return theorems.Exactly(near, "after %d steps the weights are %.4g and %.4g", mirroredSteps, w[0], w[1])
}

// crawlSteps is how many steps are decided: the numbers become four times as long with each.
const crawlSteps = 3

// ThreeWeightsCrawlIntoTheSaddle: with q = 2η(1 + u³)u the step is u → u(1 − q), where 1/(1 − q) is
// 1 + q/(1 − q).
var ThreeWeightsCrawlIntoTheSaddle = theorems.Claim[ChainStart]{
	Name:   "deck/three-weights-crawl-into-the-saddle",
	Says:   "Gradient descent on (1 − w1w2w3)² from w1 = w2 = w3 = −u with q = 2η(1 + u³)u < 1 raises 1/u at every step by at least 2η, and by at most 2η(1 + u³)/(1 − q): it converges to the saddle, but only as 1/(1/u + 2ηt)",
	Source: deck.Locate("“So flat”; the rate derived", "2-hidden layers"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) ChainStart { return drawCrawl(t, 3, true) },
	Given: []theorems.Hypothesis[ChainStart]{
		{
			Name:  "there are three weights",
			Holds: func(s ChainStart) bool { return len(s.W) == 3 },
			Drop: func(t *rapid.T) ChainStart {
				return drawCrawl(t, rapid.SampledFrom([]int{1, 2, 4, 5}).Draw(t, "d"), true)
			},
			Known: []ChainStart{ // one weight is too fast, two and four equal ones leave, five are too slow
				{W: fractions(-1), Rate: Fraction{1, 8}}, {W: fractions(-1), Rate: Fraction{1, 64}},
				{W: []Fraction{{-1, 8}, {-1, 8}}, Rate: Fraction{1, 8}}, {W: []Fraction{{-1, 2}, {-1, 2}, {-1, 2}, {-1, 2}}, Rate: Fraction{1, 8}},
				{W: []Fraction{{-1, 2}, {-1, 2}, {-1, 2}, {-1, 2}, {-1, 2}}, Rate: Fraction{1, 8}}},
		},
		{
			Name:  "2η(1 + u³)u < 1",
			Holds: ChainStart.crawls,
			Drop:  func(t *rapid.T) ChainStart { return drawCrawl(t, 3, false) },
			Known: []ChainStart{{W: fractions(-1, -1, -1), Rate: Fraction{1, 4}}, {W: fractions(-1, -1, -1), Rate: Fraction{1, 2}}},
		},
	},
	MinDecided: 1,
	Labels: func(s ChainStart) []string {
		u := s.W[0].number().Neg()
		return holding(class{"u > 1", u.Cmp(rational.Int(1)) > 0}, class{"u ≤ 1/4", u.Cmp(rational.New(1, 4)) <= 0}, class{"q > 1/2", s.crawl().Cmp(rational.New(1, 2)) > 0})
	},
	Share:   map[string]float64{"u > 1": 0.004, "u ≤ 1/4": 0.05, "q > 1/2": 0.06},
	Then:    ChainStart.crawling,
	Figures: crawlFigures,
}

// crawl is q = 2η(1 + u³)u for u = −w_1.
func (s ChainStart) crawl() rational.Number {
	u := s.W[0].number().Neg()
	return rational.Int(2).Mul(s.Rate.number()).Mul(u).Mul(rational.Int(1).Add(u.Pow(3)))
}

func (s ChainStart) crawls() bool { return s.crawl().Cmp(rational.Int(1)) < 0 }

// drawCrawl draws d equal weights below 0, and a rate with which q is below 1 or not.
func drawCrawl(t *rapid.T, d int, crawls bool) ChainStart {
	return rapid.Custom(func(t *rapid.T) ChainStart {
		s := ChainStart{Rate: Fraction{rapid.IntRange(1, 8).Draw(t, "rate"), rapid.SampledFrom([]int{4, 16, 64}).Draw(t, "rate denominator")}}
		w := drawFraction(t, "w", -6, -1, 8)
		for range d {
			s.W = append(s.W, w)
		}
		return s
	}).Filter(func(s ChainStart) bool { return s.crawls() == crawls }).Draw(t, "start")
}

// crawling decides some steps of the descent, each of which is again such a start: u and q fall.
func (s ChainStart) crawling() theorems.Evidence {
	tape, w, rate := ChainPlace{W: s.W}.tape(), numbers(s.W), s.Rate.number()
	one, twice := rational.Int(1), s.Rate.number().Mul(rational.Int(2))
	for step := range crawlSteps {
		u := w[0].Neg()
		most := one.Add(u.Pow(3)).Mul(twice)
		q := most.Mul(u)
		if w = stepped(tape, w, rate); w[0].Sign() >= 0 || q.Cmp(one) >= 0 {
			return theorems.Exactly(false, "step %d ends at %v, not below 0, or q = %v", step+1, short(w[0]), short(q))
		}
		rise := w[0].Neg().Inverse().Sub(u.Inverse())
		if rise.Cmp(twice) < 0 || rise.Cmp(most.Quo(one.Sub(q))) > 0 {
			return theorems.Exactly(false, "step %d raises 1/u by %v, and 2η is %v", step+1, short(rise), twice)
		}
	}
	return theorems.Exactly(true, "after %d steps u is %v", crawlSteps, short(w[0].Neg()))
}
