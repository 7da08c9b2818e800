package bench

import (
	"math"
	"math/rand/v2"
	"testing"

	random "saddle/spectra/ensemble"
)

// randomRows times random matrices: the signs of many small ones, the spectrum of a large one, and what large sums do.
func randomRows() []row {
	return []row{
		{name("signs", 5, "matrices", 1_000_000), timeSigns},
		{name("spectrum", 2000), timeSpectrum},
		{name("sums", 200), timeSums},
	}
}

// signs counts the matrices of order 5 with each number of negative eigenvalues.
func signs(r *rand.Rand, matrices int) (counts [6]int) {
	for range matrices {
		below, _, err := random.Hermite(r, 1, 5).Count(0)
		if err != nil {
			panic(err)
		}
		counts[below]++
	}
	return counts
}

func timeSigns(b *testing.B) {
	const matrices = 1_000_000
	r := rand.New(rand.NewPCG(5, 1))
	want := must(random.IndexProbabilities(5))
	for b.Loop() {
		for k, n := range signs(r, matrices) {
			p := want[k].Float64()
			if slack := 7 * math.Sqrt(p*matrices); math.Abs(float64(n)-p*matrices) > slack {
				b.Fatalf("index %d: %d of %d matrices, want %v ± %v", k, n, matrices, p*matrices, slack)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/matrices, "ns/matrix")
}

func timeSpectrum(b *testing.B) {
	const n = 2000
	r := rand.New(rand.NewPCG(5, 2))
	for b.Loop() {
		t := random.Hermite(r, 1, n)
		values, err := t.Eigenvalues(1)
		if err != nil {
			b.Fatal(err)
		}
		trace, sum := 0.0, 0.0
		for i, v := range values {
			trace += t.D[i]
			sum += v.Value()
		}
		if math.Abs(sum-trace) > tolerance(n, math.Sqrt(2*n))*math.Sqrt(n) {
			b.Fatalf("the eigenvalues add to %v, the diagonal to %v", sum, trace)
		}
	}
}

// timeSums times the share of negative eigenvalues of 200 sums of a Wishart and a Wigner matrix, α(ε) for one φ.
func timeSums(b *testing.B) {
	const phi, points = 0.25, 200
	critical := (1 - 20*phi - 8*phi*phi + math.Pow(1+8*phi, 1.5)) / 16
	for b.Loop() {
		last := 0.0
		for i := range points {
			epsilon := critical / 2 * float64(i+1) / 20
			sum := must(random.NewFree(0, 2*epsilon, random.Jump{Size: phi, Rate: 1 / phi}))
			alpha := sum.CDF(0)
			if epsilon < critical && alpha != 0 || epsilon > critical*1.01 && !(alpha > last) {
				b.Fatalf("α(%v) = %v, after %v", epsilon, alpha, last)
			}
			last = alpha
		}
	}
}
