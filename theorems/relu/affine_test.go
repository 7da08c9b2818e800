package relu

import (
	"errors"
	"math/rand/v2"
	"testing"

	"saddle/spectra/rational"
)

// The affine fit is a minimum at any width and depth, and the bent one is better unless no function is.
func TestFits(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	affine := 0
	for range 200 {
		n := Net{Widths: []int{1 + rng.IntN(3)}, Activation: []Activation{ReLU, Leaky(rational.New(1, 3)), Absolute, {rational.Int(1), rational.Int(-2)}}[rng.IntN(4)]}
		for range 1 + rng.IntN(3) {
			n.Widths = append(n.Widths, 2+rng.IntN(3))
		}
		n.Widths = append(n.Widths, 1)
		samples := 2 + rng.IntN(5)
		n.X, n.Y = rational.Zeros(samples, n.Widths[0]), rational.Zeros(samples, 1)
		for s := range samples {
			for j := range n.Widths[0] {
				n.X.Set(s, j, rational.Int(int64(rng.IntN(5)-2)))
			}
			n.Y.Set(s, 0, rational.Int(int64(rng.IntN(5)-2)))
		}
		fit, err := AffineFit(n)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Decide(n, fit, nil)
		if err != nil || d.Kinks > 0 || d.Kind != Minimum && d.Kind != Global {
			t.Fatalf("%+v: %v, %v", n, d, err)
		}
		bent, ok, err := BentFit(n)
		if err != nil || ok == (d.Kind == Global) {
			t.Fatalf("%+v: %v, bent %v, %v", n, d, ok, err)
		}
		if !ok {
			affine++
			continue
		}
		if better, _ := Decide(n, bent, nil); better.Loss.Cmp(d.Loss) >= 0 {
			t.Fatalf("%+v: the bent fit has loss %v, the affine one %v", n, better.Loss, d.Loss)
		}
	}
	if affine < 20 || affine > 150 {
		t.Errorf("%d of 200 are affine", affine)
	}
}

func TestNetsWithoutAffineFit(t *testing.T) {
	x, y := column(0, 1), column(0, 1)
	for _, n := range []Net{
		{Widths: []int{1, 1}, Activation: ReLU, X: x, Y: y},
		{Widths: []int{1, 1, 1}, Activation: ReLU, NoBiases: true, X: x, Y: y},
		{Widths: []int{1, 1, 1}, Activation: Activation{Below: rational.Int(1)}, X: x, Y: y},
		{Widths: []int{1, 1, 1}, Activation: ReLU},
	} {
		if w, err := AffineFit(n); !errors.As(err, new(ErrNet)) {
			t.Errorf("%+v: %v, %v", n, w, err)
		}
		if w, ok, err := BentFit(n); !errors.As(err, new(ErrNet)) {
			t.Errorf("%+v: %v, %v, %v", n, w, ok, err)
		}
	}
	if _, _, err := BentFit(Net{Widths: []int{1, 1, 1}, Activation: ReLU, X: x, Y: y}); !errors.As(err, new(ErrNet)) {
		t.Error("one unit is enough")
	}
}
