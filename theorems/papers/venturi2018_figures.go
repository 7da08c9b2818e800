package papers

import (
	"math/big"

	"saddle/theorems"
)

// valleyFigures draws the loss along the way from the bad minimum, and along straight lines that leave it.
func valleyFigures(theorems.Report) []theorems.Figure {
	n := threeSamples(0, 2, 0, 0, 1)
	start, turn, end := n.way()
	t := equally(0, 1, 41)
	along := func(a, b []*big.Rat) []float64 {
		return each(t, func(t float64) float64 {
			l, _ := lossOfReLU(n.net(), onSegment(a, b, new(big.Rat).SetFloat64(t))).Float64()
			return l
		})
	}
	path := each(t, func(t float64) float64 { return t })
	later := each(t, func(t float64) float64 { return 1 + t })
	return []theorems.Figure{{
		Name: "way-down", Says: "Samples (0, 0), (1, 0), (2, 1) and two ReLU units: from the bad minimum at the affine fit a unit with output weight 0 moves at constant loss, and then the loss falls to 0; straight to the same point it rises first",
		X: theorems.Axis{Label: "along the path"}, Y: theorems.Axis{Label: "loss"},
		Series: []theorems.Series{
			curve("a unit moves", path, along(start, turn)),
			curve("the output follows", later, along(turn, end)),
			curve("straight to the end, at twice the pace", each(t, func(t float64) float64 { return 2 * t }), along(start, end)),
		},
		Hides: "all other ways: that none leads down near the minimum is decided by the cells that meet there",
	}}
}
