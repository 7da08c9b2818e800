package papers

import (
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/relu"
)

// A RegressionPoint is a net 1–m–1 with ReLU units on samples (x, y): x ↦ C + Σ V_i relu(A_i x + B_i), all
// numbers over Over.
type RegressionPoint struct {
	Samples [][2]int
	Over    int
	A, B, V []int
	C       int
}

func (p RegressionPoint) net() relu.Net {
	n := relu.Net{Widths: []int{1, len(p.A), 1}, Activation: relu.ReLU, X: rational.Zeros(len(p.Samples), 1), Y: rational.Zeros(len(p.Samples), 1)}
	for s, xy := range p.Samples {
		n.X.Set(s, 0, rational.Int(int64(xy[0])))
		n.Y.Set(s, 0, rational.Int(int64(xy[1])))
	}
	return n
}

func (p RegressionPoint) point() (w []*big.Rat) {
	for _, numerators := range [][]int{p.A, p.B, p.V, {p.C}} {
		for _, x := range numerators {
			w = append(w, big.NewRat(int64(x), int64(p.Over)))
		}
	}
	return w
}

// The three sets, with their local minima; of the second with the weight that is printed, −1, and with
// that for which the point is critical.
var (
	firstSet  = RegressionPoint{Samples: [][2]int{{5, 2}, {4, 1}, {3, 0}, {1, -3}, {-1, 3}}, Over: 1, A: []int{1}, B: []int{-3}, V: []int{1}}
	secondSet = RegressionPoint{Samples: [][2]int{{-1, 5}, {0, 0}, {1, -1}, {10, -3}, {11, -4}, {12, -5}}, Over: 3,
		A: []int{-9, 3}, B: []int{13, -30}, V: []int{3, -3}, C: -9}
	secondPrinted = RegressionPoint{Samples: secondSet.Samples, Over: 3, A: []int{-9, -3}, B: []int{13, -30}, V: []int{3, -3}, C: -9}
	thirdSet      = RegressionPoint{Samples: [][2]int{{-1, 3}, {0, 0}, {1, -1}, {10, -3}, {11, -4}, {12, -6}}, Over: 3,
		A: []int{-6, 3, 3}, B: []int{11, -30, -33}, V: []int{3, -3, -3}, C: -9}
)

// betterPoint returns the lower point that is printed with a set, and for the first, for which none is,
// x ↦ 3 relu(−x).
func betterPoint(p RegressionPoint) RegressionPoint {
	switch len(p.A) {
	case 1:
		return RegressionPoint{Samples: p.Samples, Over: 1, A: []int{-1}, B: []int{0}, V: []int{3}}
	case 2:
		return RegressionPoint{Samples: p.Samples, Over: 1, A: []int{-5, 1}, B: []int{1, -8}, V: []int{1, -1}, C: -1}
	}
	return RegressionPoint{Samples: p.Samples, Over: 6, A: []int{-9, -9, 9}, B: []int{6, 0, -79}, V: []int{6, 6, -6}, C: -6}
}

func correctedSign(p RegressionPoint) bool { return !slices.Equal(p.A, secondPrinted.A) }

// RegressionSetsHaveBadMinima is decided at kinks: some samples lie on those of a unit, where there is
// no gradient.
var RegressionSetsHaveBadMinima = theorems.Claim[RegressionPoint]{
	Name:   "swirszcz2016/regression-sets-have-bad-minima",
	Says:   "Three sets of 5 or 6 samples (x, y) and nets 1–m–1 with m = 1, 2, 3 ReLU units, at the points of Propositions 1–3, with w_2 = 1 in the second: each is a local minimum of the squared loss, and not global",
	Source: swirszcz2016.Locate("Propositions 1–3; the second prints w_2 = −1", "ReLU has local"),
	Expect: theorems.Proved,
	Cases:  []RegressionPoint{firstSet, secondSet, thirdSet},
	Given: []theorems.Hypothesis[RegressionPoint]{{
		Name:  "w_2 is 1 in the second set",
		Holds: correctedSign,
		Drop:  func(*rapid.T) RegressionPoint { return secondPrinted },
		Known: []RegressionPoint{secondPrinted},
	}},
	Label: func(p RegressionPoint) string { return map[int]string{1: "m=1", 2: "m=2", 3: "m=3"}[len(p.A)] },
	Then: func(p RegressionPoint) theorems.Evidence {
		return isBadMinimum(p.net(), p.point(), betterPoint(p).point())
	},
	Figures: regressionFigures,
}

// SecondSetAsPrinted is the misprint.
var SecondSetAsPrinted = theorems.Claim[RegressionPoint]{
	Name:      "swirszcz2016/second-set-as-printed",
	Says:      "The second set of 6 samples and the net 1–2–1 with ReLU units: the point w = (−3, −1), b = (13/3, −10), v = (1, −1), c = −3 is a local minimum",
	Source:    swirszcz2016.Locate("Proposition 2, as printed", "ReLU has local"),
	Corrected: "swirszcz2016/regression-sets-have-bad-minima",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) RegressionPoint {
		return rapid.SampledFrom([]RegressionPoint{secondPrinted, secondSet}).Draw(t, "point")
	},
	Missing: &theorems.Hypothesis[RegressionPoint]{Name: "w_2 = 1", Holds: correctedSign},
	Then: func(p RegressionPoint) theorems.Evidence {
		return theorems.Is(decideReLU(p.net(), p.point()), relu.Minimum)
	},
	Known:   []RegressionPoint{secondPrinted},
	Figures: regressionFigures,
	Effort:  .2,
}
