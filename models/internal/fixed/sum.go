package fixed

import "math/big"

// A Sum is a sum of products of numbers on one grid: it is exact until it is rounded. The zero value is 0.
type Sum struct{ lo, hi, scratch big.Int }

// Add adds x y.
func (s *Sum) Add(x, y Interval) {
	lo, hi := &s.scratch, &s.scratch
	if x.Lo == x.Hi && y.Lo == y.Hi { // points
		lo.Mul(x.Lo, y.Lo)
	} else {
		lo, hi = product(x, y)
	}
	s.lo.Add(&s.lo, lo)
	s.hi.Add(&s.hi, hi)
}

// Round returns the sum of products of numbers of g.
func (g Grid) Round(s *Sum) Interval { return Interval{floorShift(&s.lo, g.p), ceilShift(&s.hi, g.p)} }
