package theorems

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"saddle/theorems/certify"
)

// A FlippedPoint is the point of the student–teacher loss with n = k = d that
// gradient descent and Newton's method reach from w_1 = −0.6 e_1, w_i = e_i,
// and 0.2 in the other entries of the first row and column.
type FlippedPoint struct{ K int }

// spuriousMinima certifies one family of the minima that gradient descent finds.
var spuriousMinima = Claim[FlippedPoint]{
	Name:   "safran2018/spurious-minima-from-k-6",
	Says:   "n = k = d, orthonormal teacher: within 1e-6 of the point with one neuron flipped, w_1 ≈ −a e_1 and w_i ≈ e_i, the student–teacher loss has, for k = 6 … 10, a strict local minimum that is not global",
	Source: safran2018.at("Theorem 1, which has 6 ≤ k ≤ 20", "Considering Data"),
	Expect: Proved,
	Cases:  []FlippedPoint{{6}, {7}, {8}, {9}, {10}},
	Given: []Hypothesis[FlippedPoint]{{
		Name:  "k ≥ 6",
		Holds: func(p FlippedPoint) bool { return p.K >= 6 },
		Drop:  func(t *rapid.T) FlippedPoint { return FlippedPoint{rapid.IntRange(4, 5).Draw(t, "k")} },
		Known: []FlippedPoint{{5}},
	}},
	Then: FlippedPoint.isSpuriousMinimum,
}

// flippedRadius is how near to the point the statement is about.
const flippedRadius = 1e-6

func (p FlippedPoint) isSpuriousMinimum() Evidence {
	tape, w := teacher(p.K, p.K).Tape(), p.solve()
	for i := range p.K {
		if x := w[i*p.K+i]; (i == 0) != (x < -flippedRadius) || (i > 0) != (x > flippedRadius) {
			return Undecidable("k = %d: the first neuron alone should be flipped, and w_%d·e_%d = %v", p.K, i+1, i+1, x)
		}
	}
	m, err := certify.StrictMinimum(tape, w, 0)
	switch {
	case err == nil && m.R <= flippedRadius && m.Loss.Lo > 0: // the least loss is 0, at W = V
		return Certainly(true, "k = %d: %v", p.K, m)
	case err == nil:
		return Undecidable("k = %d: %v", p.K, m)
	case !errors.As(err, new(certify.ErrUnproved)):
		return Undecidable("k = %d: %v", p.K, err)
	}
	v, err := certify.NoMinimum(tape, w, flippedRadius)
	if err != nil {
		return Undecidable("k = %d: %v", p.K, err)
	}
	return Certainly(false, "k = %d: no local minimum within %g of the point: vᵀHv in [%.6f, %.6f] there", p.K, flippedRadius, v.Lo, v.Hi)
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
