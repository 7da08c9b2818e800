package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

var sagun2017 = theorems.Source{
	Key:   "sagun2017",
	Title: "Sagun et al. 2017, Empirical Analysis of the Hessian of Over-Parametrized Neural Networks",
	URL:   "https://arxiv.org/abs/1706.04454",
}

const sagunSlide = "Guess about Error Surface; Error v.s. Eigenvalues"

// A SoftmaxNet is a net d_0→d_1→K without biases at the weights U of its hidden units, by rows, and V ln 2 of its outputs, V by
// rows, with the cross-entropy of classes Labels at the inputs X. So the softmax of the outputs z = ln 2 · V a is p_k = 2^(V a)_k / Σ 2^(V a)_j, which is
// rational. If Fixed, U is not a parameter. If Whole, its Hessian is asked for, else the first part.
type SoftmaxNet struct {
	Widths       []int
	Unit         string
	X            [][]int
	Labels       []int
	U, V         []int
	Fixed, Whole bool
}

// classes is K.
func (n SoftmaxNet) classes() int { return n.Widths[2] }

// parameters is W.
func (n SoftmaxNet) parameters() int {
	w := n.Widths[1] * n.Widths[2]
	if !n.Fixed {
		w += n.Widths[0] * n.Widths[1]
	}
	return w
}

// bound is N(K − 1).
func (n SoftmaxNet) bound() int { return len(n.X) * (n.classes() - 1) }

// linear reports whether the outputs are linear in the parameters.
func (n SoftmaxNet) linear() bool { return n.Fixed }

// hidden returns what the hidden units are at a sample, and their first two derivatives by what comes into them.
func (n SoftmaxNet) hidden(s int) (a, slope, bend []int) {
	d := n.Widths[0]
	for j := range n.Widths[1] {
		z := dot(n.U[j*d:(j+1)*d], n.X[s])
		if n.Unit == "z²" {
			a, slope, bend = append(a, z*z), append(slope, 2*z), append(bend, 2)
		} else {
			a, slope, bend = append(a, z), append(slope, 1), append(bend, 0)
		}
	}
	return a, slope, bend
}

// softmaxOf2 returns 2^z_k / Σ 2^z_j.
func softmaxOf2(z []int) []rational.Number {
	p := make([]rational.Number, len(z))
	var total rational.Number
	for k, x := range z {
		p[k] = rational.Dyadic(1, x)
		total = total.Add(p[k])
	}
	for k := range p {
		p[k] = p[k].Quo(total)
	}
	return p
}

// scores returns V a.
func (n SoftmaxNet) scores(a []int) []int {
	z := make([]int, n.classes())
	for k := range z {
		z[k] = dot(n.V[k*len(a):(k+1)*len(a)], a)
	}
	return z
}

// parts returns A and B such that the Hessian is D (A + B/ln 2) D, where D is ln 2 for the weights U and 1 for the others: A is the
// first part, Σ Jᵀ(diag p − ppᵀ)J, and B the second, Σ (p − y)·∂²z.
func (n SoftmaxNet) parts() (first, second rational.Matrix) {
	w, d, units := n.parameters(), n.Widths[0], n.Widths[1]
	first, second = rational.Zeros(w, w), rational.Zeros(w, w)
	outer := w - units*n.classes() // where V begins
	for s, x := range n.X {
		a, slope, bend := n.hidden(s)
		p := softmaxOf2(n.scores(a))
		jacobian := rational.Zeros(n.classes(), w)
		for k := range n.classes() {
			off := p[k]
			if k == n.Labels[s] {
				off = off.Sub(rational.Int(1))
			}
			for j := range units {
				v := outer + k*units + j
				jacobian.Set(k, v, rational.Int(int64(a[j])))
				for i := 0; i < d && !n.Fixed; i++ {
					c := n.V[k*units+j]
					jacobian.Set(k, j*d+i, rational.Int(int64(c*slope[j]*x[i])))
					mixed := off.Mul(rational.Int(int64(slope[j] * x[i])))
					second.Set(j*d+i, v, second.At(j*d+i, v).Add(mixed))
					second.Set(v, j*d+i, second.At(v, j*d+i).Add(mixed))
					for l := range d {
						second.Set(j*d+i, j*d+l, second.At(j*d+i, j*d+l).Add(off.Mul(rational.Int(int64(c*bend[j]*x[i]*x[l])))))
					}
				}
			}
		}
		first = first.Add(jacobian.T().Mul(softmaxCurvature(p)).Mul(jacobian))
	}
	return first, second
}

// softmaxCurvature returns diag p − ppᵀ.
func softmaxCurvature(p []rational.Number) rational.Matrix {
	c := column(p).Mul(column(p).T()).Scale(rational.Int(-1))
	for k := range p {
		c.Set(k, k, c.At(k, k).Add(p[k]))
	}
	return c
}

