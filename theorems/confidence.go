package theorems

import (
	"maps"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// A sequence is an anytime-valid confidence sequence for the mean of values in
// [lo, hi]: with probability at least 1−alpha, over all numbers of values at
// once, its interval contains the mean. The interval consists of the m against
// which neither bettor has won at error alpha/2: the one for a mean above m, and
// the one for a mean below. The mean loses only if one of the two wins against
// the mean itself, as each gain falls with |m − from|.
type sequence struct {
	lo, hi float64
	alpha  float64
	t      int
	sum    float64
	seen   map[float64]int
	above  []*bettor // against each watched m, for a mean above it
	below  []*bettor
}

// newSequence starts a sequence that watches some m inside the range as the
// values come, at a cost of some 100 ns for each of them and each value.
func newSequence(lo, hi, alpha float64, watched ...float64) *sequence {
	s := &sequence{lo: lo, hi: hi, alpha: alpha, seen: map[float64]int{}}
	for _, m := range watched {
		s.above, s.below = append(s.above, newBettor(lo, m)), append(s.below, newBettor(hi, m))
	}
	return s
}

// add sees a value.
func (s *sequence) add(x float64) {
	s.t++
	s.sum += s.scale(x)
	s.seen[x]++
	for i := range s.above {
		s.above[i].bet(x)
		s.below[i].bet(x)
	}
}

// isAbove and isBelow report whether the mean is above, or below, the watched m
// of index i.
func (s *sequence) isAbove(i int) bool { return s.above[i].wins(s.alpha / 2) }
func (s *sequence) isBelow(i int) bool { return s.below[i].wins(s.alpha / 2) }

func (s *sequence) scale(x float64) float64 { return (x - s.lo) / (s.hi - s.lo) }

// mean is that of the values, and the middle of the range before there are any.
func (s *sequence) mean() float64 {
	if s.t == 0 {
		return s.lo + (s.hi-s.lo)/2
	}
	return min(s.lo+(s.hi-s.lo)*(s.sum/float64(s.t)), s.hi)
}

// interval returns the bounds of the mean, by bisection from the mean of the
// values to the bounds of the range, at a cost of some 3000 logarithms for each
// value that occurs more than once, and as many products for each other. What a
// watched m excludes is excluded.
func (s *sequence) interval() (lo, hi float64) {
	values := s.values()
	bound := func(from float64) float64 {
		return bisect(s.mean(), from, func(m float64) bool { return logWealth(from, m, values) < -math.Log(s.alpha/2) })
	}
	lo, hi = bound(s.lo), bound(s.hi)
	for i, b := range s.above {
		if s.isAbove(i) {
			lo = max(lo, b.m)
		}
		if s.isBelow(i) {
			hi = min(hi, b.m)
		}
	}
	return lo, hi
}

// values returns what was seen, in ascending order.
func (s *sequence) values() []count {
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

// shareError is the probability that shareExcluded is wrong.
const shareError = 1e-8

// shareExcluded reports whether seen of drawn cases exclude, at shareError,
// that each is of a class with at least the given probability. It may be asked
// whenever the drawing has stopped, for whatever reason.
func shareExcluded(seen, drawn int, share float64) bool {
	if float64(seen) >= share*float64(drawn) {
		return false
	}
	return logWealth(1, share, []count{{0, drawn - seen}, {1, seen}}) >= -math.Log(shareError)
}

// clopperPearson is the exact two-sided interval of a binomial rate, of which x
// of m were seen: the p for which both tails, P(X ≥ x) = I_p(x, m−x+1) and
// P(X ≤ x) = I_{1−p}(m−x, x+1), exceed alpha/2. For sums of values in [0, 1] it
// is the plain interval that a reader expects to see. (Bisection, as
// mathext.InvRegIncBeta is wrong where alpha is small and x = 0.)
func clopperPearson(x, m, alpha float64) Region {
	r := Region{Lo: 0, Hi: 1}
	if x > 0 {
		r.Lo = bisect(x/m, 0, func(p float64) bool { return mathext.RegIncBeta(x, m-x+1, p) > alpha/2 })
	}
	if x < m {
		r.Hi = bisect(x/m, 1, func(p float64) bool { return mathext.RegIncBeta(m-x, x+1, 1-p) > alpha/2 })
	}
	return r
}
