package papers

import (
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

var kunin2021 = theorems.Source{Key: "kunin2021", Title: "Kunin et al. 2021, Neural Mechanics: Symmetry and Broken Conservation Laws in Deep Learning Dynamics", URL: "https://arxiv.org/abs/2012.04728"}

// A NormalisedUnit is a linear unit whose weights are normalised, L(w) = ((p·w)²/|w|² − y)², which does not
// change with the length of w, and a rate. If Raw, it is not divided by |w|²; with Decay, |w|²/10 is added to
// L.
type NormalisedUnit struct {
	P          []int
	Y          int
	W          []Fraction
	Rate       Fraction
	Raw, Decay bool
}

func (u NormalisedUnit) tape() *models.Tape {
	return models.Trace(len(u.W), func(w []models.Var) models.Var {
		var out, norm models.Var
		for i, p := range u.P {
			out, norm = out.Add(models.Rat(int64(p), 1).Mul(w[i])), norm.Add(w[i].Sqr())
		}
		out = out.Sqr()
		if !u.Raw {
			out = out.Div(norm)
		}
		loss := out.Sub(models.Rat(int64(u.Y), 1)).Sqr()
		if u.Decay {
			loss = loss.Add(models.Rat(1, 10).Mul(norm))
		}
		return loss
	})
}

// NormalisedWeightsGrow: a loss that does not change along w has w·∇L = 0, so that Pythagoras' theorem holds
// for the step.
var NormalisedWeightsGrow = theorems.Claim[NormalisedUnit]{
	Name:   "kunin2021/normalised-weights-grow",
	Says:   "Where the loss does not depend on the length of w, as behind a normalisation, a step of gradient descent gives |w⁺|² = |w|² + η²|∇L|² exactly: the flow keeps the length, and descent never shortens w",
	Source: kunin2021.Locate("scale symmetry, as we recall it; the step derived", "Batch Normalization"),
	Expect: theorems.Held,
	Draw:   drawNormalisedUnit,
	Given: []theorems.Hypothesis[NormalisedUnit]{
		{
			Name:  "the weights are normalised",
			Holds: func(u NormalisedUnit) bool { return !u.Raw },
			Drop: func(t *rapid.T) NormalisedUnit {
				u := drawNormalisedUnit(t)
				u.Raw = true
				return u
			},
			Known: []NormalisedUnit{{P: []int{1}, W: fractions(1), Rate: Fraction{1, 8}, Raw: true}},
		},
		{
			Name:  "there is no weight decay",
			Holds: func(u NormalisedUnit) bool { return !u.Decay },
			Drop: func(t *rapid.T) NormalisedUnit {
				u := drawNormalisedUnit(t)
				u.Decay = true
				return u
			},
			Known: []NormalisedUnit{{P: []int{0}, W: fractions(1), Rate: Fraction{1, 8}, Decay: true}},
		},
	},
	MinDecided: 1,
	Labels: func(u NormalisedUnit) []string {
		return holding(class{"two weights", len(u.W) == 2}, class{"the gradient is not 0", !column(u.gradient()).IsZero()})
	},
	Share: map[string]float64{"two weights": 0.1, "the gradient is not 0": 0.3},
	Then: func(u NormalisedUnit) theorems.Evidence {
		w, rate := numbers(u.W), u.Rate.number()
		end := stepped(u.tape(), w, rate)
		norm, want := column(end).Norm2(), column(w).Norm2().Add(squared(rate).Mul(column(u.gradient()).Norm2()))
		return theorems.Exactly(norm.Cmp(want) == 0, "|w⁺|² = %s, and |w|² + η²|∇L|² = %s", short(norm), short(want))
	},
}

func (u NormalisedUnit) gradient() []rational.Number {
	_, g, err := u.tape().ExactGradient(rats(numbers(u.W)))
	if err != nil {
		panic(err)
	}
	return ofRats(g)
}

func drawNormalisedUnit(t *rapid.T) NormalisedUnit {
	n := rapid.IntRange(2, 4).Draw(t, "n")
	return NormalisedUnit{P: ints(t, "p", n, -3, 3), Y: rapid.IntRange(-1, 3).Draw(t, "y"), W: drawFractions(t, "w", n, -4, 4, 3), Rate: drawFraction(t, "rate", 1, 4, 8)}
}

// A SymmetricNet is a net, perhaps with Σ w²/10 added to its loss.
type SymmetricNet struct {
	Net   UnitNet
	Decay bool
}

// SymmetryOfRescaling is the derivative of L(T_αw) = L(w) by α, once and twice, at α = 1.
var SymmetryOfRescaling = theorems.Claim[SymmetricNet]{
	Name:   "kunin2021/symmetry-of-rescaling",
	Says:   "For each ReLU unit of a net off its kinks, with M = diag(1, 1, −1) on its (a, b, c) and 0 elsewhere and v = Mw: v·∇L = 0 and Hv = −M∇L, at every point, critical or not",
	Source: kunin2021.Locate("rescale symmetry, gradient and Hessian, as we recall it", ""),
	Expect: theorems.Held,
	Draw:   drawSymmetric,
	Given: []theorems.Hypothesis[SymmetricNet]{
		{
			Name:  "the activation is positively homogeneous",
			Holds: func(s SymmetricNet) bool { return s.Net.Activation == ReLU || s.Net.Activation == Linear },
			Drop: func(t *rapid.T) SymmetricNet {
				s := drawSymmetric(t)
				s.Net.Activation = rapid.SampledFrom([]Activation{SquaredReLU, Odd, Shifted}).Draw(t, "activation")
				return s
			},
			Known: []SymmetricNet{{Net: UnitNet{Units: [][3]int{{0, 1, 1}}, Samples: [][2]int{{0, 0}}, Activation: Odd}}},
		},
		{
			Name:  "there is no weight decay",
			Holds: func(s SymmetricNet) bool { return !s.Decay },
			Drop: func(t *rapid.T) SymmetricNet {
				s := drawSymmetric(t)
				s.Decay = true
				return s
			},
			Known: []SymmetricNet{{Net: UnitNet{Units: [][3]int{{0, -1, 2}}, Samples: [][2]int{{0, 0}}}, Decay: true}},
		},
	},
	MinDecided: 1,
	Labels: func(s SymmetricNet) []string {
		return holding(class{"a linear net", s.Net.Activation == Linear}, class{"two units or more", len(s.Net.Units) > 1}, class{"a unit is on", s.Net.on(0) > 0},
			class{"the loss is not 0", s.Net.lossIsNot0()})
	},
	Share: map[string]float64{"a linear net": 0.1, "two units or more": 0.2, "a unit is on": 0.2, "the loss is not 0": 0.3},
	Then:  SymmetricNet.symmetric,
}

func drawSymmetric(t *rapid.T) SymmetricNet {
	s := SymmetricNet{Net: drawUnitNet(t)}
	s.Net.Activation = rapid.SampledFrom([]Activation{ReLU, ReLU, Linear}).Draw(t, "activation")
	return s
}

// symmetric decides both identities for every unit.
func (s SymmetricNet) symmetric() theorems.Evidence {
	var decay *big.Rat
	if s.Decay {
		decay = big.NewRat(1, 10)
	}
	w := s.Net.weights()
	jet := jetAt(s.Net.tape(decay), rats(w))
	g, h := column(ofRats(jet.Gradient)), rational.FromRows(jet.Hessian)
	for u := range s.Net.Units {
		m := generator(len(w), u)
		v := m.Mul(column(w))
		if p := v.T().Mul(g).At(0, 0); !p.IsZero() {
			return theorems.Exactly(false, "v·∇L = %v for unit %d", p, u)
		}
		if !h.Mul(v).Add(m.Mul(g)).IsZero() {
			return theorems.Exactly(false, "Hv ≠ −M∇L for unit %d", u)
		}
	}
	return theorems.Exactly(true, "%d units", len(s.Net.Units))
}

// generator is M = diag(1, 1, −1) on the weights of unit u of n weights.
func generator(n, u int) rational.Matrix {
	m := rational.Zeros(n, n)
	for i, x := range []int64{1, 1, -1} {
		m.Set(3*u+i, 3*u+i, rational.Int(x))
	}
	return m
}

// EveryUnitAddsAZeroEigenvalue follows: at a critical point Hv = −M∇L = 0, for the vectors v of the units,
// which are independent as no unit has only zero weights.
var EveryUnitAddsAZeroEigenvalue = theorems.Claim[InterpolatingNet]{
	Name:   "kunin2021/every-unit-adds-a-zero-eigenvalue",
	Says:   "At a global minimum of loss 0 of a ReLU net with m hidden units, none of which has only zero weights, and off the kinks, the Hessian has at least m eigenvalues 0",
	Source: kunin2021.Locate("rescale symmetry, as we recall it; derived for critical points", "Degenerate"),
	Expect: theorems.Held,
	Draw:   drawInterpolating,
	Given: []theorems.Hypothesis[InterpolatingNet]{
		{
			Name:  "the point is critical",
			Holds: func(n InterpolatingNet) bool { return n.Off == 0 },
			Drop: func(t *rapid.T) InterpolatingNet {
				n := drawInterpolating(t)
				n.Off = rapid.SampledFrom([]int{1, -1, 2}).Draw(t, "off")
				return n
			},
			Known: []InterpolatingNet{{Units: [][3]int{{2, 1, 1}}, Off: 1}},
		},
		{
			Name:  "the activation is the ReLU",
			Holds: func(n InterpolatingNet) bool { return n.Activation == ReLU },
			Drop: func(t *rapid.T) InterpolatingNet {
				n := drawInterpolating(t)
				n.Activation = Odd
				return n
			},
			Known: []InterpolatingNet{{Units: [][3]int{{2, 1, 1}}, Activation: Odd}},
		},
	},
	MinDecided: 1,
	Labels: func(n InterpolatingNet) []string {
		return holding(class{"one unit", len(n.Units) == 1}, class{"two units", len(n.Units) == 2})
	},
	Share: map[string]float64{"one unit": 0.1, "two units": 0.1},
	Then:  InterpolatingNet.zeros,
}

// zeros counts the eigenvalues 0 of the Hessian of Σ (out − target)².
func (n InterpolatingNet) zeros() theorems.Evidence {
	w := UnitNet{Units: n.Units}.weights()
	in := inertiaOf(jetAt(n.tape(), rats(w)).Hessian)
	return theorems.Exactly(in.Zero >= len(n.Units), "%d units; Hessian: %v", len(n.Units), in)
}
