package stats

import (
	"math"
	"testing"
)

// The tails at the ends of the interval are alpha/2, however small: for none
// and all of m in closed form, else by the sum of binomial probabilities.
func TestClopperPearson(t *testing.T) {
	for _, m := range []float64{1, 5, 61, 472, 10_000} {
		for _, alpha := range []float64{0.5, 0.05, 1e-4, 1e-6, 1e-8, 1e-12} {
			lo, hi := ClopperPearson(0, m, alpha)
			if want := -math.Expm1(math.Log(alpha/2) / m); lo != 0 || math.Abs(hi/want-1) > 1e-6 {
				t.Errorf("0 of %v at %v: [%v, %v], want %v", m, alpha, lo, hi, want)
			}
			lo, hi = ClopperPearson(m, m, alpha)
			if want := math.Exp(math.Log(alpha/2) / m); hi != 1 || math.Abs(lo/want-1) > 1e-6 {
				t.Errorf("all of %v at %v: [%v, %v], want %v", m, alpha, lo, hi, want)
			}
		}
	}
	for _, c := range [][2]int{{1, 5}, {3, 5}, {20, 61}, {60, 61}, {4, 200}} {
		for _, alpha := range []float64{0.5, 0.05, 1e-4, 1e-8} {
			x, m := c[0], c[1]
			lo, hi := ClopperPearson(float64(x), float64(m), alpha)
			least, most := binomial(m, lo, x, m), binomial(m, hi, 0, x)
			if math.Abs(least/(alpha/2)-1) > 1e-6 || math.Abs(most/(alpha/2)-1) > 1e-6 {
				t.Errorf("%d of %d at %v: [%v, %v] has tails %v and %v", x, m, alpha, lo, hi, least, most)
			}
		}
	}
}

// binomial is the probability of from to to ones among m at rate p.
func binomial(m int, p float64, from, to int) (sum float64) {
	for k := from; k <= to; k++ {
		a, _ := math.Lgamma(float64(m + 1))
		b, _ := math.Lgamma(float64(k + 1))
		c, _ := math.Lgamma(float64(m - k + 1))
		sum += math.Exp(a - b - c + float64(k)*math.Log(p) + float64(m-k)*math.Log1p(-p))
	}
	return sum
}
