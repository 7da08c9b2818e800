package ensemble

import (
	"errors"
	"math"
	"testing"
)

func must[T any](x T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}

// The energies of p = 3 to the digits that are known, and the zeros of the complexities.
func TestSpinEnergies(t *testing.T) {
	for k, want := range []float64{1.65699836353, 1.6528731981, 1.65025312744, 1.64839902191, 1.64699856716, 1.64589325658} {
		if got := must(SpinEnergy(3, k))(t); math.Abs(got-want) > 6e-12 {
			t.Errorf("E_%d(3) = %.13f, want %v", k, got, want)
		}
	}
	for _, c := range []struct { // by bisection in forty decimals
		p, k int
		want float64
	}{
		{3, 0, 1.656998363527473251}, {3, 5, 1.645893256575337964}, {4, 0, 1.794085028179254453}, {4, 1, 1.783300301254057638}, {4, 2, 1.776477611700190432},
		{5, 0, 1.887988826368918698}, {10, 0, 2.135363800450148115}, {10, 3, 2.046406850476488585},
	} {
		if got := must(SpinEnergy(c.p, c.k))(t); math.Abs(got-c.want) > 2e-15 {
			t.Errorf("E_%d(%d) = %.16f, want %.16f", c.k, c.p, got, c.want)
		}
	}
	if got := must(SpinThreshold(3))(t); math.Abs(got-1.6329931618555) > 1e-13 {
		t.Errorf("E_∞(3) = %v", got)
	}
	for _, p := range []int{3, 4, 5, 10, 100, 1_000_000} {
		before, least := math.Inf(1), must(SpinThreshold(p))(t)
		for _, k := range []int{0, 1, 2, 10, 1000} {
			e := must(SpinEnergy(p, k))(t)
			if !(e < before && e > least) {
				t.Errorf("E_%d(%d) = %v, after %v, above %v", k, p, e, before, least)
			}
			before = e
			above, below := must(SpinIndexComplexity(p, k, -e*(1-1e-12)))(t), must(SpinIndexComplexity(p, k, -e*(1+1e-12)))(t)
			if !(above > 0 && below < 0) {
				t.Errorf("Θ_%d beside −E_%d of p = %d: %v, %v", k, k, p, above, below)
			}
		}
	}
}

// The rate by the formula as it is printed, in its own logarithms; the complexities are continuous and grow, and add up: that of all
// critical points is that of index 0 below −E_∞.
func TestSpinComplexities(t *testing.T) {
	for _, p := range []int{2, 3, 7} {
		e := must(SpinThreshold(p))(t)
		for _, u := range []float64{-e - 1e-3, -e - 0.1, -2 * e, -5 * e} {
			root := math.Sqrt(u*u - e*e)
			want := -u/(e*e)*root - math.Log(-u+root) + math.Log(e)
			if got := spinRate(p, u); math.Abs(got-want) > 1e-12*(1+math.Abs(want)) {
				t.Errorf("I(%v) = %v, want %v", u, got, want)
			}
		}
		before, beforeK := math.Inf(-1), math.Inf(-1)
		for i := range 301 {
			u := e * (-2 + float64(i)/100)
			all, one := must(SpinComplexity(p, u))(t), must(SpinIndexComplexity(p, 3, u))(t)
			none := must(SpinIndexComplexity(p, 0, u))(t)
			if all < before || one < beforeK || one > none || none > all+1e-15 || u <= -e && math.Abs(all-none) > 1e-13 {
				t.Errorf("p = %d, Θ(%v) = %v, Θ_0 = %v, Θ_3 = %v", p, u, all, none, one)
			}
			before, beforeK = all, one
		}
		for _, k := range []int{0, 5} {
			left, right := must(SpinIndexComplexity(p, k, math.Nextafter(-e, -9)))(t), must(SpinIndexComplexity(p, k, -e))(t)
			if math.Abs(left-right) > 1e-15 {
				t.Errorf("p = %d: Θ_%d jumps from %v to %v", p, k, left, right)
			}
		}
	}
	if got := must(SpinIndexComplexity(3, 4, 0))(t); math.Abs(got-0.013240256946639327) > 1e-16 {
		t.Errorf("Θ_4(0) = %.18f", got)
	}
}

// The rate near its zero: (2t)³/12 for u = −E_∞ (1 + t²/2), which the logarithms cannot tell from 0.
func TestSpinRateNearThreshold(t *testing.T) {
	for _, d := range []float64{1e-4, 1e-8, 1e-12} {
		got := spinRate(3, -must(SpinThreshold(3))(t)*(1+d))
		if want := 2 * math.Pow(2*d, 1.5) / 3; math.Abs(got/want-1) > d+1e-3 {
			t.Errorf("I = %v at %v beyond, want %v", got, d, want)
		}
	}
}

// The mean number of all critical points grows at the rate Θ(0), beside a power of n: the nearer, the more spins there are.
func TestSpinCountsGrow(t *testing.T) {
	for _, p := range []int{3} {
		rate := func(n int) float64 {
			var logs [3]float64
			for i := range logs {
				total := 0.0
				for _, c := range must(SpinCounts(n<<i, p))(t) {
					total += c
				}
				logs[i] = math.Log(total)
			}
			return (logs[2] - 2*logs[1] + logs[0]) / float64(n) // without the power
		}
		want := must(SpinComplexity(p, 0))(t)
		few, more := want-rate(2), want-rate(3)
		if !(0 < more && more < few*5/6 && more < want/10) {
			t.Errorf("p = %d: critical points grow at %v and %v, want %v", p, want-few, want-more, want)
		}
	}
}

func TestBadSpins(t *testing.T) {
	var e *ErrArgument
	for _, f := range []func() (float64, error){
		func() (float64, error) { return SpinThreshold(1) },
		func() (float64, error) { return SpinEnergy(1, 0) },
		func() (float64, error) { return SpinEnergy(3, -1) },
		func() (float64, error) { return SpinComplexity(0, -1) },
		func() (float64, error) { return SpinComplexity(3, math.NaN()) },
		func() (float64, error) { return SpinIndexComplexity(3, -1, 0) },
		func() (float64, error) { return SpinIndexComplexity(3, 0, math.Inf(-1)) },
		func() (float64, error) { return SpinIndexComplexity(-3, 0, 0) },
	} {
		if x, err := f(); !errors.As(err, &e) {
			t.Errorf("%v, %v", x, err)
		}
	}
}
