package models

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
)

// The closed form for many outputs is the matrix of the products, for every activation, with biases and without, at every level, and it is written
// anew where it was.
func TestMLPHessianOfManyOutputs(t *testing.T) {
	defer f64.Use(f64.InUse())
	r := rand.New(rand.NewPCG(10, 1))
	for _, widths := range [][]int{{1, 1, 9}, {3, 2, 12}, {5, 7, 9}, {16, 4, 16}} {
		for _, bias := range []bool{false, true} {
			for i, a := range activations {
				c := randomNet(r, MLPConfig{Widths: widths, Activation: a, Bias: bias, Criterion: Squared, Mean: i%2 == 0}, 11)
				m := mustMLP(t, c)
				n := m.Dim()
				got, first := &mat.SymDense{}, mat.NewSymDense(n, nil)
				for range 2 {
					w := normals(r, n, 1)
					want, bound := Hessian(m, w), rounding(n*m.samples, netSize(m, w, 1))
					for k, level := range f64.Levels() {
						f64.Use(level)
						m.Hessian(got, w)
						if k == 0 {
							first.CopySym(got)
						}
						for i := range n {
							what := fmt.Sprint(widths, " ", a, " bias ", bias, " level ", level)
							compare(t, what, mat.Row(nil, i, got), mat.Row(nil, i, want), bound)
							compare(t, what+", bits", mat.Row(nil, i, got), mat.Row(nil, i, first), 0)
						}
					}
				}
			}
		}
	}
}
