package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/theorems"
)

var christof2022 = theorems.Source{
	Key:   "christof2022",
	Title: "Christof and Kowalczyk 2022, On the omnipresence of spurious local minima in certain neural network training problems",
	URL:   "https://arxiv.org/abs/2202.12262",
}

func drawWide(t *rapid.T) ReLUNet {
	return drawBent(t, rapid.IntRange(1, 3).Draw(t, "H"), func(t *rapid.T) int {
		return rapid.SampledFrom([]int{2, 3, 5, 10, 20, 100}).Draw(t, "width")
	})
}

// BadMinimaAtAnyWidth says that no width cures this: the affine fit is as bad at a thousand units.
var BadMinimaAtAnyWidth = theorems.Claim[ReLUNet]{
	Name:   "christof2022/bad-minima-at-any-width",
	Says:   "H = 1, 2, 3 hidden layers, at least two units in the first, of any width (here up to 100, and 1000), units with slopes s₊ ≠ 0 and s₋ ≠ s₊, biases, one output, distinct inputs that no affine function takes to their targets: there is a local minimum of the squared loss that is not global",
	Source: christof2022.Locate("the main result, as its abstract has it, for finite data", "Conjecture about Deep Learning"),
	Expect: theorems.Held,
	Draw:   drawWide,
	Given:  bentHypotheses(drawWide),
	Labels: func(n ReLUNet) []string {
		widest := 0
		for _, d := range n.Widths {
			widest = max(widest, d)
		}
		return append(holding(class{"width below 10", widest < 10}, class{"width from 10 on", widest >= 10}, class{"width from 100 on", widest >= 100}), fmt.Sprintf("H=%d", len(n.Widths)-2))
	},
	Share:      map[string]float64{"minimum": .9, "H=1": .15, "H=2": .15, "H=3": .15, "width below 10": .1, "width from 10 on": .3, "width from 100 on": .1},
	MinDecided: 1,
	Then:       affineFitIsBad,
	Known:      []ReLUNet{{Widths: []int{1, 1000, 1}, Above: 2, X: [][]int{{0}, {1}, {2}}, Y: []int{0, 0, 1}}},
	Effort:     .3,
}
