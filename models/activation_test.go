package models

import (
	"fmt"
	"math"
	"testing"
)

var activations = []Activation{Identity, ReLU, LeakyReLU, Tanh, Sigmoid, Softplus}

// unitsInLastPlace returns |got − want| in units in the last place of want.
func unitsInLastPlace(got, want float64) float64 {
	ulp := math.Nextafter(math.Abs(want), math.Inf(1)) - math.Abs(want)
	return math.Abs(got-want) / ulp
}

// TestActivationNaN: what is not a number is not hidden by a unit that is off.
func TestActivationNaN(t *testing.T) {
	for _, a := range activations {
		if f, _, _ := jet(a, 0.25, math.NaN()); f == f {
			t.Errorf("%v of NaN is %v", a, f)
		}
	}
	if f, d, _ := jet(ReLU, 0, math.Inf(-1)); f != 0 || d != 0 {
		t.Errorf("ReLU at −∞: %v, %v", f, d)
	}
}

// jet returns σ, σ′ and σ″ at x.
func jet(a Activation, slope, x float64) (f, d, dd float64) {
	out := make([]float64, 3)
	a.jets(slope, out[:1], out[1:2], out[2:], []float64{x})
	return out[0], out[1], out[2]
}

// TestActivationTails compares with the leading terms of σ, σ′ and σ″ far out,
// where 1−tanh² and σ(1−σ) have no correct digit.
func TestActivationTails(t *testing.T) {
	for _, x := range []float64{40, 100, 300} {
		e, e2 := math.Exp(-x), math.Exp(-2*x)
		for _, c := range []struct {
			a        Activation
			x        float64
			f, d, dd float64
		}{
			{Tanh, x, 1, 4 * e2, -8 * e2},
			{Tanh, -x, -1, 4 * e2, 8 * e2},
			{Sigmoid, x, 1, e, -e},
			{Sigmoid, -x, e, e, e},
			{Softplus, x, x, 1, e},
			{Softplus, -x, e, e, e},
		} {
			f, d, dd := jet(c.a, 0, c.x)
			for i, got := range []float64{f, d, dd} {
				want := []float64{c.f, c.d, c.dd}[i]
				if u := unitsInLastPlace(got, want); !(u <= 4) {
					t.Errorf("derivative %d of %v at %v is %g, want %g", i, c.a, c.x, got, want)
				}
			}
		}
	}
	for _, a := range activations {
		for _, x := range []float64{-math.MaxFloat64, math.MaxFloat64, 1e5, -1e5} {
			f, d, dd := jet(a, 0.25, x)
			if notFinite(f) || notFinite(d) || notFinite(dd) {
				t.Errorf("%v at %g: %g, %g, %g", a, x, f, d, dd)
			}
		}
	}
}

// TestActivationTaylor compares σ(x+h) with the Taylor polynomial of degree 2,
// whose error is at most |σ‴| h³/6 with |σ‴| ≤ 2.
func TestActivationTaylor(t *testing.T) {
	const h = 0x1p-12
	for _, a := range activations {
		for i := -200; i < 200; i++ {
			x := float64(i)/16 + 1.0/64
			f, d, dd := jet(a, 0.25, x)
			f1, _, _ := jet(a, 0.25, x+h)
			bound := h*h*h/3 + rounding(8, 1+math.Abs(x))
			if e := math.Abs(f1 - (f + d*h + dd*h*h/2)); !(e <= bound) {
				t.Errorf("%v at %v: off the Taylor polynomial by %g > %g", a, x, e, bound)
			}
		}
	}
}

// rounding is what terms of the given size gather in rounding errors over so many
// operations; the one tolerance for activations, nets and teachers.
func rounding(operations int, size float64) float64 {
	return 4 * float64(operations) * 0x1p-53 * size
}

func TestNames(t *testing.T) {
	for want, got := range map[string]any{
		"models.Identity":       Identity,
		"models.LeakyReLU":      LeakyReLU,
		"models.Softplus":       Softplus,
		"models.Activation(99)": Activation(99),
		"models.Squared":        Squared,
		"models.CrossEntropy":   CrossEntropy,
		"models.Criterion(-1)":  Criterion(-1),
	} {
		if plain := fmt.Sprint(got); fmt.Sprintf("%#v", got) != want || "models."+plain != want {
			t.Errorf("%s prints as %#v and %s", want, got, plain)
		}
	}
}
