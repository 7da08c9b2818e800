package spin

import (
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/models"
)

// A Glass is the Hamiltonian of n spins of which p interact, a form of degree p:
//
//	H(σ) = Σ_{i_1 ≤ … ≤ i_p} c_{i_1…i_p} σ_{i_1} … σ_{i_p}.
//
// The couplings c are in the order of their indices, the last of which runs fastest, as f64.Dot and f64.Axpy like it.
// Its sphere is |σ|² = n. It is a models.Model of all σ, immutable and safe for concurrent use.
type Glass struct {
	n, p int
	c    []float64
}

var (
	_ models.Model          = (*Glass)(nil)
	_ models.LossGradienter = (*Glass)(nil)
	_ models.Hessianer      = (*Glass)(nil)
)

// New returns the Hamiltonian of n spins with the given couplings, [Couplings](n, p) of them, of which it keeps a copy. The error is
// that of Couplings, a models.ErrDimension, or a models.ErrNotFinite.
func New(n, p int, couplings []float64) (*Glass, error) {
	count, err := Couplings(n, p)
	if err != nil {
		return nil, err
	}
	if len(couplings) != count {
		return nil, models.ErrDimension{Arg: "couplings", Got: len(couplings), Want: count}
	}
	for i, c := range couplings {
		if math.IsNaN(c) || math.IsInf(c, 0) {
			return nil, models.ErrNotFinite{Arg: fmt.Sprintf("couplings[%d]", i), Value: c}
		}
	}
	return &Glass{n, p, append([]float64(nil), couplings...)}, nil
}

// Draw draws the spherical p-spin glass
//
//	H(σ) = n^(−(p−1)/2) Σ_{i_1, …, i_p} J_{i_1…i_p} σ_{i_1} … σ_{i_p},  J independent standard Gaussians:
//
// the sum over all orders of i_1, …, i_p is one coupling of a variance that is their number. So H is Gaussian of mean 0, and
//
//	⟨H(σ) H(τ)⟩ = n (σ·τ/n)^p.
//
// (A. Crisanti and H.-J. Sommers, Zeitschrift für Physik B 87, 1992; A. Auffinger, G. Ben Arous and J. Černý, arXiv
// 1003.1129.) The error is that of [Couplings]. Cost: a normal number for each coupling.
func Draw(r *rand.Rand, n, p int) (*Glass, error) {
	count, err := Couplings(n, p)
	if err != nil {
		return nil, err
	}
	g := &Glass{n, p, make([]float64, count)}
	scale := math.Pow(float64(n), -float64(p-1)/2)
	root := map[float64]float64{} // of the few numbers of orders
	g.permutations(func(i int, orders float64) {
		size, ok := root[orders]
		if !ok {
			size = scale * math.Sqrt(orders)
			root[orders] = size
		}
		g.c[i] = size * r.NormFloat64()
	})
	return g, nil
}

// Dim returns n, the number of spins.
func (g *Glass) Dim() int { return g.n }

// Order returns p, the number of spins that interact.
func (g *Glass) Order() int { return g.p }
