package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Ranks returns the place of each number among all, from 1 for the least; equal ones share the mean of their places. Cost:
// a sort.
func Ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(x[i], x[j]) })
	ranks := make([]float64, len(x))
	for from := 0; from < len(x); {
		to := from + 1
		for to < len(x) && x[order[to]] == x[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			ranks[i] = float64(from+to+1) / 2
		}
		from = to
	}
	return ranks
}

// Spearman returns the rank correlation of pairs (x_i, y_i), Pearson's of their [Ranks] R and S,
//
//	ρ = Σ (R_i − m)(S_i − m) / √(Σ (R_i − m)² Σ (S_i − m)²),  m = (n + 1)/2
//
// (Spearman 1904, "The proof and measurement of association between two things", Am. J. Psychol. 15), and ok = false if there
// are none, or all x or all y are equal, where it is not defined. It panics unless x and y are of one length and have no NaN.
func Spearman(x, y []float64) (rho float64, ok bool) {
	if len(x) != len(y) || slices.ContainsFunc(slices.Concat(x, y), math.IsNaN) {
		panic(fmt.Sprintf("stats: no pairs of %d and %d numbers without NaN", len(x), len(y)))
	}
	r, s, m := Ranks(x), Ranks(y), float64(len(x)+1)/2
	var rr, ss, rs float64 // in quarters of integers: without rounding up to some 10⁵ pairs
	for i := range r {
		a, b := r[i]-m, s[i]-m
		rr, ss, rs = rr+float64(a*a), ss+float64(b*b), rs+float64(a*b)
	}
	if rr == 0 || ss == 0 {
		return 0, false
	}
	return max(-1, min(1, rs/math.Sqrt(rr)/math.Sqrt(ss))), true
}

// SpearmanInterval returns an interval for the rank correlation of which ρ was seen in n pairs,
//
//	tanh(artanh ρ ± z √((1 + ρ²/2)/(n − 3))),  Φ(−z) = alpha/2
//
// (Bonett and Wright 2000, "Sample size requirements for estimating Pearson, Kendall and Spearman correlations", Psychometrika
// 65), and [−1, 1] for fewer than four pairs. At ρ = 1 the lower bound is that of the next value that n pairs can have,
// 1 − 12/(n³ − n), and at ρ = −1 the upper one. It is an approximation, unlike all else here: for independent pairs without ties,
// normal but for monotone changes, it has the true one in some 1 − alpha of all samples from n = 10 on.
func SpearmanInterval(rho float64, n int, alpha float64) (lo, hi float64) {
	if !(rho >= -1 && rho <= 1) || n < 0 || !(alpha > 0 && alpha < 1) {
		panic(fmt.Sprintf("stats: no rank correlation %v of %d pairs at error %v", rho, n, alpha))
	}
	if n < 4 {
		return -1, 1
	}
	reach := math.Sqrt2 * math.Erfcinv(alpha) * math.Sqrt((1+float64(rho*rho)/2)/float64(n-3))
	next := 1 - 12/float64(n*(n*n-1))
	return math.Tanh(math.Atanh(min(rho, next)) - reach), math.Tanh(math.Atanh(max(rho, -next)) + reach)
}
