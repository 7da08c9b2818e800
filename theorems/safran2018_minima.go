package theorems

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"saddle/theorems/certify"
)

// A FlippedPoint is the critical point of the student–teacher loss with
// n = k = d at which one student neuron points away from its teacher neuron and
// the others point to theirs: w_1 ≈ −a e_1, w_i ≈ e_i.
type FlippedPoint struct{ K int }

// spuriousMinima certifies one family of the minima that gradient descent finds.
var spuriousMinima = Claim[FlippedPoint]{
	Name:   "safran2018/spurious-minima-from-k-6",
	Says:   "n = k orthonormal teacher neurons, d = k: for k = 6 … 12 the student–teacher loss has a strict local minimum that is not global, with one neuron flipped",
	Source: safran2018.at("Theorem 1, n = k", "Considering data"),
	Expect: Proved,
	Cases:  []FlippedPoint{{6}, {7}, {8}, {9}, {10}, {11}, {12}},
	Given: []Hypothesis[FlippedPoint]{{
		Name:  "k ≥ 6",
		Holds: func(p FlippedPoint) bool { return p.K >= 6 },
		Drop:  func(t *rapid.T) FlippedPoint { return FlippedPoint{rapid.IntRange(3, 5).Draw(t, "k")} },
		Known: []FlippedPoint{{5}},
	}},
	Then: FlippedPoint.isSpuriousMinimum,
}

func (p FlippedPoint) isSpuriousMinimum() Evidence {
	tape, w := teacher(p.K, p.K).Tape(), p.solve()
	m, err := certify.StrictMinimum(tape, w, 0)
	if err == nil {
		// F ≥ 0 everywhere and F(V) = 0, by definition
		return Certainly(m.Loss.Lo > 0, "k = %d: %v", p.K, m)
	}
	if !errors.As(err, new(certify.ErrUnproved)) {
		return Undecidable("k = %d: %v", p.K, err)
	}
	v, negative := certify.NoMinimum(tape, w, 1e-6)
	if negative != nil {
		return Undecidable("k = %d: %v; %v", p.K, err, negative)
	}
	return Certainly(false, "k = %d: no minimum within 1e-6 of the point: vᵀHv in %v there", p.K, v)
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
