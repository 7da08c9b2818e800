package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/linear"
)

var nouiehed2018 = theorems.Source{
	Key:   "nouiehed2018",
	Title: "Nouiehed and Razaviyayn 2018, Learning deep models: critical points and local openness",
	URL:   "https://arxiv.org/abs/1803.02968",
}

// DegenerateCriticalPointsOfTwoLayers holds for any convex loss of the product, here for weighted squares.
var DegenerateCriticalPointsOfTwoLayers = theorems.Claim[linear.Point]{
	Name:   "nouiehed2018/degenerate-critical-points-of-two-layers",
	Says:   "f(W_2W_1) = ½Σω_ij(W_2W_1 − Y)_ij² with weights ω_ij > 0, at a critical point where rank(W_2W_1) < min(d_0, d_1, d_2): a global minimum, or a saddle with a negative eigenvalue",
	Source: nouiehed2018.Locate("Theorem 5 and Corollary 6 of the text submitted to ICLR 2018, for any convex f; here at the points with diagonal products", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) linear.Point { return drawWeightedPoint(t, 1, true) },
	Given: []theorems.Hypothesis[linear.Point]{
		{
			Name:  "the product is degenerate",
			Holds: func(p linear.Point) bool { return len(p.S) < p.MinWidth() },
			Drop: func(t *rapid.T) linear.Point {
				b := rapid.IntRange(1, 3).Draw(t, "σ₂")
				a := b + rapid.IntRange(1, 3).Draw(t, "σ₁ − σ₂")
				return weighted(a, b, 1+a/b+rapid.IntRange(0, 3).Draw(t, "ω")).Point
			},
			Known: []linear.Point{weighted(2, 1, 3).Point},
		},
		{
			Name:  "two layers of weights",
			Holds: func(p linear.Point) bool { return p.H() == 1 },
			Drop:  func(t *rapid.T) linear.Point { return drawWeightedPoint(t, rapid.IntRange(2, 3).Draw(t, "H"), true) },
			Known: []linear.Point{{Widths: []int{1, 1, 1, 1}, Sigma: []int{1}}},
		},
	},
	MinDecided: 1,
	Labels: func(p linear.Point) []string {
		return []string{fmt.Sprintf("d_1=%d", p.Widths[1]), fmt.Sprintf("r=%d", len(p.S))}
	},
	Share:  map[string]float64{"r=0": 0.2, "r=1": 0.1, "d_1=1": 0.1, "d_1=2": 0.1, "d_1=3": 0.1},
	Effort: 0.5,
	Then: func(p linear.Point) theorems.Evidence {
		e := globalOrStrict(p)
		e.Class = ""
		return e
	},
}

// drawWeightedPoint draws a critical point of a diagonal target and a metric, with a product of less than
// full rank if it is to be degenerate.
func drawWeightedPoint(t *rapid.T, H int, degenerate bool) linear.Point {
	p := linear.Point{Widths: ints(t, "widths", H+2, 1, 3)}
	p.Sigma = drawSigma(t, min(p.Widths[0], p.Widths[H+1]), distinct)
	r := p.MinWidth()
	if degenerate {
		r = rapid.IntRange(0, r-1).Draw(t, "r")
	}
	p.S = rapid.Permutation(upTo(len(p.Sigma))).Draw(t, "S")[:r]
	slices.Sort(p.S)
	p.Metric = ints(t, "ω", p.Widths[0]*p.Widths[H+1], 1, 4)
	for h := 1; h <= H; h++ {
		p.D = append(p.D, ints(t, "D", p.Widths[h]*p.Widths[h], -1, 1))
	}
	return p
}

// A Curvature is a net with one hidden layer, and the steps Δ_1 = β v e_jᵀ and Δ_2 = e_i vᵀ.
type Curvature struct {
	LinearWeights
	V          []int
	I, J, Beta int
}

