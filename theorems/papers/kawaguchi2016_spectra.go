package papers

import (
	"pgregory.net/rapid"

	"saddle/theorems"
)

// OriginOfOneHiddenLayer is why one hidden layer has no saddle of higher order at the origin.
var OriginOfOneHiddenLayer = theorems.Claim[LinearWeights]{
	Name:   "kawaguchi2016/origin-of-one-hidden-layer",
	Says:   "L = ½‖W_2W_1X − Y‖² at W = 0: the Hessian has the eigenvalues σ_i and −σ_i, each d_1 times, for the singular values σ_i of XYᵀ, and 0 otherwise",
	Source: kawaguchi2016.Locate("Corollary 2.4, for one hidden layer at the origin; the eigenvalues are derived here", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) LinearWeights { return drawWeights(t, 1, 1, 0) },
	Given: []theorems.Hypothesis[LinearWeights]{
		{
			Name:  "one hidden layer",
			Holds: func(l LinearWeights) bool { return l.H() == 1 },
			Drop:  func(t *rapid.T) LinearWeights { return drawWeights(t, 2, 1, 0) },
			Known: []LinearWeights{{Widths: []int{1, 1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{1}}}},
		},
		{
			Name:  "the weights are zero",
			Holds: func(l LinearWeights) bool { return zeroBelow(l, 2) },
			Drop: func(t *rapid.T) LinearWeights {
				l := drawWeights(t, 1, 2, 2)
				l.W[1][0] = 1
				return l
			},
			Known: []LinearWeights{{Widths: []int{1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{1}}, W: [][]int{nil, {1}}}},
		},
	},
	MinDecided: 1,
	Labels:     func(l LinearWeights) []string { return l.traits()[1:] }, // H is 1
	Share:      map[string]float64{"d_x = 2": 0.2, "d_y = 2": 0.2, "hidden width 2": 0.2, "X not of 0 and 1": 0.3},
	Then: func(l LinearWeights) theorems.Evidence {
		k := l.correlation()
		is := hasSquares(l.net().Hessian(), k.T().Mul(k), l.Widths[1])
		return theorems.Exactly(is, "the traces of the powers of the Hessian are those of ±σ_i(XYᵀ): %v", is)
	},
}

// zeroBelow reports whether all weights of the layers up to h are 0.
func zeroBelow(l LinearWeights, h int) bool {
	for _, w := range l.net().W[:h] {
		if !w.IsZero() {
			return false
		}
	}
	return true
}

