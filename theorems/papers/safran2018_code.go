package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/interval"
	"saddle/theorems"
)

// A ShortestNeuron is w_min, the length of the shortest neuron, as a fraction.
type ShortestNeuron struct{ Num, Den int }

// DeviationBoundAsCoded is a slip of precedence: a/2*pi*b is (a/2) π b. It is in the deviation of the
// objective, which no theorem needs.
var DeviationBoundAsCoded = theorems.Claim[ShortestNeuron]{
	Name:   "safran2018/deviation-bound-as-coded",
	Says:   "The bound of the Hessian in the published program, with the term n*k*vmax/2*pi*wmin, is no less than with the term of the formula, n k v_max/(2π w_min)",
	Source: safran2018.Locate("the published code, objectives.m: the bound behind the deviations of the objective", ""),
	Expect: theorems.Refuted,
	Known:  []ShortestNeuron{{1, 4}, {3, 10}},
	Cases:  []ShortestNeuron{{1, 100}, {1, 4}, {3, 10}, {1, 3}, {1, 2}, {9, 10}, {2, 1}},
	Missing: &theorems.Hypothesis[ShortestNeuron]{
		Name:  "no neuron is shorter than 1/3, which is above 1/π",
		Holds: func(s ShortestNeuron) bool { return 3*s.Num >= s.Den },
	},
	Corrected: "safran2018/deviation-bound",
	Then:      func(s ShortestNeuron) theorems.Evidence { return s.codedIsEnough() },
}

// DeviationBound says when the slip does no harm.
var DeviationBound = theorems.Claim[ShortestNeuron]{
	Name:   "safran2018/deviation-bound",
	Says:   "The term n*k*vmax/2*pi*wmin of the published program is no less than n k v_max/(2π w_min), of the formula, where the shortest neuron is at least 1/3 long: then it is too large by a factor of (π w_min)²",
	Source: safran2018.Locate("the published code, objectives.m: the bound behind the deviations of the objective", ""),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) ShortestNeuron {
		den := rapid.IntRange(1, 100).Draw(t, "den")
		return ShortestNeuron{rapid.IntRange((den+2)/3, 3*den).Draw(t, "num"), den}
	},
	Label: func(s ShortestNeuron) string {
		if s.Num < s.Den {
			return "shorter than 1"
		}
		return "1 or longer"
	},
	Share:      map[string]float64{"shorter than 1": 0.1, "1 or longer": 0.3},
	MinDecided: 1,
	Given: []theorems.Hypothesis[ShortestNeuron]{{
		Name:  "no neuron is shorter than 1/3",
		Holds: func(s ShortestNeuron) bool { return 3*s.Num >= s.Den },
		Drop: func(t *rapid.T) ShortestNeuron {
			den := rapid.IntRange(4, 100).Draw(t, "den")
			return ShortestNeuron{rapid.IntRange(1, (den-1)/4+1).Draw(t, "num"), den}
		},
		Known: []ShortestNeuron{{1, 4}},
	}},
	Then: func(s ShortestNeuron) theorems.Evidence { return s.codedIsEnough() },
}

// codedIsEnough decides whether a/2 π w ≥ a/(2π w), which is (π w)² ≥ 1.
func (s ShortestNeuron) codedIsEnough() theorems.Evidence {
	ratio := interval.Pi().Mul(interval.Of(float64(s.Num)).Div(interval.Of(float64(s.Den)))).Sqr()
	seen := fmt.Sprintf("w_min = %d/%d: the coded term is [%.6f, %.6f] times that of the formula", s.Num, s.Den, ratio.Lo, ratio.Hi)
	switch {
	case ratio.Lo >= 1:
		return theorems.Certainly(true, "%s", seen)
	case ratio.Hi < 1:
		return theorems.Certainly(false, "%s", seen)
	}
	return theorems.Undecidable("%s", seen)
}
