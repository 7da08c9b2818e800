package stats

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// fisherInRationals is the same probability, in rationals.
func fisherInRationals(x, m, y, n int) float64 {
	of := func(k int) *big.Int {
		return new(big.Int).Mul(new(big.Int).Binomial(int64(m), int64(k)), new(big.Int).Binomial(int64(n), int64(x+y-k)))
	}
	seen, tail := of(x), new(big.Int)
	for k := max(0, x+y-n); k <= min(m, x+y); k++ {
		if p := of(k); p.Cmp(seen) <= 0 {
			tail.Add(tail, p)
		}
	}
	p, _ := new(big.Rat).SetFrac(tail, new(big.Int).Binomial(int64(m+n), int64(x+y))).Float64()
	return p
}

func TestFisherInRationals(t *testing.T) {
	check := func(x, m, y, n int) {
		got, want := Fisher(x, m, y, n), fisherInRationals(x, m, y, n)
		if !(math.Abs(got-want) <= 1e-9*want) {
			t.Errorf("%d of %d and %d of %d: %v, want %v", x, m, y, n, got, want)
		}
		if other := Fisher(y, n, x, m); math.Abs(other-got) > 1e-9*got {
			t.Errorf("%d of %d and %d of %d: %v the other way round, %v", x, m, y, n, other, got)
		}
		if other := Fisher(m-x, m, n-y, n); math.Abs(other-got) > 1e-9*got {
			t.Errorf("%d of %d and %d of %d: %v of what was not seen, %v", x, m, y, n, other, got)
		}
	}
	most, large := 7, 60
	if testing.Short() {
		most, large = 5, 3
	}
	for m := range most {
		for n := range most {
			for x := range m + 1 {
				for y := range n + 1 {
					check(x, m, y, n)
				}
			}
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range large {
		m, n := 1+r.IntN(1000), 1+r.IntN(1000)
		check(r.IntN(m+1), m, r.IntN(n+1), n)
	}
	check(3, 1000, 9, 1000) // a rate of Safran and Shamir's
	check(0, 1000, 1000, 1000)
}

// Where both rates are one, a level is exceeded no more often than it says.
func TestFisherKeepsItsLevel(t *testing.T) {
	for _, c := range []struct {
		m, n int
		p    float64
	}{{30, 20, 0.1}, {12, 40, 0.5}, {25, 25, 0.93}} {
		for _, level := range []float64{0.3, 0.05, 1e-3} {
			rejected := 0.0
			for x := range c.m + 1 {
				for y := range c.n + 1 {
					if Fisher(x, c.m, y, c.n) <= level {
						rejected += binomial(c.m, c.p, x, x) * binomial(c.n, c.p, y, y)
					}
				}
			}
			if rejected > level {
				t.Errorf("%d and %d at rate %v: rejected with probability %v at level %v", c.m, c.n, c.p, rejected, level)
			}
		}
	}
}

// Millions of runs against a paper's thousand take no time, and no precision is lost.
func TestFisherOfMany(t *testing.T) {
	const many = 1_000_000_000
	for _, c := range []struct {
		x, m, y int
		lo, hi  float64
	}{{126, 1000, many / 1000 * 126, 0.95, 1}, {126, 1000, many / 1000 * 160, 1e-3, 5e-3}, {500, 1000, many / 10, 0, 1e-200}} {
		if p := Fisher(c.x, c.m, c.y, many); p < c.lo || p > c.hi {
			t.Errorf("%+v: %v", c, p)
		}
	}
}

func TestHolm(t *testing.T) {
	for _, c := range []struct {
		p    []float64
		want []bool
	}{
		{nil, []bool{}},
		{[]float64{0.05}, []bool{true}},
		{[]float64{0.051}, []bool{false}},
		{[]float64{0.04, 0.025}, []bool{true, true}},
		{[]float64{0.04, 0.026}, []bool{false, false}},
		{[]float64{0.9, 0.016, 0.02, 0.06}, []bool{false, false, false, false}},
		{[]float64{0.9, 0.012, 0.017, 0.06}, []bool{false, true, false, false}},
		{[]float64{0.9, 0.012, 0.016, 0.025}, []bool{false, true, true, true}},
		{[]float64{math.NaN(), 0.001}, []bool{false, true}},
	} {
		if got := Holm(c.p, 0.05); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.p, got, c.want)
		}
	}
}
