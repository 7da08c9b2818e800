package models

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
)

// benchmarkMLP calls f with nets from a toy to the size of a small digit classifier.
func benchmarkMLP(b *testing.B, f func(b *testing.B, m *MLP, w, v []float64)) {
	for _, c := range []struct {
		widths    []int
		samples   int
		criterion Criterion
	}{
		{[]int{2, 5, 1}, 4, Squared},
		{[]int{2, 5, 1}, 100, Squared},
		{[]int{8, 16, 3}, 50, CrossEntropy},
		{[]int{784, 64, 64, 10}, 1000, CrossEntropy},
	} {
		r := rand.New(rand.NewPCG(17, 0))
		config := MLPConfig{Widths: c.widths, Activation: Tanh, Bias: true, Criterion: c.criterion, Mean: true}
		m := mustMLP(b, randomNet(r, config, c.samples))
		w, v := normals(r, m.Dim(), 0.1), normals(r, m.Dim(), 1)
		b.Run(fmt.Sprintf("net=%v/N=%d", c.widths, c.samples), func(b *testing.B) {
			b.ReportAllocs()
			f(b, m, w, v)
		})
	}
}

func BenchmarkMLPGradient(b *testing.B) {
	benchmarkMLP(b, func(b *testing.B, m *MLP, w, dst []float64) {
		for b.Loop() {
			m.Gradient(dst, w)
		}
	})
}

func BenchmarkMLPHessVec(b *testing.B) {
	benchmarkMLP(b, func(b *testing.B, m *MLP, w, v []float64) {
		dst := make([]float64, m.Dim())
		for b.Loop() {
			m.HessVec(dst, w, v)
		}
	})
}

func BenchmarkMLPMul(b *testing.B) {
	benchmarkMLP(b, func(b *testing.B, m *MLP, w, v []float64) {
		p, err := At(m, w)
		if err != nil {
			b.Fatal(err)
		}
		dst := make([]float64, m.Dim())
		for b.Loop() {
			p.Mul(dst, v)
		}
	})
}

// BenchmarkMLPMulBlock times 16 products.
func BenchmarkMLPMulBlock(b *testing.B) {
	benchmarkMLP(b, func(b *testing.B, m *MLP, w, _ []float64) {
		p, err := At(m, w)
		if err != nil {
			b.Fatal(err)
		}
		const q = 16
		n := m.Dim()
		v := f64.NewMatrix(q, n, n, normals(rand.New(rand.NewPCG(18, 0)), q*n, 1))
		dst := f64.NewMatrix(q, n, n, make([]float64, q*n))
		for b.Loop() {
			p.MulBlock(dst.T(), v.T())
		}
	})
}

func BenchmarkMLPHessian(b *testing.B) {
	r := rand.New(rand.NewPCG(19, 0))
	for _, samples := range []int{4, 100} {
		for _, widths := range [][]int{{2, 5, 1}, {8, 16, 3}, {8, 8, 8, 3}} {
			m := mustMLP(b, randomNet(r, MLPConfig{Widths: widths, Activation: Tanh, Bias: true}, samples))
			w, h := normals(r, m.Dim(), 0.1), mat.NewSymDense(m.Dim(), nil)
			b.Run(fmt.Sprintf("net=%v/N=%d", widths, samples), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					m.Hessian(h, w)
				}
			})
		}
	}
}
