package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A SoftmaxLayer is cross-entropy with the logits ln 2 · V a, V with K rows, at samples with the features A, in units in which the weights are V. Mu is a level between eigenvalues, or one of them.
type SoftmaxLayer struct {
	K  int
	A  [][]int
	V  []int
	Mu Fraction
}

// outputs returns V a for each sample.
func (l SoftmaxLayer) outputs() (z [][]int) {
	n := SoftmaxNet{Widths: []int{0, len(l.A[0]), l.K}, V: l.V}
	for _, a := range l.A {
		z = append(z, n.scores(a))
	}
	return z
}

// equal reports whether the K outputs are one number at each sample.
func (l SoftmaxLayer) equal() bool {
	for _, z := range l.outputs() {
		for _, x := range z {
			if x != z[0] {
				return false
			}
		}
	}
	return true
}

// hessian returns Σ (diag p − ppᵀ) ⊗ aaᵀ, and (1/K) Σ aaᵀ.
func (l SoftmaxLayer) hessian() (whole, features rational.Matrix) {
	d := len(l.A[0])
	whole, features = rational.Zeros(l.K*d, l.K*d), rational.Zeros(d, d)
	for s, z := range l.outputs() {
		c, a := softmaxCurvature(softmaxOf2(z)), rational.Ints(1, d, l.A[s])
		square := a.T().Mul(a)
		features = features.Add(square.Scale(rational.New(1, int64(l.K))))
		for k := range l.K {
			for j := range l.K {
				for x := range d {
					for y := range d {
						u, v := k*d+x, j*d+y
						whole.Set(u, v, whole.At(u, v).Add(c.At(k, j).Mul(square.At(x, y))))
					}
				}
			}
		}
	}
	return whole, features
}

// above counts the eigenvalues of a symmetric matrix above μ, and those that are μ.
func above(m rational.Matrix, mu rational.Number) (greater, same int) {
	in := inertiaOf(m.Sub(rational.Identity(len(m.ToRows())).Scale(mu)).ToRows())
	return in.Pos, in.Zero
}

// EigenvaluesComeInKMinus1 is where the last layer of a net starts that is born small: diag p − ppᵀ is then (1 − 11ᵀ/K)/K, of eigenvalues 1/K, K − 1
// times, and 0. So features with one large eigenvalue, as those that are never negative have along their mean, make K − 1 large ones.
var EigenvaluesComeInKMinus1 = theorems.Claim[SoftmaxLayer]{
	Name:   "sagun2017/eigenvalues-come-in-k-minus-1",
	Says:   "Cross-entropy of K classes with the outputs Va, where all outputs are equal at each sample: whatever the labels, the Hessian in V has K − 1 times as many eigenvalues above any μ > 0 as (1/K) Σ aaᵀ has, and K − 1 times as many that are μ",
	Source: sagun2017.Locate("that the number of large eigenvalues is that of the classes; for the last layer before training derived", sagunSlide),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) SoftmaxLayer { return drawSoftmaxLayer(t, true) },
	Given: []theorems.Hypothesis[SoftmaxLayer]{{
		Name:  "all outputs are equal at each sample",
		Holds: SoftmaxLayer.equal,
		Drop:  func(t *rapid.T) SoftmaxLayer { return drawSoftmaxLayer(t, false) },
		Known: []SoftmaxLayer{{K: 2, A: [][]int{{1}}, V: []int{0, 1}, Mu: Fraction{1, 2}}},
	}},
	MinDecided: 1,
	Labels: func(l SoftmaxLayer) []string {
		_, features := l.hessian()
		greater, same := above(features, l.Mu.number())
		return append(holding(class{"none above", greater == 0}, class{"one above", greater == 1}, class{"more above", greater > 1}, class{"μ is an eigenvalue", same > 0}), fmt.Sprintf("K = %d", l.K))
	},
	Share: map[string]float64{"none above": .2, "one above": .1, "more above": .05, "μ is an eigenvalue": .05, "K = 2": .1, "K = 3": .1, "K = 4": .1},
	Then: func(l SoftmaxLayer) theorems.Evidence {
		whole, features := l.hessian()
		greater, same := above(whole, l.Mu.number())
		few, at := above(features, l.Mu.number())
		return theorems.Exactly(greater == (l.K-1)*few && same == (l.K-1)*at, "%d and %d above μ, %d and %d are μ; K = %d", greater, few, same, at, l.K)
	},
}

func drawSoftmaxLayer(t *rapid.T, equal bool) SoftmaxLayer {
	l := SoftmaxLayer{K: rapid.IntRange(2, 4).Draw(t, "K")}
	d := rapid.IntRange(1, 3).Draw(t, "d")
	for range rapid.IntRange(1, 4).Draw(t, "N") {
		l.A = append(l.A, ints(t, "a", d, -2, 3))
	}
	row := ints(t, "v", d, -1, 1)
	for range l.K {
		if l.V = append(l.V, row...); !equal {
			row = ints(t, "v", d, -2, 2)
		}
	}
	if !equal && l.equal() { // as features that are 0 make them
		l.A[0][0] = 1
		l.V[0] = l.V[d] + 1
		for j := 1; j < d; j++ {
			l.A[0][j] = 0
		}
	}
	l.Mu = Fraction{rapid.IntRange(1, 12).Draw(t, "μ"), 4}
	if rapid.IntRange(0, 3).Draw(t, "at an eigenvalue") == 0 { // of one feature alone: its square, over K
		for s := range l.A {
			for j := 1; j < d; j++ {
				l.A[s][j] = 0
			}
		}
		l.Mu = Fraction{max(1, sumOfSquares(l.A)), l.K}
	}
	return l
}

func sumOfSquares(a [][]int) (sum int) {
	for _, row := range a {
		sum += dot(row, row)
	}
	return sum
}
