package models

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestCrossEntropySaturated: at outputs of ±1000 the loss, the residuals and the curvature are
// those of their leading terms, and neither overflow nor cancel.
func TestCrossEntropySaturated(t *testing.T) {
	m := mustMLP(t, MLPConfig{
		Widths: []int{1, 2}, Bias: true, Criterion: CrossEntropy,
		X: [][]float64{{1}}, Labels: []int{0},
	})
	g, h := make([]float64, 4), make([]float64, 4)
	for _, c := range []struct{ z, loss, residual, curvature float64 }{
		{1000, 0, 0, 0},
		{100, math.Exp(-100), math.Exp(-100), math.Exp(-100)},
		{-100, 100, 1, math.Exp(-100)},
		{-1000, 1000, 1, 0},
		{0, math.Ln2, 0.5, 0.25},
	} {
		w := []float64{0, 0, c.z, 0}
		m.Gradient(g, w)
		m.HessVec(h, w, []float64{0, 0, 1, 0})
		for i, x := range []struct{ got, want float64 }{{m.Loss(w), c.loss}, {-g[2], c.residual}, {g[3], c.residual}, {h[2], c.curvature}, {-h[3], c.curvature}} {
			if !(math.Abs(x.got-x.want) <= rounding(4, x.want)) {
				t.Errorf("z = %v: number %d is %v, want %v", c.z, i, x.got, x.want)
			}
		}
	}
}

// TestCrossEntropyShift: a common shift of all outputs changes nothing.
func TestCrossEntropyShift(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 0))
	m := mustMLP(t, randomNet(r, MLPConfig{Widths: []int{2, 3, 4}, Activation: Tanh, Bias: true, Criterion: CrossEntropy}, 5))
	w, shift, h := normals(r, m.Dim(), 1), make([]float64, m.Dim()), make([]float64, m.Dim())
	for j := range 4 {
		m.layers[1].biases(shift)[j] = 1
	}
	bound := rounding(m.Dim()*m.samples, netSize(m, w, norm(shift)))
	m.HessVec(h, w, shift)
	compare(t, "∇²L 1", h, make([]float64, m.Dim()), bound)
	before := m.Loss(w)
	for i := range w {
		w[i] += 8 * shift[i]
	}
	compare(t, "loss", []float64{m.Loss(w)}, []float64{before}, 8*bound)
}
