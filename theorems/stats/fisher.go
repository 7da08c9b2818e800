package stats

import (
	"fmt"
	"math"
)

// Fisher returns the two-sided p-value of Fisher's exact test that two rates are equal, of
// which x in m and y in n were seen: the probability, given that x + y were seen in all, of
// a division between the two that is no likelier than this one,
//
//	P(k) = C(m,k) C(n,x+y−k) / C(m+n,x+y).
//
// The rate of rejections at level α is at most α, for any sizes (Fisher 1935, "The logic of
// inductive inference", J. R. Statist. Soc. 98). It panics unless 0 ≤ x ≤ m, 0 ≤ y ≤ n. The
// cost is min(m, n, x+y) divisions. The relative error is below 10⁻⁹.
func Fisher(x, m, y, n int) float64 {
	if x < 0 || x > m || y < 0 || y > n {
		panic(fmt.Sprintf("stats: no rates %d of %d and %d of %d", x, m, y, n))
	}
	if n < m {
		x, m, y, n = y, n, x, m // the shorter sum
	}
	s := x + y
	lo, hi := max(0, s-n), min(m, s)
	// up is P(k+1)/P(k).
	up := func(k int) float64 {
		return float64(s-k) / float64(k+1) * (float64(m-k) / float64(n-s+k+1))
	}
	mode := min(max(lo, int(float64(s+1)/float64(m+n+2)*float64(m+1))), hi)
	// As multiples of P(mode): what is as unlikely as P(x), and all.
	seen := 1.0
	for k := mode; k < x; k++ {
		seen *= up(k)
	}
	for k := mode; k > x; k-- {
		seen /= up(k - 1)
	}
	tail, all := 0.0, 0.0
	add := func(p float64) {
		all += p
		if p <= seen*(1+1e-10) { // equal ones differ by rounding
			tail += p
		}
	}
	p := 1.0
	add(p)
	for k := mode; k < hi && p > 0; k++ {
		p *= up(k)
		add(p)
	}
	p = 1
	for k := mode; k > lo && p > 0; k-- {
		p /= up(k - 1)
		add(p)
	}
	return math.Min(tail/all, 1)
}
