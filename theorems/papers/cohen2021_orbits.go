package papers

import (
	"math/big"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A TwoCycle is gradient descent on (1 − w1w2)² with w1 = w2, at a rate η = 1/(2k) where it has rational points
// that it goes between: with m = M and s = 4m/(m² + 3), r = 2 − ms,
//
//	k = 1 − s²,  u = (r + s)/2,  v = (r − s)/2,  so that  uv = k,  u² + v² = 1 + k.
//
// The rate is Rate times that, and the weights differ by Off.
type TwoCycle struct{ M, Rate, Off Fraction }

// numbers returns k, u and v: r² + 3s² = 4 is the curve on which 1 + 3k and 1 − k are both squares, and m the
// slope of a line through its point r = 2, s = 0.
func (c TwoCycle) numbers() (k, u, v rational.Number) {
	m, two := c.M.number(), rational.Int(2)
	s := m.Mul(rational.Int(4)).Quo(squared(m).Add(rational.Int(3)))
	r := two.Sub(m.Mul(s))
	return rational.Int(1).Sub(squared(s)), r.Add(s).Quo(two), r.Sub(s).Quo(two)
}

// rate returns η.
func (c TwoCycle) rate() rational.Number {
	k, _, _ := c.numbers()
	return c.Rate.number().Quo(k.Mul(rational.Int(2)))
}

// slow reports whether η < (√5 − 1)/2, that is (2η + 1)² < 5.
func (c TwoCycle) slow() bool {
	x := c.rate().Mul(rational.Int(2)).Add(rational.Int(1))
	return squared(x).Cmp(rational.Int(5)) < 0
}

// its reports whether the rate is that of the two points.
func (c TwoCycle) its() bool { return c.Rate.number().Cmp(rational.Int(1)) == 0 }

// equal reports whether the weights are.
func (c TwoCycle) equal() bool { return c.Off.P == 0 }

// NetsAreStuckBetweenTwoPoints: with equal weights a step is w ← w(1 + 2η(1 − w²)). The derivative of two steps has
// the eigenvalues 9 − 2(1 + 2η)² along w1 = w2 and 3 − 4η across.
var NetsAreStuckBetweenTwoPoints = theorems.Claim[TwoCycle]{
	Name: "cohen2021/nets-are-stuck-between-two-points",
	Says: "On (1 − w1w2)² and for 1/2 < η < (√5 − 1)/2, beyond 2/λ_max = 1/2 of the flattest minima, there are two points (u, u) and (v, v), uv = 1/(2η), u² + v² = 1 + uv, between which gradient descent goes for ever: at neither is the gradient 0, " +
		"and they attract what starts nearby, as the derivative of two steps has the eigenvalues 9 − 2(1 + 2η)² and 3 − 4η, both between −1 and 1; here for rates where u and v are rational",
	Source: cohen2021.Locate("where descent goes at the edge of stability; the example derived", "Training stuck ≠ Zero Gradient"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) TwoCycle { return suchThat(t, drawTwoCycle, TwoCycle.slow) },
	Given: []theorems.Hypothesis[TwoCycle]{
		{
			Name:  "η < (√5 − 1)/2",
			Holds: TwoCycle.slow,
			Drop:  func(t *rapid.T) TwoCycle { return suchThat(t, drawTwoCycle, not(TwoCycle.slow)) },
			Known: []TwoCycle{{M: Fraction{1, 2}, Rate: Fraction{1, 1}, Off: Fraction{0, 1}}},
		},
		{
			Name:  "the rate is 1/(2uv)",
			Holds: TwoCycle.its,
			Drop: func(t *rapid.T) TwoCycle {
				return suchThat(t, func(t *rapid.T) TwoCycle {
					c := drawTwoCycle(t)
					c.Rate = rapid.SampledFrom([]Fraction{{3, 4}, {9, 10}, {11, 10}}).Draw(t, "rate")
					return c
				}, TwoCycle.slow)
			},
			Known: []TwoCycle{{M: Fraction{1, 3}, Rate: Fraction{3, 4}, Off: Fraction{0, 1}}},
		},
		{
			Name:  "the weights are equal",
			Holds: TwoCycle.equal,
			Drop: func(t *rapid.T) TwoCycle {
				c := suchThat(t, drawTwoCycle, TwoCycle.slow)
				c.Off = drawFraction(t, "off", 1, 3, 8)
				return c
			},
			Known: []TwoCycle{{M: Fraction{1, 3}, Rate: Fraction{1, 1}, Off: Fraction{1, 8}}},
		},
	},
	MinDecided: 1,
	Labels: func(c TwoCycle) []string {
		k, _, _ := c.numbers()
		near := k.Cmp(rational.New(19, 20)) > 0
		return holding(class{"η < 10/19", near}, class{"η ≥ 10/19", !near})
	},
	Share:   map[string]float64{"η < 10/19": .1, "η ≥ 10/19": .15},
	Then:    TwoCycle.stays,
	Figures: orbitFigures,
}

// stays takes two steps from (u, u), and the eigenvalues of their derivative (I − ηH(v))(I − ηH(u)), which has the
// eigenvectors (1, 1) and (1, −1).
func (c TwoCycle) stays() theorems.Evidence {
	k, u, v := c.numbers()
	rate, tape := c.rate(), chainOf(2).Tape()
	start := []rational.Number{u, u.Add(c.Off.number())}
	half := stepped(tape, start, rate)
	end := stepped(tape, half, rate)
	there := half[0].Cmp(v) == 0 && half[1].Cmp(v) == 0 && u.Cmp(v) != 0
	back := end[0].Cmp(start[0]) == 0 && end[1].Cmp(start[1]) == 0
	if !there || !back {
		return theorems.Exactly(false, "from (%s, %s) to (%s, %s), and to (%s, %s)", short(start[0]), short(start[1]), short(half[0]), short(half[1]), short(end[0]), short(end[1]))
	}
	d, moving := rational.Identity(2), true
	for _, w := range [][]rational.Number{start, half} {
		jet := jetAt(tape, rats(w))
		moving = moving && !isZero(jet.Gradient)
		d = rational.Identity(2).Sub(rational.FromRows(jet.Hessian).Scale(rate)).Mul(d)
	}
	one, eta2 := rational.Int(1), rate.Mul(rational.Int(2))
	along := rational.Int(9).Sub(squared(one.Add(eta2)).Mul(rational.Int(2)))
	across := rational.Int(3).Sub(eta2.Mul(rational.Int(2)))
	for i, value := range []rational.Number{along, across} {
		vector := rational.Ints(2, 1, []int{1, 1 - 2*i})
		if !d.Mul(vector).Sub(vector.Scale(value)).IsZero() {
			return theorems.Exactly(false, "%s is no eigenvalue of two steps", short(value))
		}
	}
	attracts := along.Abs().Cmp(one) < 0 && across.Abs().Cmp(one) < 0
	return theorems.Exactly(attracts && moving, "uv = %s, the eigenvalues are %s and %s", short(k), short(along), short(across))
}

// isZero reports whether a gradient is.
func isZero(g []*big.Rat) bool {
	for _, v := range g {
		if v.Sign() != 0 {
			return false
		}
	}
	return true
}

// drawTwoCycle draws a rate, at some of which the two points do not attract.
func drawTwoCycle(t *rapid.T) TwoCycle {
	q := rapid.IntRange(2, 24).Draw(t, "q")
	return TwoCycle{M: Fraction{rapid.IntRange(1, q-1).Draw(t, "m"), q}, Rate: Fraction{1, 1}, Off: Fraction{0, 1}}
}
