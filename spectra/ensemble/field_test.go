package ensemble

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// Moments of the Hessian given the energy, and together with a Gaussian energy those of a stationary field:
// ⟨∂_ij φ ∂_kl φ⟩ = f″/N (δ_ij δ_kl + δ_ik δ_jl + δ_il δ_jk), which the sum of f″, f′²/f and the energy's own must give.
func TestFieldHessian(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 1))
	f := Field{F: 2, Slope: -0.7, Curvature: 1.1}
	const n, samples = 3, 60_000
	var xx, xy, across, energy float64
	a := make([]float64, n*n)
	for range samples {
		phi := math.Sqrt(n*f.F) * rng.NormFloat64()
		f.Hessian(rng, a, n, phi/n)
		xx += a[0] * a[0] / samples
		xy += a[1] * a[1] / samples
		across += a[0] * a[4] / samples
		energy += phi * a[0] / samples
	}
	for name, c := range map[string][2]float64{
		"⟨H_11²⟩": {xx, 3 * f.Curvature / n}, "⟨H_12²⟩": {xy, f.Curvature / n}, "⟨H_11 H_22⟩": {across, f.Curvature / n}, "⟨φ H_11⟩": {energy, f.Slope},
	} {
		if math.Abs(c[0]-c[1]) > 0.03*math.Abs(c[1]) {
			t.Errorf("%s = %v, want %v", name, c[0], c[1])
		}
	}
}

func TestFieldIndex(t *testing.T) {
	f := Field{F: 1, Slope: -1, Curvature: 1} // f = e^−x: no common shift but the energy's
	if c := f.Critical(); c != -2 {
		t.Errorf("ε_c = %v", c)
	}
	for _, c := range [][2]float64{{-2.1, 0}, {-2, 0}, {0, 0.5}, {2, 1}, {-1, 1./3 - math.Sqrt(3)/(4*math.Pi)}} {
		if got := f.Index(c[0]); math.Abs(got-c[1]) > 1e-15 {
			t.Errorf("α(%v) = %v, want %v", c[0], got, c[1])
		}
	}
	law := mustFree(t, 0, 1)
	for i := range 41 {
		x := -2 + float64(i)/10
		if d := math.Abs(SemicircleCDF(x) - law.CDF(x)); d > 1e-14 {
			t.Errorf("F(%v): %v apart", x, d)
		}
	}
	for _, delta := range []float64{1e-3, 1e-8, 1e-12} {
		near(t, "edge", SemicircleCDF(-2+2*delta), 4*math.Sqrt2/(3*math.Pi)*math.Pow((-2+2*delta+2)/2, 1.5), delta)
	}
}

func TestFieldCheck(t *testing.T) {
	for _, f := range []Field{{}, {1, 1, 1}, {1, -1, 0.5}, {math.NaN(), -1, 1}, {1, math.Inf(-1), 1}, {1, -1, math.Inf(1)}} {
		var e *ErrArgument
		if err := f.Check(); !errors.As(err, &e) {
			t.Errorf("%+v: %v", f, err)
		}
	}
}
