package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

var cohen2021 = theorems.Source{Key: "cohen2021", Title: "Cohen et al. 2021, Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability", URL: "https://arxiv.org/abs/2103.00065"}

// An EdgeRun is a run of gradient descent in float64 on (1 − w1w2)² from (W[0]/256, W[1]/256) at the rate
// Rate/2¹⁶.
type EdgeRun struct {
	W    [2]int
	Rate int
}

// edgeSteps is how many steps are taken in float64, before the rest is decided in rationals.
const edgeSteps = 400

// A twoWeights is a point of (1 − w1w2)², by its residual r = 1 − w1w2 and s = w1² + w2², with a rate. As
//
//	r⁺ = r (1 − 2ηs − 4η²r(1 − r))
//	s⁺ = s + 8ηr(1 − r) + 4η²r²s
//
// these two tell all of a descent; at a minimum, r = 0, the sharpness λ_max is 2s.
type twoWeights struct{ r, s, rate rational.Number }

func twoWeightsAt(w1, w2, rate rational.Number) twoWeights {
	return twoWeights{rational.Int(1).Sub(w1.Mul(w2)), squared(w1).Add(squared(w2)), rate}
}

// factor returns r⁺/r.
func (p twoWeights) factor() rational.Number {
	one, x := rational.Int(1), p.rate.Mul(rational.Int(2))
	return one.Sub(x.Mul(p.s)).Sub(squared(x).Mul(p.r).Mul(one.Sub(p.r)))
}

// settles returns bounds of the sharpness of the minimum to which the descent from p converges; ok is false
// if that is not proved.
//
// With Δ = s/100 and ρ = |r| ≤ 1, as long as s stays within Δ and |r| below ρ, every step multiplies |r| by
// at most q = max |1 − 2η(s ± Δ)| + 4η²ρ(1 + ρ), and moves s by at most |r|(8η(1 + ρ) + 4η²ρ(s + Δ)).
// If q < 1, all of these moves sum to at most ρ(…)/(1 − q), and if that is at most Δ then s does stay, for
// ever; r falls to 0 geometrically, and so do the steps.
func (p twoWeights) settles() (lo, hi rational.Number, ok bool) {
	one, rho, x := rational.Int(1), p.r.Abs(), p.rate.Mul(rational.Int(2))
	if rho.Cmp(one) > 0 {
		return lo, hi, false
	}
	delta := p.s.Mul(rational.New(1, 100))
	low, high := p.s.Sub(delta), p.s.Add(delta)
	q := one.Sub(x.Mul(low)).Abs()
	if other := one.Sub(x.Mul(high)).Abs(); other.Cmp(q) > 0 {
		q = other
	}
	q = q.Add(squared(x).Mul(rho).Mul(one.Add(rho)))
	if q.Cmp(one) >= 0 {
		return lo, hi, false
	}
	drift := rho.Mul(x.Mul(rational.Int(4)).Mul(one.Add(rho)).Add(squared(x).Mul(rho).Mul(high)))
	if drift.Quo(one.Sub(q)).Cmp(delta) > 0 {
		return lo, hi, false
	}
	return low.Mul(rational.Int(2)), high.Mul(rational.Int(2)), true
}

// start is where the run starts.
func (e EdgeRun) start() twoWeights {
	return twoWeightsAt(rational.New(int64(e.W[0]), 256), rational.New(int64(e.W[1]), 256), e.rate())
}

func (e EdgeRun) rate() rational.Number { return rational.New(int64(e.Rate), 1<<16) }

