package spectra

import (
	"cmp"
	"slices"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/tridiag"
)

// tridiagonalQL diagonalizes the symmetric tridiagonal T = SΘSᵀ with the given diagonal
// and the len(diag)−1 entries beside it: diag becomes Θ,
// ascending, and z, which has as many rows as T, becomes SᵀZ. With Z = I that is all
// eigenvectors, as rows; with one column e_i it is component i of each, at O(m²)
// in all.
//
// With one row of vectors it is the method of G. H. Golub and J. H. Welsch (Math.
// Comp. 23 (1969) 221–230). It is done at a scale near 1, below which entries are taken for 0.
// False: not converged.
func tridiagonalQL(diag, off []float64, z f64.Matrix) bool {
	m := len(diag)
	if m == 0 {
		return true
	}
	e := make([]float64, m)
	copy(e, off)
	_, d := f64.AbsMax(diag)
	_, largest := f64.AbsMax(e)
	exponent := num.Exponent(max(d, largest))
	num.Power2Each(diag, -exponent)
	num.Power2Each(e, -exponent)
	defer num.Power2Each(diag, exponent)
	if !tridiag.ImplicitQL(diag, e, z) {
		return false
	}
	order := make([]int, m)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(diag[i], diag[j]) })
	values, rows := slices.Clone(diag), slices.Clone(z.Data)
	for to, from := range order {
		diag[to] = values[from]
		copy(z.Row(to), rows[from*z.RowStride:from*z.RowStride+z.Cols])
	}
	return true
}

// identityMatrix returns I of order m.
func identityMatrix(m int) f64.Matrix {
	z := f64.NewMatrix(m, m, m, make([]float64, m*m))
	for i := range m {
		z.Set(i, i, 1)
	}
	return z
}

// ritz returns the eigenvalues θ of T, ascending, and, if all is set, its eigenvectors as
// rows, else only their last components, as one column.
func (k *krylov) ritz(all bool) (values []float64, s f64.Matrix) {
	m := k.m
	values = slices.Clone(k.diag)
	if all {
		s = identityMatrix(m)
	} else {
		s = f64.NewMatrix(m, 1, 1, make([]float64, m))
		if m > 0 {
			s.Set(m-1, 0, 1)
		}
	}
	if m > 0 && !tridiagonalQL(values, k.off[:m-1], s) {
		panic("spectra: the QL iteration failed on a finite tridiagonal matrix")
	}
	return values, s
}
