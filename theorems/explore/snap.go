package explore

import (
	"math"
	"math/big"
	"slices"

	"saddle/theorems/decide"
)

// A snap is how far a coordinate may be from a fraction, and the largest denominator then.
type snap struct {
	distance float64
	most     int64
}

// The more exact, the more fractions may be meant. The coarse ones are for degenerate points, to which
// walks creep, and are tried where no other critical point was proved to be there.
var (
	fine   = []snap{{1e-9, 1000}, {1e-6, 60}}
	coarse = []snap{{1e-3, 6}, {2e-2, 2}}
)

// snapped decides the point of simple fractions beside w, if that is a critical point; ok is false if it
// is not known to be one.
func (s *searcher) snapped(w []float64, snaps []snap) (decide.Decision, bool) {
	for _, snap := range snaps {
		point := make([]*big.Rat, len(w))
		for i, x := range w {
			point[i] = simplest(x, snap.distance*max(1, math.Abs(x)), snap.most)
		}
		if slices.Contains(point, nil) || !s.stationary(point) {
			continue
		}
		d, err := decide.At(s.tape, point)
		if err != nil || d.Kind == decide.NotCritical || d.Kind == decide.Unknown && d.Inertia == nil {
			continue
		}
		d.Names = s.names
		return d, true
	}
	return decide.Decision{}, false
}

// stationary reports whether the gradient is not proved to be something else than 0 at first sight,
// which is cheaper than to decide.
func (s *searcher) stationary(point []*big.Rat) bool {
	_, gradient, err := s.tape.PreciseGradient(point, 64)
	if err != nil {
		return true // on a kink, perhaps
	}
	for _, g := range gradient {
		if g.Exact == nil || g.Exact.Sign() != 0 {
			return false
		}
	}
	return true
}

// simplest returns the fraction of the least denominator within a distance of x, nil if that is above
// most.
func simplest(x, distance float64, most int64) *big.Rat {
	for q := int64(1); q <= most; q++ {
		p := math.Round(x * float64(q))
		if math.Abs(p) > 1<<53 {
			return nil
		}
		if math.Abs(p/float64(q)-x) <= distance {
			return big.NewRat(int64(p), q)
		}
	}
	return nil
}

func floats(point []*big.Rat) []float64 {
	w := make([]float64, len(point))
	for i, x := range point {
		w[i], _ = x.Float64()
	}
	return w
}
