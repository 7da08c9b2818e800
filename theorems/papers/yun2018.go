package papers

import (
	"slices"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/linear"
)

var yun2018 = theorems.Source{
	Key:   "yun2018",
	Title: "Yun, Sra and Jadbabaie 2018, Global optimality conditions for deep neural networks",
	URL:   "https://arxiv.org/abs/1707.02444",
}

// WhenACriticalPointIsGlobal is a test that needs no Hessian.
var WhenACriticalPointIsGlobal = theorems.Claim[linear.Point]{
	Name: "yun2018/when-a-critical-point-is-global",
	Says: "L(W) = ½‖W_{H+1}…W_1X − Y‖² at a critical point, k = min d_i: it is a global minimum if and only if rank(W_{H+1}…W_1) = k and, where k < min(d_x, d_y), W_{H+1}…W_{p+1} behind a layer p of width k has " +
		"the first k left singular vectors of Y Xᵀ(XXᵀ)^{−1/2} as its range; all others are saddles",
	Source: yun2018.Locate("Theorems 2.1 and 2.2, as we recall them", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   drawRankPoint(distinct),
	Given: []theorems.Hypothesis[linear.Point]{
		{
			Name:  "the singular values are distinct",
			Holds: func(p linear.Point) bool { return hasDistinct(p.Sigma) },
			Drop:  drawRankPoint(repeated),
			Known: []linear.Point{{Widths: []int{2, 1, 2}, Sigma: []int{1, 1}, S: []int{1}}},
		},
		{
			Name:  "YXᵀ has full rank",
			Holds: func(p linear.Point) bool { return !slices.Contains(p.Sigma, 0) },
			Drop:  drawRankPoint(deficient),
			Known: []linear.Point{{Widths: []int{1, 1, 1}, Sigma: []int{0}}},
		},
	},
	MinDecided: 1,
	Labels:     func(p linear.Point) []string { return append(shapeTraits(p.Widths), patternOf(p)) },
	Share: map[string]float64{"global": 0.06, "strict saddle": 0.15, "non-strict saddle": 0.03, "H=1": 0.06, "H=2": 0.06, "H=3": 0.06, "H=4": 0.06,
		"wide": 0.12, "bottleneck": 0.1, "d_x > d_y": 0.15, "hidden width 1": 0.15, "hidden width 2": 0.2, "hidden width 3": 0.2, "two zero blocks or more": 0.3, "one zero block": 0.05},
	Sizes: smallPoints(),
	Then:  func(p linear.Point) theorems.Evidence { return globalWhere(p, hasRankAndRange) },
}

// FullRankIsGlobal forgets the range.
var FullRankIsGlobal = theorems.Claim[linear.Point]{
	Name:      "yun2018/full-rank-is-global",
	Says:      "A critical point of a deep linear net is a global minimum if and only if rank(W_{H+1}…W_1) = k, the least width",
	Source:    yun2018.Locate("not there: the theorem without its condition on the range, to see that it would be refuted", "Deep Linear Network"),
	Corrected: "yun2018/when-a-critical-point-is-global",
	Expect:    theorems.Refuted,
	Draw:      drawRankPoint(distinct),
	Known:     []linear.Point{{Widths: []int{2, 1, 2}, Sigma: []int{2, 1}, S: []int{1}}},
	Missing:   &theorems.Hypothesis[linear.Point]{Name: "k = min(d_x, d_y)", Holds: func(p linear.Point) bool { return p.MinWidth() == len(p.Sigma) }},
	Then:      func(p linear.Point) theorems.Evidence { return globalWhere(p, hasFullRank) },
}

// globalWhere is the evidence that a point is global exactly where it is said to be.
func globalWhere(p linear.Point, said func(*linear.Critical) bool) theorems.Evidence {
	c := built(p)
	is := said(c)
	e := globalOrSaddle(kindOf(c))
	if is {
		return isClass(c, linear.Global)
	}
	return theorems.Both(e, theorems.Not(isClass(c, linear.Global)))
}

func hasFullRank(c *linear.Critical) bool { return c.Net.Product().Rank() == c.MinWidth() }

func hasRankAndRange(c *linear.Critical) bool {
	k := c.MinWidth()
	if !hasFullRank(c) || k == len(c.Sigma) {
		return hasFullRank(c)
	}
	narrow := slices.Index(c.Widths[1:], k) + 1
	behind := c.Net.Between(narrow+1, c.H()+1)
	first := rational.Cayley(behind.Rows, c.U).Select(upTo(k))
	return behind.Rank() == k && behind.Beside(first).Rank() == k
}
