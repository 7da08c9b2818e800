package papers

import (
	"slices"

	"pgregory.net/rapid"

	"saddle/theorems"
	"saddle/theorems/linear"
	"saddle/theorems/relu"
)

var kawaguchi2016 = theorems.Source{
	Key:   "kawaguchi2016",
	Title: "Kawaguchi 2016, Deep learning without poor local minima",
	URL:   "https://arxiv.org/abs/1605.07110",
}

// A CriticalPoint is a critical point of a net without biases: of a deep linear
// net or, if Rectified lists samples (x, y), of the net 2→3→1 with ReLU in
// place of the identity on the inputs (x, 1), at its affine least-squares fit.
type CriticalPoint struct {
	linear.Point
	Rectified [][2]int
}

// LinearMinimaAreGlobal is Theorem 2.3 (ii) and (iii): every local minimum of
// ½‖W_{H+1}…W_1X − Y‖² is global, every other critical point is a saddle.
//
// The critical points are constructed exactly, not found by an optimiser, in the
// block form of linear.Point, which every critical point has, with two zero blocks,
// one or none. One that is not global has a Hessian
// with eigenvalues of both signs, or a rational curve along which the loss falls
// and one along which it rises. (That it rises needs no theorem: L is a convex
// quadratic in each layer, so at a local maximum it would be constant in each,
// hence everywhere.)
var LinearMinimaAreGlobal = theorems.Claim[CriticalPoint]{
	Name:   "kawaguchi2016/linear-minima-are-global",
	Says:   "L(W) = ½‖W_{H+1}…W_1X − Y‖², at every critical point: each that is not a global minimum is a saddle; no local minimum is bad, and there is no local maximum",
	Source: kawaguchi2016.Locate("Theorem 2.3 (ii), (iii)", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   drawLinearPoint(distinct),
	Given: []theorems.Hypothesis[CriticalPoint]{
		{
			Name:  "the error is measured in the Frobenius norm",
			Holds: func(c CriticalPoint) bool { return c.Metric == nil },
			Drop: func(t *rapid.T) CriticalPoint {
				b := rapid.IntRange(1, 3).Draw(t, "σ₂")
				a := b + rapid.IntRange(1, 3).Draw(t, "σ₁ − σ₂")
				return weighted(a, b, 1+a/b+rapid.IntRange(0, 3).Draw(t, "ω"))
			},
			Known: []CriticalPoint{weighted(2, 1, 3)},
		},
		{
			Name:  "the activation is the identity",
			Holds: func(c CriticalPoint) bool { return c.Rectified == nil },
			Drop: func(t *rapid.T) CriticalPoint {
				y := rapid.Custom(func(t *rapid.T) [3]int {
					return [3]int{rapid.IntRange(-3, 3).Draw(t, "y0"), rapid.IntRange(-3, 3).Draw(t, "y1"), rapid.IntRange(-3, 3).Draw(t, "y2")}
				}).Filter(func(y [3]int) bool { return y[0]-2*y[1]+y[2] != 0 }).Draw(t, "y")
				return rectified([][2]int{{0, y[0]}, {1, y[1]}, {2, y[2]}})
			},
			Known: []CriticalPoint{rectified([][2]int{{0, 0}, {1, 0}, {2, 1}})},
		},
		{
			Name:  "there is no weight decay",
			Holds: func(c CriticalPoint) bool { return c.Decay == 0 },
			Drop: func(t *rapid.T) CriticalPoint {
				h := rapid.IntRange(2, 3).Draw(t, "H")
				return CriticalPoint{Point: linear.Point{
					Widths: slices.Repeat([]int{1}, h+2), Sigma: []int{rapid.IntRange(2, 5).Draw(t, "σ")}, Decay: 1}}
			},
			Known: []CriticalPoint{{Point: linear.Point{Widths: []int{1, 1, 1, 1}, Sigma: []int{1}, Decay: 1}}},
		},
		{
			Name:  "the singular values of the whitened target are distinct",
			Holds: func(c CriticalPoint) bool { return hasDistinct(c.Sigma) },
			Drop:  drawLinearPoint(repeated),
			Idle:  "not needed for (ii): Lu and Kawaguchi 2017, Theorems 2.1–2.3; only the uniqueness of S is lost",
		},
		{
			Name: "d_y ≤ d_x",
			Holds: func(c CriticalPoint) bool {
				return c.Rectified != nil || c.Widths[len(c.Widths)-1] <= c.Widths[0]-c.Unseen
			},
			Drop: drawLinearPoint(tall),
			Idle: "not needed for (ii) (Lu and Kawaguchi 2017) nor for (iii) (Yun, Sra and Jadbabaie 2018, Lemma B.1)",
		},
		{
			Name:  "XYᵀ has full rank",
			Holds: func(c CriticalPoint) bool { return !slices.Contains(c.Sigma, 0) },
			Drop:  drawLinearPoint(deficient),
			Idle:  "not needed for (ii): Trager, Kohn and Bruna 2020, as we recall it",
			// level or rising along every straight line, and yet a saddle:
			// W_3 = (1, 0)ᵀ, W_2 = 0, W_1 = (1, 0), Y = diag(0, 1)
			Known: []CriticalPoint{{Point: linear.Point{
				Widths: []int{2, 1, 1, 2}, Sigma: []int{0, 1}, Z: [][]int{{1, 0}, nil, {1, 0}}}}},
		},
		{
			Name:  "XXᵀ is nonsingular",
			Holds: func(c CriticalPoint) bool { return c.Unseen == 0 },
			Drop:  drawLinearPoint(unseen),
			Idle:  "a singular XXᵀ is that of a net with fewer inputs, and weights that meet no sample",
		},
	},
	Then:       linearPointIsGlobalOrSaddle,
	MinDecided: 1,
	Labels:     CriticalPoint.traits,
	Share: map[string]float64{"global": 0.06, "strict saddle": 0.2, "non-strict saddle": 0.03,
		"H=1": 0.1, "H=2": 0.1, "H=3": 0.1, "H=4": 0.1, "r=0": 0.15, "r=1": 0.15, "r=2": 0.04,
		"d_x > d_y": 0.2, "hidden width 1": 0.2, "hidden width 2": 0.2, "hidden width 3": 0.2, "wide": 0.12, "bottleneck": 0.1, "S not the first": 0.08,
		"two zero blocks or more": 0.3, "one zero block": 0.03,
		"D ≠ I": 0.3, "U ≠ I": 0.15, "V ≠ I": 0.3, "X ≠ I": 0.3, "further samples": 0.3, "samples turned": 0.15},
	Effort:  1.5,
	Figures: hessianFigures,
	// one of each class
	Known: []CriticalPoint{
		{Point: linear.Point{Widths: []int{1, 1, 1}, Sigma: []int{1}, S: []int{0}}},
		{Point: linear.Point{Widths: []int{1, 1, 1}, Sigma: []int{1}}},
		{Point: linear.Point{Widths: []int{1, 1, 1, 1}, Sigma: []int{1}}},
	},
}

// linearPointIsGlobalOrSaddle decides Theorem 2.3 for one critical point.
func linearPointIsGlobalOrSaddle(c CriticalPoint) theorems.Evidence {
	if c.Rectified != nil {
		return rectifiedFitIsGlobal(c.Rectified)
	}
	return globalOrSaddle(kindOf(built(c.Point)))
}

// rectifiedFitIsGlobal is the construction of Yun, Sra and Jadbabaie: the
// least-squares fit, in the cell where all units are on, is a local minimum of
// the ReLU net; it is not global where an interpolation has a lower loss.
func rectifiedFitIsGlobal(samples [][2]int) theorems.Evidence {
	n := onLines(samples, relu.ReLU)
	fit, other := fitsOnLines(samples)
	return theorems.Not(isBadMinimum(n, fit, other))
}

// traits are the classes of a critical point of a linear net.
func (c CriticalPoint) traits() []string { return pointTraits(c.Point) }

func rectified(samples [][2]int) CriticalPoint { return CriticalPoint{Rectified: samples} }

// weighted is the net 2→1→2 with target diag(a, b), a > b, at the point that
// fits b. Errors off the diagonal count ω times those on it; the point is a
// local minimum if ω b > a, and the one that fits a is better.
func weighted(a, b, omega int) CriticalPoint {
	return CriticalPoint{Point: linear.Point{
		Widths: []int{2, 1, 2}, Sigma: []int{a, b}, S: []int{1}, Metric: []int{1, omega, omega, 1}}}
}
