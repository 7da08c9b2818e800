package spectra

// bisect sets dst to the eigenvalues of the tridiagonal matrix of order n ≥ 2.
func (s *tinySolver) bisect(dst []float64, n int) {
	b := &s.b
	if b.loadFinite(s.d[:n], s.e[:n]); b.diagonal {
		copy(dst, b.d)
		return
	}
	b.solve(0, n, 1)
	scale := power2(1, b.exponent)
	for i, lo := range b.lower {
		dst[i] = (lo + (b.upper[i]-lo)/2) * scale
	}
}
