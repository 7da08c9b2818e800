package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

var dinh2017 = theorems.Source{Key: "dinh2017", Title: "Dinh et al. 2017, Sharp Minima Can Generalize For Deep Nets", URL: "https://arxiv.org/abs/1703.04933"}

// A Rescaling multiplies the incoming weights and the bias of unit Unit of a net by Alpha, and divides its
// outgoing weight by it. If BiasStays, the bias is left as it is.
type Rescaling struct {
	Net       UnitNet
	Unit      int
	Alpha     Fraction
	BiasStays bool
}

// factors returns what each weight is multiplied by.
func (r Rescaling) factors() []rational.Number {
	d := make([]rational.Number, 3*len(r.Net.Units))
	for i := range d {
		d[i] = rational.Int(1)
	}
	alpha := r.Alpha.number()
	d[3*r.Unit], d[3*r.Unit+1], d[3*r.Unit+2] = alpha, alpha, alpha.Inverse()
	if r.BiasStays {
		d[3*r.Unit+1] = rational.Int(1)
	}
	return d
}

// times returns the products of the entries.
func times(x, y []rational.Number) []rational.Number {
	out := make([]rational.Number, len(x))
	for i := range x {
		out[i] = x[i].Mul(y[i])
	}
	return out
}

// A SharpnessGoal is a net and a number M that λ_max is to exceed. If BiasStays, rescaling leaves the bias as
// it is.
type SharpnessGoal struct {
	Net       UnitNet
	M         int
	BiasStays bool
}

// unitOn returns the first unit that is on for a sample.
func (g SharpnessGoal) unitOn() (u int, ok bool) {
	for u := range g.Net.Units {
		if g.Net.on(u) > 0 {
			return u, true
		}
	}
	return 0, false
}

// SharpnessIsUnboundedForOneFunction: ∂²L/∂c² = 2 Σ φ(ax + b)² is a diagonal entry of the Hessian, at most
// λ_max, and is multiplied by α².
var SharpnessIsUnboundedForOneFunction = theorems.Claim[SharpnessGoal]{
	Name:   "dinh2017/sharpness-is-unbounded-for-one-function",
	Says:   "For every M there are weights of a ReLU net with the same function, hence the same loss, and λ_max > M: (a, b, c) → (αa, αb, c/α) for a unit that is on for a sample, with α > 0 large enough",
	Source: dinh2017.Locate("Theorem 4, as we recall it, which is about minima; the proof is as for any point off the kinks", ""),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) SharpnessGoal {
		return rapid.Custom(drawGoal).Filter(func(g SharpnessGoal) bool { _, ok := g.unitOn(); return ok }).Draw(t, "goal")
	},
	Given: []theorems.Hypothesis[SharpnessGoal]{
		{
			Name:  "a unit is on for a sample",
			Holds: func(g SharpnessGoal) bool { _, ok := g.unitOn(); return ok },
			Drop: func(t *rapid.T) SharpnessGoal {
				g := drawGoal(t)
				for i := range g.Net.Units {
					g.Net.Units[i][1] = -9
				}
				return g
			},
			Known: []SharpnessGoal{{Net: UnitNet{Units: [][3]int{{0, -1, 1}}, Samples: [][2]int{{0, 0}}}}},
		},
		{
			Name:  "the bias is rescaled, too",
			Holds: func(g SharpnessGoal) bool { return !g.BiasStays },
			Drop: func(t *rapid.T) SharpnessGoal {
				g := rapid.Custom(drawGoal).Filter(func(g SharpnessGoal) bool { _, ok := g.unitOn(); return ok }).Draw(t, "goal")
				g.BiasStays = true
				return g
			},
			Known: []SharpnessGoal{{Net: UnitNet{Units: [][3]int{{0, 1, 1}}, Samples: [][2]int{{0, 0}}}, M: 9, BiasStays: true}},
		},
	},
	MinDecided: 1,
	Labels: func(g SharpnessGoal) []string {
		u, _ := g.unitOn()
		return holding(class{"M > 10000", g.M > 10000}, class{"two units or more", len(g.Net.Units) > 1}, class{"a unit is off", u > 0}, class{"the loss is not 0", g.Net.lossIsNot0()})
	},
	Share:   map[string]float64{"M > 10000": 0.1, "two units or more": 0.2, "a unit is off": 0.03, "the loss is not 0": 0.3},
	Then:    SharpnessGoal.reached,
	Figures: rescalingFigures,
}

