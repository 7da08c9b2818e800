package papers

import (
	"fmt"
	"math"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
)

var jin2017 = theorems.Source{Key: "jin2017", Title: "Jin et al. 2017, How to Escape Saddle Points Efficiently", URL: "https://arxiv.org/abs/1703.00887"}

// isSecondOrder reports whether the gradient is 0 and no eigenvalue of the Hessian negative: then ‖∇L‖ ≤ ε and λ_min ≥ −√(ρε)
// for all ε and ρ, and perturbed descent may return the point.
func (p ChainPlace) isSecondOrder() bool {
	jet := jetAt(p.tape(), p.point())
	for _, g := range jet.Gradient {
		if g.Sign() != 0 {
			return false
		}
	}
	return inertiaOf(jet.Hessian).Neg == 0
}

// SecondOrderPointsAreMinima is not what the paper says, which speaks of second-order stationary points; it has them to be
// minima where all saddles are strict.
var SecondOrderPointsAreMinima = theorems.Claim[ChainPlace]{
	Name:      "jin2017/second-order-points-are-minima",
	Says:      "What perturbed gradient descent may return for every ε, a point with ‖∇L‖ ≤ ε and λ_min(∇²L) ≥ −√(ρε), is a local minimum of (1 − w_1…w_d)²",
	Source:    jin2017.Locate("Theorem 3 guarantees the condition; that it is enough where all saddles are strict, in the introduction", "2-hidden layers; More Theory"),
	Corrected: "jin2017/nearly-stationary-is-nearly-global",
	Expect:    theorems.Refuted,
	Draw:      func(t *rapid.T) ChainPlace { return drawSecondOrderPoint(t) },
	Missing:   &theorems.Hypothesis[ChainPlace]{Name: "there is one hidden layer: d = 2", Holds: func(p ChainPlace) bool { return len(p.W) == 2 }},
	Known:     []ChainPlace{{W: fractions(0, 0, 0)}},
	Then: func(p ChainPlace) theorems.Evidence {
		if !p.isSecondOrder() {
			return theorems.Exactly(true, "the gradient is not 0, or an eigenvalue is negative").In("none")
		}
		c, err := exact.Decide(p.tape(), p.point(), nil)
		if err != nil {
			panic(err)
		}
		return theorems.Is(c, exact.Minimum)
	},
}

// drawSecondOrderPoint draws critical points: with zeros, or on w_1…w_d = 1.
func drawSecondOrderPoint(t *rapid.T) ChainPlace {
	d := rapid.IntRange(2, 4).Draw(t, "d")
	if rapid.Bool().Draw(t, "minimum") {
		p := ChainPlace{W: drawFractions(t, "w", d-1, -3, 3, 3)}
		p.W = append(p.W, fractionOf(product(numbers(p.W)).Inverse()))
		return p
	}
	return ChainPlace{W: fractions(append(make([]int, d-1), rapid.IntRange(-2, 2).Draw(t, "w"))...)}
}

// A NearPoint is a point of (1 − w_1…w_d)² and a bound ε of the gradient.
type NearPoint struct {
	W   []Fraction
	Eps Fraction
}

func (p NearPoint) place() ChainPlace { return ChainPlace{W: p.W} }

// stationary reports whether ‖∇L‖ ≤ ε.
func (p NearPoint) stationary() bool {
	jet := jetAt(p.place().tape(), p.place().point())
	return column(ofRats(jet.Gradient)).Norm2().Cmp(squared(p.Eps.number())) <= 0
}

// curved reports whether λ_min(∇²L) ≥ −1.
func (p NearPoint) curved() bool {
	h := rational.FromRows(jetAt(p.place().tape(), p.place().point()).Hessian)
	return inertiaOf(h.Add(rational.Identity(len(p.W))).ToRows()).Neg == 0
}

// strict reports whether ε ≤ 1/4.
func (p NearPoint) strict() bool { return p.Eps.number().Cmp(rational.New(1, 4)) <= 0 }

