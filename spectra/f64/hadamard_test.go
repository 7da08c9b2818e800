package f64

import (
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/internal/kerneltest"
)

// TestHadamardLevels: every level gives the bits of the Go loop, in place too.
func TestHadamardLevels(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for n := range 70 {
			checkHadamard(t, rand.New(rand.NewPCG(2, uint64(n))), n)
		}
	})
}

func checkHadamard(t *testing.T, r *rand.Rand, n int) {
	t.Helper()
	var in [4][]float64
	for i := range in {
		in[i] = arguments(r, n)[:n]
		r.Shuffle(n, func(a, b int) { in[i][a], in[i][b] = in[i][b], in[i][a] })
	}
	want, got := make([]float64, n), slices.Clone(in[0])
	hadamardGo(want, in[0], in[1])
	if Hadamard(got, got, in[1]); !kerneltest.AllSame(got, want) {
		t.Fatalf("product of %v and %v", in[0], in[1])
	}
	copy(got, in[1])
	hadamardsGo(want, in[0], in[1], in[2], in[3])
	if Hadamards(got, in[0], got, in[2], in[3]); !kerneltest.AllSame(got, want) {
		t.Fatalf("sum of products of %v", in)
	}
}

func FuzzHadamard(f *testing.F) {
	f.Add(uint64(1), 20)
	f.Fuzz(func(t *testing.T, seed uint64, n int) {
		eachLevel(t, func(t *testing.T) { checkHadamard(t, rand.New(rand.NewPCG(seed, 1)), max(0, min(n, 200))) })
	})
}
