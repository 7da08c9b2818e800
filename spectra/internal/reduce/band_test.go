package reduce

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
)

// TestChaseWorkers demands the same bits of any number of workers where sweeps
// are long enough that groups run at once.
func TestChaseWorkers(test *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	n, b := 900, 8
	if testing.Short() {
		n = 500
	}
	reduced := func(workers int) (*band, *chase) {
		r := rand.New(rand.NewPCG(21, 1))
		t, c := new(band), new(chase)
		zeros := func(size int) []float64 { return make([]float64, size) }
		t.layOut(n, b, zeros)
		c.keep(t, zeros)
		for i := range n {
			for j := max(0, i-b); j <= i; j++ {
				t.set(i, j, r.NormFloat64())
			}
		}
		var team crew.Crew
		team.Start(workers)
		defer team.Stop()
		if team.Workers != workers {
			test.Fatalf("a crew of %d in place of %d", team.Workers, workers)
		}
		c.reduce(t, true, &team)
		return t, c
	}
	want, vectors := reduced(1)
	if size := want.group(2); 4*size > want.steps(0) {
		test.Fatalf("groups of %d in %d steps: nothing runs at once here", size, want.steps(0))
	}
	for workers := 2; workers <= 3; workers++ {
		got, v := reduced(workers)
		d, e, wd, we := make([]float64, n), make([]float64, n-1), make([]float64, n), make([]float64, n-1)
		got.diagonals(d, e)
		want.diagonals(wd, we)
		if !slices.Equal(d, wd) || !slices.Equal(e, we) || !slices.Equal(v.tau, vectors.tau) || !slices.Equal(v.v, vectors.v) {
			test.Errorf("%d workers: not the bits of one", workers)
		}
	}
}

// TestBandReflector demands H x = (β, 0, …, 0)ᵀ and an orthogonal H, however
// small x is.
func TestBandReflector(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 2))
	for _, exponent := range []int{0, 300, -400, -460, -500, -530, -900} {
		for range 50 {
			x := make([]float64, 8)
			for i := range x {
				x[i] = math.Ldexp(r.NormFloat64(), exponent)
			}
			norm, square := 0.0, 0.0
			for i, a := range x {
				norm = math.Hypot(norm, a)
				if i > 0 {
					square += a * a
				}
			}
			beta, tau, scale := bandReflector(x, square)
			length := 1.0
			for _, a := range x[1:] {
				length += float64(a*scale) * float64(a*scale)
			}
			bound := 8 * float64(len(x)) * num.Epsilon
			if !(math.Abs(math.Abs(beta)/norm-1) <= bound) || !(math.Abs(tau*length-2) <= bound) {
				t.Errorf("2^%d: β/‖x‖ = %v, τ‖v‖² = %v", exponent, beta/norm, tau*length)
			}
		}
	}
	if beta, tau, scale := bandReflector([]float64{-3, 0, 0}, 0); beta != -3 || tau != 0 || scale != 0 {
		t.Errorf("of a multiple of the first unit vector: %v, %v, %v", beta, tau, scale)
	}
}