// FirstPartHasRankNKMinus1 counts zero eigenvalues for cross-entropy, as NoErrorMakesZeroEigenvalues does for squared loss: (1, …, 1) is in the kernel of
// diag p − ppᵀ, which so has rank K − 1. Cross-entropy is never 0, so that no point is without error.
var FirstPartHasRankNKMinus1 = theorems.Claim[SoftmaxNet]{
	Name:   "sagun2017/first-part-has-rank-n-k-minus-1",
	Says:   "Cross-entropy of K classes on N samples, whose Hessian in W parameters is Σ ∂zᵀ(diag p − ppᵀ)∂z + Σ (p − y)·∂²z with the softmax p of the outputs z: the first part, and so the Hessian where the outputs are linear in the parameters, has rank at most N(K − 1), and the eigenvalue 0 at least W − N(K − 1) times",
	Source: sagun2017.Locate("the decomposition of the Hessian, and that its first part has at least M − N zero eigenvalues; for K classes derived", sagunSlide),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) SoftmaxNet {
		n := drawSoftmaxNet(t, rapid.Bool().Draw(t, "fixed"))
		n.Whole = n.Fixed && rapid.Bool().Draw(t, "whole")
		return n
	},
	Given: []theorems.Hypothesis[SoftmaxNet]{{
		Name:  "the second part is left out, or 0 as the outputs are linear in the parameters",
		Holds: func(n SoftmaxNet) bool { return !n.Whole || n.linear() },
		Drop: func(t *rapid.T) SoftmaxNet {
			n := drawSoftmaxNet(t, false)
			n.Whole = true
			return n
		},
		Known: []SoftmaxNet{{Widths: []int{1, 1, 2}, Unit: "z", X: [][]int{{1}}, Labels: []int{0}, U: []int{0}, V: []int{0, 0}, Whole: true}},
	}},
	MinDecided: 1,
	Labels: func(n SoftmaxNet) []string {
		return append(holding(class{"linear, the Hessian", n.Whole}, class{"the first part of a net", !n.Fixed}, class{"two samples or more", len(n.X) > 1}), fmt.Sprintf("K = %d", n.classes()), "σ(z) = "+n.Unit)
	},
	Share:   map[string]float64{"linear, the Hessian": .1, "the first part of a net": .2, "two samples or more": .2, "K = 2": .1, "K = 3": .1, "K = 4": .1, "σ(z) = z": .2, "σ(z) = z²": .2, "rank N(K − 1)": .2, "lower rank": .1},
	Then:    SoftmaxNet.rankIsBounded,
	Figures: softmaxRankFigures,
}

// rank returns that of the Hessian if Whole, else of the first part; or, if it is above most, a number above most that it has at least.
// A minor of A + tB is a polynomial in t of a degree of at most W with rational coefficients. As 1/ln 2 is transcendental, it is 0
// there only if it is 0 for all t: the rank at 1/ln 2 is the greatest of those at W + 1 rational t.
func (n SoftmaxNet) rank(most int) (rank int) {
	first, second := n.parts()
	if !n.Whole || second.IsZero() {
		return first.Rank()
	}
	for t := 1; t <= n.parameters()+1 && rank <= most && rank < n.parameters(); t++ {
		rank = max(rank, first.Add(second.Scale(rational.Int(int64(t)))).Rank())
	}
	return rank
}

func (n SoftmaxNet) rankIsBounded() theorems.Evidence {
	rank, name := n.rank(n.bound()), "lower rank"
	if rank == n.bound() {
		name = "rank N(K − 1)"
	}
	return theorems.Exactly(rank <= n.bound(), "the rank is at least %d; N(K − 1) = %d, W = %d", rank, n.bound(), n.parameters()).In(name)
}

// drawSoftmaxNet draws a net with more parameters than N(K − 1).
func drawSoftmaxNet(t *rapid.T, fixed bool) SoftmaxNet {
	n := SoftmaxNet{Fixed: fixed, Unit: rapid.SampledFrom([]string{"z", "z²"}).Draw(t, "σ")}
	n.Widths = []int{rapid.IntRange(1, 2).Draw(t, "d_0"), rapid.IntRange(1, 3).Draw(t, "d_1"), rapid.IntRange(2, 4).Draw(t, "K")}
	n.U = ints(t, "u", n.Widths[0]*n.Widths[1], -1, 1)
	n.V = ints(t, "v", n.Widths[1]*n.Widths[2], -1, 1)
	for range rapid.IntRange(1, min(3, (n.parameters()-1)/(n.classes()-1))).Draw(t, "N") {
		n.X = append(n.X, ints(t, "x", n.Widths[0], -2, 2))
		n.Labels = append(n.Labels, rapid.IntRange(0, n.classes()-1).Draw(t, "label"))
	}
	return n
}
