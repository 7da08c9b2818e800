package verify

import (
	"math"

	"saddle/spectra/interval"
)

// A lower triangle of a symmetric matrix of intervals: midpoints, lower bounds on the diagonal, and the sum of radii
// of each row. As |xᵀEx| ≤ Σ_i x_i² Σ_j rad_ij if |E_ij| ≤ rad_ij, the diagonal less these sums makes a matrix that is
// below all of the set. Rows of the unit matrix are added, up to a multiple of four.
type lower struct {
	row [][]float64 // and room for three more columns
	sum []float64   // of radii
}

func newLower(n int) *lower {
	a := &lower{make([][]float64, (n+3)/4*4), make([]float64, n)}
	for i := range a.row {
		a.row[i] = append(append(make([]float64, i), 1), 0, 0, 0)
	}
	return a
}

func (a *lower) set(i, j int, x interval.Interval) {
	if a.row[i][j] = x.Lo; i != j {
		a.row[i][j], a.sum[i], a.sum[j] = x.Mid(), interval.AddUp(a.sum[i], x.Rad()), interval.AddUp(a.sum[j], x.Rad())
	}
}

// above proves that all eigenvalues of all matrices of the set exceed mu, and leaves nothing of a. If a Cholesky
// decomposition of à = A − (μ + e) I, of order n, succeeds in float64, in any order of summation, then
//
//	λ_min(Ã) ≥ −γ/(1 − γ) tr à − underflow,  γ = (n + 1)u/(1 − (n + 1)u),  u = 2⁻⁵³
//
// (S. M. Rump, BIT 46 (2006) 433–452), and e = (n + 1) 2⁻⁵² tr A + 1e-200 exceeds that.
func (a *lower) above(mu float64) bool {
	trace, n := 0.0, len(a.row)
	for i := range n {
		if i < len(a.sum) {
			a.row[i][i] = interval.SubDown(interval.SubDown(a.row[i][i], a.sum[i]), mu)
		}
		trace = interval.AddUp(trace, math.Max(a.row[i][i], 0))
	}
	e := interval.AddUp(interval.MulUp(float64(n+1)*0x1p-52, trace), 1e-200)
	for i := range n {
		a.row[i][i] = interval.SubDown(a.row[i][i], e)
	}
	for first := 0; first < n; first += 48 { // rows that stay near while columns go by
		for j := 0; j < min(first+48, n); j += 2 {
			for i := max(first, j/4*4); i < min(first+48, n); i += 4 {
				if !a.eight(i, j) {
					return false
				}
			}
		}
	}
	return true
}

// eight makes a_ij = (a_ij − Σ_{k<j} a_ik a_jk)/a_jj in rows i to i+3 and columns j and j+1, as far as these are not
// above the diagonal: eight sums at once. It is false if a pivot is not positive.
func (a *lower) eight(i, j int) bool {
	var s0, s1, s2, s3, s4, s5, s6, s7 float64
	x0, x1, x2, x3, y0, y1 := a.row[i][:j], a.row[i+1][:j], a.row[i+2][:j], a.row[i+3][:j], a.row[j][:j], a.row[j+1][:j]
	for k, y := range y0 {
		z, v0, v1, v2, v3 := y1[k], x0[k], x1[k], x2[k], x3[k]
		s0, s1, s2, s3 = s0+v0*y, s1+v1*y, s2+v2*y, s3+v3*y
		s4, s5, s6, s7 = s4+v0*z, s5+v1*z, s6+v2*z, s7+v3*z
	}
	for r, s := range [][2]float64{{s0, s4}, {s1, s5}, {s2, s6}, {s3, s7}} {
		row := a.row[i+r]
		row[j] -= s[0]
		for c := j; c <= min(j+1, i+r); c++ {
			if c > j {
				row[c] -= s[1] + row[j]*a.row[c][j]
			}
			if c < i+r {
				row[c] /= a.row[c][c]
			} else if row[c] = math.Sqrt(row[c]); !(row[c] > 0 && row[c] <= math.MaxFloat64) {
				return false
			}
		}
	}
	return true
}
