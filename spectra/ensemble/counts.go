package ensemble

import (
	"fmt"
	"math"
)

// FieldShares returns for k = 0, …, N the share of index k among the critical points of a stationary isotropic Gaussian
// field on ℝ^N, in the mean; N ≤ MaxIndexOrder − 1. Share k is proportional to E e^(−x_k²/2), see [OrderedMeans], over
// matrices of order N + 1: by the formula of Kac and Rice, as the Hessian at a critical point is one of the Gaussian
// orthogonal ensemble with a common Gaussian shift, and critical points count with |det|.
func FieldShares(n int) ([]float64, error) {
	means, err := OrderedMeans(n+1, 0.5)
	if err != nil {
		return nil, &ErrArgument{Name: "n", Value: fmt.Sprint(n), Want: fmt.Sprintf("a dimension 0 … %d", MaxIndexOrder-1)}
	}
	total := 0.0
	for _, x := range means {
		total += x
	}
	for k := range means {
		means[k] /= total
	}
	return means, nil
}

// SpinCounts returns for k = 0, …, n − 1 the mean number of critical points of index k of the spherical p-spin Hamiltonian
// of n spins, p ≥ 2,
//
//	H(σ) = n^(−(p−1)/2) Σ J_{i_1…i_p} σ_{i_1}…σ_{i_p},  |σ|² = n,  J independent standard Gaussians:
//
//	2 √(2/p) (p − 1)^(n/2) E e^(−(p−2)/(2p) x_k²),
//
// see [OrderedMeans] (A. Auffinger, G. Ben Arous and J. Černý, Random matrices and complexity of spin glasses, arXiv
// 1003.1129, in the density of the eigenvalues that is used here). For p = 2 these are 2 each, the eigenvectors. The error is an
// [ErrArgument]; 2 ≤ n ≤ MaxIndexOrder and p ≤ 1000.
func SpinCounts(n, p int) ([]float64, error) {
	if p < 2 || p > 1000 {
		return nil, &ErrArgument{Name: "p", Value: fmt.Sprint(p), Want: "a number of spins that interact, 2 … 1000"}
	}
	if n < 2 {
		return nil, &ErrArgument{Name: "n", Value: fmt.Sprint(n), Want: fmt.Sprintf("a number of spins 2 … %d", MaxIndexOrder)}
	}
	counts, err := OrderedMeans(n, float64(p-2)/float64(2*p))
	if err != nil {
		return nil, err
	}
	for k := range counts {
		counts[k] *= 2 * math.Sqrt(2/float64(p)) * math.Pow(float64(p-1), float64(n)/2)
	}
	return counts, nil
}
