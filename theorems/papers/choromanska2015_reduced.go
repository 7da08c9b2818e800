package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// ComplexitiesAsPrinted has a misprint: the paper's own Figure 2 shows the continuous ones. For H = 3 the constant is 0.0132, not 0.2216.
var ComplexitiesAsPrinted = theorems.Claim[SpinConstant]{
	Name:      "choromanska2015/complexities-as-printed",
	Says:      "As it is printed, Θ_{k,H}(u) = ½ log(H − 1) − (H − 2)/(4(H − 1)) for u ≥ −E_∞, which continues ½ log(H − 1) − (H − 2)u²/(4(H − 1)) − (k + 1) I(u), u ≤ −E_∞, without a jump",
	Source:    choromanska2015.Locate("Theorem 4.1, the complexity Θ_{k,H}, as printed; that it is continuous is its Figure 2", spinSlide),
	Corrected: "auffinger2013/complexities-are-continuous",
	Expect:    theorems.Refuted,
	Draw:      func(t *rapid.T) SpinConstant { return drawSpinConstant(t, 2, true) },
	Missing:   &theorems.Hypothesis[SpinConstant]{Name: "H = 2", Holds: func(c SpinConstant) bool { return c.P == 2 }},
	Known:     []SpinConstant{{P: 3, Printed: true}},
	Then:      SpinConstant.isContinuous,
	Figures:   layerFigures,
}

// A ReducedLoss is the loss |y − ŷ| = max(y − ŷ, ŷ − y) of one sample X at two points W and V for two targets Y and Z, of a net of the
// given Widths, from the input to one output, without biases. The weights are those of W as long as there are, and then 1. In its reduction to a spin
// glass the units are on with the probability Open and the maximum is its first argument with the probability First,
// whatever the weights are, and the loss is the mean over that. If ReLU, the units are on where they are positive instead, and if Max
// the maximum is the larger.
type ReducedLoss struct {
	Widths      []int
	X           []int
	W, V        []int
	Y, Z        int
	Open, First Fraction
	ReLU, Max   bool
}

// output is ŷ, in the mean.
func (l ReducedLoss) output(w []int) rational.Number {
	a := make([]rational.Number, l.Widths[0])
	for i := range a {
		a[i] = rational.Int(int64(l.X[i]))
	}
	at := 0
	for layer := 1; layer < len(l.Widths); layer++ {
		next := make([]rational.Number, l.Widths[layer])
		for i := range next {
			for _, x := range a {
				c := 1
				if at < len(w) {
					c = w[at]
				}
				next[i] = next[i].Add(x.Mul(rational.Int(int64(c))))
				at++
			}
			switch hidden := layer < len(l.Widths)-1; {
			case hidden && l.ReLU && next[i].Sign() < 0:
				next[i] = rational.Int(0)
			case hidden && !l.ReLU:
				next[i] = next[i].Mul(l.Open.number())
			}
		}
		a = next
	}
	return a[0]
}

// loss is that at w for the target y.
func (l ReducedLoss) loss(w []int, y int) rational.Number {
	d := rational.Int(int64(y)).Sub(l.output(w))
	if l.Max {
		return d.Abs()
	}
	first := l.First.number()
	return first.Mul(d).Sub(rational.Int(1).Sub(first).Mul(d))
}

func drawReducedLoss(t *rapid.T) ReducedLoss {
	l := ReducedLoss{Widths: []int{rapid.IntRange(1, 3).Draw(t, "d_0")}}
	for h := range rapid.IntRange(1, 2).Draw(t, "H") {
		l.Widths = append(l.Widths, rapid.IntRange(1, 3).Draw(t, fmt.Sprintf("d_%d", h+1)))
	}
	l.Widths = append(l.Widths, 1)
	l.X = ints(t, "x", l.Widths[0], -2, 2)
	l.W, l.V = ints(t, "w", rapid.IntRange(0, 8).Draw(t, "weights"), -2, 2), ints(t, "v", rapid.IntRange(0, 8).Draw(t, "other weights"), -2, 2)
	l.Y, l.Z = rapid.IntRange(-3, 3).Draw(t, "y"), rapid.IntRange(-3, 3).Draw(t, "z")
	l.Open, l.First = Fraction{rapid.IntRange(1, 4).Draw(t, "open"), 4}, Fraction{rapid.IntRange(0, 4).Draw(t, "first"), 4}
	return l
}

// TargetsDropOut is what becomes of the data in "deep learning is the same as a spin glass, with seven assumptions": the assumption that does it is
// that the maximum is a coin. Of the hinge loss max(0, 1 − yŷ), which becomes first (1 − yŷ), the sign of the target stays, and with it the landscape or its
// mirror image.
var TargetsDropOut = theorems.Claim[ReducedLoss]{
	Name:   "choromanska2015/targets-drop-out",
	Says:   "The absolute loss |y − ŷ| = max(y − ŷ, ŷ − y) of a sample, with coins, independent of the weights, for the maximum and for the units that are on, as it is reduced to a spin glass: its mean differs between any two points by a number that does not depend on the target y. Which of two points is the better one has nothing to do with the target",
	Source: choromanska2015.Locate("the reduction under assumptions A1p–A4p, A5u–A6u and A7p, as we recall it; what it means for the target is drawn here", spinSlide),
	Expect: theorems.Held,
	Draw:   drawReducedLoss,
	Given: []theorems.Hypothesis[ReducedLoss]{
		{
			Name:  "the maximum is a coin",
			Holds: func(l ReducedLoss) bool { return !l.Max },
			Drop: func(t *rapid.T) ReducedLoss {
				l := drawReducedLoss(t)
				l.Max = true
				return l
			},
			Known: []ReducedLoss{{Widths: []int{1, 1}, X: []int{1}, V: []int{0}, Z: 1, Open: Fraction{1, 1}, First: Fraction{0, 1}, Max: true}},
		},
		{
			Name:  "the units are on by coins",
			Holds: func(l ReducedLoss) bool { return !l.ReLU },
			Drop: func(t *rapid.T) ReducedLoss {
				l := drawReducedLoss(t)
				l.ReLU = true
				return l
			},
			Idle: "the target is lost with the maximum alone: first (y − ŷ) + (1 − first)(ŷ − y) is y times a number, and ŷ times one, whatever net has made ŷ",
		},
	},
	MinDecided: 1,
	Labels: func(l ReducedLoss) []string {
		same := l.loss(l.W, l.Y).Cmp(l.loss(l.V, l.Y)) == 0
		return append(holding(class{"different losses", !same}, class{"different targets", l.Y != l.Z}), fmt.Sprintf("H=%d", len(l.Widths)-2))
	},
	Share: map[string]float64{"different losses": 0.2, "different targets": 0.3, "H=1": 0.2, "H=2": 0.2},
	Then: func(l ReducedLoss) theorems.Evidence {
		a, b := l.loss(l.W, l.Y).Sub(l.loss(l.V, l.Y)), l.loss(l.W, l.Z).Sub(l.loss(l.V, l.Z))
		return theorems.Exactly(a.Cmp(b) == 0, "L(w) − L(v) = %v for the target %d, and %v for %d", a, l.Y, b, l.Z)
	},
}