func drawGoal(t *rapid.T) SharpnessGoal {
	return SharpnessGoal{Net: drawUnitNet(t), M: rapid.IntRange(0, 1000000).Draw(t, "M")}
}

// reached looks for the least integer α that does.
func (g SharpnessGoal) reached() theorems.Evidence {
	tape, w := g.Net.tape(nil), g.Net.weights()
	jet := jetAt(tape, rats(w))
	u, ok := g.unitOn()
	if !ok {
		return theorems.Exactly(false, "no unit is on: near all weights with this function the loss is constant, H = 0 is %v", rational.FromRows(jet.Hessian).IsZero())
	}
	r, most := Rescaling{g.Net, u, Fraction{1, 1}, g.BiasStays}, rational.Int(int64(g.M))
	for entry := rational.Of(jet.Hessian[3*u+2][3*u+2]); entry.Mul(squared(r.Alpha.number())).Cmp(most) <= 0; {
		r.Alpha.P++
	}
	end := times(w, r.factors())
	if l := lossAt(tape, rats(end)); l.Cmp(jet.Loss) != 0 || !g.Net.outputs(end).Sub(g.Net.outputs(w)).IsZero() {
		return theorems.Exactly(false, "α = %v changes the function: the loss is %s, and was %s", r.Alpha, l.RatString(), jet.Loss.RatString())
	}
	after, ok := smoothJetAt(tape, rats(end))
	if !ok {
		return theorems.Exactly(false, "α = %v leads to a kink, where there is no Hessian", r.Alpha)
	}
	bound := rational.Of(after.Hessian[3*u+2][3*u+2])
	return theorems.Exactly(bound.Cmp(most) > 0, "α = %v: λ_max ≥ %v", r.Alpha, bound)
}

// RescalingIsACongruence is what changes and what does not: Sylvester's law of inertia, and the
// scale-invariant measures of sharpness.
var RescalingIsACongruence = theorems.Claim[Rescaling]{
	Name:   "dinh2017/rescaling-is-a-congruence",
	Says:   "Rescaling a ReLU unit, w → Dw with D = diag(α, α, 1/α) on its weights and α > 0, turns the Hessian H into D⁻¹HD⁻¹: the eigenvalues change, but the inertia and every w_i² ∂²L/∂w_i² stay",
	Source: dinh2017.Locate("the Hessian of a rescaled net, as we recall it; that the inertia stays is Sylvester's law", ""),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) Rescaling { return drawRescaling(t, true) },
	Given: []theorems.Hypothesis[Rescaling]{
		{
			Name:  "α > 0",
			Holds: func(r Rescaling) bool { return r.Alpha.P > 0 },
			Drop:  func(t *rapid.T) Rescaling { return drawRescaling(t, false) },
			Known: []Rescaling{{Net: UnitNet{Units: [][3]int{{0, 1, 1}}, Samples: [][2]int{{0, 0}}}, Alpha: Fraction{-1, 1}}},
		},
		{
			Name:  "the bias is rescaled, too",
			Holds: func(r Rescaling) bool { return !r.BiasStays },
			Drop: func(t *rapid.T) Rescaling {
				r := drawRescaling(t, true)
				r.BiasStays = true
				return r
			},
			Known: []Rescaling{{Net: UnitNet{Units: [][3]int{{0, 1, 1}}, Samples: [][2]int{{0, 0}}}, Alpha: Fraction{2, 1}, BiasStays: true}},
		},
		{
			Name:  "the activation is positively homogeneous",
			Holds: func(r Rescaling) bool { return r.Net.Activation == ReLU || r.Net.Activation == Linear },
			Drop: func(t *rapid.T) Rescaling {
				r := drawRescaling(t, true)
				r.Net.Activation = rapid.SampledFrom([]Activation{SquaredReLU, Odd, Shifted}).Draw(t, "activation")
				return r
			},
			Known: []Rescaling{{Net: UnitNet{Units: [][3]int{{0, 1, 1}}, Samples: [][2]int{{0, 0}}, Activation: Odd}, Alpha: Fraction{2, 1}},
				{Net: UnitNet{Units: [][3]int{{0, 1, 1}}, Samples: [][2]int{{0, 0}}, Activation: SquaredReLU}, Alpha: Fraction{2, 1}}},
		},
	},
	MinDecided: 1,
	Labels: func(r Rescaling) []string {
		return holding(class{"a linear net", r.Net.Activation == Linear}, class{"two units or more", len(r.Net.Units) > 1}, class{"the unit is on", r.Net.on(r.Unit) > 0},
			class{"the loss is not 0", r.Net.lossIsNot0()}, class{"α < 1", r.Alpha.P < r.Alpha.Q})
	},
	Share: map[string]float64{"a linear net": 0.1, "two units or more": 0.2, "the unit is on": 0.2, "the loss is not 0": 0.3, "α < 1": 0.08},
	Then:  Rescaling.congruent,
}

