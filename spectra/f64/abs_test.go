package f64

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/spectra/internal/kerneltest"
)

// checkAbs compares the searches and sums of magnitudes, and Reverse, with their Go loops.
func checkAbs(t *testing.T, r *rand.Rand, n int, special bool) {
	t.Helper()
	x, y := kerneltest.Numbers(r, n, special), kerneltest.Numbers(r, n, special)
	for i := range y {
		y[i] = math.Abs(y[i])
		if math.IsNaN(y[i]) {
			y[i] = 0
		}
	}
	i, m := AbsMax(x)
	if gi, gm := absMaxGo(x); i != gi || !kerneltest.Same(m, gm) {
		t.Fatalf("AbsMax: %d, %g, want %d, %g, of %v", i, m, gi, gm, x)
	}
	if got, want := AbsSum(x), absSumGo(x); !kerneltest.Same(got, want) {
		t.Fatalf("AbsSum: %g, want %g, of %v", got, want, x)
	}
	unary := func(name string, kernel, loop func(dst []float64)) {
		got, want := append([]float64(nil), y...), append([]float64(nil), y...)
		kernel(got)
		loop(want)
		if !kerneltest.AllSame(got, want) {
			t.Fatalf("%s, n = %d: %v, want %v", name, n, got, want)
		}
	}
	unary("AbsMaxEach", func(d []float64) { AbsMaxEach(d, x) }, func(d []float64) { absMaxEachGo(d, x) })
	unary("AbsAxpy", func(d []float64) { AbsAxpy(d, -1.7, x) }, func(d []float64) { absAxpyGo(d, -1.7, x) })
	unary("Reverse", func(d []float64) { Reverse(d, x) }, func(d []float64) { reverseGo(d, x) })
}

func TestAbsLevels(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(41, 42))
		for n := range 300 {
			checkAbs(t, r, n, n%3 == 0)
		}
	})
}

// Equal magnitudes: the first counts, in every position.
func TestAbsMaxFirst(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for n := 1; n < 80; n++ {
			x := make([]float64, n)
			for i := n - 1; i >= 0; i-- {
				x[i] = float64(1 - i%2*2)
				if got, m := AbsMax(x); got != i || m != 1 {
					t.Fatalf("n = %d: %d, %g, want %d", n, got, m, i)
				}
			}
		}
	})
}

func FuzzAbs(f *testing.F) {
	for n := range uint64(4) {
		f.Add(n, uint16(17*n), n%2 == 0)
	}
	f.Fuzz(func(t *testing.T, seed uint64, n uint16, special bool) {
		eachLevel(t, func(t *testing.T) { checkAbs(t, rand.New(rand.NewPCG(seed, 1)), int(n)%600, special) })
	})
}
