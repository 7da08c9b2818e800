package hunt_test

import (
	"errors"
	"math"
	"testing"

	"saddle/models"
	"saddle/models/symmetric"
	"saddle/theorems/certify"
	"saddle/theorems/hunt"
)

func flipped(p float64) hunt.Family {
	return func(k float64) (symmetric.Shape, []float64) { return symmetric.Flipped(p, k) }
}

// The k at which families become minima, to ten digits, and the proof of the signs 10⁻⁸ below and above.
func TestThresholds(t *testing.T) {
	for name, c := range map[string]struct {
		of           hunt.Family
		below, above float64
		want         float64
	}{
		"mirrored":      {symmetric.Mirrored, 5, 6, 5.763812735},
		"one flipped":   {flipped(1), 5, 6, 5.585505247},
		"two flipped":   {flipped(2), 6, 10, 7.561190498},
		"three flipped": {flipped(3), 7, 20, 9.323172218},
	} {
		if testing.Short() && name != "mirrored" && name != "one flipped" {
			continue
		}
		at, err := hunt.FindThreshold(c.of, c.below, c.above, 1e-11)
		if err != nil || at.Above-at.Below > 1e-11 || math.Abs(at.Above-c.want) > 6e-10 {
			t.Errorf("%s: between %.12f and %.12f, want %v: %v", name, at.Below, at.Above, c.want, err)
		}
		for _, off := range []float64{-1e-8, 1e-8} {
			end, err := hunt.Follow(c.of, []float64{c.above, c.want + off})
			if err != nil {
				t.Fatal(name, err)
			}
			p, err := certify.CriticalPointOfShape(end[1].Shape, end[1].X)
			if err != nil || (p.Curvature.Lo > 0) != (off > 0) || (p.Curvature.Hi < 0) != (off < 0) {
				t.Errorf("%s, k = %.9f: %v, %v", name, end[1].Shape.K(), p, err)
			}
		}
	}
	if _, err := hunt.FindThreshold(flipped(1), 6, 7, 1e-3); err == nil {
		t.Error("a threshold where both ends are minima")
	}
}

// The losses as k grows: k F goes to 1/2 − 2/π² for one flipped neuron, and F to 1/2 − 1/π for the
// mirror image, both at a rate like that of 1/√k or 1/k; twice as far is nearer.
func TestLossesAsKGrows(t *testing.T) {
	for name, c := range map[string]struct {
		of    hunt.Family
		power float64
		limit float64
		near  float64 // at the last k
	}{
		"one flipped": {flipped(1), 1, 0.5 - 2/(math.Pi*math.Pi), 2e-3},
		"mirrored":    {symmetric.Mirrored, 0, 0.5 - 1/math.Pi, 5e-3},
	} {
		ks := []float64{500, 1000, 2000, 4000, 8000}
		points, err := hunt.Follow(c.of, ks)
		if err != nil {
			t.Fatal(name, err)
		}
		last := math.Inf(1)
		for i, p := range points {
			off := math.Abs(p.Loss*math.Pow(ks[i], c.power) - c.limit)
			if off >= last || p.Curvature < 0.05 {
				t.Errorf("%s, k = %v: off by %v, before by %v; λ_min = %v", name, ks[i], off, last, p.Curvature)
			}
			last = off
		}
		if last > c.near {
			t.Errorf("%s: off the limit by %v", name, last)
		}
	}
}

func TestSettleRefuses(t *testing.T) {
	s, x := symmetric.Flipped(1, 6)
	if _, err := hunt.Settle(s, x[1:]); !errors.As(err, new(models.ErrDimension)) {
		t.Error(err)
	}
	if _, err := hunt.Settle(symmetric.Shape{}, nil); !errors.As(err, new(models.ErrArgument)) {
		t.Error(err)
	}
	for _, bad := range []float64{0, math.NaN(), math.Inf(1), 1e200} {
		for i := range x {
			x[i] = bad
		}
		if p, err := hunt.Settle(s, x); err == nil && !(p.Slope < 1e-8) {
			t.Errorf("from %v: %v", bad, p)
		}
	}
}
