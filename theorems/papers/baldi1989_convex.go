package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/theorems"
)

// A LayerAlone is a net with one hidden layer of which one layer moves, 1 or 2, or both if it is 0.
type LayerAlone struct {
	LinearWeights
	Layer int
}

// ConvexInEachLayer is why one layer at a time is easy.
var ConvexInEachLayer = theorems.Claim[LayerAlone]{
	Name:   "baldi1989/convex-in-each-layer",
	Says:   "‖Y − ABX‖² is convex in A alone and in B alone, with XXᵀ of full rank: strictly in B if and only if A has full column rank, and in A if and only if B has full row rank",
	Source: baldi1989.Locate("Facts 1 and 2", "Loss of Deep Learning is not convex"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) LayerAlone { return drawLayer(t, rapid.IntRange(1, 2).Draw(t, "layer")) },
	Given: []theorems.Hypothesis[LayerAlone]{
		{
			Name:  "one layer moves",
			Holds: func(l LayerAlone) bool { return l.Layer != 0 },
			Drop: func(t *rapid.T) LayerAlone {
				l := drawLayer(t, 0)
				l.W = nil
				return l
			},
			Known: []LayerAlone{{LinearWeights: LinearWeights{Widths: []int{1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{1}}}}},
		},
		{
			Name:  "XXᵀ has full rank",
			Holds: func(l LayerAlone) bool { return rows(l.X).Rank() == l.Widths[0] },
			Drop: func(t *rapid.T) LayerAlone {
				l := drawLayer(t, 1)
				for i := range l.X {
					l.X[i] = make([]int, len(l.X[i]))
				}
				for i := range l.W[1] {
					l.W[1][i] = 0
				}
				for i := range min(l.Widths[1], l.Widths[2]) {
					l.W[1][i*l.Widths[1]+i] = 1
				}
				return l
			},
			Known: []LayerAlone{{LinearWeights: LinearWeights{Widths: []int{1, 1, 1}, X: [][]int{{0}}, Y: [][]int{{1}}, W: [][]int{{0}, {1}}}, Layer: 1}},
		},
	},
	MinDecided: 1,
	Labels: func(l LayerAlone) []string {
		return append(l.traits()[1:], fmt.Sprintf("layer %d", l.Layer), fmt.Sprintf("strictly %v", l.fullRank()))
	},
	Share: map[string]float64{"d_x = 2": 0.2, "d_y = 2": 0.2, "hidden width 2": 0.2, "X not of 0 and 1": 0.2, "layer 1": 0.2, "layer 2": 0.2, "strictly true": 0.2, "strictly false": 0.1},
	Then:  convexInLayer,
}

// drawLayer draws a net whose samples span the inputs.
func drawLayer(t *rapid.T, layer int) LayerAlone {
	l := LayerAlone{LinearWeights: drawWeights(t, 1, 1, 2), Layer: layer}
	for i := range l.X {
		for j := range l.X {
			x := 0
			if i == j {
				x = rapid.IntRange(1, 3).Draw(t, "x")
			}
			l.X[i] = append([]int{x}, l.X[i]...)
		}
	}
	for i := range l.Y {
		l.Y[i] = append(ints(t, "y", len(l.X), -2, 2), l.Y[i]...)
	}
	if l.correlation().IsZero() {
		l.Y[0][0] = 1
	}
	return l
}

// fullRank reports whether the layer that does not move has full rank where it matters.
func (l LayerAlone) fullRank() bool { return l.net().W[2-max(l.Layer, 1)].Rank() == l.Widths[1] }

func convexInLayer(l LayerAlone) theorems.Evidence {
	n := l.net()
	first := n.W[0].Rows * n.W[0].Cols
	indices := upTo(n.Dim())
	switch l.Layer {
	case 1:
		indices = upTo(first)
	case 2:
		indices = from(first, n.Dim()-first)
	}
	signs := signatureOf(n.Hessian().Principal(indices))
	strictly := l.fullRank()
	return theorems.Exactly(signs.Neg == 0 && (signs.Zero == 0) == strictly, "%d negative, %d zero, %d positive eigenvalues, strictly convex foretold %v", signs.Neg, signs.Zero, signs.Pos, strictly)
}
