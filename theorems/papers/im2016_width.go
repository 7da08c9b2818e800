package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A WidthPair has two global minima of (1 − w_1…w_d)², and a Step along each weight: of the length Step, or, if Relative, Step times the
// weight.
type WidthPair struct {
	Minima   MinimaPair
	Step     Fraction
	Relative bool
}

// rises returns the loss after the step along each weight of a minimum.
func (p WidthPair) rises(w []Fraction) (out []rational.Number) {
	tape := ChainPlace{W: w}.tape()
	for i := range w {
		v := numbers(w)
		step := p.Step.number()
		if p.Relative {
			step = step.Mul(v[i])
		}
		v[i] = v[i].Add(step)
		out = append(out, rational.Of(lossAt(tape, rats(v))))
	}
	return out
}

// OneFunctionHasOneWidth: (1 − (w_i + t) w_i⁻¹)² = (t/w_i)².
var OneFunctionHasOneWidth = theorems.Claim[WidthPair]{
	Name:      "im2016/one-function-has-one-width",
	Says:      "At two global minima of (1 − w_1…w_d)², which are one function, a step of the same length along w_i raises the loss by the same, for each i: basins are compared by it as they are where their widths are shown in raw units",
	Source:    im2016.Locate("the figures about the size of the region of low loss, read as the deck does, “larger basin for Adam”; the second version of the paper speaks of the norms of the weights, as we recall it", "Training Processing"),
	Corrected: "dinh2017/rescaling-is-a-congruence",
	Expect:    theorems.Refuted,
	Draw:      func(t *rapid.T) WidthPair { return drawWidthPair(t, rapid.Bool().Draw(t, "relative")) },
	Missing:   &theorems.Hypothesis[WidthPair]{Name: "steps are parts of the weights", Holds: func(p WidthPair) bool { return p.Relative }},
	Known:     []WidthPair{{Minima: MinimaPair{fractions(1, 1), []Fraction{{2, 1}, {1, 2}}}, Step: Fraction{1, 2}}},
	Labels: func(p WidthPair) []string {
		return holding(class{"two weights", len(p.Minima.A) == 2}, class{"three weights or more", len(p.Minima.A) > 2}, class{"the signs differ", !p.Minima.sameSigns()})
	},
	Share: map[string]float64{"two weights": .1, "three weights or more": .2, "the signs differ": .2},
	Then: func(p WidthPair) theorems.Evidence {
		a, b := p.rises(p.Minima.A), p.rises(p.Minima.B)
		for i := range a {
			if a[i].Cmp(b[i]) != 0 {
				return theorems.Exactly(false, "along w_%d the loss rises to %v, and to %v", i+1, a[i], b[i])
			}
		}
		return theorems.Exactly(true, "the loss rises to %v, along each weight", a)
	},
	Figures: imWidthFigures,
}

func drawWidthPair(t *rapid.T, relative bool) WidthPair {
	return WidthPair{Minima: drawMinimaPair(t), Step: drawFraction(t, "step", -2, 2, 4), Relative: relative}
}
