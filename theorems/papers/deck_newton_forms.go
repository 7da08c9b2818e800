package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
)

// inverse returns that of the Hessian at the start.
func (s FormStart) inverse() (rational.Matrix, bool) {
	return rational.FromRows(jetAt(s.tape(), exact.Point(s.X, s.Y)).Hessian).Inverse()
}

func (s FormStart) regular() bool { _, ok := s.inverse(); return ok }

// NewtonShrinksForms: by Euler, H w = (n − 1) ∇f for a form f of degree n.
var NewtonShrinksForms = theorems.Claim[FormStart]{
	Name:   "deck/newton-shrinks-forms",
	Says:   "On a form f of degree n a Newton step takes every w with a nonsingular Hessian to w (n − 2)/(n − 1): in one step to 0 for n = 2, half way on the monkey saddle, by 2/3 on ±x⁴ ± y⁴, and so nearer to minima, maxima and saddles alike",
	Source: deck.Locate("“obtain critical point in one step”, “What is the problem?”, beyond quadratic functions", "Hessian"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) FormStart { return suchThat(t, drawForm, FormStart.regular) },
	Given: []theorems.Hypothesis[FormStart]{
		{
			Name:  "all terms have degree n",
			Holds: func(s FormStart) bool { return s.Other == 0 },
			Drop: func(t *rapid.T) FormStart {
				return suchThat(t, func(t *rapid.T) FormStart {
					s := drawForm(t)
					s.Other = rapid.SampledFrom([]int{1, -1, 2}).Draw(t, "other")
					return s
				}, FormStart.regular)
			},
			Known: []FormStart{{Form: []int{1, 0, 1}, Other: 1, X: 1}},
		},
		{
			Name:  "the Hessian is nonsingular",
			Holds: FormStart.regular,
			Drop: func(t *rapid.T) FormStart {
				return suchThat(t, func(t *rapid.T) FormStart {
					s := drawForm(t)
					if rapid.Bool().Draw(t, "power of x") {
						clear(s.Form[1:])
					}
					return s
				}, not(FormStart.regular))
			},
			Known: []FormStart{{Form: []int{1, 0, 0}, X: 1}},
		},
	},
	MinDecided: 1,
	Labels: func(s FormStart) []string {
		return holding(class{"n = 2", s.degree() == 2}, class{"n = 3", s.degree() == 3}, class{"n = 4", s.degree() == 4}, class{"n = 5", s.degree() == 5},
			class{"f(w) < 0", lossAt(s.tape(), exact.Point(s.X, s.Y)).Sign() < 0})
	},
	Share: map[string]float64{"n = 2": 0.06, "n = 3": 0.1, "n = 4": 0.1, "n = 5": 0.06, "f(w) < 0": 0.15},
	Then: func(s FormStart) theorems.Evidence {
		inverse, ok := s.inverse()
		if !ok {
			return theorems.Exactly(false, "the Hessian at the start is singular: there is no step")
		}
		w, n := rational.Ints(2, 1, []int{s.X, s.Y}), int64(s.degree())
		g := column(ofRats(jetAt(s.tape(), w.Rats()).Gradient))
		end := w.Sub(inverse.Mul(g))
		return theorems.Exactly(end.Sub(w.Scale(rational.New(n-2, n-1))).IsZero(), "n = %d: from (%d, %d) to (%v, %v)", n, s.X, s.Y, end.At(0, 0), end.At(1, 0))
	},
	Figures: newtonFormFigures,
}

// drawForm draws a form, of which x³ − 3xy² and ±x⁴ ± y⁴ are some, and a point.
func drawForm(t *rapid.T) FormStart {
	n := rapid.IntRange(2, 5).Draw(t, "n")
	s := FormStart{Form: ints(t, "form", n+1, -2, 2), X: rapid.IntRange(-4, 4).Draw(t, "x"), Y: rapid.IntRange(-4, 4).Draw(t, "y")}
	switch rapid.IntRange(0, 3).Draw(t, "example") {
	case 0:
		s.Form = []int{1, 0, -3, 0}
	case 1:
		sign := rapid.SampledFrom([][]int{{1, 0, 0, 0, 1}, {-1, 0, 0, 0, -1}, {1, 0, 0, 0, -1}}).Draw(t, "signs")
		s.Form = append([]int{}, sign...)
	}
	return s
}
