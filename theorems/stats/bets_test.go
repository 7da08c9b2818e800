package stats

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// The wealth must not exceed what the formula says, in rationals, and must come
// near it.
func TestWealthIsBoundedByItsFormula(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		lo := math.Ldexp(rng.NormFloat64(), rng.IntN(20))
		hi := lo + math.Ldexp(rng.Float64(), rng.IntN(20))
		m := lo + (hi-lo)*rng.Float64()
		for _, from := range []float64{lo, hi} {
			b := newBettor(from, m)
			exact, seen := map[int]*big.Rat{0: big.NewRat(1, 1), 9: big.NewRat(1, 1), 23: big.NewRat(1, 1)}, map[float64]int{}
			for range 1 + rng.IntN(12) {
				x := min(lo+(hi-lo)*math.Pow(rng.Float64(), 3), hi)
				if rng.IntN(4) == 0 {
					x = []float64{lo, hi, m}[rng.IntN(3)]
				}
				b.bet(x)
				seen[x]++
				for j, w := range exact {
					r := func(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }
					g := new(big.Rat).Quo(new(big.Rat).Sub(r(x), r(from)), new(big.Rat).Sub(r(m), r(from)))
					f := g.Add(g.Mul(g, r(stakes[j])), new(big.Rat).Sub(big.NewRat(1, 1), r(stakes[j])))
					w.Mul(w, f)
				}
			}
			for j, w := range exact {
				got, want := new(big.Rat).SetFloat64(b.wealth[j]), w
				least := new(big.Rat).Mul(want, new(big.Rat).SetFloat64(1-1e-12))
				if got.Cmp(want) > 0 || got.Cmp(least) < 0 {
					t.Errorf("[%v, %v], %v against %v, stake %v: %v, want %v", lo, hi, from, m, stakes[j], b.wealth[j], want.FloatString(20))
				}
			}
		}
	}
}

// The wealth as the values come and the wealth in logarithms are the same.
func TestWealthTwoWays(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{1, 10, 300, 3000} {
		for _, draw := range []func() float64{rng.Float64, func() float64 { return float64(rng.IntN(2)) }, func() float64 { return float64(rng.IntN(4)) / 3 }} {
			for _, m := range []float64{0.4, 0.49, 0.52, 0.999} {
				s := NewSequence(0, 1, 0.1, m)
				for range n {
					s.Add(draw())
				}
				for _, b := range []*bettor{s.above[0], s.below[0]} {
					sum := 0.0
					for _, w := range b.wealth {
						sum += w
					}
					want := math.Log(sum / float64(len(stakes)))
					got := logWealth(b.from, m, s.values())
					if want > 600 && got > 600 {
						continue // the wealth is cut down there
					}
					if !(math.Abs(got-want) < 1e-7) {
						t.Errorf("%d values, from %v against %v: %v and %v", n, b.from, m, got, want)
					}
				}
			}
		}
	}
}

// What is too large or too small for a float is cut down, never NaN, and a
// bettor that has won does not lose by it.
func TestWealthStaysANumber(t *testing.T) {
	b := newBettor(0, 0.4)
	for range 3000 {
		b.bet(1)
	}
	b.bet(0)
	if !b.wins(1e-200) {
		t.Errorf("3000 ones and a 0 do not show a mean above 0.4: %v", b.wealth)
	}
	for range 20_000 {
		b.bet(0)
	}
	if b.wins(0.99) {
		t.Errorf("20000 zeros show a mean above 0.4: %v", b.wealth)
	}
}

func TestGainAtTheEdges(t *testing.T) {
	for _, c := range []struct{ from, m, x, want float64 }{
		{0, 0.5, 0, 0}, {0, 0.5, 1, 2}, {1, 0.5, 0, 2}, {1, 0.5, 1, 0}, {-3, -2, 0, 3},
		{0, 0, 0, 1}, {1, 1, 1, 1}, {0, 0, 1e-300, 0x1p100}, {1, 1, 0, 0x1p100}, // the bound itself
		{0, 1e-300, 1, 0x1p100}, {0, 1, 1e-310, 0}, {-1e308, 0, 7e307, 1.7},
	} {
		if got := gain(c.from, c.m, c.x); !(math.Abs(got-c.want) <= 1e-15*c.want) {
			t.Errorf("gain(%v, %v, %v) = %v, want %v", c.from, c.m, c.x, got, c.want)
		}
	}
}

