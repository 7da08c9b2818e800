package tridiag

import (
	"math"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// qlSteps bounds the QL steps for one eigenvalue; two are usual.
const qlSteps = 60

// ImplicitQL computes the eigenvalues of a symmetric tridiagonal matrix with
// diagonal d and off-diagonal e, by the QL algorithm with implicit shifts, and
// applies its rotations to the rows of w: from the identity on, row i becomes the
// eigenvector of d[i]. d is not sorted, e is destroyed. Entries of e up to ε² are
// taken for 0: the matrix is to be scaled near 1. (J. H. Wilkinson,
// C. Reinsch, Linear Algebra, 1971, contribution II/4.) False: not converged.
func ImplicitQL(d, e []float64, w f64.Matrix) bool {
	n := len(d)
	for l := range n {
		for step := 0; ; step++ {
			m := l
			for ; m < n-1; m++ {
				if scale := math.Abs(d[m]) + math.Abs(d[m+1]); math.Abs(e[m]) <= num.Roundoff*scale || math.Abs(e[m]) <= num.Epsilon*num.Epsilon {
					e[m] = 0
					break
				}
			}
			if m == l {
				break
			}
			if step == qlSteps {
				return false
			}
			qlStep(d, e, w, l, m)
		}
	}
	return true
}

// qlStep is one step on rows l to m, with Wilkinson's shift.
func qlStep(d, e []float64, w f64.Matrix, l, m int) {
	g := (d[l+1] - d[l]) / (2 * e[l])
	g = d[m] - d[l] + e[l]/(g+math.Copysign(hypot(g, 1), g))
	s, c, p := 1.0, 1.0, 0.0
	for i := m - 1; i >= l; i-- {
		f, b := s*e[i], c*e[i]
		r := hypot(f, g)
		if i+1 < m {
			e[i+1] = r
		}
		if r == 0 {
			d[i+1] -= p
			e[m] = 0
			return
		}
		s, c = f/r, g/r
		g = d[i+1] - p
		r = float64((d[i]-g)*s) + 2*float64(c*b)
		p = s * r
		d[i+1] = g + p
		g = float64(c*r) - b
		rotate(w.Row(i), w.Row(i+1), c, s)
	}
	d[l] -= p
	e[l] = g
}

// hypot returns √(x² + y²), with squares that may not underflow or overflow
// together: those of the larger.
func hypot(x, y float64) float64 {
	if s := float64(x*x) + float64(y*y); s > 0x1p-900 && s < 0x1p900 {
		return math.Sqrt(s)
	}
	return math.Hypot(x, y)
}

// rotate replaces the rows (x, y) by (cx − sy, sx + cy).
func rotate(x, y []float64, c, s float64) {
	y = y[:len(x)]
	for i, a := range x {
		b := y[i]
		x[i] = float64(c*a) - float64(s*b)
		y[i] = float64(s*a) + float64(c*b)
	}
}
