package models

import (
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// TestMLPSpans: span by span, the loss and the gradient have the bits of one pass over
// all samples, and products agree with it, whether or not they overwrite their vector.
// The losses of parts of the data add up to that of all.
func TestMLPSpans(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 0))
	for _, samples := range []int{spanSamples, spanSamples + 1, 2*spanSamples + 77} {
		for _, c := range []MLPConfig{
			{Widths: []int{5, 9, 3}, Activation: Tanh, Bias: true, Criterion: CrossEntropy},
			{Widths: []int{3, 7, 5, 2}, Activation: Softplus, Criterion: Squared},
		} {
			c = randomNet(r, c, samples)
			m, whole := mustMLP(t, c), mustMLP(t, c)
			whole.span = samples
			if m.loops || m.span != spanSamples {
				t.Fatalf("%d samples: no spans", samples)
			}
			n := m.Dim()
			w, v := normals(r, n, 0.5), normals(r, n, 1)
			got, want := make([]float64, n), make([]float64, n)
			m.Gradient(got, w)
			whole.Gradient(want, w)
			if !slices.Equal(got, want) || m.Loss(w) != whole.Loss(w) {
				t.Errorf("%d samples: not the bits of one pass", samples)
			}
			bound := rounding(n*samples, netSize(m, w, norm(v)))
			m.HessVec(got, w, v)
			whole.HessVec(want, w, v)
			compare(t, "product", got, want, bound)
			if len(m.layers) == 2 {
				closed, products := new(mat.SymDense), mat.NewSymDense(n, nil)
				m.Hessian(closed, w)
				p := m.at(w)
				hessianTo(products, n, p.HessVec)
				compare(t, "Hessian", closed.RawSymmetric().Data, products.RawSymmetric().Data, bound)
			}
			checkPass(t, "spans", m, w, v)

			clear(want)
			part, loss := make([]float64, n), 0.0
			for from := 0; from < samples; from += 100 {
				to := min(from+100, samples)
				share := c
				share.X = c.X[from:to]
				if c.Criterion == Squared {
					share.Y = c.Y[from:to]
				} else {
					share.Labels = c.Labels[from:to]
				}
				p := mustMLP(t, share)
				loss += p.Loss(w)
				p.HessVec(part, w, v)
				for i, x := range part {
					want[i] += x
				}
			}
			compare(t, "sum of the losses of parts", []float64{loss}, []float64{m.Loss(w)}, bound)
			compare(t, "sum of the products of parts", want, got, bound)
		}
	}
}
