package spectra

import (
	"math"

	"saddle/spectra/internal/num"
)

// bracket sets values to midpoints of proved brackets of the eigenvalues of T from
// number first on, and radius to their half-widths, rounded up.
func (s *EigenSolver) bracket(values, radius []float64, first, workers int) {
	s.lower, s.upper = num.Resized(s.lower, len(values)), num.Resized(s.upper, len(values))
	s.bisector.Load(s.d, s.off())
	s.bisector.BracketsLoaded(s.lower, s.upper, first, first+len(values), workers)
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
func above(x float64) float64 { return x + x*num.Epsilon + num.Denormal }

// certify sets radius such that eigenvalue number first + i of T is proved to lie
// within radius[i] of values[i], by counts on both sides (see [tridiag.Bisector]).
func (s *EigenSolver) certify(values, radius []float64, first, workers int) {
	b := &s.bisector
	b.Load(s.d, s.off())
	if b.Diagonal {
		for i, x := range values {
			if radius[i] = math.Abs(x - b.D[first+i]); radius[i] > 0 {
				radius[i] = above(radius[i])
			}
		}
		return
	}
	k := len(values)
	for i := range radius {
		radius[i] = 2 * b.Width
	}
	for proved := false; !proved; {
		b.Resize(num.RoundUp(2*k, 8))
		clear(b.X)
		for i, x := range values {
			x = num.Power2(x, -b.Exponent)
			b.X[i], b.X[k+i] = x-radius[i], x+radius[i]
		}
		b.Evaluate(workers)
		proved = true
		for i := range values {
			below, upTo := int(b.Count[i]), int(b.Count[k+i])
			// Beyond all eigenvalues counts need no computing.
			outside := radius[i] >= 4*b.Radius
			if !outside && (below > first+i || upTo <= first+i) {
				radius[i] *= 4
				proved = false
			}
		}
	}
	for i, x := range values {
		// The rounding of x ± radius is that of a number below 4.
		x = num.Power2(x, -b.Exponent)
		r := above(radius[i] + b.Margin + 2*num.Roundoff*(math.Abs(x)+radius[i]))
		radius[i] = above(num.Power2(r, b.Exponent))
	}
}
