package spectra_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"saddle/spectra"
)

// TestCancelledWhileResidualsAreMeasured: no product follows the one in which ctx is done, and what was found is kept.
func TestCancelledWhileResidualsAreMeasured(t *testing.T) {
	const n = 300
	find := func(at int) (got spectra.Ritz, made int, err error) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		squares := linear{n, func(dst, v []float64) {
			if made++; made == at {
				cancel()
			}
			for i, x := range v {
				dst[i] = float64(i*i) * x
			}
		}}
		got, err = spectra.Lanczos(ctx, squares, &spectra.LanczosOptions{Count: 10, Simple: true})
		return got, made, err
	}
	all, _, err := find(0)
	if err != nil || all.Products != all.Steps+20 {
		t.Fatal(all.Steps, all.Products, err)
	}
	for _, at := range []int{all.Steps, all.Steps + 1, all.Steps + 19} {
		got, made, err := find(at)
		if !errors.Is(err, context.Canceled) || made != at || got.Products != at || len(got.Values) != 20 {
			t.Errorf("cancelled in product %d of %d: %d made, %d values, %v", at, all.Products, made, len(got.Values), err)
		}
		for i, x := range got.Values {
			if !(math.Abs(x-all.Values[i]) <= 1e-10*all.Values[19]) || !(got.Residuals[i] <= 1e-10*all.Values[19]) {
				t.Errorf("cancelled in product %d: %v with the residual %v, want %v", at, x, got.Residuals[i], all.Values[i])
			}
		}
	}
}
