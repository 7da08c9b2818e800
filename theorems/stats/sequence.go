package stats

import (
	"maps"
	"math"
	"slices"
)

// A Sequence is an anytime-valid confidence sequence for the mean of values in
// [lo, hi]: with probability at least 1−alpha, over all numbers of values at
// once, its interval contains the mean. The interval consists of the m against
// which neither bettor has won at error alpha/2: the one for a mean above m, and
// the one for a mean below. The mean loses only if one of the two wins against
// the mean itself, as each gain falls with |m − from|.
type Sequence struct {
	lo, hi float64
	alpha  float64
	t      int
	sum    float64
	seen   map[float64]int
	above  []*bettor // against each watched m, for a mean above it
	below  []*bettor
}

// NewSequence starts a sequence of values in [lo, hi] at error alpha that watches some m
// inside the range as the values come, at a cost of some 100 ns for each of them and each
// value.
func NewSequence(lo, hi, alpha float64, watched ...float64) *Sequence {
	s := &Sequence{lo: lo, hi: hi, alpha: alpha, seen: map[float64]int{}}
	for _, m := range watched {
		s.above, s.below = append(s.above, newBettor(lo, m)), append(s.below, newBettor(hi, m))
	}
	return s
}

// Add sees a value.
func (s *Sequence) Add(x float64) {
	s.t++
	s.sum += s.scale(x)
	s.seen[x]++
	for i := range s.above {
		s.above[i].bet(x)
		s.below[i].bet(x)
	}
}

// IsAbove reports whether the mean is above the watched m of index i.
func (s *Sequence) IsAbove(i int) bool { return s.above[i].wins(s.alpha / 2) }

// IsBelow reports whether the mean is below the watched m of index i.
func (s *Sequence) IsBelow(i int) bool { return s.below[i].wins(s.alpha / 2) }

func (s *Sequence) scale(x float64) float64 { return (x - s.lo) / (s.hi - s.lo) }

// N returns how many values were seen.
func (s *Sequence) N() int { return s.t }

// Error returns alpha.
func (s *Sequence) Error() float64 { return s.alpha }

// Mean returns that of the values, and the middle of the range before there are any.
func (s *Sequence) Mean() float64 {
	if s.t == 0 {
		return s.lo + (s.hi-s.lo)/2
	}
	return min(s.lo+(s.hi-s.lo)*(s.sum/float64(s.t)), s.hi)
}

// Interval returns the bounds of the mean, by bisection from the mean of the
// values to the bounds of the range, at a cost of some 3000 logarithms for each
// value that occurs more than once, and as many products for each other. What a
// watched m excludes is excluded.
func (s *Sequence) Interval() (lo, hi float64) {
	values := s.values()
	bound := func(from float64) float64 {
		return bisect(s.Mean(), from, func(m float64) bool { return logWealth(from, m, values) < -math.Log(s.alpha/2) })
	}
	lo, hi = bound(s.lo), bound(s.hi)
	for i, b := range s.above {
		if s.IsAbove(i) {
			lo = max(lo, b.m)
		}
		if s.IsBelow(i) {
			hi = min(hi, b.m)
		}
	}
	return lo, hi
}

// Plain returns the Clopper–Pearson interval at error alpha that a reader expects to see,
// which takes the number of values as given: the whole range before there are any.
func (s *Sequence) Plain(alpha float64) (lo, hi float64) {
	if s.t == 0 {
		return s.lo, s.hi
	}
	lo, hi = ClopperPearson(s.sum, float64(s.t), alpha)
	return s.lo + (s.hi-s.lo)*lo, s.lo + (s.hi-s.lo)*hi
}

// values returns what was seen, in ascending order.
func (s *Sequence) values() []count {
	var values []count
	for _, x := range slices.Sorted(maps.Keys(s.seen)) {
		values = append(values, count{x, s.seen[x]})
	}
	return values
}

// bisect returns a point between in and out from which on inside fails, as far
// as it was looked: out itself if it fails nowhere. So the interval errs on the
// wide side.
func bisect(in, out float64, inside func(float64) bool) float64 {
	for range 64 {
		mid := in + (out-in)/2
		if inside(mid) {
			in = mid
		} else {
			out = mid
		}
	}
	return out
}
