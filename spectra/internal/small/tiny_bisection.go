package small

import (
	"saddle/spectra/internal/num"
)

// bisect sets dst to the eigenvalues of the tridiagonal matrix of order n ≥ 2.
func (s *Solver) bisect(dst []float64, n int) {
	b := &s.b
	if b.LoadFinite(s.D[:n], s.E[:n]); b.Diagonal {
		copy(dst, b.D)
		return
	}
	b.Solve(0, n, 1)
	scale := num.Power2(1, b.Exponent)
	for i, lo := range b.Lower {
		dst[i] = (lo + (b.Upper[i]-lo)/2) * scale
	}
}
