package papers

import (
	"slices"
	"testing"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
	"saddle/theorems/relu"
)

// Without noise the loss is that of a leaky net, whose minima are decided by cells; and what is called a minimum with an
// error is none that exact denies.
func TestNoisyNetsByOtherMeans(t *testing.T) {
	for _, n := range drawn(40, drawWithoutNoise) {
		net := relu.Net{Widths: []int{len(n.X[0]), len(n.V), 1}, NoBiases: true, X: rows(n.X), Y: rational.Ints(len(n.Y), 1, n.Y),
			Activation: relu.Activation{Below: rational.Int(1), Above: rational.Int(2)}}
		d := decideReLU(net, n.point())
		minimum, known := d.Is(relu.Minimum)
		if bad := n.decide().Verdict == theorems.False; known && bad && !minimum {
			t.Errorf("%+v: %v", n, d)
		}
		if l := lossAt(n.tape(), n.point()); l.Cmp(d.Loss) != 0 {
			t.Errorf("%+v: %v, want %v", n, l, d.Loss)
		}
	}
	for _, n := range drawn(20, drop(t, DifferentiableMinimaHaveNoError, "N ≤ d_0d_1")) {
		minimum, known := must(exact.Decide(n.tape(), n.point(), nil))(t).Is(exact.Minimum)
		if known && !minimum {
			t.Errorf("%+v is no minimum", n)
		}
	}
}

func TestDrawsOfNoisyNets(t *testing.T) {
	for _, h := range DifferentiableMinimaHaveNoError.Given {
		occur(t, h.Name, h.Drop, map[string]func(NoisyNet) bool{
			"it bites":   func(n NoisyNet) bool { return n.decide().Verdict == theorems.False },
			"two units":  func(n NoisyNet) bool { return len(n.V) == 2 },
			"two inputs": func(n NoisyNet) bool { return len(n.X[0]) == 2 },
		})
	}
	for _, n := range drawn(30, DifferentiableMinimaHaveNoError.Draw) {
		for _, w := range n.W {
			if slices.ContainsFunc(n.X, func(x []int) bool { return dot(w, x) == 0 }) {
				t.Errorf("%+v has a unit at its kink", n)
			}
		}
	}
}
