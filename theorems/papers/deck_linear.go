package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/theorems"
	"saddle/theorems/linear"
)

// WideLinearNetsHaveNoBadMinima is the deck's sentence with its condition on the widths, which is not needed.
var WideLinearNetsHaveNoBadMinima = theorems.Claim[linear.Point]{
	Name:   "deck/wide-linear-nets-have-no-bad-minima",
	Says:   "In a deep linear net with squared loss whose hidden layers are at least as wide as input and output, a critical point that is no global minimum is a saddle",
	Source: deck.Locate("“Hidden layer size ≥ Input dim, output dim”", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   drawWidePoint,
	Given: []theorems.Hypothesis[linear.Point]{
		{
			Name:  "hidden layers are as wide as the input and the output",
			Holds: equalOrWider,
			Drop: func(t *rapid.T) linear.Point {
				p := drawPoint(t, rapid.IntRange(1, 3).Draw(t, "H"), distinct)
				if equalOrWider(p) {
					p = linear.Point{Widths: []int{2, 1, 2}, Sigma: []int{2, 1}, S: rapid.SampledFrom([][]int{nil, {0}, {1}}).Draw(t, "S")}
				}
				return p
			},
			Idle: "for the squared loss any widths will do: Kawaguchi 2016, Theorem 2.3; for other convex losses one of the two is enough: Laurent and von Brecht 2018",
		},
		{
			Name:  "there is no weight decay",
			Holds: func(p linear.Point) bool { return p.Decay == 0 },
			Drop: func(t *rapid.T) linear.Point {
				H := rapid.IntRange(2, 3).Draw(t, "H")
				return linear.Point{Widths: slices.Repeat([]int{1}, H+2), Sigma: []int{rapid.IntRange(2, 5).Draw(t, "σ")}, Decay: 1}
			},
			Known: []linear.Point{{Widths: []int{1, 1, 1, 1}, Sigma: []int{1}, Decay: 1}},
		},
	},
	MinDecided: 1,
	Labels: func(p linear.Point) []string {
		return []string{fmt.Sprintf("H=%d", p.H()), fmt.Sprintf("r=%d", len(p.S))}
	},
	Share: map[string]float64{"H=1": 0.1, "H=2": 0.1, "H=3": 0.1, "r=0": 0.1, "r=1": 0.15, "r=2": 0.04, "global": 0.08, "strict saddle": 0.15, "non-strict saddle": 0.03},
	Then:  func(p linear.Point) theorems.Evidence { return globalOrSaddle(kindOf(built(p))) },
}

// NarrowLinearNetsHaveBadMinima reads the condition as if it were needed.
var NarrowLinearNetsHaveBadMinima = theorems.Claim[linear.Point]{
	Name:      "deck/narrow-linear-nets-have-bad-minima",
	Says:      "The condition “Hidden layer size ≥ Input dim, output dim” read as needed: a deep linear net with squared loss and a narrower hidden layer has a local minimum that is not global, where it fits other singular directions than the greatest",
	Source:    deck.Locate("“Hidden layer size ≥ Input dim, output dim”", "Deep Linear Network"),
	Corrected: "kawaguchi2016/linear-minima-are-global",
	Expect:    theorems.Refuted,
	Draw:      func(t *rapid.T) linear.Point { return drawNarrow(t) },
	Known:     []linear.Point{{Widths: []int{2, 1, 2}, Sigma: []int{2, 1}, S: []int{1}}},
	Missing:   &theorems.Hypothesis[linear.Point]{Name: "errors off the diagonal count more, by more than σ_1/σ_2", Holds: func(p linear.Point) bool { return p.Metric != nil }},
	Then:      func(p linear.Point) theorems.Evidence { return theorems.Is(kindOf(built(p)), linear.BadMinimum) },
}

// drawNarrow draws the net 2 → 1 → 2 at the point that fits σ_2, with equal weights of all errors or others.
func drawNarrow(t *rapid.T) linear.Point {
	b := rapid.IntRange(1, 3).Draw(t, "σ₂")
	a := b + rapid.IntRange(1, 3).Draw(t, "σ₁ − σ₂")
	p := weighted(a, b, 1+a/b+rapid.IntRange(0, 3).Draw(t, "ω")).Point
	if rapid.Bool().Draw(t, "equal weights") {
		p.Metric = nil
	}
	return p
}

// equalOrWider reports whether the hidden layers are at least as wide as both ends.
func equalOrWider(p linear.Point) bool {
	return slices.Min(p.Widths[1:p.H()+1]) >= max(p.Widths[0], p.Widths[p.H()+1])
}

// drawWidePoint draws critical points whose hidden layers are as wide as the input and the output, or wider.
func drawWidePoint(t *rapid.T) linear.Point {
	p := drawPoint(t, rapid.IntRange(1, 3).Draw(t, "H"), distinct)
	for h := 1; h <= p.H(); h++ {
		p.Widths[h] = max(p.Widths[h], p.Widths[0], p.Widths[p.H()+1])
	}
	p.D, p.Z = nil, nil
	return drawBlocks(t, p)
}
