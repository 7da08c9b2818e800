package sphere

import (
	"testing"

	"saddle/spectra/interval"
)

// univariate returns Σ c_m x^m, or Σ c_m y^m.
func univariate(inY bool, c ...float64) *bivariate {
	f := newBivariate(2)
	for m, x := range c {
		if inY {
			f.add(0, m, interval.Of(x))
		} else {
			f.add(m, 0, interval.Of(x))
		}
	}
	return f
}

// A box is not done with a zero that lies outside of the square on which there is one at most.
func TestZeroOutside(t *testing.T) {
	for constant, want := range map[float64]bool{-1.1: false, -0.5: true} { // zeros at 1.258 and .53
		k := chart{a: univariate(false, constant, 1, -0.1), b: univariate(true, 0, 1)}
		done, found, err := k.look(box{a: k.a, b: k.b, half: [2]float64{1, 1}})
		if done != want || (found != nil) != want || err != nil {
			t.Errorf("%v: %v, %v, %v", constant, done, found, err)
		}
	}
}

// No zero is proved where there is none, and one beside it is.
func TestKrawczyk(t *testing.T) {
	for constant, want := range map[float64]bool{0.25: false, -0.01: true} { // of x² + constant
		k := chart{a: univariate(false, constant, 0, 1), b: univariate(true, 0, 1)}
		if found, ok := k.krawczyk([2]float64{0.1, 0}, 0x1p-20); ok != want || ok && !found.x[0].Contains(0.1) {
			t.Errorf("x² + %v: %v, %v", constant, found, ok)
		}
	}
}
