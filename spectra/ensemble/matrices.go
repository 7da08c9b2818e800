package ensemble

import (
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/spectra"
)

// Wigner sets dst, row by row, to a symmetric n × n matrix with independent Gaussian entries on and above the diagonal: of
// variance 1 off it and diagonal on it. With diagonal = 2 it is the Gaussian orthogonal ensemble, of which the
// eigenvalues have the density ∏_{i<j} |λ_i − λ_j| ∏ e^(−λ_i²/4): the ratio of the two variances is what matters, not
// their size. It panics unless len(dst) = n² and 0 ≤ diagonal < ∞. Cost: n²/2 normal numbers, 5 ns each.
func Wigner(r *rand.Rand, dst []float64, n int, diagonal float64) {
	if len(dst) != n*n {
		panic(fmt.Sprintf("ensemble: %d numbers for a matrix of order %d", len(dst), n))
	}
	if !(diagonal >= 0) || math.IsInf(diagonal, 0) {
		panic(fmt.Sprintf("ensemble: a variance of %v on the diagonal", diagonal))
	}
	deviation := math.Sqrt(diagonal)
	for i := range n {
		for j := range i {
			x := r.NormFloat64()
			dst[i*n+j], dst[j*n+i] = x, x
		}
		dst[i*n+i] = deviation * r.NormFloat64()
	}
}

// Hermite draws a tridiagonal matrix whose eigenvalues have the density ∏_{i<j} |x_i − x_j|^β ∏ e^(−x_i²/2): for β = 1
// those of the Gaussian orthogonal ensemble, over √2 in the units of [Wigner]. The diagonal is standard Gaussian, and the entries beside it are
// χ_{β(n−1)}, …, χ_β over √2 (I. Dumitriu and A. Edelman, Matrix models for beta ensembles, Journal of Mathematical Physics 43,
// 2002, Theorem 2.12). It panics unless n ≥ 0 and 0 < β < ∞. Cost: some 40 ns n, so that the eigenvalues are what
// costs: none of the n² entries is drawn.
func Hermite(r *rand.Rand, beta float64, n int) spectra.Tridiagonal {
	checkBeta(beta)
	t := tridiagonal(n)
	for i := range t.D {
		t.D[i] = r.NormFloat64()
	}
	for i := range t.E {
		t.E[i] = chi(r, beta*float64(n-1-i)) / math.Sqrt2
	}
	return t
}

// Laguerre draws a tridiagonal matrix whose eigenvalues are, for β = 1, those of A Aᵀ for an n × m matrix A of independent
// standard Gaussians, n ≤ m: Wishart's, with the density ∏_{i<j} |λ_i − λ_j|^β ∏ λ_i^(β(m−n+1)/2−1) e^(−λ_i/2). It is B Bᵀ for a lower
// bidiagonal B with χ_{βm}, …, χ_{β(m−n+1)} on the diagonal, and χ_{β(n−1)}, …, χ_β below (Dumitriu and Edelman, Theorem
// 3.1). It panics unless 0 ≤ n ≤ m and 0 < β < ∞. Cost: as Hermite's.
func Laguerre(r *rand.Rand, beta float64, n, m int) spectra.Tridiagonal {
	checkBeta(beta)
	if n > m {
		panic(fmt.Sprintf("ensemble: %d × %d matrices have no such model; exchange the two", n, m))
	}
	t := tridiagonal(n)
	below := 0.0
	for i := range t.D {
		d := chi(r, beta*float64(m-i))
		t.D[i] = float64(d*d) + float64(below*below)
		if i < len(t.E) {
			below = chi(r, beta*float64(n-1-i))
			t.E[i] = d * below
		}
	}
	return t
}

func checkBeta(beta float64) {
	if !(beta > 0) || math.IsInf(beta, 0) {
		panic(fmt.Sprintf("ensemble: β is %v", beta))
	}
}

func tridiagonal(n int) spectra.Tridiagonal {
	if n < 0 {
		panic(fmt.Sprintf("ensemble: a matrix of order %d", n))
	}
	x := make([]float64, n+max(n-1, 0))
	return spectra.Tridiagonal{D: x[:n:n], E: x[n:]}
}

// chi draws from the χ distribution with k > 0 degrees of freedom, not only whole ones: the root of twice a Gamma number
// of shape k/2 (G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables, ACM Transactions on
// Mathematical Software 26, 2000).
func chi(r *rand.Rand, k float64) float64 {
	shape, factor := k/2, 1.0
	if shape < 1 { // one more, and a power of a uniform number
		factor = math.Pow(1-r.Float64(), 1/shape)
		shape++
	}
	d := shape - 1./3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.NormFloat64()
		v := 1 + float64(c*x)
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(1-r.Float64()) < float64(x*x/2)+float64(d*(1-v+math.Log(v))) {
			return math.Sqrt(2 * factor * d * v)
		}
	}
}
