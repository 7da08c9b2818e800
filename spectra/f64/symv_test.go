package f64

import (
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/internal/kerneltest"
)

// asGo runs f with the Go loops and with the level in use, which f must not
// notice: it returns what they computed, and the results must have the same bits.
func asGo(t *testing.T, what string, f func() []float64) []float64 {
	t.Helper()
	got := f()
	defer Use(Use(Go))
	want := f()
	kerneltest.SameBits(t, what, got, want)
	return got
}

func symmetricAt(a Matrix, i, j int) float64 { return a.At(max(i, j), min(i, j)) }

func checkSymv(t *testing.T, r *rand.Rand, n int, wild bool) {
	t.Helper()
	a, x, y := Matrix(kerneltest.LowerRows(r, n, wild)), kerneltest.Entries(r, n, wild), kerneltest.Entries(r, n, wild)
	alpha := float64(r.IntN(5) - 2)
	got := asGo(t, "Symv", func() []float64 {
		y := slices.Clone(y)
		Symv(y, alpha, a, x)
		return y
	})
	if wild {
		return
	}
	for i := range n {
		want := y[i]
		for j := range n {
			want += alpha * symmetricAt(a, i, j) * x[j]
		}
		if got[i] != want {
			t.Fatalf("n = %d: y[%d] is %v, want %v", n, i, got[i], want)
		}
	}
}

func TestSymv(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for n := range 67 {
			checkSymv(t, rand.New(rand.NewPCG(1, uint64(n))), n, false)
			checkSymv(t, rand.New(rand.NewPCG(2, uint64(n))), n, true)
		}
	})
}

func FuzzSymv(f *testing.F) {
	f.Add(uint64(1), uint8(20), true)
	f.Add(uint64(2), uint8(8), false)
	f.Fuzz(func(t *testing.T, seed uint64, n uint8, wild bool) {
		eachLevel(t, func(t *testing.T) { checkSymv(t, rand.New(rand.NewPCG(seed, 3)), int(n), wild) })
	})
}

func TestSymvRefusesShapes(t *testing.T) {
	square := NewMatrix(9, 9, 9, make([]float64, 81))
	x, short := make([]float64, 16), make([]float64, 8)
	refuses(t, map[string]func(){
		"Symv, y":       func() { Symv(short, 1, square, x[:9]) },
		"Symv, x":       func() { Symv(x[:9], 1, square, short) },
		"Symv, oblong":  func() { Symv(x[:9], 1, square.Block(0, 0, 9, 8), x[:9]) },
		"Symv, columns": func() { Symv(x[:9], 1, square.T(), x[:9]) },
	})
}