// robbins is the beta-binomial confidence sequence at alpha (Robbins 1970;
// Howard, Ramdas, McAuliffe and Sekhon 2021), which knows of values in [0, 1]
// only their sum: whether it excludes the mean p after t values of the given
// sum.
func robbins(sum float64, t int, alpha, p float64) bool {
	a, b := sum, float64(t)-sum
	m := mathext.Lbeta(0.5+a, 0.5+b) - mathext.Lbeta(0.5, 0.5)
	return m-a*math.Log(p)-b*math.Log1p(-p) >= -math.Log(alpha)
}

// Against a sequence which knows the sum alone, small variances need far fewer
// runs, and coins no more than a few per cent more.
func TestRunsNeeded(t *testing.T) {
	normal := func(mean, std float64) func(*rand.Rand) float64 {
		return func(r *rand.Rand) float64 { return min(max(mean+std*r.NormFloat64(), 0), 1) }
	}
	coin := func(p float64) func(*rand.Rand) float64 {
		return func(r *rand.Rand) float64 { return indicator(r.Float64() < p) }
	}
	const alpha, trials = 5e-8, 5
	for _, c := range []struct {
		name    string
		draw    func(*rand.Rand) float64
		lo, hi  float64
		atMost  float64 // of the runs that the sum alone needs
		patient bool
	}{
		{"coin of 1/2, ± 0.05", coin(0.5), 0.45, 0.55, 1.05, false},
		{"coin of 0.1464, ± 0.03", coin(0.1464), 0.1164, 0.1764, 1.03, false},
		{"coin of 0.1464, outside 0.25 ± 0.03", coin(0.1464), 0.22, 0.28, 1.05, false},
		{"coin of 0.025, ± 0.01", coin(0.025), 0.015, 0.035, 1.03, true},
		{"never, below 0.01", coin(0), 0, 0.01, 1.03, false},
		{"uniform, ± 0.05", func(r *rand.Rand) float64 { return r.Float64() }, 0.45, 0.55, 0.5, false},
		{"mean 1/2, std 0.05, ± 0.05", normal(0.5, 0.05), 0.45, 0.55, 0.15, false},
		{"mean 1/2, std 0.05, ± 0.02", normal(0.5, 0.05), 0.48, 0.52, 0.05, true},
		{"mean 0.3, std 0.05, ± 0.03", normal(0.3, 0.05), 0.27, 0.33, 0.15, true},
		{"mean 0.1, std 0.05, ± 0.02", normal(0.1, 0.05), 0.08, 0.12, 0.33, true},
	} {
		if testing.Short() && c.patient {
			continue
		}
		var bets, sums int
		for seed := range uint64(trials) {
			bets += runsNeeded(c.draw, c.lo, c.hi, alpha, seed)
			sums += runsNeededBySums(c.draw, c.lo, c.hi, alpha, seed)
		}
		ratio := float64(bets) / float64(sums)
		t.Logf("%-38s %6d runs, %6d by the sum alone: %.3f", c.name, bets/trials, sums/trials, ratio)
		if ratio > c.atMost {
			t.Errorf("%s: %.3f of the runs, want at most %v", c.name, ratio, c.atMost)
		}
	}
}

func runsNeeded(draw func(*rand.Rand) float64, lo, hi, alpha float64, seed uint64) int {
	rng := rand.New(rand.NewPCG(seed, 1))
	s := NewSequence(0, 1, alpha, lo, hi)
	for t := 1; ; t++ {
		s.Add(draw(rng))
		above, below := lo == 0 || s.IsAbove(0), s.IsBelow(1)
		if above && below || lo > 0 && s.IsBelow(0) || s.IsAbove(1) {
			return t
		}
	}
}

func runsNeededBySums(draw func(*rand.Rand) float64, lo, hi, alpha float64, seed uint64) int {
	rng, sum := rand.New(rand.NewPCG(seed, 1)), 0.0
	for t := 1; ; t++ {
		sum += draw(rng)
		mean := sum / float64(t)
		above := lo == 0 || mean > lo && robbins(sum, t, alpha, lo)
		below := mean < hi && robbins(sum, t, alpha, hi)
		if above && below || mean < lo && robbins(sum, t, alpha, lo) || mean > hi && robbins(sum, t, alpha, hi) {
			return t
		}
	}
}

// indicator is 1 for true and 0 for false.
func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
