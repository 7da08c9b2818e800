package papers

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"saddle/theorems"
	"saddle/theorems/certify"
)

// A FlippedPoint is the point of the student–teacher loss with n = k = d that
// gradient descent and Newton's method reach from w_1 = −0.6 e_1, w_i = e_i,
// and 0.2 in the other entries of the first row and column.
type FlippedPoint struct{ K int }

// flippedSizes are the k of the statement; the theorem goes on to 20.
var flippedSizes = from(6, 5)

// flippedRadius is how near to the point the statement is about.
const flippedRadius = 1e-6

// SpuriousMinimaFromK6 certifies one family of the minima that gradient descent finds.
var SpuriousMinimaFromK6 = theorems.Claim[FlippedPoint]{
	Name: "safran2018/spurious-minima-from-k-6",
	Says: fmt.Sprintf("n = k = d, orthonormal teacher: within %.0e of the point with one neuron flipped, w_1 ≈ −a e_1 and w_i ≈ e_i, the student–teacher loss has, for %s, a strict local minimum that is not global",
		flippedRadius, span("k", flippedSizes)),
	Source: safran2018.Locate("Theorem 1, which has 6 ≤ k ≤ 20", "Considering Data"),
	Expect: theorems.Proved,
	Cases:  flippedPoints(flippedSizes),
	Label:  func(p FlippedPoint) string { return fmt.Sprintf("k=%d", p.K) },
	Given: []theorems.Hypothesis[FlippedPoint]{{
		Name:  "k ≥ 6",
		Holds: func(p FlippedPoint) bool { return p.K >= 6 },
		Drop:  func(t *rapid.T) FlippedPoint { return FlippedPoint{rapid.IntRange(4, 5).Draw(t, "k")} },
		Known: []FlippedPoint{{5}, {4}},
	}},
	Then:    func(p FlippedPoint) theorems.Evidence { return isSpuriousMinimum(p.K, p.solve()) },
	Figures: flippedFigures,
}

func flippedPoints(sizes []int) (out []FlippedPoint) {
	for _, k := range sizes {
		out = append(out, FlippedPoint{k})
	}
	return out
}

// isSpuriousMinimum decides whether a strict local minimum that is not global
// lies within flippedRadius of w, a point of which the first neuron alone is
// flipped.
func isSpuriousMinimum(k int, w []float64) theorems.Evidence {
	if !firstIsFlipped(k, w) {
		return theorems.Undecidable("k = %d: the first neuron alone should be flipped: %v", k, w)
	}
	loss := teacher(k, k)
	m, err := certify.StrictMinimum(loss, w, 0)
	switch {
	case err == nil:
		return nearAndNotGlobal(k, m)
	case !errors.As(err, new(certify.ErrUnproved)):
		return theorems.Undecidable("k = %d: %v", k, err)
	}
	v, err := certify.NoMinimum(loss, w, flippedRadius)
	if err != nil {
		return theorems.Undecidable("k = %d: %v", k, err)
	}
	return theorems.Certainly(false, "k = %d: no local minimum within %g of the point: vᵀHv in [%.6f, %.6f] there", k, flippedRadius, v.Lo, v.Hi)
}

// nearAndNotGlobal decides what a minimum says: one further away than flippedRadius may leave
// another within it. The least loss is 0, at W = V.
func nearAndNotGlobal(k int, m certify.Minimum) theorems.Evidence {
	if m.R <= flippedRadius && m.Loss.Lo > 0 {
		return theorems.Certainly(true, "k = %d: %v", k, m)
	}
	return theorems.Undecidable("k = %d: %v", k, m)
}

// firstIsFlipped reports whether w_1·e_1 < 0 < w_i·e_i for i > 1, by more than the
// radius.
func firstIsFlipped(k int, w []float64) bool {
	for i := range k {
		if x := w[i*k+i]; i == 0 && !(x < -flippedRadius) || i > 0 && !(x > flippedRadius) {
			return false
		}
	}
	return true
}

// solve finds the critical point in float64: gradient descent keeps the symmetry
// of its start, and Newton's method polishes.
func (p FlippedPoint) solve() []float64 {
	k, m := p.K, teacher(p.K, p.K)
	w, g := make([]float64, k*k), make([]float64, k*k)
	for i := range k {
		for j := range k {
			switch {
			case i == j && i == 0:
				w[i*k+j] = -0.6
			case i == j:
				w[i*k+j] = 1
			case i == 0, j == 0:
				w[i*k+j] = 0.2
			}
		}
	}
	for range 1500 {
		m.Gradient(g, w)
		for i := range w {
			w[i] -= 0.1 * g[i]
		}
	}
	h, step := mat.NewSymDense(k*k, nil), mat.NewVecDense(k*k, nil)
	for range 6 {
		m.Gradient(g, w)
		m.Hessian(h, w)
		if err := step.SolveVec(h, mat.NewVecDense(k*k, g)); err != nil && math.IsNaN(step.AtVec(0)) {
			break
		}
		for i := range w {
			w[i] -= step.AtVec(i)
		}
	}
	return w
}
