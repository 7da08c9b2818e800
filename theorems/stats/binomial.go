package stats

import "gonum.org/v1/gonum/mathext"

// ClopperPearson is the exact two-sided interval of a binomial rate, of which x
// of m were seen: the p for which both tails, P(X ≥ x) = I_p(x, m−x+1) and
// P(X ≤ x) = I_{1−p}(m−x, x+1), exceed alpha/2. For sums of values in [0, 1] it
// is the plain interval that a reader expects to see. (Bisection, as
// mathext.InvRegIncBeta is wrong where alpha is small and x = 0.)
func ClopperPearson(x, m, alpha float64) (lo, hi float64) {
	lo, hi = 0, 1
	if x > 0 {
		lo = bisect(x/m, 0, func(p float64) bool { return mathext.RegIncBeta(x, m-x+1, p) > alpha/2 })
	}
	if x < m {
		hi = bisect(x/m, 1, func(p float64) bool { return mathext.RegIncBeta(m-x, x+1, 1-p) > alpha/2 })
	}
	return lo, hi
}