// drawRescaling draws a net that is rescaled by some α ≠ 1, positive or not.
func drawRescaling(t *rapid.T, positive bool) Rescaling {
	r := Rescaling{Net: drawUnitNet(t)}
	r.Net.Activation = rapid.SampledFrom([]Activation{ReLU, ReLU, Linear}).Draw(t, "activation")
	r.Unit = rapid.IntRange(0, len(r.Net.Units)-1).Draw(t, "unit")
	r.Alpha = rapid.SampledFrom([]Fraction{{2, 1}, {3, 1}, {1, 2}, {3, 2}, {2, 3}, {5, 1}}).Draw(t, "α")
	if !positive {
		r.Alpha.P = -r.Alpha.P
		r.Net.Activation = ReLU // a linear unit may change its sign
	}
	return r
}

// congruent compares the Hessians entry by entry, and counts signs on both sides.
func (r Rescaling) congruent() theorems.Evidence {
	tape, w, d := r.Net.tape(nil), r.Net.weights(), r.factors()
	end := times(w, d)
	before := jetAt(tape, rats(w))
	after, ok := smoothJetAt(tape, rats(end))
	if !ok {
		return theorems.Exactly(false, "the net is on a kink afterwards, and has no Hessian")
	}
	if before.Loss.Cmp(after.Loss) != 0 {
		return theorems.Exactly(false, "the loss is %s, and was %s", after.Loss.RatString(), before.Loss.RatString())
	}
	for i := range w {
		for j := range w {
			h, k := rational.Of(before.Hessian[i][j]), rational.Of(after.Hessian[i][j])
			if k.Mul(d[i]).Mul(d[j]).Cmp(h) != 0 {
				return theorems.Exactly(false, "H[%d][%d] is %v, and was %v", i, j, k, h)
			}
			if i == j && squared(w[i]).Mul(h).Cmp(squared(end[i]).Mul(k)) != 0 {
				return theorems.Exactly(false, "w[%d]² H[%d][%d] changes", i, i, i)
			}
		}
	}
	a, b := inertiaOf(before.Hessian), inertiaOf(after.Hessian)
	return theorems.Exactly(a == b, "Hessian: %v, and %v", a, b)
}

// FlatnessIsAPropertyOfTheFunction is what is meant where flat minima are said to generalise.
var FlatnessIsAPropertyOfTheFunction = theorems.Claim[MinimaPair]{
	Name:      "dinh2017/flatness-is-a-property-of-the-function",
	Says:      "Two global minima of (1 − w_1…w_d)², which are the same function x → w_1…w_d x = x, have the same sharpness λ_max",
	Source:    dinh2017.Locate("what the paper argues against, as we recall it", ""),
	Corrected: "dinh2017/rescaling-is-a-congruence",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) MinimaPair {
		p := drawMinimaPair(t)
		if rapid.Bool().Draw(t, "reordered") {
			p.B = nil
			for _, i := range rapid.Permutation(upTo(len(p.A))).Draw(t, "order") {
				p.B = append(p.B, p.A[i])
			}
		}
		return p
	},
	Missing: &theorems.Hypothesis[MinimaPair]{Name: "the weights are the same but for their order", Holds: MinimaPair.reordered},
	Known:   []MinimaPair{{fractions(1, 1), []Fraction{{2, 1}, {1, 2}}}},
	Then: func(p MinimaPair) theorems.Evidence {
		a, b := ChainPlace{W: p.A}, ChainPlace{W: p.B}
		e := theorems.Both(a.minimumSpectrum(), b.minimumSpectrum())
		if e.Verdict != theorems.True {
			return theorems.Undecidable("%s", e.Seen)
		}
		return theorems.Exactly(a.sharpness().Cmp(b.sharpness()) == 0, "λ_max is %v, and %v", a.sharpness(), b.sharpness())
	},
}

// reordered reports whether B has the weights of A.
func (p MinimaPair) reordered() bool {
	count := map[string]int{}
	for i := range p.A {
		count[p.A[i].String()]++
		count[p.B[i].String()]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}
