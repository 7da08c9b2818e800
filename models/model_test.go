package models

import (
	"math/rand/v2"
	"slices"
	"testing"
)

var _ = []LossGradienter{(*Tape)(nil), (*Chain)(nil), (*DeepLinear)(nil), (*MLP)(nil), (*Teacher)(nil)}

// The loss that comes with a gradient is the loss, and the gradient the gradient, to the bit;
// w may be overwritten, and whether a model has a pass for both makes no difference.
func TestLossGradient(t *testing.T) {
	linear, err := NewDeepLinear([]int{2, 3, 1}, [][]float64{{1, 0}, {2, 1}, {-1, 3}}, [][]float64{{1}, {-1}, {2}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	net, err := NewMLP(MLPConfig{Widths: []int{2, 4, 2}, Activation: Tanh, Bias: true, X: [][]float64{{1, 2}, {0, -1}, {3, 1}}, Y: [][]float64{{1, 0}, {0, 1}, {1, 1}}})
	if err != nil {
		t.Fatal(err)
	}
	teacher, err := NewTeacher(2, 3, 2)
	if err != nil {
		t.Fatal(err)
	}
	chain := mustChain(t, 5, nil)
	r := rand.New(rand.NewPCG(3, 4))
	for name, m := range map[string]Model{"chain": chain, "tape": chain.Tape(), "deep linear": linear, "net": net, "teacher": teacher} {
		for _, scale := range []float64{1, 1e-3, 1e70} {
			w, gradient := make([]float64, m.Dim()), make([]float64, m.Dim())
			for i := range w {
				w[i] = scale * r.NormFloat64()
			}
			m.Gradient(gradient, w)
			for what, m := range map[string]Model{"itself": m, "bare": bare{m}} {
				got := slices.Clone(w)
				if loss, want := LossGradient(m, got, got), m.Loss(w); !same(loss, want) || !slices.EqualFunc(got, gradient, same) {
					t.Errorf("%s, %s, scale %g: %v and %v, want %v and %v", name, what, scale, loss, got, want, gradient)
				}
			}
		}
	}
}

func same(x, y float64) bool { return x == y || x != x && y != y }
