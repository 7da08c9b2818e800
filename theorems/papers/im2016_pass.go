package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A SwitchedDescent makes so many Steps of gradient descent on ½(|w| − 1)² from W0, and goes on with the heavy ball, whose first step has
// −Push in place of the last step's memory: 0 is rest. Both have the same Rate. The loss is the squared error ½(σ(w) + σ(−w) − 1)² of a
// net of two ReLUs at one sample; its minima are −1 and 1, and the pass between their basins is 0, at the loss ½.
type SwitchedDescent struct {
	W0       Fraction
	Steps    int
	Rate     Fraction
	Momentum Fraction
	Push     Fraction
}

// side is the minimum in whose basin w is: that of w = 0 counts as above.
func (SwitchedDescent) side(w rational.Number) rational.Number {
	if w.Sign() < 0 {
		return rational.Int(-1)
	}
	return rational.Int(1)
}

// changed is where gradient descent is at the change.
func (d SwitchedDescent) changed() rational.Number {
	w := d.W0.number()
	for range d.Steps {
		w = w.Sub(d.Rate.number().Mul(w.Sub(d.side(w))))
	}
	return w
}

// belowThePass reports whether the loss at the change is less than ½.
func (d SwitchedDescent) belowThePass() bool {
	w := d.changed()
	return w.Sub(d.side(w)).Abs().Cmp(rational.Int(1)) < 0
}

// startsBelow reports whether the loss at the start is less than ½.
func (d SwitchedDescent) startsBelow() bool {
	d.Steps = 0
	return d.belowThePass()
}

// damped reports whether η ≤ 2(1 − β).
func (d SwitchedDescent) damped() bool {
	return d.Rate.number().Cmp(rational.Int(2).Mul(rational.Int(1).Sub(d.Momentum.number()))) <= 0
}

func (d SwitchedDescent) atRest() bool { return d.Push.P == 0 }

// ballSteps is how far the heavy ball is followed.
const ballSteps = 24

// A rolled is where the heavy ball is, what its last step was, and its energy ½(|w| − 1)² + β v²/(2η).
type rolled struct{ w, v, energy rational.Number }

// roll follows the heavy ball from the change on.
func (d SwitchedDescent) roll() (out []rolled) {
	half, beta, rate := rational.New(1, 2), d.Momentum.number(), d.Rate.number()
	w, v := d.changed(), d.Push.number().Neg()
	for range ballSteps {
		error := w.Sub(d.side(w))
		out = append(out, rolled{w, v, half.Mul(squared(error)).Add(beta.Mul(squared(v)).Mul(half).Quo(rate))})
		v = beta.Mul(v).Sub(rate.Mul(error))
		w = w.Add(v)
	}
	return out
}

// stays decides whether the ball remains in the basin. With s the next step and g the slope, βv = s + ηg, so that within the basin, where
// the loss has the curvature 1,
//
//	f(w + τs) − f(w) = τgs + τ²s²/2 = τ(β vs − s²)/η + τ²s²/2 ≤ τβv²/(2η) − τs²(1 − β/2 − ητ/2)/η,
//
// and the bracket is at least β/2 for η ≤ 2(1 − β) and τ ≤ 1: the loss on the way is at most the energy, which does not grow. Once it is
// below ½ the ball never comes to the pass.
func (d SwitchedDescent) stays() theorems.Evidence {
	path := d.roll()
	basin := d.side(path[0].w)
	for k, at := range path {
		if d.side(at.w).Cmp(basin) != 0 {
			return theorems.Exactly(false, "from %v the ball is at %.4v after %d steps, in the other basin", path[0].w, d.near(at.w), k)
		}
		if k > 0 && d.damped() && at.energy.Cmp(path[k-1].energy) > 0 {
			return theorems.Exactly(false, "the energy grows in step %d", k)
		}
	}
	last := path[len(path)-1]
	if !d.damped() || last.energy.Cmp(rational.New(1, 2)) >= 0 {
		return theorems.Undecidable("after %d steps the energy is %.4v", ballSteps, d.near(last.energy))
	}
	return theorems.Exactly(true, "after %d steps the ball is at %.4v, and its energy is below that of the pass", ballSteps, d.near(last.w))
}

func (SwitchedDescent) near(x rational.Number) float64 { f, _ := x.Float64(); return f }

