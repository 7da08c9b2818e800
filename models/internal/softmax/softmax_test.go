package softmax

import (
	"math"
	"testing"
)

// TestLosses: of two outputs a gap apart the loss is log(1 + e^−gap), with all its digits, wherever both lie; the softmax is what is
// left, its derivatives add up to 0, and a common shift has no second one.
func TestLosses(t *testing.T) {
	for _, gap := range []float64{-1000, -40, -1, 0, 0.5, 1, 36, 40, 700} {
		for _, shift := range []float64{0, -300, 1e6} {
			e, z := make([]float64, 8), []float64{shift + gap, shift}
			want := math.Log1p(math.Exp(-math.Abs(gap))) + max(-gap, 0)
			if got := Losses(e, z, 2, []int{0}); !(math.Abs(got-want) <= 4*0x1p-52*want) {
				t.Errorf("gap %v at %v: loss %v, want %v", gap, shift, got, want)
			}
			delta, product := make([]float64, 2), make([]float64, 2)
			Pull(e[:2], delta, 0, 0.5)
			other := math.Exp(-max(gap, 0)) / (1 + math.Exp(-math.Abs(gap)))
			if delta[0] != -delta[1] || !(math.Abs(delta[1]-0.5*other) <= 4*0x1p-52*other) {
				t.Errorf("gap %v at %v: derivatives %v, want %v", gap, shift, delta, 0.5*other)
			}
			if Mul(product, e[:2], []float64{3, 3}, 1); product[0] != 0 || product[1] != 0 {
				t.Errorf("gap %v at %v: a shift has the second derivative %v", gap, shift, product)
			}
			Mul(product, e[:2], []float64{1, 0}, 2)
			if curvature := 2 * e[0] * e[1]; !(math.Abs(product[0]-curvature) <= 8*0x1p-52*curvature) || !(math.Abs(product[1]+curvature) <= 8*0x1p-52*curvature) {
				t.Errorf("gap %v at %v: second derivatives %v, want %v", gap, shift, product, curvature)
			}
		}
	}
}

// TestWrong: a tie is wrong, and a NaN; the first of the largest counts as largest.
func TestWrong(t *testing.T) {
	nan := math.NaN()
	z := []float64{1, 2, 2, 1, 1, 1, nan, 1, 0, 3, 1, 2}
	if got := Wrong(z, 3, []int{1, 0, 1, 0}); got != 3 {
		t.Errorf("%d are wrong, want 3", got)
	}
	if Largest(z[:3]) != 1 || Largest(z[3:6]) != 0 || Largest(z[9:]) != 0 {
		t.Error("not the first of the largest")
	}
}

// TestAlong: the product with derivatives that add up to 0 does not mind a common shift, however large.
func TestAlong(t *testing.T) {
	z, e, delta := []float64{0.3, -1, 2}, make([]float64, 8), make([]float64, 3)
	Losses(e, z, 3, []int{1})
	Pull(e[:3], delta, 1, 0.25)
	want := delta[0]*3 - delta[1]*5 + delta[2]*7
	for _, shift := range []float64{0, 1, 0x1p40, -0x1p48} {
		if got := Along(delta, []float64{3 + shift, -5 + shift, 7 + shift}); !(math.Abs(got-want) <= 8*0x1p-53*5) {
			t.Errorf("shift %v: %v, want %v", shift, got, want)
		}
	}
}