// NearlyStationaryIsNearlyGlobal: with e = 1 − w_1w_2 and s = w_1² + w_2² the squared gradient is 4e²s ≤ ε². If s ≥ 1, then L = e² ≤ ε²/4. Else
// |w_1w_2| < 1/2 and |e| > 1/2, so s < ε² ≤ 1/16, and the Hessian, with trace 2s and determinant 4e(3w_1w_2 − 1) < −7/2,
// has an eigenvalue below −1.
var NearlyStationaryIsNearlyGlobal = theorems.Claim[NearPoint]{
	Name:   "jin2017/nearly-stationary-is-nearly-global",
	Says:   "(1 − w_1w_2)² at a point with ‖∇L‖ ≤ ε ≤ 1/4 and λ_min(∇²L) ≥ −1, as perturbed descent returns it for √(ρε) ≤ 1: the loss is at most ε²/4",
	Source: jin2017.Locate("the condition of Theorem 3; the bound derived here", "Deep Linear Network; More Theory"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) NearPoint { return drawNear(t, 2, true, true) },
	Given: []theorems.Hypothesis[NearPoint]{
		{
			Name:  "‖∇L‖ ≤ ε",
			Holds: NearPoint.stationary,
			Drop: func(t *rapid.T) NearPoint {
				return suchThat(t, func(t *rapid.T) NearPoint {
					off := rational.New(int64(rapid.IntRange(1, 3).Draw(t, "off")), 8)
					return NearPoint{W: drawNearProduct(t, off), Eps: Fraction{1, rapid.IntRange(4, 64).Draw(t, "1/ε")}}
				}, NearPoint.curved, not(NearPoint.stationary))
			},
			Known: []NearPoint{{W: []Fraction{{1, 1}, {5, 4}}, Eps: Fraction{1, 4}}},
		},
		{
			Name:  "λ_min ≥ −1",
			Holds: NearPoint.curved,
			Drop:  func(t *rapid.T) NearPoint { return drawNear(t, 2, false, true) },
			Known: []NearPoint{{W: fractions(0, 0), Eps: Fraction{1, 4}}},
		},
		{
			Name:  "ε ≤ 1/4",
			Holds: NearPoint.strict,
			Drop:  func(t *rapid.T) NearPoint { return drawNear(t, 2, true, false) },
			Known: []NearPoint{{W: []Fraction{{1, 2}, {1, 2}}, Eps: Fraction{9, 8}}},
		},
		{
			Name:  "there is one hidden layer",
			Holds: func(p NearPoint) bool { return len(p.W) == 2 },
			Drop: func(t *rapid.T) NearPoint {
				return drawNear(t, rapid.IntRange(3, 4).Draw(t, "d"), true, true)
			},
			Known: []NearPoint{{W: fractions(0, 0, 0), Eps: Fraction{1, 4}}},
		},
	},
	MinDecided: 1,
	Labels: func(p NearPoint) []string {
		return append(holding(class{"ε > 1/8", p.Eps.number().Cmp(rational.New(1, 8)) > 0}, class{"w_1 < 0", p.W[0].P < 0}), fmt.Sprintf("product above 1: %v", product(numbers(p.W)).Cmp(rational.Int(1)) > 0))
	},
	Share: map[string]float64{"w_1 < 0": .15, "product above 1: true": .15, "product above 1: false": .15, "ε > 1/8": .1},
	Then: func(p NearPoint) theorems.Evidence {
		l := squared(rational.Int(1).Sub(product(numbers(p.W))))
		most := squared(p.Eps.number()).Mul(rational.New(1, 4))
		return theorems.Exactly(l.Cmp(most) <= 0, "the loss is %v, ε²/4 = %v", short(l), short(most))
	},
}

// drawNear draws a point near a minimum, (1/2, 1/2) or the origin, with an ε that its gradient nearly has.
func drawNear(t *rapid.T, d int, curved, strict bool) NearPoint {
	return suchThat(t, func(t *rapid.T) NearPoint {
		var p NearPoint
		switch {
		case d > 2:
			p.W = sixteenths(ints(t, "w", d, -4, 4))
		case !curved:
			p.W = sixteenths(ints(t, "w", d, -1, 1))
		case !strict:
			p.W = sixteenths(ints(t, "w", d, 6, 11))
		default:
			p.W = drawNearProduct(t, rational.New(int64(rapid.IntRange(-8, 8).Draw(t, "off")), 128))
		}
		jet := jetAt(p.place().tape(), p.place().point())
		g, _ := column(ofRats(jet.Gradient)).Norm2().Float64()
		p.Eps = Fraction{1 + int(64*math.Sqrt(g)), 64}
		return p
	}, NearPoint.stationary, func(p NearPoint) bool { return p.curved() == curved && p.strict() == strict })
}

// drawNearProduct draws two weights whose product is 1 + off.
func drawNearProduct(t *rapid.T, off rational.Number) []Fraction {
	w := drawFraction(t, "w", -4, 4, 4)
	return []Fraction{w, fractionOf(rational.Int(1).Add(off).Quo(w.number()))}
}

// sixteenths are integers as fractions of 16.
func sixteenths(p []int) (w []Fraction) {
	for _, x := range p {
		w = append(w, Fraction{x, 16})
	}
	return w
}
