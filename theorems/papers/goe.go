package papers

import "saddle/theorems"

// goe draws a symmetric n×n matrix, n ≤ 3, with standard deviation diagonal on the
// diagonal and 1 off it: the Gaussian orthogonal ensemble, if that is √2. Only
// the lower triangle is filled.
func goe(r theorems.Run, n int, diagonal float64) (a [3][3]float64) {
	for i := range 3 {
		if i >= n {
			a[i][i] = 1 // does not change what is definite
			continue
		}
		for j := range i {
			a[i][j] = r.NormFloat64()
		}
		a[i][i] = diagonal * r.NormFloat64()
	}
	return a
}

// pivots returns the determinant and the number of pivots that are not positive, which is that of negative eigenvalues of a
// regular symmetric matrix, of which the lower triangle is read.
func pivots(a [3][3]float64) (det float64, negative int) {
	det = 1
	for k := range 3 {
		det *= a[k][k]
		if !(a[k][k] > 0) {
			negative++
		}
		for i := k + 1; i < 3; i++ {
			for j := k + 1; j <= i; j++ {
				a[i][j] -= a[i][k] * a[j][k] / a[k][k]
			}
		}
	}
	return det, negative
}

// isPositiveDefinite is 1 where all pivots are positive, and 0 elsewhere.
func isPositiveDefinite(a [3][3]float64) (float64, string) {
	if _, negative := pivots(a); negative > 0 {
		return 0, "not"
	}
	return 1, "positive definite"
}
