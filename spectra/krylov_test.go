package spectra

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"saddle/spectra/internal/num"
	"saddle/spectra/internal/testmat"
)

// grown returns a space of steps vectors for the diagonal matrix with the given
// eigenvalues, whose products are rounded by round, and how many of its vectors were
// accepted as predicted.
func grown(t *testing.T, values []float64, steps int, accept float64, lazy bool, round func(float64) float64) (k *krylov, predicted int) {
	k = newKrylov(len(values), generator(3, densityStream))
	k.accept, k.lazy = accept, lazy
	k.begin(steps)
	w := make([]float64, len(values))
	k.startRandom(w)
	for step := 1; step <= steps; step++ {
		for i, x := range k.q(k.m) {
			w[i] = round(values[i] * x)
		}
		if err := k.fit(w, 0, step); err != nil {
			t.Fatal(err)
		}
		invariant, err := k.absorb(w, invariant(len(values))*k.norm)
		if err != nil {
			t.Fatal(err)
		}
		if k.since > 0 {
			predicted++
		}
		if invariant {
			break
		}
	}
	return k, predicted
}

// TestPredictedVectors: vectors that are accepted unmeasured are as orthogonal as is
// claimed, and the quadrature is that of a basis which was measured throughout. Where
// more is accepted, the departure says so.
func TestPredictedVectors(t *testing.T) {
	n, steps, accept := testmat.Cases(3000, 500), 120, 0x1p-36
	exact := func(x float64) float64 { return x }
	single := func(x float64) float64 { return float64(float32(x)) }
	for name, value := range map[string]func(i int) float64{
		"uniform":   func(i int) float64 { return float64(i) / float64(n) },
		"outliers":  func(i int) float64 { return float64(i%50)/50 + float64(1000/(1+i)) },
		"clustered": func(i int) float64 { return float64(i%7) + 1e-9*float64(i)/float64(n) },
		"graded":    func(i int) float64 { return math.Ldexp(1, -i/100) },
		"signs":     func(i int) float64 { return math.Sin(float64(i)) * 1e200 },
		"few":       func(i int) float64 { return float64(i % 40) },
	} {
		values := make([]float64, n)
		for i := range values {
			values[i] = value(i)
		}
		full, none := grown(t, values, steps, accept, false, exact)
		lazy, some := grown(t, values, steps, accept, true, exact)
		if none != 0 || some < lazy.m/10 {
			t.Errorf("%s: %d and %d of %d vectors predicted", name, none, some, lazy.m)
		}
		if d := lazy.departure(); !(d < 0x1p-34) {
			t.Errorf("%s: departure 2^%.1f", name, math.Log2(d))
		}
		norm := slices.MaxFunc(values, func(x, y float64) int { return cmp.Compare(math.Abs(x), math.Abs(y)) })
		if got, want := resolvent(lazy, norm), resolvent(full, norm); !(math.Abs(got-want) <= testmat.RatioBound*float64(n)*num.Epsilon*want) {
			t.Errorf("%s: vᵀf(A)v is %v, measured throughout %v", name, got, want)
		}
		if name != "signs" { // beyond float32
			rounded, _ := grown(t, values, steps, accept, true, single)
			if d := rounded.departure(); !(d < 0x1p-34) {
				t.Errorf("%s: with products in single precision the departure is 2^%.1f", name, math.Log2(d))
			}
		}
		spoiled, _ := grown(t, values, steps, 0x1p-16, true, exact)
		if d := spoiled.departure(); name == "outliers" && d < 0x1p-26 {
			t.Errorf("%s: with 2⁻¹⁶ accepted, the departure is %g", name, d)
		}
	}
}

// resolvent returns vᵀf(A)v for f(x) = 1/(1 + (x/norm)²) by the quadrature of k.
func resolvent(k *krylov, norm float64) (sum float64) {
	q := k.quadrature()
	for i, x := range q.Nodes {
		x /= norm
		sum += q.Weights[i] / (1 + x*x)
	}
	return sum
}
