package stats

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// distributions have the given mean, and values in [0, 1].
var distributions = []struct {
	name string
	mean float64
	next func(r *rand.Rand, last float64) float64
}{
	{"always 0", 0, func(*rand.Rand, float64) float64 { return 0 }},
	{"always 1", 1, func(*rand.Rand, float64) float64 { return 1 }},
	{"rare", 0.01, func(r *rand.Rand, _ float64) float64 { return indicator(r.Float64() < 0.01) }},
	{"coin", 0.5, func(r *rand.Rand, _ float64) float64 { return indicator(r.Float64() < 0.5) }},
	{"biased coin", 0.7, func(r *rand.Rand, _ float64) float64 { return indicator(r.Float64() < 0.7) }},
	{"uniform", 0.5, func(r *rand.Rand, _ float64) float64 { return r.Float64() }},
	{"tiny variance", 0.3, func(r *rand.Rand, _ float64) float64 { return 0.3 + 0.01*(r.Float64()-0.5) }},
	{"skewed", 1.0 / 9, func(r *rand.Rand, _ float64) float64 { return math.Pow(r.Float64(), 8) }},
	{"two points, near the ends", 0.98, func(r *rand.Rand, _ float64) float64 { return 1e-3 + 0.999*indicator(r.Float64() < 0.979/0.999) }},
	{"the next depends on the last", 0.5, func(r *rand.Rand, last float64) float64 { return 0.5 + last*(r.Float64()-0.5) }},
}

// The confidence sequence must miss the mean at no time at all in all but a
// share alpha of sequences, which is more than any rule to stop could see. The
// plain interval, looked at after each value, misses far more often.
func TestSequenceCovers(t *testing.T) {
	const alpha, steps = 0.05, 200
	trials, allowed := 300, 33 // more than 33 of 300 at 5 % has probability below 1e-5
	if testing.Short() {
		trials, allowed = 100, 16
	}
	for i, d := range distributions {
		rng := rand.New(rand.NewPCG(1, uint64(i)))
		missed := 0
		for range trials {
			s, last, miss := NewSequence(0, 1, alpha, d.mean), 1.0, false
			for k := 0; k < steps && !miss; k++ {
				last = d.next(rng, last)
				s.Add(last)
				miss = s.IsAbove(0) || s.IsBelow(0)
			}
			missed += int(indicator(miss))
		}
		t.Logf("%s: %d of %d", d.name, missed, trials)
		if missed > allowed {
			t.Errorf("%s: %d of %d sequences miss the mean, at most %v are allowed", d.name, missed, trials, alpha)
		}
	}
	rng, missed := rand.New(rand.NewPCG(1, 1)), 0
	for range trials {
		sum, miss := 0.0, false
		for k := 1; k <= steps; k++ {
			sum += indicator(rng.Float64() < 0.5)
			few := min(sum, float64(k)-sum) // the smaller tail of a fair coin, at most
			miss = miss || few+1 < float64(k) && mathext.RegIncBeta(float64(k)-few, few+1, 0.5) < alpha/2
		}
		missed += int(indicator(miss))
	}
	if missed <= allowed {
		t.Errorf("the plain interval misses the mean in %d of %d only: the test sees nothing", missed, trials)
	}
}

// The interval is what the bettors exclude.
func TestSequenceInterval(t *testing.T) {
	if lo, hi := NewSequence(0, 1, 1e-6).Interval(); lo != 0 || hi != 1 {
		t.Errorf("without values: [%v, %v]", lo, hi)
	}
	s := NewSequence(0, 1, 1e-6)
	for range 1000 {
		s.Add(0)
	}
	// All stakes win (1/(1 − m))^1000 or less, and the whole one that.
	lo, hi := s.Interval()
	if lo != 0 || hi < 1-math.Pow(1e-6/2, 1e-3) || hi > 1-math.Pow(1e-6/2/24, 1e-3) {
		t.Errorf("after 1000 zeros: [%v, %v]", lo, hi)
	}
	rng := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{20, 500} {
		whole := NewSequence(-2, 3, 0.01)
		var xs []float64
		for range n {
			xs = append(xs, 3*rng.Float64())
			whole.Add(xs[len(xs)-1])
		}
		lo, hi := whole.Interval()
		if mean := whole.Mean(); !(-2 <= lo && lo < mean && mean < hi && hi <= 3) {
			t.Errorf("[%v, %v] around %v", lo, hi, mean)
		}
		watched := NewSequence(-2, 3, 0.01, lo-1e-6, lo+1e-6, hi-1e-6, hi+1e-6)
		for _, x := range xs {
			watched.Add(x)
		}
		if !watched.IsAbove(0) || watched.IsAbove(1) || watched.IsBelow(2) || !watched.IsBelow(3) {
			t.Errorf("after %d values: [%v, %v] is not what is excluded", n, lo, hi)
		}
	}
}
