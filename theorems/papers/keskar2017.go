package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

var keskar2017 = theorems.Source{Key: "keskar2017", Title: "Keskar et al. 2017, On Large-Batch Training for Deep Learning: Generalization Gap and Sharp Minima", URL: "https://arxiv.org/abs/1609.04836"}

// A BoxedPair has two global minima of (1 − w_1…w_d)² and the size of boxes about them: |z_i| ≤ Epsilon (|w_i| + 1), or, if Relative,
// Epsilon |w_i|.
type BoxedPair struct {
	Minima   MinimaPair
	Epsilon  Fraction
	Relative bool
}

// sharpness is 100 (max f(w + z) − f(w))/(1 + f(w)) over the box. A product of numbers that run through intervals is least and greatest at
// corners, and so is the loss greatest.
func (p BoxedPair) sharpness(w []Fraction) rational.Number {
	tape := ChainPlace{W: w}.tape()
	at := numbers(w)
	f := rational.Of(lossAt(tape, rats(at)))
	most := f
	for corner := range 1 << len(w) {
		v := make([]rational.Number, len(w))
		for i, x := range at {
			reach := x.Abs()
			if !p.Relative {
				reach = reach.Add(rational.Int(1))
			}
			reach = reach.Mul(p.Epsilon.number())
			if corner>>i&1 == 0 {
				reach = reach.Neg()
			}
			v[i] = x.Add(reach)
		}
		if l := rational.Of(lossAt(tape, rats(v))); l.Cmp(most) > 0 {
			most = l
		}
	}
	return rational.Int(100).Mul(most.Sub(f)).Quo(rational.Int(1).Add(f))
}

// SharpnessIsAPropertyOfTheFunction is what is meant where sharp minima are said not to generalise.
var SharpnessIsAPropertyOfTheFunction = theorems.Claim[BoxedPair]{
	Name:      "keskar2017/sharpness-is-a-property-of-the-function",
	Says:      "Two global minima of (1 − w_1…w_d)², which are the same function x → w_1…w_d x = x, have the same sharpness 100 (max f(w + z) − f(w))/(1 + f(w)) over the box |z_i| ≤ ε(|w_i| + 1)",
	Source:    keskar2017.Locate("the metric of sharpness, with the whole space as its subspace; that it is one of the function is assumed where it is used, and not said", ""),
	Corrected: "dinh2017/rescaling-is-a-congruence",
	Expect:    theorems.Refuted,
	Draw:      func(t *rapid.T) BoxedPair { return drawBoxedPair(t, rapid.Bool().Draw(t, "relative")) },
	Missing:   &theorems.Hypothesis[BoxedPair]{Name: "the box is |z_i| ≤ ε|w_i|", Holds: func(p BoxedPair) bool { return p.Relative }},
	Known:     []BoxedPair{{Minima: MinimaPair{fractions(1, 1), []Fraction{{2, 1}, {1, 2}}}, Epsilon: Fraction{1, 1000}}},
	Labels: func(p BoxedPair) []string {
		return holding(class{"two weights", len(p.Minima.A) == 2}, class{"three weights or more", len(p.Minima.A) > 2}, class{"the signs differ", !p.Minima.sameSigns()})
	},
	Share: map[string]float64{"two weights": .1, "three weights or more": .2, "the signs differ": .2},
	Then: func(p BoxedPair) theorems.Evidence {
		a, b := p.sharpness(p.Minima.A), p.sharpness(p.Minima.B)
		return theorems.Exactly(a.Cmp(b) == 0, "the sharpness is %v, and %v", a, b)
	},
	Figures: boxedFigures,
}

func drawBoxedPair(t *rapid.T, relative bool) BoxedPair {
	return BoxedPair{Minima: drawMinimaPair(t), Epsilon: Fraction{1, rapid.SampledFrom([]int{10, 1000, 2000}).Draw(t, "1/ε")}, Relative: relative}
}

// boxedFigures draws both measures along the minima (a, 1/a) of two weights.
func boxedFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "boxes", Says: "Sharpness of the minima (a, 1/a) of (1 − w_1w_2)², all of which are the function x → x, for ε = 1/1000: over the box |z_i| ≤ ε(|w_i| + 1), and over |z_i| ≤ ε|w_i|",
		X: theorems.Axis{Label: "a", Log: true}, Y: theorems.Axis{Label: "sharpness", Log: true},
		Hides: "that the values are exact, and the second the same at all of them",
	}
	for _, relative := range []bool{false, true} {
		var x, y []float64
		for k := -10; k <= 10; k++ {
			a := Fraction{1, 1 << max(-k, 0)}
			if k > 0 {
				a = Fraction{1 << k, 1}
			}
			s, _ := BoxedPair{Epsilon: Fraction{1, 1000}, Relative: relative}.sharpness([]Fraction{a, {a.Q, a.P}}).Float64()
			x, y = append(x, a.float()), append(y, s)
		}
		f.Series = append(f.Series, curve([]string{"|z_i| ≤ ε(|w_i| + 1)", "|z_i| ≤ ε|w_i|"}[int(indicator(relative))], x, y))
	}
	return []theorems.Figure{f}
}
