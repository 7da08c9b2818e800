package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/linear"
)

var lu2017 = theorems.Source{
	Key:   "lu2017",
	Title: "Lu and Kawaguchi 2017, Depth creates no bad local minima",
	URL:   "https://arxiv.org/abs/1702.08580",
}

// RepeatedSingularValuesMakeNoBadMinima needs neither distinct singular values nor d_y ≤ d_x.
var RepeatedSingularValuesMakeNoBadMinima = theorems.Claim[linear.Point]{
	Name:   "lu2017/repeated-singular-values-make-no-bad-minima",
	Says:   "L(W) = ½‖W_{H+1}…W_1X − Y‖² with X and Y of full row rank, also where singular values of the whitened target are equal: a critical point that is no global minimum is no local one",
	Source: lu2017.Locate("Theorems 2.1 to 2.3", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) linear.Point {
		return drawPoint(t, rapid.IntRange(1, 4).Draw(t, "H"), rapid.SampledFrom([]int{repeated, repeated, tall}).Draw(t, "values"))
	},
	Given: []theorems.Hypothesis[linear.Point]{
		{
			Name:  "all errors have the same weight",
			Holds: func(p linear.Point) bool { return p.Metric == nil },
			Drop: func(t *rapid.T) linear.Point {
				s := rapid.IntRange(1, 4).Draw(t, "σ")
				first := rapid.IntRange(1, 3).Draw(t, "ω_11")
				second := first + rapid.IntRange(1, 3).Draw(t, "ω_22 − ω_11")
				off := second + rapid.IntRange(1, 3).Draw(t, "ω_12 − ω_22")
				return linear.Point{Widths: []int{2, 1, 2}, Sigma: []int{s, s}, S: []int{0}, Metric: []int{first, off, off, second}}
			},
			Known: []linear.Point{{Widths: []int{2, 1, 2}, Sigma: []int{1, 1}, S: []int{0}, Metric: []int{1, 3, 3, 2}}},
		},
		{
			Name:  "XXᵀ is nonsingular",
			Holds: func(p linear.Point) bool { return p.Unseen == 0 },
			Drop:  drawRankPoint(unseen),
			Idle:  "weights that meet no sample change nothing",
		},
	},
	MinDecided: 1,
	Labels: func(p linear.Point) []string {
		return append(shapeTraits(p.Widths), holding(class{"repeated", !hasDistinct(p.Sigma)}, class{"d_y > d_x", p.Widths[p.H()+1] > p.Widths[0]})...)
	},
	Share: map[string]float64{"repeated": 0.3, "d_y > d_x": 0.1, "H=1": 0.1, "H=2": 0.1, "H=3": 0.1, "H=4": 0.1, "global": 0.1, "strict saddle": 0.15,
		"non-strict saddle": 0.04, "wide": 0.12, "bottleneck": 0.15, "d_x > d_y": 0.1, "hidden width 1": 0.1, "hidden width 2": 0.2, "hidden width 3": 0.2},
	Then: func(p linear.Point) theorems.Evidence { return globalOrSaddle(kindOf(built(p))) },
}

// A NearPair is A = diag(1, 1 + g) and B = [1, ε; ε, 1 + h], for g, ε and h in thousandths.
type NearPair struct{ G, Epsilon, H int }

// FactorsOfNearMatricesAreNear is Lemma 3.3, for the singular vectors of symmetric 2×2 matrices: those of B
// belong to those of A if one of each has a squared cosine of at least 3/4 with the other.
var FactorsOfNearMatricesAreNear = theorems.Claim[NearPair]{
	Name:      "lu2017/factors-of-near-matrices-are-near",
	Says:      "Matrices near one another have singular vectors near one another: those of diag(1, 1 + g) and [1, ε; ε, 1 + h] with |ε|, |g − h| ≤ 0.01 are within 30 degrees",
	Source:    lu2017.Locate("Lemma 3.3, of which Nouiehed and Razaviyayn 2018 show that it is false; Theorem 2.2 stands without", ""),
	Corrected: "lu2017/repeated-singular-values-make-no-bad-minima",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) NearPair {
		p := NearPair{G: rapid.SampledFrom([]int{1, 10, 100, 1000}).Draw(t, "g"), Epsilon: rapid.IntRange(1, 10).Draw(t, "ε")}
		p.H = max(p.G-rapid.IntRange(0, 10).Draw(t, "g − h"), 0)
		return p
	},
	Known:   []NearPair{{G: 1, Epsilon: 1}},
	Missing: &theorems.Hypothesis[NearPair]{Name: "the singular values are apart by 0.1", Holds: func(p NearPair) bool { return p.G >= 100 }},
	Then:    vectorsAreNear,
	Label:   func(p NearPair) string { return fmt.Sprintf("g=%d/1000", p.G) },
}

// vectorsAreNear: the greater eigenvector (sin θ, cos θ) of B has tan 2θ = 2ε/h with 0 ≤ 2θ ≤ π/2, and that
// of A is (0, 1) for g > 0. cos²θ = ½ + ½cos 2θ ≥ ¾ means cos²2θ = h²/(h² + 4ε²) ≥ ¼. Both matrices are
// positive definite: singular vectors are eigenvectors.
func vectorsAreNear(p NearPair) theorems.Evidence {
	h, e := rational.New(int64(p.H), 1000), rational.New(int64(p.Epsilon), 1000)
	square := h.Mul(h)
	cosine := square.Quo(square.Add(rational.Int(4).Mul(e.Mul(e))))
	if positive := rational.Int(1).Add(h).Sub(e.Mul(e)); p.G <= 0 || positive.Sign() <= 0 {
		return theorems.Undecidable("A has equal eigenvalues, or B is not positive definite")
	}
	near := cosine.Cmp(rational.New(1, 4)) >= 0
	return theorems.Exactly(near, "cos² 2θ = %v between the greater singular vectors", cosine)
}
