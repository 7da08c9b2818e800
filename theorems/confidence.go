package theorems

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

// A sequence is an anytime-valid confidence sequence for the mean of values in
// [0, 1]: with probability at least 1−alpha, over all numbers of values at
// once, its interval contains the mean.
//
// It is the beta-binomial mixture (Robbins 1970; Howard, Ramdas, McAuliffe and
// Sekhon 2021): with S the sum of t values and B the beta function,
//
//	M_t(p) = B(½+S, ½+t−S) / B(½, ½) / (p^S (1−p)^(t−S))
//
// is a non-negative supermartingale with mean 1 where p is the mean. That holds
// for any values in [0, 1], not only 0 and 1: q^x (1−q)^(1−x) / (p^x (1−p)^(1−x))
// is convex in x, hence at most its chord, whose expectation is 1. By Ville's
// inequality M_t(p) ≥ 1/alpha for some t has probability at most alpha, and the
// interval is the set of p for which M_t(p) < 1/alpha.
type sequence struct {
	t     int
	sum   float64
	alpha float64
}

func (s *sequence) add(x float64) { s.t++; s.sum += x }

// logM is ln M_t(p); +Inf where p is impossible.
func (s *sequence) logM(p float64) float64 {
	a, b := s.sum, float64(s.t)-s.sum
	if p <= 0 && a > 0 || p >= 1 && b > 0 {
		return math.Inf(1)
	}
	m := mathext.Lbeta(0.5+a, 0.5+b) - mathext.Lbeta(0.5, 0.5)
	if a > 0 {
		m -= a * math.Log(p)
	}
	if b > 0 {
		m -= b * math.Log1p(-p)
	}
	return m
}

// interval returns the bounds of the mean. ln M is convex in p with its least
// value at S/t, so each bound is found by bisection from there.
func (s *sequence) interval() (lo, hi float64) {
	if s.t == 0 {
		return 0, 1
	}
	mean, inside := s.sum/float64(s.t), func(p float64) bool { return !s.excludes(p) }
	return bisect(mean, 0, inside), bisect(mean, 1, inside)
}

// bisect returns the first point from in toward out at which inside fails, and
// out itself if it never does. The point returned is outside or at out, so the
// interval errs on the wide side.
func bisect(in, out float64, inside func(float64) bool) float64 {
	if inside(out) {
		return out
	}
	for range 60 {
		mid := in + (out-in)/2
		if inside(mid) {
			in = mid
		} else {
			out = mid
		}
	}
	return out
}

// excludes reports whether the mean is not p, at the error of the sequence.
func (s *sequence) excludes(p float64) bool { return s.t > 0 && s.logM(p) >= -math.Log(s.alpha) }

// A Region is an interval of values of a mean.
type Region struct {
	Lo, Hi float64
	// From says where it comes from, as "126 of 1000 at 99.99 %".
	From string
}

// Between is the region [lo, hi].
func Between(lo, hi float64) Region { return Region{Lo: lo, Hi: hi} }

// Near is the region [x−d, x+d].
func Near(x, d float64) Region { return Region{x - d, x + d, fmt.Sprintf("%.6g ± %g", x, d)} }

// Published is the region of a rate of which a paper saw x in m: the
// Clopper–Pearson interval at the given level, as 0.9999. It panics unless
// 0 ≤ x ≤ m, m > 0 and 0 < level < 1.
func Published(x, m int, level float64) Region {
	if x < 0 || x > m || m <= 0 || !(level > 0 && level < 1) {
		panic(fmt.Sprintf("theorems: no rate %d of %d at level %v", x, m, level))
	}
	r := clopperPearson(float64(x), float64(m), 1-level)
	r.From = fmt.Sprintf("%d of %d at %g %%", x, m, 100*level)
	return r
}

// clopperPearson is the exact two-sided interval of a binomial rate; for sums
// of values in [0, 1] it is the plain interval that a reader expects to see.
func clopperPearson(x, m, alpha float64) Region {
	r := Region{Lo: 0, Hi: 1}
	if x > 0 {
		r.Lo = mathext.InvRegIncBeta(x, m-x+1, alpha/2)
	}
	if x < m {
		r.Hi = mathext.InvRegIncBeta(x+1, m-x, 1-alpha/2)
	}
	return r
}

// String returns the bounds, and where they come from.
func (r Region) String() string {
	s := fmt.Sprintf("[%.6g, %.6g]", r.Lo, r.Hi)
	if r.From != "" {
		s += " (" + r.From + ")"
	}
	return s
}