// ExplicitNegativeCurvature is the direction that the proof finds.
var ExplicitNegativeCurvature = theorems.Claim[Curvature]{
	Name:   "nouiehed2018/explicit-negative-curvature",
	Says:   "½‖W_2W_1X − Y‖² where W_2v = 0, with c = ((W_2W_1X − Y)Xᵀ)_ij: along Δ_1 = βve_jᵀ, Δ_2 = e_ivᵀ the second derivative is ‖e_ivᵀW_1X‖² + 2β‖v‖²c, which is negative for some β unless c = 0",
	Source: nouiehed2018.Locate("the proof of Theorem 5, as restated in course notes", ""),
	Expect: theorems.Held,
	Draw:   drawCurvature,
	Given: []theorems.Hypothesis[Curvature]{{
		Name: "W_2v = 0",
		Holds: func(c Curvature) bool {
			return c.net().W[1].Mul(rational.Ints(len(c.V), 1, c.V)).IsZero()
		},
		Drop: func(t *rapid.T) Curvature {
			c := drawCurvature(t)
			c.V, c.W[1] = slices.Repeat([]int{1}, len(c.V)), slices.Repeat([]int{1}, len(c.W[1]))
			c.Beta, c.X[c.J][0] = max(c.Beta, 1), 1
			return c
		},
		Known: []Curvature{{LinearWeights: LinearWeights{Widths: []int{1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{0}}, W: [][]int{{0}, {1}}}, V: []int{1}, Beta: 1}},
	}},
	MinDecided: 1,
	Labels:     func(c Curvature) []string { return c.traits()[1:] },
	Share:      map[string]float64{"d_x = 2": 0.2, "d_y = 2": 0.2, "hidden width 2": 0.2, "X not of 0 and 1": 0.3},
	Then: func(c Curvature) theorems.Evidence {
		n := c.net()
		v := rational.Ints(len(c.V), 1, c.V)
		wrong := n.Product().Mul(n.X).Sub(n.Y).Mul(n.X.T()).At(c.I, c.J)
		want := v.T().Mul(n.W[0]).Mul(n.X).Norm2().Add(rational.Int(int64(2 * c.Beta)).Mul(v.Norm2()).Mul(wrong))
		steps := rational.Zeros(n.Dim(), 1)
		for k := range v.Rows {
			steps.Set(k*n.W[0].Cols+c.J, 0, v.At(k, 0).Mul(rational.Int(int64(c.Beta))))
			steps.Set(n.W[0].Rows*n.W[0].Cols+c.I*n.W[1].Cols+k, 0, v.At(k, 0))
		}
		got := steps.T().Mul(n.Hessian()).Mul(steps).At(0, 0)
		return theorems.Exactly(equal(got, want), "second derivative %v, foretold %v", got, want)
	},
}

// drawCurvature draws v and rows of W_2 that are orthogonal to it.
func drawCurvature(t *rapid.T) Curvature {
	c := Curvature{LinearWeights: drawWeights(t, 1, 1, 2)}
	hidden := c.Widths[1]
	c.V = ints(t, "v", hidden, -2, 2)
	c.I, c.J = rapid.IntRange(0, c.Widths[2]-1).Draw(t, "i"), rapid.IntRange(0, c.Widths[0]-1).Draw(t, "j")
	c.Beta = rapid.IntRange(-3, 3).Draw(t, "β")
	square := 0
	for _, x := range c.V {
		square += x * x
	}
	for i := range c.Widths[2] {
		row := c.W[1][i*hidden : (i+1)*hidden]
		product := 0
		for k, x := range row {
			product += x * c.V[k]
		}
		for k := range row {
			row[k] = row[k]*square - product*c.V[k]
		}
	}
	return c
}

// A Wiggle is a curve from W_1 = (1, 0), W_2 = 0, W_3 = (1, 0)ᵀ, with the target diag(0, 1): five steps,
// and a power of t for each layer.
type Wiggle struct {
	Step   [5]int
	Powers [3]int
}

// RankOneTargetHasABadMinimum is the example by which a preprint wanted to show that Y must have full rank.
// Along every straight line it is a minimum: a search along lines would agree.
var RankOneTargetHasABadMinimum = theorems.Claim[Wiggle]{
	Name:      "nouiehed2018/rank-one-target-has-a-bad-minimum",
	Says:      "½‖W_3W_2W_1 − diag(0, 1)‖² at W_1 = (1, 0), W_2 = 0, W_3 = (1, 0)ᵀ: a local minimum that is not global; along no curve does the loss fall",
	Source:    nouiehed2018.Locate("an example in the text submitted to ICLR 2018", "Deep Linear Network"),
	Corrected: "kawaguchi2016/linear-minima-are-global",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) Wiggle {
		w := Wiggle{Powers: [3]int{1, rapid.IntRange(1, 2).Draw(t, "power"), 1}}
		copy(w.Step[:], ints(t, "step", 5, -1, 1))
		return w
	},
	Known:   []Wiggle{{Step: [5]int{0, 1, 1, 0, 1}, Powers: [3]int{1, 2, 1}}},
	Missing: &theorems.Hypothesis[Wiggle]{Name: "the curve is a straight line", Holds: func(w Wiggle) bool { return w.Powers == [3]int{1, 1, 1} }},
	Then: func(w Wiggle) theorems.Evidence {
		n := built(linear.Point{Widths: []int{2, 1, 1, 2}, Sigma: []int{0, 1}, Z: [][]int{{1, 0}, nil, {1, 0}}}).Net
		step := []rational.Matrix{rational.Ints(1, 2, w.Step[:2]), rational.Ints(1, 1, w.Step[2:3]), rational.Ints(2, 1, w.Step[3:])}
		c, moves := n.Along(step, w.Powers[:])
		if !moves {
			return theorems.Exactly(true, "the loss is constant along the curve")
		}
		return theorems.Exactly(c.Coefficient.Sign() > 0, "%v", c)
	},
}