// BelowThePassMethodsDoNotPart answers the deck's question, when they part, for one pass: above it.
var BelowThePassMethodsDoNotPart = theorems.Claim[SwitchedDescent]{
	Name:   "im2016/below-the-pass-methods-do-not-part",
	Says:   "On ½(|w| − 1)², the loss of a net of two ReLUs with two basins and a pass of the loss ½: gradient descent that becomes the heavy ball, from rest and at the same rate η ≤ 2(1 − β), stays in the basin in which it is, if it has come below the pass before",
	Source: im2016.Locate("the figures of changes of the method; the statement is ours, and answers what the deck asks: when do they part?", "Training Processing"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) SwitchedDescent { return drawSwitched(t, true, true, true) },
	Given: []theorems.Hypothesis[SwitchedDescent]{
		{
			Name:  "the loss is below the pass at the change",
			Holds: SwitchedDescent.belowThePass,
			Drop:  func(t *rapid.T) SwitchedDescent { return drawSwitched(t, false, true, true) },
			Known: []SwitchedDescent{{W0: Fraction{3, 1}, Rate: Fraction{1, 4}, Momentum: Fraction{7, 8}, Push: Fraction{0, 1}}},
		},
		{
			Name:  "η ≤ 2(1 − β)",
			Holds: SwitchedDescent.damped,
			Drop:  func(t *rapid.T) SwitchedDescent { return drawSwitched(t, true, false, true) },
			Known: []SwitchedDescent{{W0: Fraction{3, 2}, Rate: Fraction{7, 2}, Momentum: Fraction{1, 2}, Push: Fraction{0, 1}}},
		},
		{
			Name:  "the ball begins at rest",
			Holds: SwitchedDescent.atRest,
			Drop:  func(t *rapid.T) SwitchedDescent { return drawSwitched(t, true, true, false) },
			Known: []SwitchedDescent{{W0: Fraction{1, 2}, Rate: Fraction{1, 4}, Momentum: Fraction{1, 2}, Push: Fraction{2, 1}}},
		},
	},
	MinDecided: 1,
	Labels: func(d SwitchedDescent) []string {
		return holding(class{"above the pass at the start", !d.startsBelow()}, class{"changed at once", d.Steps == 0},
			class{"in the basin of −1", d.changed().Sign() < 0}, class{"without momentum", d.Momentum.P == 0}, class{"with much momentum", 4*d.Momentum.P > 3*d.Momentum.Q})
	},
	Share:   map[string]float64{"above the pass at the start": .1, "changed at once": .05, "in the basin of −1": .2, "without momentum": .02, "with much momentum": .05},
	Then:    SwitchedDescent.stays,
	Figures: switchedFigures,
}

// drawSwitched draws a change below the pass or not, at a rate that is small for the momentum or not, from rest or not.
func drawSwitched(t *rapid.T, below, damped, rest bool) SwitchedDescent {
	return suchThat(t, func(t *rapid.T) SwitchedDescent {
		d := SwitchedDescent{W0: drawFraction(t, "w", -24, 24, 8), Steps: rapid.IntRange(0, 8).Draw(t, "steps"), Momentum: Fraction{rapid.IntRange(0, 15).Draw(t, "16β"), 16}, Push: Fraction{0, 1}}
		if damped {
			d.Rate = Fraction{rapid.IntRange(1, 16-d.Momentum.P).Draw(t, "8η"), 8}
		} else {
			d.Rate, d.Steps = Fraction{rapid.IntRange(17-d.Momentum.P, 40).Draw(t, "8η"), 8}, 0
		}
		if !rest {
			d.Push = drawFraction(t, "push", -24, 24, 4)
		}
		return d
	}, func(d SwitchedDescent) bool { return d.belowThePass() == below })
}

// switchedFigures draws the ball from changes at several times.
func switchedFigures(theorems.Report) []theorems.Figure {
	d := SwitchedDescent{W0: Fraction{4, 1}, Rate: Fraction{1, 8}, Momentum: Fraction{15, 16}, Push: Fraction{0, 1}}
	f := theorems.Figure{
		Name: "changes", Says: "Gradient descent on ½(|w| − 1)² from 4 at the rate 1/8, and heavy balls with momentum 15/16 that set out from it after some steps: above the pass, where w > 2, they may part, and below they do not; 0 is the pass, and lies on the level of 2",
		X: theorems.Axis{Label: "step"}, Y: theorems.Axis{Label: "w"},
		Lines: []theorems.ReferenceLine{{Name: "pass", At: 0, Across: true}, {Name: "level of the pass", At: 2, Across: true}},
		Hides: "that within the picture the balls have not come to rest",
	}
	descent := d
	var x, y []float64
	for descent.Steps = range ballSteps {
		x, y = append(x, float64(descent.Steps)), append(y, d.near(descent.changed()))
	}
	f.Series = []theorems.Series{curve("gradient descent", x, y)}
	for _, d.Steps = range []int{0, 4, 9, 16} {
		var x, y []float64
		for k, at := range d.roll() {
			x, y = append(x, float64(d.Steps+k)), append(y, d.near(at.w))
		}
		f.Series = append(f.Series, curve(fmt.Sprintf("ball after %d steps", d.Steps), x, y))
	}
	return []theorems.Figure{f}
}