// HessianBehindAFreeLastLayer is what is true of the points in the proof of Corollary 2.4.
var HessianBehindAFreeLastLayer = theorems.Claim[LinearWeights]{
	Name:   "kawaguchi2016/hessian-behind-a-free-last-layer",
	Says:   "L(W) = ½‖W_{H+1}…W_1X − Y‖² at W_1 = … = W_H = 0, with any W_{H+1}, is zero in all second derivatives if H ≥ 3; if H = 2 the Hessian has the eigenvalues σ_i and −σ_i, each d_1 times, for the singular values σ_i of XYᵀW_3, and 0 otherwise",
	Source: kawaguchi2016.Locate("Appendix C.1, corrected", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   drawFreeLast,
	Given: []theorems.Hypothesis[LinearWeights]{{
		Name:  "W_1 = … = W_H = 0",
		Holds: func(l LinearWeights) bool { return zeroBelow(l, l.H()) },
		Drop: func(t *rapid.T) LinearWeights {
			l := drawFreeLast(t)
			l.W[0] = ints(t, "W_1", l.Widths[0]*l.Widths[1], 1, 2)
			return l
		},
		Known: []LinearWeights{{Widths: []int{1, 1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{1}}, W: [][]int{{1}, {0}, {1}}}},
	}},
	MinDecided: 1,
	Labels:     LinearWeights.traits,
	Share:      map[string]float64{"H=2": 0.2, "H=3": 0.2, "d_x = 2": 0.2, "d_y = 2": 0.2, "hidden width 2": 0.2, "X not of 0 and 1": 0.3},
	Then: func(l LinearWeights) theorems.Evidence {
		hessian := l.net().Hessian()
		if l.H() > 2 {
			return theorems.Exactly(hessian.IsZero(), "the Hessian is zero: %v", hessian.IsZero())
		}
		k := l.correlation().Mul(l.net().W[2])
		is := hasSquares(hessian, k.T().Mul(k), l.Widths[1])
		return theorems.Exactly(is, "the traces of the powers of the Hessian are those of ±σ_i(XYᵀW_3): %v", is)
	},
}

func drawFreeLast(t *rapid.T) LinearWeights {
	H := rapid.IntRange(2, 3).Draw(t, "H")
	l := drawWeights(t, H, H+1, H+1)
	l.W[H][0] = rapid.IntRange(1, 2).Draw(t, "w")
	return l
}

// ZeroHessianWithAnyLastLayer is a step of the published proof, which the corollary does not need.
var ZeroHessianWithAnyLastLayer = theorems.Claim[LinearWeights]{
	Name:      "kawaguchi2016/zero-hessian-with-any-last-layer",
	Says:      "L(W) = ½‖W_{H+1}…W_1X − Y‖² with H ≥ 2 at W_1 = … = W_H = 0, with any W_{H+1}: the Hessian is zero",
	Source:    kawaguchi2016.Locate("Appendix C.1, a step in the proof of Corollary 2.4, which stands", "Deep Linear Network"),
	Corrected: "kawaguchi2016/hessian-behind-a-free-last-layer",
	Expect:    theorems.Refuted,
	Draw:      drawFreeLast,
	Known:     []LinearWeights{{Widths: []int{1, 1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{1}}, W: [][]int{nil, nil, {1}}}},
	Missing:   &theorems.Hypothesis[LinearWeights]{Name: "at least three hidden layers", Holds: func(l LinearWeights) bool { return l.H() >= 3 }},
	Then: func(l LinearWeights) theorems.Evidence {
		zero := l.net().Hessian().IsZero()
		return theorems.Exactly(zero, "the Hessian is zero: %v", zero)
	},
}

// NeitherConvexNorConcave is Theorem 2.3 (i), at the points where its proof finds both signs.
var NeitherConvexNorConcave = theorems.Claim[LinearWeights]{
	Name:   "kawaguchi2016/neither-convex-nor-concave",
	Says:   "L(W) = ½‖W_{H+1}…W_1X − Y‖² is neither convex nor concave: the Hessian has eigenvalues of both signs where W_1 = W_{H+1} = 0 and W_H…W_2 ≠ 0",
	Source: kawaguchi2016.Locate("Theorem 2.3 (i)", "Deep Linear Network; Loss of Deep Learning is not convex"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) LinearWeights { return drawMiddle(t, rapid.IntRange(1, 3).Draw(t, "H")) },
	Given: []theorems.Hypothesis[LinearWeights]{
		{
			Name:  "at least one hidden layer",
			Holds: func(l LinearWeights) bool { return l.H() >= 1 },
			Drop:  func(t *rapid.T) LinearWeights { return drawWeights(t, 0, 1, 0) },
			Known: []LinearWeights{{Widths: []int{1, 1}, X: [][]int{{1}}, Y: [][]int{{1}}}},
		},
		{
			Name:  "XYᵀ ≠ 0",
			Holds: func(l LinearWeights) bool { return !l.correlation().IsZero() },
			Drop: func(t *rapid.T) LinearWeights {
				l := drawMiddle(t, rapid.IntRange(1, 3).Draw(t, "H"))
				for i := range l.Y {
					clear(l.Y[i])
				}
				return l
			},
			Known: []LinearWeights{{Widths: []int{1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{0}}}},
		},
	},
	MinDecided: 1,
	Labels:     LinearWeights.traits,
	Share:      map[string]float64{"H=1": 0.15, "H=2": 0.15, "H=3": 0.15, "d_x = 2": 0.2, "d_y = 2": 0.2, "hidden width 2": 0.2, "X not of 0 and 1": 0.3},
	Then: func(l LinearWeights) theorems.Evidence {
		signs := signatureOf(l.net().Hessian())
		return theorems.Exactly(signs.Neg > 0 && signs.Pos > 0, "%d negative and %d positive eigenvalues", signs.Neg, signs.Pos)
	},
}

// drawMiddle draws layers between the first and the last with positive weights, whose product is not 0.
func drawMiddle(t *rapid.T, H int) LinearWeights {
	l := drawWeights(t, H, 1, 0)
	l.W = [][]int{nil}
	for h := 2; h <= H; h++ {
		l.W = append(l.W, ints(t, "w", l.Widths[h]*l.Widths[h-1], 1, 2))
	}
	return l
}
