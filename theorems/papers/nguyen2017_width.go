package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/interval"
	"saddle/theorems"
)

// A WideLayer is a data set with integer inputs from −3 to 3, a row for each sample, before a hidden layer with biases
// of so many units: sigmoids, or none if Linear.
type WideLayer struct {
	X      [][]int
	Units  int
	Linear bool
}

// distinct reports whether no two inputs are equal.
func (l WideLayer) distinct() bool {
	for s, x := range l.X {
		if slices.ContainsFunc(l.X[:s], func(y []int) bool { return slices.Equal(x, y) }) {
			return false
		}
	}
	return true
}

func (l WideLayer) wide() bool { return l.Units >= len(l.X)-1 }

// line returns the inputs along (1, 7, 49, …), on which no two different ones meet, in ascending order.
func (l WideLayer) line() []int {
	var out []int
	for _, x := range l.X {
		at, scale := 0, 1
		for _, c := range x {
			at, scale = at+scale*c, 7*scale
		}
		out = append(out, at)
	}
	slices.Sort(out)
	return out
}

// steepness is the slope of the pre-activations along the line.
const steepness = 16

// steps returns [F, 1] for the inputs in the order of the line, where unit j is σ(16(t − m_j)) with m_j between inputs j and
// j + 1: nearly 0 before it and 1 after, and units beyond those needed are never looked at.
func (l WideLayer) steps() [][]interval.Interval {
	line := l.line()
	var out [][]interval.Interval
	for _, t := range line {
		var row []interval.Interval
		for j := range len(line) - 1 {
			z := steepness / 2 * (2*t - line[j] - line[j+1])
			row = append(row, interval.Of(float64(z)).Sigmoid())
		}
		out = append(out, append(row, interval.Of(1)))
	}
	return out
}

// dominance encloses by how much one entry each dominates the first row and the differences of the rows after it, no two
// of them in one column: the matrix is regular if that is positive.
func dominance(f [][]interval.Interval) interval.Interval {
	n := len(f)
	least := interval.Of(1)
	for s := range f {
		row, at := slices.Clone(f[s]), n-1
		if s > 0 {
			at = s - 1
			for j := range row {
				row[j] = row[j].Sub(f[s-1][j])
			}
		}
		over := row[at].Abs()
		for j := range row {
			if j != at {
				over = over.Sub(row[j].Abs())
			}
		}
		least = least.Min(over)
	}
	return least
}

// WideLayersFitAnyTargets: where [F, 1] is regular, output weights that take the targets are its inverse times these. The
// paper's weights are nearly all; here are some.
var WideLayersFitAnyTargets = theorems.Claim[WideLayer]{
	Name:   "nguyen2017/wide-layers-fit-any-targets",
	Says:   "For N distinct inputs there are weights of N − 1 sigmoid units with biases for which their outputs F have rank [F, 1] = N, so that a linear output with a bias takes any targets without error",
	Source: nguyen2017.Locate("that n_k ≥ N − 1 analytic units give rank N for almost all weights, as in the proof of Theorem 3.8; here there are some", "More Theory"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) WideLayer { return drawWideLayer(t) },
	Given: []theorems.Hypothesis[WideLayer]{
		{
			Name:  "n ≥ N − 1 units",
			Holds: WideLayer.wide,
			Drop: func(t *rapid.T) WideLayer {
				l := drawWideLayer(t)
				l.Units = rapid.IntRange(0, len(l.X)-2).Draw(t, "few")
				return l
			},
			Known: []WideLayer{{X: [][]int{{0}, {1}}, Units: 0}},
		},
		{
			Name:  "the inputs are distinct",
			Holds: WideLayer.distinct,
			Drop: func(t *rapid.T) WideLayer {
				l := drawWideLayer(t)
				l.X[len(l.X)-1] = l.X[0]
				return l
			},
			Known: []WideLayer{{X: [][]int{{0}, {0}}, Units: 1}},
		},
		{
			Name:  "the units are not linear",
			Holds: func(l WideLayer) bool { return !l.Linear },
			Drop: func(t *rapid.T) WideLayer {
				l := drawWideLayer(t)
				l.Linear = true
				return l
			},
			Known: []WideLayer{{X: [][]int{{0}, {1}, {2}}, Units: 2, Linear: true}},
		},
	},
	MinDecided: 1,
	Labels: func(l WideLayer) []string {
		return append(holding(class{"N − 1 units", l.Units == len(l.X)-1}, class{"two inputs", len(l.X[0]) == 2}), fmt.Sprintf("N=%d", len(l.X)))
	},
	Share: map[string]float64{"N − 1 units": .2, "two inputs": .2, "N=2": .08, "N=3": .08, "N=4": .08, "N=5": .08},
	Then: func(l WideLayer) theorems.Evidence {
		n := len(l.X)
		switch {
		case l.Units < n-1:
			return theorems.Exactly(false, "[F, 1] has %d columns", l.Units+1)
		case !l.distinct():
			return theorems.Exactly(false, "two rows of [F, 1] are equal, whatever the weights")
		case l.Linear:
			rank := LayerPoint{F: l.X}.fitted().Rank()
			return theorems.Exactly(rank == n, "[F, 1] has at most the rank of [X, 1], which is %d", rank)
		}
		return theorems.Positive("by how much one entry of each row dominates", dominance(l.steps()))
	},
	Figures: widthFigures,
}

func drawWideLayer(t *rapid.T) WideLayer {
	n, d := rapid.IntRange(2, 5).Draw(t, "N"), rapid.IntRange(1, 2).Draw(t, "d_0")
	l := WideLayer{Units: n - 1 + rapid.IntRange(0, 1).Draw(t, "more")}
	for _, at := range rapid.Permutation(from(0, 7)).Draw(t, "x")[:n] {
		l.X = append(l.X, append([]int{at - 3}, ints(t, "x", d-1, -3, 3)...))
	}
	return l
}
