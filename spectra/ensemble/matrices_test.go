package ensemble

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/spectra"
)

// moments estimates the first two moments of samples, with their deviations.
func moments(n int, draw func() float64) (mean, square, deviation float64) {
	fourth := 0.0
	for range n {
		x := draw()
		mean += x / float64(n)
		square += x * x / float64(n)
		fourth += x * x * x * x / float64(n)
	}
	return mean, square, math.Sqrt(fourth / float64(n))
}

func TestChi(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	for _, k := range []float64{0.3, 1, 2, 5.5, 40} {
		lo, _ := math.Lgamma((k + 1) / 2)
		hi, _ := math.Lgamma(k / 2)
		mean, square, deviation := moments(100_000, func() float64 { return chi(rng, k) })
		if want := math.Sqrt2 * math.Exp(lo-hi); math.Abs(mean-want) > 5*math.Sqrt(k/1e5) || math.Abs(square-k) > 5*deviation {
			t.Errorf("k = %v: %v and %v, want %v and %v", k, mean, square, want, k)
		}
	}
}

// The moments of the trace, which are exact for each order: of the tridiagonal models and of the full matrices.
func TestTraces(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 2))
	const n, m, samples = 6, 9, 20_000
	squares := func(x spectra.Tridiagonal) (trace, square float64) {
		for i, d := range x.D {
			trace += d
			square += d * d
			if i < len(x.E) {
				square += 2 * x.E[i] * x.E[i]
			}
		}
		return trace, square
	}
	for beta := 1.0; beta <= 4; beta++ {
		// Σ x² has n + β n(n−1)/2 degrees of freedom.
		mean, _, _ := moments(samples, func() float64 { _, s := squares(Hermite(rng, beta, n)); return s })
		if want := n + beta*n*(n-1)/2; math.Abs(mean-want) > 0.02*want {
			t.Errorf("β = %v: E Σ x² = %v, want %v", beta, mean, want)
		}
		mean, _, _ = moments(samples, func() float64 { s, _ := squares(Laguerre(rng, beta, n, m)); return s })
		if want := beta * n * m; math.Abs(mean-want) > 0.02*want {
			t.Errorf("β = %v: E Σ λ = %v, want %v", beta, mean, want)
		}
	}
	mean, _, _ := moments(samples, func() float64 { _, s := squares(Laguerre(rng, 1, n, m)); return s })
	if want := float64(n * m * (n + m + 1)); math.Abs(mean-want) > 0.02*want { // E tr (A Aᵀ)²
		t.Errorf("E Σ λ² = %v, want %v", mean, want)
	}
}

// The share of positive definite matrices is what the closed form says: of the tridiagonal model and of full matrices, and not
// of those with variance 1 on the diagonal too.
func TestSharesOfSigns(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	const n, samples = 3, 40_000
	exact, err := IndexProbabilities(n)
	if err != nil {
		t.Fatal(err)
	}
	var counts [3][n + 1]int
	for range samples {
		below, _, err := Hermite(rng, 1, n).Count(0)
		if err != nil {
			t.Fatal(err)
		}
		counts[0][below]++
		for k, diagonal := range []float64{2, 1} {
			a := make([]float64, n*n)
			Wigner(rng, a, n, diagonal)
			values := make([]float64, n)
			if err := spectra.EigenvaluesBatch(values, a, n, 1); err != nil {
				t.Fatal(err)
			}
			below := 0
			for _, x := range values {
				if x < 0 {
					below++
				}
			}
			counts[k+1][below]++
		}
	}
	for k := range exact {
		p := exact[k].Float64()
		slack := 5 * math.Sqrt(p*(1-p)/samples)
		for which, name := range []string{"tridiagonal", "full"} {
			if share := float64(counts[which][k]) / samples; math.Abs(share-p) > slack {
				t.Errorf("%s, index %d: %v, want %v ± %v", name, k, share, p, slack)
			}
		}
		if share := float64(counts[2][k]) / samples; math.Abs(share-p) < slack {
			t.Errorf("with variance 1 on the diagonal too, index %d: %v is within %v of %v", k, share, slack, p)
		}
	}
}

// At order 400 the largest eigenvalues are near those of the semicircle and of Marchenko and Pastur.
func TestEdgesOfLargeMatrices(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	const n, m = 400, 800
	h, err := Hermite(rng, 1, n).Range(n-1, n, 1)
	if err != nil {
		t.Fatal(err)
	}
	if x := h[0].Value() / math.Sqrt(n/2); math.Abs(x-2) > 0.1 {
		t.Errorf("the largest is %v √(n/2)", x)
	}
	l, err := Laguerre(rng, 1, n, m).Range(0, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if x := l[0].Value() / m; math.Abs(x-math.Pow(1-math.Sqrt(0.5), 2)) > 0.02 {
		t.Errorf("the smallest is %v m", x)
	}
}

func TestMatrixPanics(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	for name, f := range map[string]func(){
		"length":   func() { Wigner(rng, make([]float64, 3), 2, 2) },
		"diagonal": func() { Wigner(rng, make([]float64, 4), 2, math.NaN()) },
		"β":        func() { Hermite(rng, 0, 3) },
		"order":    func() { Hermite(rng, 1, -1) },
		"shape":    func() { Laguerre(rng, 1, 3, 2) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
	if x := Hermite(rng, 1, 0); len(x.D) != 0 || len(x.E) != 0 {
		t.Error(x)
	}
}

func BenchmarkHermite(b *testing.B) {
	rng := rand.New(rand.NewPCG(3, 6))
	for b.Loop() {
		if _, err := Hermite(rng, 1, 2000).Eigenvalues(1); err != nil {
			b.Fatal(err)
		}
	}
}
