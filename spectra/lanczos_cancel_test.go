package spectra

import (
	"context"
	"errors"
	"math"
	"testing"
)

// TestCancelledWhileResidualsAreMeasured: no product follows the one in which ctx is done, and what was found is kept.
func TestCancelledWhileResidualsAreMeasured(t *testing.T) {
	d := make([]float64, 300)
	for i := range d {
		d[i] = float64(i * i)
	}
	all, err := Lanczos(t.Context(), &cancels{d: d}, &LanczosOptions{Count: 10, Simple: true})
	if err != nil || all.Products != all.Steps+20 {
		t.Fatal(all.Steps, all.Products, err)
	}
	for _, at := range []int{all.Steps, all.Steps + 1, all.Steps + 19} {
		ctx, cancel := context.WithCancel(t.Context())
		a := &cancels{d: d, at: at, cancel: cancel}
		got, err := Lanczos(ctx, a, &LanczosOptions{Count: 10, Simple: true})
		if !errors.Is(err, context.Canceled) || a.made != at || got.Products != at || len(got.Values) != 20 {
			t.Errorf("cancelled in product %d of %d: %d made, %d values, %v", at, all.Products, a.made, len(got.Values), err)
		}
		for i, x := range got.Values {
			if !(math.Abs(x-all.Values[i]) <= 1e-10*all.Values[19]) || !(got.Residuals[i] <= 1e-10*all.Values[19]) {
				t.Errorf("cancelled in product %d: %v with the residual %v, want %v", at, x, got.Residuals[i], all.Values[i])
			}
		}
	}
}

// A cancels is a diagonal matrix that cancels in one of its products.
type cancels struct {
	d        []float64
	made, at int
	cancel   func()
}

func (a *cancels) Dim() int { return len(a.d) }

func (a *cancels) Mul(dst, v []float64) {
	if a.made++; a.made == a.at {
		a.cancel()
	}
	for i, x := range v {
		dst[i] = a.d[i] * x
	}
}
