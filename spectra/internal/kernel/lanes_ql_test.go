package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// tridiagonals returns sixteen matrices for LanesQL, of many kinds.
func tridiagonals(rng *rand.Rand, n int) (d, e []float64) {
	d, e = make([]float64, 16*n), make([]float64, 16*n)
	for i := range n {
		for l := range 16 {
			x, y := rng.Float64()-0.5, rng.Float64()-0.5
			switch l {
			case 1:
				x, y = 0, 0
			case 2: // it splits in many places
				y *= float64(rng.IntN(2))
			case 3:
				x, y = math.Ldexp(x, -20*i), math.Ldexp(y, -20*i)
			case 4:
				x, y = math.Ldexp(x, -20*(n-1-i)), math.Ldexp(y, -20*(n-1-i))
			case 5:
				y = math.Ldexp(y, -rng.IntN(900))
			case 6:
				x, y = 0, 0.5
			case 7: // Wilkinson's
				x, y = math.Abs(float64(i)-float64(n-1)/2)/float64(2*n), 1/float64(2*n)
			case 8:
				x, y = 0.25, y*0x1p-44
			case 9:
				x, y = 0.5, 0
			case 10:
				x, y = math.Copysign(0, x), math.Copysign(0, y)
			case 11:
				x, y = math.Ldexp(x, -rng.IntN(1070)), math.Ldexp(y, -rng.IntN(60))
			case 12:
				x, y = float64(rng.IntN(3)-1)/4, float64(rng.IntN(3)-1)/4
			case 13:
				x *= 0x1p-60
			}
			d[16*i+l], e[16*i+l] = x, y
		}
	}
	return d, e
}

func checkLanesQL(t *testing.T, rng *rand.Rand, n int) {
	t.Helper()
	d, e := tridiagonals(rng, n)
	w, f := make([]float64, 16*(n+1)), make([]float64, 16*n)
	w1, f1 := make([]float64, 16*(n+1)), make([]float64, 16*n)
	open := LanesQL(w, f, d, e, n)
	if open1 := lanesQLGo(w1, f1, d, e, n); open != open1 || !sameNumbers(w, w1) {
		t.Fatalf("n = %d differs from the loop: %v %x, want %v %x", n, w, open, w1, open1)
	}
	if open != 0 {
		t.Errorf("n = %d: matrices %b have not converged", n, open)
	}
	LanesSort(w, n)
	lanesSortGo(w1, n)
	if !sameNumbers(w, w1) {
		t.Fatalf("n = %d sorts otherwise than the loop", n)
	}
	for l := range 16 {
		checkMoments(t, d[l:], e[l:], w[l:], n)
	}
}

// checkMoments compares what a similarity keeps, trace and sum of squares, and checks
// the order.
func checkMoments(t *testing.T, d, e, w []float64, n int) {
	t.Helper()
	var trace, squares, largest float64
	for i := range n {
		trace += d[16*i] - w[16*i]
		squares += d[16*i]*d[16*i] - w[16*i]*w[16*i]
		if i < n-1 {
			squares += 2 * e[16*i] * e[16*i]
			largest = max(largest, math.Abs(e[16*i]))
			if w[16*i] > w[16*i+16] {
				t.Errorf("not ascending: %v above %v", w[16*i], w[16*i+16])
			}
		}
		largest = max(largest, math.Abs(d[16*i]))
	}
	limit := 8 * float64(n) * float64(n) * 0x1p-52
	if !(math.Abs(trace) <= limit*largest) || !(math.Abs(squares) <= limit*largest*largest) {
		t.Errorf("n = %d: the trace is off by %g, the sum of squares by %g, for elements up to %g", n, trace, squares, largest)
	}
}

func TestLanesQL(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(7, 5))
		for n := 2; n <= 40; n++ {
			checkLanesQL(t, rng, n)
		}
	})
}

func FuzzLanesQL(f *testing.F) {
	f.Add(uint64(1), uint64(2), uint8(5))
	f.Fuzz(func(t *testing.T, s1, s2 uint64, size uint8) {
		checkLanesQL(t, rand.New(rand.NewPCG(s1, s2)), 2+int(size%60))
	})
}