// TrainingEndsAtTwoOverTheRate is what is repeated of the edge of stability, without what the paper says of
// when.
var TrainingEndsAtTwoOverTheRate = theorems.Claim[EdgeRun]{
	Name:      "cohen2021/training-ends-at-two-over-the-rate",
	Says:      "As it is repeated, for every loss: gradient descent that converges ends where the sharpness λ_max is 2/η, to within a tenth; here on (1 − w1w2)², of which 400 steps are taken in float64, and convergence from there is proved",
	Source:    cohen2021.Locate("the edge of stability, as we recall it, which the paper reports of nets as typical, and not of every loss", ""),
	Corrected: "cohen2021/sharper-minima-repel",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) EdgeRun {
		e := EdgeRun{W: [2]int{rapid.IntRange(64, 640).Draw(t, "w1"), rapid.IntRange(64, 640).Draw(t, "w2")}}
		if rapid.Bool().Draw(t, "at the edge") {
			e.W[1] = 65536 / e.W[0]
			edge, _ := e.start().s.Float64()
			e.Rate = int(float64(rapid.IntRange(930, 985).Draw(t, "rate")) * 65.536 / edge)
			return e
		}
		e.Rate = rapid.IntRange(1<<11, 1<<15).Draw(t, "rate")
		return e
	},
	Missing: &theorems.Hypothesis[EdgeRun]{Name: "it starts near a minimum with a sharpness just below 2/η", Holds: EdgeRun.startsAtTheEdge},
	Known:   []EdgeRun{{W: [2]int{512, 512}, Rate: 1 << 12}, {W: [2]int{512, 256}, Rate: 1 << 14}},
	Effort:  0.6,
	Then:    EdgeRun.ends,
	Figures: edgeFigures,
}

// startsAtTheEdge reports whether |r| ≤ 1/64 and 0.92 ≤ ηs ≤ 0.985.
func (e EdgeRun) startsAtTheEdge() bool {
	p := e.start()
	x := p.s.Mul(p.rate)
	return p.r.Abs().Cmp(rational.New(1, 64)) <= 0 && x.Cmp(rational.New(92, 100)) >= 0 && x.Cmp(rational.New(985, 1000)) <= 0
}

// ends takes the steps in float64, and decides what exact descent does from the point where they end.
func (e EdgeRun) ends() theorems.Evidence {
	rate, _ := e.rate().Float64()
	w, _ := endOf(chainOf(2), []float64{float64(e.W[0]) / 256, float64(e.W[1]) / 256}, rate, edgeSteps)
	if !(w[0]*w[0]+w[1]*w[1] < 1e6) {
		return theorems.Undecidable("it diverges")
	}
	lo, hi, ok := twoWeightsAt(rational.Float(w[0]), rational.Float(w[1]), e.rate()).settles()
	if !ok {
		return theorems.Undecidable("it is not proved that it converges")
	}
	edge := rational.Int(2).Quo(e.rate())
	seen := "it ends at a sharpness from " + lo.Rat().FloatString(4) + " to " + hi.Rat().FloatString(4) + ", and 2/η is " + edge.Rat().FloatString(4)
	least, most := edge.Mul(rational.New(9, 10)), edge.Mul(rational.New(11, 10))
	switch {
	case lo.Cmp(least) >= 0 && hi.Cmp(most) <= 0:
		return theorems.Exactly(true, "%s", seen)
	case hi.Cmp(least) < 0 || lo.Cmp(most) > 0:
		return theorems.Exactly(false, "%s", seen)
	}
	return theorems.Undecidable("%s", seen)
}

// A PlaceAndRate is a point of (1 − w1w2)² and a rate.
type PlaceAndRate struct {
	W    [2]Fraction
	Rate Fraction
}

func (p PlaceAndRate) at() twoWeights {
	return twoWeightsAt(p.W[0].number(), p.W[1].number(), p.Rate.number())
}

// sharp reports whether η(w1² + w2²) > 1.
func (p PlaceAndRate) sharp() bool {
	a := p.at()
	return a.rate.Mul(a.s).Cmp(rational.Int(1)) > 0
}

// near reports whether 4η²|r|(1 + |r|) < 2ηs − 2.
func (p PlaceAndRate) near() bool {
	a := p.at()
	x, size := a.rate.Mul(rational.Int(2)), a.r.Abs()
	return squared(x).Mul(size).Mul(rational.Int(1).Add(size)).Cmp(x.Mul(a.s).Sub(rational.Int(2))) < 0
}

func (p PlaceAndRate) apart() bool { return !p.at().r.IsZero() }

