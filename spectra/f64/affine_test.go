package f64

import (
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/internal/kerneltest"
)

func checkAffine(t *testing.T, r *rand.Rand, n int) {
	t.Helper()
	x, y := kerneltest.Entries(r, n, true), kerneltest.Entries(r, n, true)
	asGo(t, "Affine", func() []float64 {
		y := slices.Clone(y)
		Affine(y, -1.5, 0.1, x)
		return y
	})
}

func TestAffine(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for n := range 40 {
			checkAffine(t, rand.New(rand.NewPCG(5, uint64(n))), n)
		}
	})
}

func TestAffineRefusesLengths(t *testing.T) {
	refuses(t, map[string]func(){"Affine": func() { Affine(make([]float64, 16), 1, 1, make([]float64, 8)) }})
}

func FuzzAffine(f *testing.F) {
	f.Add(uint64(1), uint8(20))
	f.Add(uint64(2), uint8(9))
	f.Fuzz(func(t *testing.T, seed uint64, n uint8) {
		eachLevel(t, func(t *testing.T) { checkAffine(t, rand.New(rand.NewPCG(seed, 8)), int(n)) })
	})
}
