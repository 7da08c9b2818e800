package papers

import (
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A FilterStep is a single curve with the bends P at the places 0, 1, …, from which a filter of three taps is learnt by
// least squares; and a step of gradient descent from the filter Start, preconditioned by the curve with the bends
// By.
type FilterStep struct {
	P, By []int
	Start [taps]int
}

// patchesOf returns the last three values up to each place of the curve with the bends p, one row a place.
func patchesOf(p []int) rational.Matrix {
	n := len(p)
	f := CurveTask{N: n}.input().Mul(rational.Ints(n, 1, p))
	out := rational.Zeros(n, taps)
	for i := range n {
		for a := range min(taps, i+1) {
			out.Set(i, a, f.At(i-a, 0))
		}
	}
	return out
}

// firstBend returns the place of the first bend, or the number of places.
func firstBend(p []int) int {
	if i := slices.IndexFunc(p, func(v int) bool { return v != 0 }); i >= 0 {
		return i
	}
	return len(p)
}

// early reports whether a curve bends at a place with two more after it.
func early(p []int) bool { return firstBend(p)+taps <= len(p) }

// secondDifference is the filter (1, −2, 1).
func secondDifference() rational.Matrix { return rational.Ints(taps, 1, []int{1, -2, 1}) }

// OneCurveTellsTheFilter: the three places from the first bend p_j on have the patches (p_j, 0, 0), (…, p_j, 0)
// and (…, …, p_j), so that the normal equations are regular.
var OneCurveTellsTheFilter = theorems.Claim[FilterStep]{
	Name:   "shalev2017/one-curve-tells-the-filter",
	Says:   "A single piecewise linear curve that bends at least two places before its end, and its bends as targets: least squares returns the filter (1, −2, 1) exactly, from a problem that gradient descent hardly moves on",
	Source: shalev2017.Locate("section 4, the convolutional architecture; derived", "Training stops ...."),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) FilterStep { return FilterStep{P: drawBends(t, true)} },
	Given: []theorems.Hypothesis[FilterStep]{{
		Name:  "it bends two places before its end",
		Holds: func(s FilterStep) bool { return early(s.P) },
		Drop:  func(t *rapid.T) FilterStep { return FilterStep{P: drawBends(t, false)} },
		Known: []FilterStep{{P: []int{1}}, {P: []int{0, 1, 1}}},
	}},
	MinDecided: 1,
	Labels:     func(s FilterStep) []string { return bendClasses(s.P) },
	Share:      map[string]float64{"one bend": .1, "more bends": .1, "three places": .05},
	Then: func(s FilterStep) theorems.Evidence {
		w := patchesOf(s.P).LeastSquares(rational.Ints(len(s.P), 1, s.P))
		return theorems.Exactly(w.Sub(secondDifference()).IsZero(), "the filter is %v", w.Entries())
	},
	Figures: filterFigures,
}

// bendClasses sorts curves into classes.
func bendClasses(p []int) []string {
	bends := 0
	for _, v := range p {
		if v != 0 {
			bends++
		}
	}
	return holding(class{"one bend", bends == 1}, class{"more bends", bends > 1}, class{"three places", len(p) == taps})
}

// drawBends draws the bends of a curve, with zeros before the first.
func drawBends(t *rapid.T, early bool) []int {
	rest := 0
	if early {
		rest = rapid.IntRange(taps-1, 8).Draw(t, "places after it")
	} else {
		rest = rapid.IntRange(0, taps-2).Draw(t, "places after it")
	}
	p := make([]int, rapid.IntRange(0, 4).Draw(t, "places before it"), 16)
	p = append(p, rapid.SampledFrom([]int{-3, -2, -1, 1, 2, 3}).Draw(t, "bend"))
	if rapid.Bool().Draw(t, "more") {
		return append(p, ints(t, "bends", rest, -2, 2)...)
	}
	return append(p, make([]int, rest)...)
}

// PreconditionedDescentTakesOneStep is Newton's step in other words: the loss is a square.
var PreconditionedDescentTakesOneStep = theorems.Claim[FilterStep]{
	Name:   "shalev2017/preconditioned-descent-takes-one-step",
	Says:   "To learn the bends of a piecewise linear curve by a filter of three taps, one step of descent at rate 1 from any filter, preconditioned by the inverse of the patches' second moments, ends at (1, −2, 1)",
	Source: shalev2017.Locate("section 4, preconditioning; as we recall it", "Training stops ...."),
	Expect: theorems.Held,
	Draw:   drawFilterStep,
	Given: []theorems.Hypothesis[FilterStep]{{
		Name:  "the second moments are those of the curve that is learnt from",
		Holds: func(s FilterStep) bool { return slices.Equal(s.P, s.By) },
		Drop: func(t *rapid.T) FilterStep {
			s := drawFilterStep(t)
			s.By = slices.Clone(s.P)
			s.By[firstBend(s.P)] *= 2
			return s
		},
		Known: []FilterStep{{P: []int{1, 0, 0}, By: []int{2, 0, 0}}},
	}},
	MinDecided: 1,
	Labels:     func(s FilterStep) []string { return bendClasses(s.P) },
	Share:      map[string]float64{"one bend": .1, "more bends": .1, "three places": .05},
	Then: func(s FilterStep) theorems.Evidence {
		q, by := patchesOf(s.P), patchesOf(s.By)
		inverse, ok := by.T().Mul(by).Inverse()
		if !ok {
			return theorems.Undecidable("the second moments are singular")
		}
		w := rational.Ints(taps, 1, s.Start[:])
		slope := q.T().Mul(q.Mul(w).Sub(rational.Ints(len(s.P), 1, s.P)))
		end := w.Sub(inverse.Mul(slope))
		return theorems.Exactly(end.Sub(secondDifference()).IsZero(), "from %v to %v", w.Entries(), end.Entries())
	},
}

func drawFilterStep(t *rapid.T) FilterStep {
	s := FilterStep{P: drawBends(t, true), Start: [taps]int(ints(t, "start", taps, -3, 3))}
	if s.Start == [taps]int{1, -2, 1} {
		s.Start[0] = 0
	}
	s.By = s.P
	return s
}
