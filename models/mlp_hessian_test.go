package models

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
)

// eachPath calls f with m as it is and with the other of its two ways, loops and kernels.
func eachPath(m *MLP, f func(path string, m *MLP)) {
	other := &MLP{
		config: m.config, layers: m.layers, x: m.x, y: m.y, samples: m.samples, dim: m.dim, scale: m.scale, span: m.samples, loops: !m.loops,
	}
	f(fmt.Sprintf("loops %v", m.loops), m)
	f(fmt.Sprintf("loops %v", other.loops), other)
}

// TestMLPPaths: loops and kernels agree, with each other and with the tape.
func TestMLPPaths(t *testing.T) {
	eachNet(t, func(what string, r *rand.Rand, c MLPConfig) {
		first := mustMLP(t, c)
		w, v := normals(r, first.Dim(), 1), normals(r, first.Dim(), 1)
		bound := rounding(first.Dim()*first.samples, netSize(first, w, norm(v)))
		eachPath(first, func(path string, m *MLP) {
			agree(t, what+" "+path, m, first.Tape(), w, v, bound)
			checkPass(t, what+" "+path, m, w, v)
		})
	})
}

// TestMLPLevels: no level changes a bit.
func TestMLPLevels(t *testing.T) {
	defer f64.Use(f64.InUse())
	r := rand.New(rand.NewPCG(8, 0))
	for _, a := range activations {
		c := randomNet(r, MLPConfig{Widths: []int{9, 17, 6, 3}, Activation: a, Bias: true, Criterion: CrossEntropy}, 61)
		n := mustMLP(t, c).Dim()
		w, v := normals(r, n, 0.3), normals(r, n, 1)
		var want []float64
		for _, level := range f64.Levels() {
			f64.Use(level)
			m := mustMLP(t, c)
			got := make([]float64, 2*n)
			m.Gradient(got[:n], w)
			m.HessVec(got[n:], w, v)
			if want == nil {
				want = got
			}
			compare(t, fmt.Sprint(a, " at level ", level), got, want, 0)
		}
	}
}

// TestMulBlock: a block gives the bits of its columns one by one, in place too.
func TestMulBlock(t *testing.T) {
	eachNet(t, func(what string, r *rand.Rand, c MLPConfig) {
		eachPath(mustMLP(t, c), func(path string, m *MLP) {
			p, err := At(m, normals(r, m.Dim(), 1))
			if err != nil {
				t.Fatal(err)
			}
			checkBlock(t, what+" "+path, p, r)
		})
	})
	chain, err := At(mustChain(t, 5, nil), []float64{1, 2, 3, 4, 5})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(9, 0))
	checkBlock(t, "without blocks", chain, r)
	mustPanic(t, "models: MulBlock of a 4×1 matrix into 5×1, want 5 rows", func() {
		chain.MulBlock(f64.NewMatrix(5, 1, 1, make([]float64, 5)), f64.NewMatrix(4, 1, 1, make([]float64, 4)))
	})
}

func checkBlock(t *testing.T, what string, p *Point, r *rand.Rand) {
	t.Helper()
	n := p.Dim()
	for _, q := range []int{0, 1, 3, 7} {
		stride := n + r.IntN(3)
		v := f64.NewMatrix(q, n, stride, normals(r, q*stride, 1))
		dst := f64.NewMatrix(q, n, n, make([]float64, q*n))
		p.MulBlock(dst.T(), v.T())
		p.MulBlock(v.T(), v.T())
		for i := range q {
			compare(t, what+": in place", v.Row(i), dst.Row(i), 0)
		}
		v = f64.NewMatrix(q, n, n, normals(r, q*n, 1))
		p.MulBlock(dst.T(), v.T())
		want := make([]float64, n)
		for i := range q {
			p.Mul(want, v.Row(i))
			compare(t, fmt.Sprintf("%s: column %d of %d", what, i, q), dst.Row(i), want, 0)
		}
	}
}

// TestMLPHessian: the closed form is the matrix of the products, and
// vᵀ∇²L u = uᵀ∇²L v.
func TestMLPHessian(t *testing.T) {
	eachNet(t, func(what string, r *rand.Rand, c MLPConfig) {
		w := normals(r, mustMLP(t, c).Dim(), 1)
		eachPath(mustMLP(t, c), func(path string, m *MLP) {
			n := m.Dim()
			bound := rounding(n*m.samples, netSize(m, w, 1))
			want := Hessian(m, w)
			got := &mat.SymDense{}
			for range 2 {
				m.Hessian(got, w)
				for i := range n {
					compare(t, what+" "+path+": Hessian", mat.Row(nil, i, got), mat.Row(nil, i, want), bound)
				}
			}
			u, v, hu, hv := normals(r, n, 1), normals(r, n, 1), make([]float64, n), make([]float64, n)
			m.HessVec(hu, w, u)
			m.HessVec(hv, w, v)
			vhu, uhv := mat.Dot(mat.NewVecDense(n, v), mat.NewVecDense(n, hu)), mat.Dot(mat.NewVecDense(n, u), mat.NewVecDense(n, hv))
			symmetric := rounding(n*m.samples, netSize(m, w, norm(u)+norm(v))*(norm(u)+norm(v)))
			compare(t, what+" "+path+": vᵀHu", []float64{vhu}, []float64{uhv}, symmetric)
			for i := range u {
				v[i] += 2 * u[i]
				hu[i] = hv[i] + 2*hu[i]
			}
			m.HessVec(hv, w, v)
			compare(t, what+" "+path+": linearity", hv, hu, symmetric)
		})
	})
}

// TestMLPHessianAllocations: with a dst that is used again a tiny net allocates nothing.
func TestMLPHessianAllocations(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 0))
	m := mustMLP(t, randomNet(r, MLPConfig{Widths: []int{2, 5, 3}, Activation: Tanh, Bias: true, Criterion: CrossEntropy}, 4))
	w, h := normals(r, m.Dim(), 1), mat.NewSymDense(m.Dim(), nil)
	if n := testing.AllocsPerRun(20, func() { m.Hessian(h, w) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	mustPanic(t, fmt.Sprintf("models: dst has order 3, want %d", m.Dim()), func() { m.Hessian(mat.NewSymDense(3, nil), w) })
}
