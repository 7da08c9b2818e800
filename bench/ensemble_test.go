package bench

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

const epsilon = 0x1p-52

// tolerance is what a backward stable method of n terms may err by at the given norm.
func tolerance(n int, norm float64) float64 { return 8 * unit(n, norm) }

// unit is n ε ‖·‖, in which residuals are reported.
func unit(n int, norm float64) float64 { return float64(n) * epsilon * norm }

// residual is d in units, and 0 for 0.
func residual(d float64, n int, norm float64) float64 {
	if d == 0 {
		return 0
	}
	return d / unit(n, norm)
}

// ensemble draws from the Gaussian orthogonal ensemble.
func ensemble(n int) *mat.SymDense { return symmetric(rand.New(rand.NewPCG(1, uint64(n))), n) }

func symmetric(r *rand.Rand, n int) *mat.SymDense {
	a := mat.NewSymDense(n, nil)
	for i := range n {
		a.SetSym(i, i, math.Sqrt2*r.NormFloat64())
		for j := range i {
			a.SetSym(i, j, r.NormFloat64())
		}
	}
	return a
}
