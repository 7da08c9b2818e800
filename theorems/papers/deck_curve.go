package papers

import (
	"fmt"
	"math"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A TwoWeightCurve is a point of the gradient flow of (1 − w1w2)², or of half of it if Halved, at the weights (W,
// W + Off); and the curve u(t) = 1/(1 + (1/u_0 − 1)e^{−4t}) that begins at u_0 = Start², at the time when e^{4t} is E.
type TwoWeightCurve struct {
	W, Off, Start Fraction
	E             int
	Halved        bool
}

// speed returns −∇L·∇(w1w2), how fast the product grows.
func (c TwoWeightCurve) speed() (u, speed rational.Number) {
	a := c.W.number()
	b := a.Add(c.Off.number())
	g := ofRats(jetAt(chainOf(2).Tape(), rats([]rational.Number{a, b})).Gradient)
	speed = g[0].Mul(b).Add(g[1].Mul(a)).Neg()
	if c.Halved {
		speed = speed.Mul(rational.New(1, 2))
	}
	return a.Mul(b), speed
}

// curve returns u where e^{4t} is E, and u̇, with d/dt = 4E d/dE.
func (c TwoWeightCurve) curve(e rational.Number) (u, speed rational.Number) {
	one := rational.Int(1)
	k := squared(c.Start.number()).Inverse().Sub(one)
	u = e.Quo(e.Add(k))
	return u, rational.Int(4).Mul(e).Mul(k).Quo(squared(e.Add(k)))
}

// LearningCurveOfTwoWeights: the deck's loss has no 1/2, so that the time runs twice as fast as in saxe2014.
var LearningCurveOfTwoWeights = theorems.Claim[TwoWeightCurve]{
	Name:   "deck/learning-curve-of-two-weights",
	Says:   "The gradient flow of (1 − w1w2)² with equal weights has u = w1w2 with u̇ = 4u(1 − u), and so u(t) = 1/(1 + (1/u_0 − 1)e^{−4t}): the saddle is left in a time of about ¼ ln(1/u_0)",
	Source: deck.Locate("“Approach a saddle point, and then escape”; the curve derived", "Training stuck ≠ Zero Gradient; Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   drawTwoWeightCurve,
	Given: []theorems.Hypothesis[TwoWeightCurve]{
		{
			Name:  "the weights are equal",
			Holds: func(c TwoWeightCurve) bool { return c.Off.P == 0 },
			Drop: func(t *rapid.T) TwoWeightCurve {
				c := drawTwoWeightCurve(t)
				c.Off = drawFraction(t, "off", 1, 3, 2)
				return c
			},
			Known: []TwoWeightCurve{{W: Fraction{1, 2}, Off: Fraction{1, 1}, Start: Fraction{1, 2}, E: 1}},
		},
		{
			Name:  "the loss is not halved",
			Holds: func(c TwoWeightCurve) bool { return !c.Halved },
			Drop: func(t *rapid.T) TwoWeightCurve {
				c := drawTwoWeightCurve(t)
				c.Halved = true
				return c
			},
			Known: []TwoWeightCurve{{W: Fraction{1, 2}, Off: Fraction{0, 1}, Start: Fraction{1, 2}, E: 1, Halved: true}},
		},
	},
	MinDecided: 1,
	Labels: func(c TwoWeightCurve) []string {
		return holding(class{"below 1", c.W.P < c.W.Q}, class{"1 or above", c.W.P >= c.W.Q}, class{"it begins below 1", c.Start.P < c.Start.Q})
	},
	Share: map[string]float64{"below 1": .1, "1 or above": .15, "it begins below 1": .1},
	Then: func(c TwoWeightCurve) theorems.Evidence {
		one, four := rational.Int(1), rational.Int(4)
		u, speed := c.speed()
		net := equal(speed, four.Mul(u).Mul(one.Sub(u)))
		begin, _ := c.curve(one)
		v, rate := c.curve(rational.Int(int64(c.E)))
		solves := equal(begin, squared(c.Start.number())) && equal(rate, four.Mul(v).Mul(one.Sub(v)))
		return theorems.Exactly(net && solves, "at u = %v the product grows at the rate %v; the curve is at %v, from %v on, with the rate %v", u, speed, v, begin, rate)
	},
	Figures: twoWeightFigures,
}

func drawTwoWeightCurve(t *rapid.T) TwoWeightCurve {
	c := TwoWeightCurve{W: drawFraction(t, "w", 1, 6, 4), Off: Fraction{0, 1}, Start: drawFraction(t, "start", 1, 6, 4), E: rapid.IntRange(1, 20).Draw(t, "E")}
	if c.W.P == c.W.Q {
		c.W.P++ // at a minimum nothing moves, halved or not
	}
	return c
}

// twoWeightFigures draws the curve, and descents at two rates beside it.
func twoWeightFigures(theorems.Report) []theorems.Figure {
	const start, end = 1e-3, 4.0
	f := theorems.Figure{
		Name: "two-weights", Says: "w1w2 along the gradient flow of (1 − w1w2)² from w1 = w2 with w1w2 = 0.001, and along descents at two rates: the saddle is left after a time of about ¼ ln 1000 = 1.73, and smaller rates are nearer to the flow",
		X: theorems.Axis{Label: "time, η times steps"}, Y: theorems.Axis{Label: "w1w2"},
		Hides: "unequal weights, which the flow makes more alike",
	}
	t := equally(0, end, 81)
	f.Series = append(f.Series, curve("gradient flow", t, each(t, func(t float64) float64 { return 1 / (1 + (1/start-1)*math.Exp(-4*t)) })))
	for _, rate := range []float64{0.1, 0.025} {
		w := math.Sqrt(start)
		d := walk(chainOf(2), []float64{w, w}, rate, int(end/rate+0.5)).every(max(1, int(0.1/rate+0.5)))
		x, y := equally(0, end, len(d.w)), make([]float64, len(d.w))
		for i, w := range d.w {
			y[i] = float64(w[0] * w[1])
		}
		f.Series = append(f.Series, dots(fmt.Sprintf("descent, η = %v", rate), x, y))
	}
	return []theorems.Figure{f}
}
