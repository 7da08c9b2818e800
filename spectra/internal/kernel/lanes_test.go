package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

func sameNumbers(a, b []float64) bool {
	for i := range a {
		if math.Float64bits(a[i]) != math.Float64bits(b[i]) {
			return false
		}
	}
	return len(a) == len(b)
}

// compareSquare compares the kernels for one small matrix of order m ≤ 32 with their loops.
func compareSquare(t *testing.T, rng *rand.Rand, m int) {
	var a, b Square
	var v, w, p, q [32]float64
	for i := range a {
		a[i] = math.Ldexp(rng.NormFloat64(), rng.IntN(40)-20)
	}
	b = a
	for i := range m {
		v[i], w[i] = rng.NormFloat64(), rng.NormFloat64()
	}
	SquareMul(&p, &a, &v, m)
	squareMulGo(&q, &a, &v, m)
	if !sameNumbers(p[:], q[:]) {
		t.Fatalf("SquareMul differs from its loop for m = %d", m)
	}
	SquareRank2(&a, &v, &w, m)
	squareRank2Go(&b, &v, &w, m)
	if !sameNumbers(a[:], b[:]) {
		t.Fatalf("SquareRank2 differs from its loop for m = %d", m)
	}
}

// checkLanesReduce compares the reduction of eight matrices of order n ≥ 2 with its loop.
func checkLanesReduce(t *testing.T, rng *rand.Rand, n int) {
	a := make([]float64, 4*n*(n+1))
	for i := range a {
		a[i] = rng.NormFloat64()
		switch l := i % 8; {
		case l == 1 && rng.IntN(2) == 0: // rows that are reduced already
			a[i] = 0
		case l == 2:
			a[i] = math.Ldexp(a[i], -rng.IntN(900))
		case l == 3:
			a[i] = math.Copysign(0, a[i])
		}
	}
	b := append([]float64(nil), a...)
	d, e, p := make([]float64, 16*n), make([]float64, 16*n), make([]float64, 8*n)
	d1, e1, p1 := make([]float64, 16*n), make([]float64, 16*n), make([]float64, 8*n)
	LanesReduce(d, e, a, p, n)
	lanesReduceGo(d1, e1, b, p1, n)
	if !sameNumbers(d, d1) || !sameNumbers(e, e1) {
		t.Fatalf("n = %d differs from the loop: %v %v, want %v %v", n, d, e, d1, e1)
	}
}

func TestSquareSameBits(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(1, 5))
		for k := range 4 * 32 {
			compareSquare(t, rng, 1+k/4)
		}
	})
}

func TestLanesReduceSameBits(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(4, 5))
		for n := 2; n <= 33; n++ {
			checkLanesReduce(t, rng, n)
		}
	})
}

func FuzzSmall(f *testing.F) {
	f.Add(uint64(1), uint8(5))
	f.Fuzz(func(t *testing.T, seed uint64, size uint8) {
		eachLevel(t, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 0))
			compareSquare(t, rng, 1+int(size%32))
			checkLanesReduce(t, rng, 2+int(size%40))
		})
	})
}
