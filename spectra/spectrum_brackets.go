package spectra

import (
	"math"
)

// bracket sets values to midpoints of proved brackets of the eigenvalues of T from
// number first on, and radius to their half-widths, rounded up.
func (s *EigenSolver) bracket(values, radius []float64, first, workers int) {
	s.lower, s.upper = resized(s.lower, len(values)), resized(s.upper, len(values))
	s.bisector.load(s.d, s.off())
	s.bisector.bracketsLoaded(s.lower, s.upper, first, first+len(values), workers)
	for i, lo := range s.lower {
		hi := s.upper[i]
		x := lo + (hi-lo)/2
		values[i], radius[i] = x, 0
		if lo < hi {
			radius[i] = above(max(hi-x, x-lo))
		}
	}
}

// above returns a number greater than x ≥ 0 by at least one rounding of it.
func above(x float64) float64 { return x + x*epsilon + denormal }

// certify sets radius such that eigenvalue number first + i of T is proved to lie
// within radius[i] of values[i], by counts on both sides (see [bisector]).
func (s *EigenSolver) certify(values, radius []float64, first, workers int) {
	b := &s.bisector
	b.load(s.d, s.off())
	if b.diagonal {
		for i, x := range values {
			if radius[i] = math.Abs(x - b.d[first+i]); radius[i] > 0 {
				radius[i] = above(radius[i])
			}
		}
		return
	}
	k := len(values)
	for i := range radius {
		radius[i] = 2 * b.width
	}
	for proved := false; !proved; {
		b.resize(roundUp(2*k, 8))
		clear(b.x)
		for i, x := range values {
			x = power2(x, -b.exponent)
			b.x[i], b.x[k+i] = x-radius[i], x+radius[i]
		}
		b.evaluate(workers)
		proved = true
		for i := range values {
			below, upTo := int(b.count[i]), int(b.count[k+i])
			// Beyond all eigenvalues counts need no computing.
			outside := radius[i] >= 4*b.radius
			if !outside && (below > first+i || upTo <= first+i) {
				radius[i] *= 4
				proved = false
			}
		}
	}
	for i, x := range values {
		// The rounding of x ± radius is that of a number below 4.
		x = power2(x, -b.exponent)
		r := above(radius[i] + b.margin + 2*roundoff*(math.Abs(x)+radius[i]))
		radius[i] = above(power2(r, b.exponent))
	}
}
