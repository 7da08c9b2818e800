package papers

import (
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/interval"
	"saddle/theorems"
)

var liang2018 = theorems.Source{Key: "liang2018", Title: "Liang, Sun, Lee and Srikant 2018, Adding One Neuron Can Eliminate All Bad Local Minima", URL: "https://arxiv.org/abs/1805.08671"}

// A NeuronPoint is a point of the loss ½ Σ_s (F[s] + a exp(w X[s] + b) − Y[s])² + λa²/2 as a function of a = A/4, w = W/4
// and b = B/4: F are the outputs of any net at its weights, behind which the neuron is added. λ = Lambda/4.
type NeuronPoint struct {
	X, F, Y []int
	A, W, B int
	Lambda  int
}

func (p NeuronPoint) tape() *models.Tape {
	return models.Trace(3, func(w []models.Var) models.Var {
		terms := []models.Var{models.Rat(int64(p.Lambda), 4).Mul(w[0].Sqr())}
		for s, x := range p.X {
			neuron := w[0].Mul(w[1].Mul(models.Rat(int64(x), 1)).Add(w[2]).Exp())
			terms = append(terms, neuron.Add(models.Rat(int64(p.F[s]-p.Y[s]), 1)).Sqr())
		}
		return models.Sum(terms...).Mul(models.Rat(1, 2))
	})
}

// gradient encloses that in (a, w, b), with w moved.
func (p NeuronPoint) gradient(move float64) []interval.Interval {
	at := []interval.Interval{interval.Of(float64(p.A) / 4), interval.Of(float64(p.W)/4 + move), interval.Of(float64(p.B) / 4)}
	_, g, err := p.tape().EncloseGradient(at)
	if err != nil {
		panic(err)
	}
	return g
}

// isCritical decides whether the gradient is 0: exactly where w = b = 0, so that the exponentials are 1, else by an
// enclosure.
func (p NeuronPoint) isCritical() theorems.Evidence {
	if p.W == 0 && p.B == 0 {
		_, g, err := p.tape().ExactGradient([]*big.Rat{big.NewRat(int64(p.A), 4), new(big.Rat), new(big.Rat)})
		if err != nil {
			panic(err)
		}
		zero := g[0].Sign() == 0 && g[1].Sign() == 0 && g[2].Sign() == 0
		return theorems.Exactly(zero, "the gradient is %v", ofRats(g))
	}
	for i, x := range p.gradient(0) {
		if x.Positive() || x.Negative() {
			return theorems.Certainly(false, "the derivative in %s is in %v", []string{"a", "w", "b"}[i], x)
		}
	}
	return theorems.Undecidable("the gradient may be 0")
}

// TheNeuronIsOffAtCriticalPoints: with r the residuals and e the exponentials, ∂L/∂a = Σ re + λa and ∂L/∂b = aΣ re. If both are 0, so is
// a ∂L/∂a − ∂L/∂b = λa².
var TheNeuronIsOffAtCriticalPoints = theorems.Claim[NeuronPoint]{
	Name:   "liang2018/the-neuron-is-off-at-critical-points",
	Says:   "½ Σ (f_s + a exp(w x_s + b) − y_s)² + λa²/2, λ > 0, whatever the outputs f_s of the net: no point with a ≠ 0 is critical",
	Source: liang2018.Locate("Theorem 1: a* = 0 at every local minimum; from its proof, for the squared loss and one input", "More Theory"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) NeuronPoint { return drawNeuron(t, true) },
	Given: []theorems.Hypothesis[NeuronPoint]{{
		Name:  "λ > 0",
		Holds: func(p NeuronPoint) bool { return p.Lambda > 0 },
		Drop: func(t *rapid.T) NeuronPoint {
			p := drawNeuron(t, false)
			p.Lambda = 0
			return p
		},
		// Residuals (1, −2, 1) at the inputs −1, 0, 1 are orthogonal to the ones and to the inputs.
		Known: []NeuronPoint{{X: []int{-1, 0, 1}, F: []int{0, 0, 0}, Y: []int{0, 3, 0}, A: 4}, {X: []int{0}, F: []int{0}, Y: []int{1}, A: 4}},
	}},
	MinDecided: 1,
	Labels: func(p NeuronPoint) []string {
		return holding(class{"w = b = 0", p.W == 0 && p.B == 0}, class{"a < 0", p.A < 0}, class{"several samples", len(p.X) > 1})
	},
	Share: map[string]float64{"w = b = 0": .1, "a < 0": .2, "several samples": .3},
	Then:  func(p NeuronPoint) theorems.Evidence { return theorems.Not(p.isCritical()) },
}

// drawNeuron draws a point with a ≠ 0; with w = b = 0 the residuals are orthogonal to the ones and to the inputs, half of
// the time or always.
func drawNeuron(t *rapid.T, anywhere bool) NeuronPoint {
	p := NeuronPoint{Lambda: rapid.IntRange(1, 8).Draw(t, "λ"), A: 4 * rapid.SampledFrom([]int{-2, -1, 1, 2}).Draw(t, "a")}
	if anywhere && rapid.IntRange(0, 2).Draw(t, "w, b") > 0 {
		n := rapid.IntRange(1, 4).Draw(t, "n")
		p.X, p.F, p.Y = ints(t, "x", n, -3, 3), ints(t, "f", n, -3, 3), ints(t, "y", n, -3, 3)
		p.W, p.B = rapid.IntRange(-8, 8).Draw(t, "w"), rapid.IntRange(-8, 8).Draw(t, "b")
		return p
	}
	first, gap, c := rapid.IntRange(-3, 1).Draw(t, "x"), rapid.IntRange(1, 2).Draw(t, "gap"), rapid.IntRange(-2, 2).Draw(t, "residual")
	p.X, p.F = []int{first, first + gap, first + 2*gap}, ints(t, "f", 3, -3, 3)
	for s, r := range []int{c, -2 * c, c} {
		p.Y = append(p.Y, p.F[s]+p.A/4-r)
	}
	return p
}
