package models

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// TestDeepLinearHessian: the closed blocks are those of the tape, exactly for small integers, whose
// sums and products have no rounding error.
func TestDeepLinearHessian(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(33, seed))
		widths := make([]int, 2+r.IntN(4))
		for l := range widths {
			widths[l] = 1 + r.IntN(4)
		}
		samples := 1 + r.IntN(4)
		opt := &DeepLinearOptions{Decay: big.NewRat(int64(r.IntN(3)), 2)}
		integers := func(int, int) *big.Rat { return big.NewRat(int64(r.IntN(7)-3), 1) }
		x, y := ratMatrixOf(widths[0], samples, integers), ratMatrixOf(widths[len(widths)-1], samples, integers)
		if seed%4 == 0 {
			opt.Weights = ratMatrixOf(len(y), samples, func(int, int) *big.Rat { return big.NewRat(int64(r.IntN(3)), 1) })
		}
		m, err := NewDeepLinear(widths, x.transposed().floats(), y.transposed().floats(), opt.byRows())
		if err != nil {
			t.Fatal(err)
		}
		w := make([]float64, m.Dim())
		for i := range w {
			w[i] = float64(r.IntN(5) - 2)
		}
		p, err := At(m, w)
		if err != nil {
			t.Fatal(err)
		}
		want, got := Hessian(m.Tape(), w), p.Hessian()
		if !mat.Equal(got, want) {
			t.Errorf("%v, %d samples: %v, want %v", widths, samples, mat.Formatted(got), mat.Formatted(want))
		}
		p.HessianTo(got)
		if !mat.Equal(got, want) {
			t.Errorf("%v: another Hessian in used storage", widths)
		}
	}
}

// deepTen has ten layers of 10×10 on 20 samples.
func deepTen(t testing.TB) (*DeepLinear, []float64) {
	r := rand.New(rand.NewPCG(34, 0))
	widths := make([]int, 11)
	var x, y [][]float64
	for l := range widths {
		widths[l] = 10
	}
	for range 20 {
		x, y = append(x, normals(r, 10, 1)), append(y, normals(r, 10, 1))
	}
	m, err := NewDeepLinear(widths, x, y, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m, normals(r, m.Dim(), 0.3)
}

// TestDeepLinearHessianTimes: in ten layers the matrix times a vector is the product.
func TestDeepLinearHessianTimes(t *testing.T) {
	m, w := deepTen(t)
	n := m.Dim()
	v, want, got := normals(rand.New(rand.NewPCG(35, 0)), n, 1), make([]float64, n), mat.NewVecDense(n, nil)
	m.HessVec(want, w, v)
	h := &mat.SymDense{}
	m.Hessian(h, w)
	got.MulVec(h, mat.NewVecDense(n, v))
	size := 1 + norm(m.x) + norm(m.y)
	for l := 1; l < len(m.widths); l++ {
		size *= 1 + norm(m.layer(w, l))
	}
	compare(t, "∇²L v", got.RawVector().Data, want, rounding(n, size*norm(v)))
}

func BenchmarkDeepLinearHessian(b *testing.B) {
	m, w := deepTen(b)
	h := mat.NewSymDense(m.Dim(), nil)
	b.ReportAllocs()
	for b.Loop() {
		m.Hessian(h, w)
	}
}

func BenchmarkDeepLinearMul(b *testing.B) {
	m, w := deepTen(b)
	p, err := At(m, w)
	if err != nil {
		b.Fatal(err)
	}
	v, dst := normals(rand.New(rand.NewPCG(36, 0)), m.Dim(), 1), make([]float64, m.Dim())
	for b.Loop() {
		p.Mul(dst, v)
	}
}
