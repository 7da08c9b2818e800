package spectra_test

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra"
)

// Small matrices with few distinct values over twelve orders of magnitude, copies and near
// copies, small bases, starts in subspaces: all pairs come, as often as they occur.
func TestLanczosOnMultipleSpectra(t *testing.T) {
	r := rand.New(rand.NewPCG(71, 72))
	runs := 150
	if testing.Short() {
		runs = 20
	}
	for range runs {
		n := 1 + r.IntN(30)
		values := make([]float64, 1+r.IntN(8))
		for i := range values {
			values[i] = r.NormFloat64() * math.Pow(10, float64(-r.IntN(12)))
		}
		d := make([]float64, n)
		for i := range d {
			d[i] = values[r.IntN(len(values))] + 1e-14*float64(r.IntN(2))*r.NormFloat64()
		}
		a := prescribed(r, d)
		all := sorted(d)
		opt := spectra.LanczosOptions{Count: 1 + r.IntN(6), Ends: spectra.Ends(r.IntN(3)), Basis: 1, MaxSteps: 20000, Seed: r.Uint64(), Tolerance: 1e-11}
		if r.IntN(3) == 0 {
			opt.Start = make([]float64, n)
			opt.Start[r.IntN(n)] = 1
		}
		got, err := spectra.Lanczos(context.Background(), spectra.Dense(a), &opt)
		if err != nil {
			t.Fatalf("%+v: %v", opt, err)
		}
		allowed := opt.Tolerance*norm(a) + backward(n, norm(a))
		for i, want := range extremes(all, opt) {
			if !(math.Abs(got.Values[i]-want) <= allowed) {
				t.Errorf("%+v: %v, want %g at %d", opt, got.Values, want, i)
			}
		}
		// Next to one of the eigenvalues, where (A − σI)⁻¹ is all but infinite.
		sigma := values[0]
		near, err := spectra.Nearest(context.Background(), a, sigma, &spectra.LanczosOptions{Count: opt.Count, Seed: opt.Seed})
		if err != nil {
			t.Fatalf("σ = %g: %v", sigma, err)
		}
		distance := func(x float64) float64 { return math.Abs(x - sigma) }
		want := nearest(all, sigma, opt.Count)
		slices.SortFunc(want, func(x, y float64) int { return cmp.Compare(distance(x), distance(y)) })
		slices.SortFunc(near.Values, func(x, y float64) int { return cmp.Compare(distance(x), distance(y)) })
		for i, x := range near.Values {
			if !(math.Abs(distance(x)-distance(want[i])) <= 1e-10*(norm(a)+math.Abs(sigma))) {
				t.Errorf("σ = %g: %v, want %v", sigma, near.Values, want)
			}
		}
	}
}
