package spectra_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// sizedZoo returns hard matrices of size n ≥ 1.
func sizedZoo(n int) []specimen {
	r := rand.New(rand.NewPCG(uint64(n), 5))
	spectrum := func(f func(i int) float64) []float64 {
		d := make([]float64, n)
		for i := range d {
			d[i] = f(i)
		}
		slices.Sort(d)
		return d
	}
	clustered := spectrum(func(i int) float64 { return float64(i%3-1) + 1e-14*r.NormFloat64() })
	uniform := spectrum(func(i int) float64 { return float64(i+1) / float64(n) })
	halves := spectrum(func(i int) float64 { return math.Ldexp(1, -i) })
	grade := func(i int) float64 { return math.Pow(10, -200*float64(i)/float64(n)) }
	scale := spectrum(func(i int) float64 { return 0.5 - float64(i)/float64(n) })
	z := []specimen{
		{"zero", mat.NewSymDense(n, nil), make([]float64, n)},
		{"identity", diagonal(spectrum(func(int) float64 { return 1 })), spectrum(func(int) float64 { return 1 })},
		{"clustered", reflected(r, clustered), clustered},
		{"uniform", reflected(r, uniform), uniform},
		{"geometric", reflected(r, halves), halves},
		{"graded down", generate(n, func(i, j int) float64 { return grade(i) * grade(j) * r.NormFloat64() }), nil},
		{"graded up", generate(n, func(i, j int) float64 { return grade(n-i) * grade(n-j) * r.NormFloat64() }), nil},
		{"huge", scaled(reflected(r, scale), 1022), nil},
		{"tiny", scaled(reflected(r, scale), -1000), nil},
		{"denormal", scaled(random(r, n, 1), -1070), nil},
		{"wilkinson", wilkinson(n), nil},
		{"ones", ones(n), append(make([]float64, n-1), float64(n))},
		{"random", random(r, n, 1), nil},
		{"permuted blocks", permutedBlocks(r, n), nil},
	}
	for i := range z {
		z[i].name = fmt.Sprintf("%s %d", z[i].name, n)
	}
	return z
}

// reflected returns QDQᵀ for a product Q of three random reflections: dense.
func reflected(r *rand.Rand, d []float64) *mat.SymDense { return byReflections(r, d, 3) }

// permutedBlocks couples only indices that are equal modulo 4.
func permutedBlocks(r *rand.Rand, n int) *mat.SymDense {
	return generate(n, func(i, j int) float64 {
		if i%4 != j%4 {
			return 0
		}
		return r.NormFloat64()
	})
}
