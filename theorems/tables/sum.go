package tables

// A Sum is a sum of floats without error: a list of floats that do not overlap, whose sum is
// that of all that was added (Shewchuk 1997, "Adaptive precision floating-point arithmetic",
// Discrete Comput. Geom. 18, section 2.4). So it does not depend on the order.
// No part of a sum may leave the range of a float64. The zero value is 0.
type Sum struct{ parts []float64 }

// Add adds x at a cost of a few additions for each part, of which there are two or three.
func (s *Sum) Add(x float64) {
	kept := s.parts[:0]
	for _, y := range s.parts {
		hi := x + y
		back := hi - x
		if lo := (x - (hi - back)) + (y - back); lo != 0 {
			kept = append(kept, lo)
		}
		x = hi
	}
	s.parts = append(kept, x)
}

// AddSum adds another sum.
func (s *Sum) AddSum(o Sum) {
	for _, x := range o.parts {
		s.Add(x)
	}
}

// Float returns the nearest float64, ties to even.
func (s *Sum) Float() float64 {
	n := len(s.parts)
	if n == 0 {
		return 0
	}
	n--
	hi, lo := s.parts[n], 0.0
	for n > 0 && lo == 0 {
		n--
		x, y := hi, s.parts[n]
		hi = x + y
		lo = y - (hi - x)
	}
	// A remainder of half a unit is a tie unless what follows is of its sign.
	if n > 0 && (lo < 0 && s.parts[n-1] < 0 || lo > 0 && s.parts[n-1] > 0) {
		if y := 2 * lo; y == (hi+y)-hi {
			hi += y
		}
	}
	return hi + 0 // no −0
}
