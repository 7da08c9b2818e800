package papers

import (
	"fmt"
	"math"

	"pgregory.net/rapid"

	"saddle/theorems"
)

// An Approach is gradient descent in float64 on (1 − w_1…w_d)² at the rate 1/32 from w = (−a, a + δ, 1, …, 1), with
// a = A/64 and δ = Off/4096.
type Approach struct{ D, A, Off int }

// approachSteps is how many steps are taken at most.
const approachSteps = 3000

// near reports whether δ ≤ a/64.
func (p Approach) near() bool { return p.Off <= p.A }

// beside reports whether δ ≠ 0.
func (p Approach) beside() bool { return p.Off != 0 }

// walk returns the loss and the norm of the gradient at every step, until the loss is below 10⁻⁸.
func (p Approach) walk() (loss, norm []float64) {
	w := make([]float64, p.D)
	for i := range w {
		w[i] = 1
	}
	a := float64(p.A) / 64
	w[0], w[1] = -a, a+float64(p.Off)/4096
	return descentCurves(chainOf(p.D), w, 1./32, approachSteps, 1e-8)
}

// ApproachAndEscape is the second picture of the slide, in numbers. With two weights the flow has w1 + w2 = δe^{2t} and
// w1 − w2 = −2ae^{−2t} near the saddle, which is nearest at |w|² = 2aδ.
var ApproachAndEscape = theorems.Claim[Approach]{
	Name: "deck/approach-and-escape",
	Says: "Gradient descent, in float64, on (1 − w_1…w_d)² at the rate 1/32 from (−a, a + δ, 1, …, 1), 0 < δ ≤ a/64, a ≤ 3/4, approaches a saddle, and then escapes: the norm of the gradient dips once, to at most a quarter of that at the start, " +
		"where the loss is within 5 % of the saddle's, 1, and then spikes once, to at least twice of that at the dip; at the end the loss is below 10⁻⁸",
	Source: deck.Locate("“Approach a saddle point, and then escape”; the example derived", "Training stuck ≠ Zero Gradient"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) Approach { return drawApproach(t) },
	Given: []theorems.Hypothesis[Approach]{
		{
			Name:  "δ ≤ a/64",
			Holds: Approach.near,
			Drop: func(t *rapid.T) Approach {
				p := drawApproach(t)
				p.Off = p.A * rapid.IntRange(48, 96).Draw(t, "δ/a")
				return p
			},
			Known: []Approach{{D: 2, A: 32, Off: 32 * 64}},
		},
		{
			Name:  "δ ≠ 0",
			Holds: Approach.beside,
			Drop: func(t *rapid.T) Approach {
				p := drawApproach(t)
				p.Off = 0
				return p
			},
			Known: []Approach{{D: 2, A: 32, Off: 0}},
		},
	},
	MinDecided: 1,
	Labels: func(p Approach) []string {
		return holding(class{"d = 2", p.D == 2}, class{"d = 3", p.D == 3}, class{"d > 3", p.D > 3})
	},
	Share:   map[string]float64{"d = 2": .08, "d = 3": .08, "d > 3": .12},
	Effort:  0.5,
	Figures: approachFigures,
	Then: func(p Approach) theorems.Evidence {
		loss, norm := p.walk()
		spikes, dips := turningPoints(norm)
		if len(spikes) != 1 || len(dips) != 1 {
			return theorems.Exactly(false, "|∇L| has dips at %v and spikes at %v", dips, spikes)
		}
		dip, spike := dips[0], spikes[0]
		deep := 4*norm[dip] <= norm[0] && 2*norm[dip] <= norm[spike] && dip < spike
		return theorems.Exactly(deep && math.Abs(loss[dip]-1) <= 0.05 && loss[len(loss)-1] < 1e-8,
			"|∇L| is %.3g at the start, %.3g at step %d, where L = %.4g, and %.3g at step %d; after %d steps L = %.2g", norm[0], norm[dip], dip, loss[dip], norm[spike], spike, len(loss), loss[len(loss)-1])
	},
}

func drawApproach(t *rapid.T) Approach {
	a := rapid.IntRange(16, 48).Draw(t, "a")
	return Approach{D: rapid.IntRange(2, 5).Draw(t, "d"), A: a, Off: rapid.IntRange(1, a).Draw(t, "δ")}
}

// approachFigures draws the gradient of descents that approach a saddle.
func approachFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "gradient", Says: "Norm of the gradient of descents on (1 − w_1…w_d)² from (−1/2, 1/2 + δ, 1, …, 1): it dips near the saddle, and spikes when the descent escapes; with δ = 0 it stays near the saddle",
		X: theorems.Axis{Label: "step"}, Y: theorems.Axis{Label: "|∇L|", Log: true},
		Hides: "the loss, which stands still at 1 where the gradient is small; and where more than two weights vanish",
	}
	for _, p := range []Approach{{2, 32, 8}, {3, 32, 8}, {4, 32, 8}, {2, 32, 0}} {
		_, norm := p.walk()
		var x, y []float64
		for i := 0; i < min(len(norm), 301); i += 3 {
			if norm[i] > 1e-6 {
				x, y = append(x, float64(i)), append(y, norm[i])
			}
		}
		f.Series = append(f.Series, curve(fmt.Sprintf("d = %d, δ = %d/4096", p.D, p.Off), x, y))
	}
	return []theorems.Figure{f}
}
