package papers

import (
	"pgregory.net/rapid"

	"saddle/theorems"
)

func drawOneHidden(t *rapid.T) ReLUNet {
	return drawBent(t, 1, func(t *rapid.T) int { return rapid.IntRange(2, 8).Draw(t, "d_1") })
}

// AffineFitsAreBadMinima is Theorem 1 in general: the short instance of ReLUNetsHaveBadMinima is a case of it.
var AffineFitsAreBadMinima = theorems.Claim[ReLUNet]{
	Name:   "yun2019/affine-fits-are-bad-minima",
	Says:   "One hidden layer of at least two units with slopes s₊ ≠ 0 and s₋ ≠ s₊, biases, one output, distinct inputs that no affine function takes to their targets: the affine least-squares fit, with all units on, is a local minimum of the squared loss, and not global",
	Source: yun2019.Locate("Theorem 1", "ReLU has local"),
	Expect: theorems.Held,
	Draw:   drawOneHidden,
	Given:  bentHypotheses(drawOneHidden),
	Labels: func(n ReLUNet) []string {
		return holding(class{"ReLU", n.Below == 0}, class{"leaky", n.Below > 0}, class{"two inputs", n.Widths[0] == 2}, class{"two units", n.Widths[1] == 2})
	},
	Share:      map[string]float64{"minimum": .9, "ReLU": .2, "leaky": .2, "two inputs": .2, "two units": .05},
	MinDecided: 1,
	Then:       affineFitIsBad,
	Known:      []ReLUNet{threeSamples(0, 2, 0, 0, 1)},
	Effort:     2,
}
