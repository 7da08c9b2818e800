package spectra

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/kernel"
	"saddle/spectra/internal/num"
	"saddle/spectra/interval"
)

// cholesky proves that A − σI is positive definite, by a floating-point Cholesky
// decomposition that succeeds on a matrix à a little below it. It may fail where
// A − σI is positive definite by a small margin; then it proves nothing.
//
// Suppose it succeeds on Ã, with factor R = Uᵀ, computed in panels of c₁ columns, c₂
// of them before the last. An element is ã_ij less at most c₁ products in each of c₂
// sums and at most c₁ in a chain, so that with γ = γ_c, c = c₁ + c₂ + 3 (two roundings
// more for the reciprocal of the pivot or for the root), u = 2⁻⁵³, η = 2⁻¹⁰⁷⁴ and m = max ã_ii, in any
// order inside a sum (S. M. Rump, BIT 46 (2006) 433–452; N. J. Higham, Accuracy and
// Stability of Numerical Algorithms, 2nd ed., Lemma 8.4 and Theorem 10.3)
//
//	|RᵀR − Ã|_ij ≤ γ Σ_k |r_ki||r_kj| + (n + 1 + m)η,
//	Σ_k r_kj² ≤ (ã_jj + nη)/(1 − γ),
//
// where η is the underflow: at most n + c₂ ≤ 2n operations of error η/2 each, and
// r_ii times that of the division, r_ii ≤ 1 + m. By the inequality of Cauchy
//
//	|vᵀ(RᵀR − Ã)v| ≤ Σ_i c_i v_i²,    c_i = nγ/(1 − γ) ã_ii + 2n(n + 2 + m)η.
//
// This c is a diagonal that scales with A, so that graded matrices are proved
// as well as balanced ones. With ã_ii ≤ a_ii − σ − c_i, each subtraction rounded
// down, A − σI ≽ Ã + diag c ≽ RᵀR, which is positive definite. The order of the rows
// is reversed, as in [LDLT].
func cholesky(a *mat.SymDense, sigma float64) bool {
	n := a.SymmetricDim()
	relative := choleskyLoss(n)
	shifted := make([]float64, n)
	var largest float64
	for i := range n {
		shifted[i] = interval.SubDown(a.At(i, i), sigma)
		largest = math.Max(largest, shifted[i])
	}
	underflow := interval.MulUp(2*float64(n)*(float64(n)+3+largest), num.Denormal)
	raw := rawSymmetric(a)
	u := f64.NewMatrix(n, n, n, make([]float64, n*n))
	for i, x := range shifted {
		row := u.Row(n - 1 - i)[:n-i]
		f64.Reverse(row, raw.Data[i*raw.Stride+i:i*raw.Stride+n])
		c := interval.AddUp(interval.MulUp(relative, x), underflow)
		row[n-1-i] = interval.SubDown(x, c)
	}
	scratch := make([]float64, n)
	for m := n; m > 0; {
		left := max(0, m-panelColumns)
		if !choleskyPanel(u, left, m, scratch) {
			return false
		}
		columns := u.Block(left, 0, m-left, left)
		f64.GemmLower(u.Block(0, 0, left, left), -1, columns.T(), columns)
		m = left
	}
	return true
}

// choleskyLoss returns nγ/(1 − γ), rounded up: the part of a diagonal entry that [cholesky] takes
// from it for roundings.
func choleskyLoss(n int) float64 {
	gamma := float64(min(n, panelColumns)+n/panelColumns+3) * num.Roundoff
	relative := float64(n) * gamma
	if relative > 0.01 {
		panic("spectra: the dimension is too large for the error bound")
	}
	return 1.1 * relative // 1.1 > 1/(1 − 2γ), roundings included
}

// choleskyPanel turns the rows left to m−1 of the lower triangle into columns of U, down to the
// diagonal. It stops at a pivot that is not positive.
func choleskyPanel(u f64.Matrix, left, m int, scratch []float64) bool {
	for k := m - 1; k >= left; k-- {
		row := u.Row(k)[:k+1]
		kernel.Eliminate(row, row, u.Block(k+1, k, m-1-k, 1), u.Block(k+1, 0, m-1-k, k+1))
		pivot := row[k]
		if !(pivot > 0 && num.IsFinite(pivot)) {
			return false
		}
		row[k] = math.Sqrt(pivot)
		copy(scratch, row[:k])
		kernel.DivideBy(row[k], row[:k], scratch[:k])
	}
	return true
}
