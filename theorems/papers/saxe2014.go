package papers

import (
	"fmt"
	"math"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/linear"
)

var saxe2014 = theorems.Source{
	Key:   "saxe2014",
	Title: "Saxe, McClelland and Ganguli 2014, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks",
	URL:   "https://arxiv.org/abs/1312.6120",
}

// A Mode is one singular direction of a deep linear net that learns alone: the weights of a chain with
// target s.
type Mode struct {
	S int
	W []int
}

// SpeedOfAMode is how fast a product of d equal weights grows.
var SpeedOfAMode = theorems.Claim[Mode]{
	Name:   "saxe2014/speed-of-a-mode",
	Says:   "Gradient flow on ½(s − w_1…w_d)² with all weights equal: the product u changes at the rate d u^{2 − 2/d}(s − u)",
	Source: saxe2014.Locate("the equation for N_l layers, N_l − 1 = d, as we recall it", ""),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) Mode {
		m := Mode{S: rapid.IntRange(-5, 5).Draw(t, "s"), W: ints(t, "w", rapid.IntRange(1, 5).Draw(t, "d"), 1, 1)}
		a := rapid.IntRange(1, 3).Draw(t, "a")
		for i := range m.W {
			m.W[i] = a
		}
		return m
	},
	Given: []theorems.Hypothesis[Mode]{{
		Name:  "the weights are equal",
		Holds: func(m Mode) bool { return m.balanced() },
		Drop: func(t *rapid.T) Mode {
			m := Mode{S: rapid.IntRange(-5, -1).Draw(t, "s"), W: ints(t, "w", rapid.IntRange(2, 4).Draw(t, "d"), 1, 3)}
			m.W[0] = 4
			return m
		},
		Known: []Mode{{S: 0, W: []int{2, 1}}},
	}},
	MinDecided: 1,
	Labels:     func(m Mode) []string { return []string{fmt.Sprintf("d=%d", len(m.W))} },
	Share:      map[string]float64{"d=1": 0.06, "d=2": 0.06, "d=3": 0.06, "d=4": 0.06, "d=5": 0.06},
	Then: func(m Mode) theorems.Evidence {
		got, want := m.speed(), m.foretold()
		return theorems.Exactly(equal(got, want), "u changes at the rate %v, foretold %v", got, want)
	},
}

func (m Mode) balanced() bool {
	for _, w := range m.W {
		if w != m.W[0] {
			return false
		}
	}
	return true
}

// speed is −Σ ∂u/∂w_i ∂L/∂w_i.
func (m Mode) speed() rational.Number {
	n := linear.Net{X: rational.Identity(1), Y: rational.Ints(1, 1, []int{m.S})}
	for _, w := range m.W {
		n.W = append(n.W, rational.Ints(1, 1, []int{w}))
	}
	var sum rational.Number
	for i, g := range n.Gradient() {
		sum = sum.Sub(g.At(0, 0).Mul(n.Product().At(0, 0)).Quo(rational.Int(int64(m.W[i]))))
	}
	return sum
}

// foretold is d a^{2d − 2}(s − a^d) for weights a.
func (m Mode) foretold() rational.Number {
	d, a := len(m.W), rational.Int(int64(m.W[0]))
	return rational.Int(int64(d)).Mul(a.Pow(2*d - 2)).Mul(rational.Int(int64(m.S)).Sub(a.Pow(d)))
}

// A LearningCurve is a mode that starts with u = a^d, at the time when e^{2st} is E.
type LearningCurve struct{ S, A, Depth, E int }

// LearningCurveOfOneHiddenLayer solves that equation for two layers of weights.
var LearningCurveOfOneHiddenLayer = theorems.Claim[LearningCurve]{
	Name:   "saxe2014/learning-curve-of-one-hidden-layer",
	Says:   "u(t) = s e^{2st}/(e^{2st} − 1 + s/u_0) begins at u_0 and satisfies u̇ = 2u(s − u), the equation of a balanced mode of one hidden layer",
	Source: saxe2014.Locate("the solution for one hidden layer, as we recall it, τ = 1", ""),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) LearningCurve {
		return LearningCurve{S: rapid.IntRange(1, 5).Draw(t, "s"), A: rapid.IntRange(1, 3).Draw(t, "a"), Depth: 2, E: rapid.IntRange(1, 20).Draw(t, "E")}
	},
	Given: []theorems.Hypothesis[LearningCurve]{{
		Name:  "one hidden layer",
		Holds: func(c LearningCurve) bool { return c.Depth == 2 },
		Drop: func(t *rapid.T) LearningCurve {
			return LearningCurve{S: rapid.IntRange(2, 5).Draw(t, "s"), A: 1, Depth: rapid.IntRange(3, 4).Draw(t, "d"), E: 1}
		},
		Known: []LearningCurve{{S: 2, A: 1, Depth: 3, E: 1}},
	}},
	MinDecided: 1,
	Labels:     func(c LearningCurve) []string { return []string{fmt.Sprintf("s=%d", c.S)} },
	Share:      map[string]float64{"s=1": 0.06, "s=2": 0.06, "s=3": 0.06, "s=4": 0.06, "s=5": 0.06},
	Then:       solvesTheEquation,
	Figures:    learningFigures,
}

// solvesTheEquation takes the derivative in t by that in E, which grows at the rate 2sE.
func solvesTheEquation(c LearningCurve) theorems.Evidence {
	s, e, one := rational.Int(int64(c.S)), rational.Int(int64(c.E)), rational.Int(1)
	start := rational.Int(int64(c.A)).Pow(c.Depth)
	below := func(e rational.Number) rational.Number { return e.Sub(one).Add(s.Quo(start)) }
	u := s.Mul(e).Quo(below(e))
	// d/dE of sE/(E + b) is sb/(E + b)², with b = s/u_0 − 1
	speed := s.Mul(below(rational.Number{})).Quo(below(e).Pow(2)).Mul(rational.Int(2)).Mul(s).Mul(e)
	want := rational.Int(2).Mul(u).Mul(s.Sub(u))
	if c.Depth != 2 {
		weights := make([]int, c.Depth)
		for i := range weights {
			weights[i] = c.A
		}
		want = Mode{S: c.S, W: weights}.speed()
	}
	begins := equal(s.Quo(below(one)), start)
	return theorems.Exactly(begins && equal(speed, want), "u = %v changes at the rate %v, and the net's at %v", u, speed, want)
}

// learningFigures draws three modes that begin alike: each is learnt in a step of its own.
func learningFigures(theorems.Report) []theorems.Figure {
	const start = 0.001
	f := theorems.Figure{
		Name: "modes", Says: "u(t) = s e^{2st}/(e^{2st} − 1 + s/u_0), u_0 = 0.001: the strongest mode is learnt first, and between two steps the net is near a saddle",
		X: theorems.Axis{Label: "t"}, Y: theorems.Axis{Label: "strength of the mode u"},
		Hides: "weights that are not balanced at the start, and modes that are not aligned with the data",
	}
	for _, s := range []float64{3, 2, 1} {
		x := equally(0, 6, 61)
		y := make([]float64, len(x))
		for i, t := range x {
			e := math.Exp(2 * s * t)
			y[i] = s * e / (e - 1 + s/start)
		}
		f.Series = append(f.Series, curve(fmt.Sprintf("s = %v", s), x, y))
	}
	return []theorems.Figure{f}
}
