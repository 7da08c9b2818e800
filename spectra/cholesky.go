package spectra

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"saddle/spectra/interval"
)

// cholesky proves that A − σI is positive definite, by a floating-point Cholesky
// decomposition that succeeds on a matrix à a little below it. It may fail where
// A − σI is positive definite by a small margin; then it proves nothing.
//
// Suppose it succeeds on Ã, with factor R. Write γ for (n+1)u/(1 − (n+1)u), u = 2⁻⁵³,
// η = 2⁻¹⁰⁷⁴ and m = max ã_ii. In any order of summation (S. M. Rump, BIT 46
// (2006) 433–452; N. J. Higham, Accuracy and Stability of Numerical
// Algorithms, 2nd ed., Theorem 10.3)
//
//	|RᵀR − Ã|_ij ≤ γ Σ_k |r_ki||r_kj| + (n + 1 + m)η,
//	Σ_k r_kj² ≤ (ã_jj + nη)/(1 − γ),
//
// where η is the underflow: at most n products of error η/2 each, and r_ii times
// that of the division, r_ii ≤ 1 + m. By the inequality of Cauchy
//
//	|vᵀ(RᵀR − Ã)v| ≤ Σ_i c_i v_i²,    c_i = nγ/(1 − γ) ã_ii + 2n(n + 2 + m)η.
//
// This c is a diagonal that scales with A, so that graded matrices are proved
// as well as balanced ones. With ã_ii ≤ a_ii − σ − c_i, each subtraction rounded
// down, A − σI ≽ Ã + diag c ≽ RᵀR, which is positive definite.
func cholesky(a *mat.SymDense, sigma float64) bool {
	n := a.SymmetricDim()
	gamma := float64(n+1) * roundoff
	if gamma > 0.01 {
		panic("spectra: the dimension is too large for the error bound")
	}
	relative := 1.1 * float64(n) * gamma // 1.1 > 1/(1 − 2γ), roundings included
	shifted := make([]float64, n)
	var largest float64
	for i := range n {
		shifted[i] = interval.SubDown(a.At(i, i), sigma)
		largest = math.Max(largest, shifted[i])
	}
	underflow := interval.MulUp(2*float64(n)*(float64(n)+3+largest), denormal)
	l := mat.NewTriDense(n, mat.Lower, nil)
	for i := range n {
		row := l.RawTriangular().Data[i*n : i*n+i+1]
		for j := range i {
			other := l.RawTriangular().Data[j*n : j*n+j+1]
			row[j] = (a.At(i, j) - dot(row[:j], other[:j])) / other[j]
		}
		c := interval.AddUp(interval.MulUp(relative, shifted[i]), underflow)
		pivot := interval.SubDown(shifted[i], c) - dot(row[:i], row[:i])
		if !(pivot > 0 && isFinite(pivot)) {
			return false
		}
		row[i] = math.Sqrt(pivot)
	}
	return true
}

func dot(x, y []float64) float64 {
	var s float64
	for i, v := range x {
		s += float64(v * y[i])
	}
	return s
}
