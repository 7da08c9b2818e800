package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// MethodsPartAboveThePass is what the deck's picture of two basins needs, at its smallest.
var MethodsPartAboveThePass = theorems.Claim[SwitchedDescent]{
	Name:   "im2016/methods-part-above-the-pass",
	Says:   "There are a start above the pass of ½(|w| − 1)², a rate and a momentum with which gradient descent and the heavy ball, both from that start and at rest, converge to different minima",
	Source: im2016.Locate("that methods from one start end at different points; the example is ours", "Training Processing"),
	Expect: theorems.Proved,
	Exists: true,
	Draw: func(t *rapid.T) SwitchedDescent {
		d := drawSwitched(t, false, true, true)
		d.Steps, d.W0, d.Momentum.P = 0, Fraction{max(d.W0.P, -d.W0.P) + 2*d.W0.Q, d.W0.Q}, max(d.Momentum.P, 1)
		d.Rate.P = min(d.Rate.P, 16-d.Momentum.P)
		return d
	},
	Given: []theorems.Hypothesis[SwitchedDescent]{
		{
			Name:  "the start is not below the pass",
			Holds: func(d SwitchedDescent) bool { return !d.belowThePass() },
			Drop: func(t *rapid.T) SwitchedDescent {
				d := drawSwitched(t, true, true, true)
				d.Steps, d.W0, d.Momentum.P = 0, Fraction{rapid.IntRange(1, 15).Draw(t, "8w"), 8}, max(d.Momentum.P, 1)
				d.Rate.P = min(d.Rate.P, 16-d.Momentum.P)
				return d
			},
			Known: []SwitchedDescent{{W0: Fraction{15, 8}, Rate: Fraction{1, 4}, Momentum: Fraction{7, 8}, Push: Fraction{0, 1}}},
		},
		{
			Name:  "β > 0",
			Holds: func(d SwitchedDescent) bool { return d.Momentum.P > 0 },
			Drop: func(t *rapid.T) SwitchedDescent {
				d := drawSwitched(t, false, true, true)
				d.Steps, d.W0, d.Momentum = 0, Fraction{max(d.W0.P, -d.W0.P) + 2*d.W0.Q, d.W0.Q}, Fraction{0, 1}
				return d
			},
			Known: []SwitchedDescent{{W0: Fraction{3, 1}, Rate: Fraction{1, 4}, Momentum: Fraction{0, 1}, Push: Fraction{0, 1}}},
		},
	},
	Known: []SwitchedDescent{{W0: Fraction{3, 1}, Rate: Fraction{1, 4}, Momentum: Fraction{7, 8}, Push: Fraction{0, 1}}},
	Then:  SwitchedDescent.part,
}

// part decides whether gradient descent and the ball are caught in different basins: each where its energy is below that of the pass.
// Within a basin the methods are linear, and for 0 < η < 2 and 0 ≤ β < 1 converge to the minimum.
func (d SwitchedDescent) part() theorems.Evidence {
	if !d.damped() || d.Rate.number().Cmp(rational.Int(2)) >= 0 {
		return theorems.Undecidable("the rate is too large for what is used here")
	}
	plain := d
	plain.Momentum = Fraction{0, 1}
	descent, ball := plain.roll(), d.roll()
	a, b := descent[ballSteps-1], ball[ballSteps-1]
	pass := rational.New(1, 2)
	if a.energy.Cmp(pass) >= 0 || b.energy.Cmp(pass) >= 0 {
		return theorems.Undecidable("after %d steps the energies are %.4v and %.4v", ballSteps, d.near(a.energy), d.near(b.energy))
	}
	return theorems.Exactly(d.side(a.w).Cmp(d.side(b.w)) != 0, "gradient descent converges to %v, the ball to %v", d.side(a.w), d.side(b.w))
}