// SharperMinimaRepel is what is true of all descents on this loss.
var SharperMinimaRepel = theorems.Claim[PlaceAndRate]{
	Name:   "cohen2021/sharper-minima-repel",
	Says:   "Near a global minimum of (1 − w1w2)² of sharpness 2(w1² + w2²) > 2/η, but not on one, a step of gradient descent makes |1 − w1w2| larger: descent that converges, and does not hit a minimum exactly, ends at a sharpness of at most 2/η",
	Source: cohen2021.Locate("the sharpness 2/η as the limit of stability, as we recall it; derived with r⁺ = r(1 − 2ηs − 4η²r(1 − r))", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) PlaceAndRate {
		return suchThat(t, drawNearMinimum, PlaceAndRate.sharp, PlaceAndRate.near, PlaceAndRate.apart)
	},
	Given: []theorems.Hypothesis[PlaceAndRate]{
		{
			Name:    "η(w1² + w2²) > 1",
			Holds:   PlaceAndRate.sharp,
			Entails: []string{"the minimum is near"},
			Drop: func(t *rapid.T) PlaceAndRate {
				return suchThat(t, drawNearMinimum, not(PlaceAndRate.sharp), PlaceAndRate.apart)
			},
			Known: []PlaceAndRate{{W: [2]Fraction{{1, 1}, {1, 2}}, Rate: Fraction{1, 4}}},
		},
		{
			Name:  "the minimum is near",
			Holds: PlaceAndRate.near,
			Drop: func(t *rapid.T) PlaceAndRate {
				return suchThat(t, drawFarFromMinima, PlaceAndRate.sharp, not(PlaceAndRate.near), PlaceAndRate.apart)
			},
			Known: []PlaceAndRate{{W: [2]Fraction{{2, 1}, {2, 1}}, Rate: Fraction{1, 4}}},
		},
		{
			Name:  "it is not hit exactly",
			Holds: PlaceAndRate.apart,
			Drop: func(t *rapid.T) PlaceAndRate {
				return suchThat(t, func(t *rapid.T) PlaceAndRate {
					p := drawNearMinimum(t)
					p.W[1] = fractionOf(p.W[0].number().Inverse())
					return p
				}, PlaceAndRate.sharp, PlaceAndRate.near)
			},
			Known: []PlaceAndRate{{W: [2]Fraction{{1, 1}, {1, 1}}, Rate: Fraction{1, 1}}},
		},
	},
	MinDecided: 1,
	Labels: func(p PlaceAndRate) []string {
		return holding(class{"w1w2 > 1", p.at().r.Sign() < 0}, class{"|w1| > 2|w2|", p.W[0].number().Cmp(p.W[1].number().Mul(rational.Int(2))) > 0})
	},
	Share: map[string]float64{"w1w2 > 1": 0.1, "|w1| > 2|w2|": 0.1},
	Then: func(p PlaceAndRate) theorems.Evidence {
		w := []rational.Number{p.W[0].number(), p.W[1].number()}
		end := stepped(chainOf(2).Tape(), w, p.Rate.number())
		r, after := p.at().r, twoWeightsAt(end[0], end[1], p.Rate.number()).r
		return theorems.Exactly(after.Abs().Cmp(r.Abs()) > 0, "1 − w1w2 is %s, and was %s", short(after), short(r))
	},
}

// drawNearMinimum draws w2 = 1/w1 + k/64 and a rate around 1/(w1² + w1^−2).
func drawNearMinimum(t *rapid.T) PlaceAndRate {
	w := drawFraction(t, "w1", 1, 6, 3)
	near := w.number().Inverse().Add(rational.New(rapid.Int64Range(-4, 4).Draw(t, "k"), 64))
	s := squared(w.number()).Add(squared(w.number()).Inverse())
	return PlaceAndRate{[2]Fraction{w, fractionOf(near)}, fractionOf(s.Inverse().Mul(rational.New(rapid.Int64Range(2, 16).Draw(t, "rate"), 8)))}
}

// drawFarFromMinima draws any point and rate.
func drawFarFromMinima(t *rapid.T) PlaceAndRate {
	return PlaceAndRate{[2]Fraction(drawFractions(t, "w", 2, -6, 6, 3)), drawFraction(t, "rate", 1, 8, 8)}
}
