package models

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"saddle/spectra/f64"
)

// dense returns a matrix of m at w, column by column.
func dense(t testing.TB, m Model, w []float64, c Curvature) [][]float64 {
	t.Helper()
	p, err := At(m, w)
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.Curvature(c)
	if err != nil {
		t.Fatal(err)
	}
	var columns [][]float64
	unit := make([]float64, len(w))
	for j := range w {
		unit[j] = 1
		columns = append(columns, make([]float64, len(w)))
		a.Mul(columns[j], unit)
		unit[j] = 0
	}
	return columns
}

// addSquare adds c g gᵀ to a.
func addSquare(a [][]float64, c float64, g []float64) {
	for i, x := range g {
		for j, y := range g {
			a[i][j] += float64(c * x * y)
		}
	}
}

// only returns the loss of sample s alone, without decay, for another target or label.
func only(t testing.TB, c MLPConfig, s int, y []float64, label int) *MLP {
	c.X, c.Mean, c.Decay = c.X[s:s+1], false, 0
	if c.Criterion == Squared {
		c.Y = [][]float64{y}
	} else {
		c.Labels = []int{label}
	}
	return mustMLP(t, c)
}

// fisherByLabels returns the Fisher information as it is defined, by gradients on the tape: the expectation of g gᵀ over the labels that the net gives, which are the
// classes by their probabilities; for the squared loss, of k outputs, z ± √k e_j, which have the mean and the covariance of Gaussian noise.
func fisherByLabels(t testing.TB, c MLPConfig, w []float64) [][]float64 {
	n := len(w)
	f, g := make([][]float64, n), make([]float64, n)
	for i := range f {
		f[i] = make([]float64, n)
	}
	scale, k := 1.0, c.Widths[len(c.Widths)-1]
	if c.Mean {
		scale = 1 / float64(len(c.X))
	}
	z := make([]float64, k)
	for s, x := range c.X {
		mustMLP(t, c).Outputs(z, w, x)
		for j := range k {
			if c.Criterion == CrossEntropy {
				tape := only(t, c, s, nil, j).Tape()
				tape.Gradient(g, w)
				addSquare(f, scale*math.Exp(-tape.Loss(w)), g)
				continue
			}
			for _, sign := range []float64{-1, 1} {
				y := slices.Clone(z)
				y[j] += sign * math.Sqrt(float64(k))
				only(t, c, s, y, 0).Tape().Gradient(g, w)
				addSquare(f, scale/float64(2*k), g)
			}
		}
	}
	return f
}

// empiricalByLabels returns c Σ g gᵀ for the labels of the data, by gradients on the tape.
func empiricalByLabels(t testing.TB, c MLPConfig, w []float64) [][]float64 {
	e, g, scale := make([][]float64, len(w)), make([]float64, len(w)), 1.0
	for i := range e {
		e[i] = make([]float64, len(w))
	}
	if c.Mean {
		scale = 1 / float64(len(c.X))
	}
	for s := range c.X {
		var y []float64
		label := 0
		if c.Criterion == Squared {
			y = c.Y[s]
		} else {
			label = c.Labels[s]
		}
		only(t, c, s, y, label).Tape().Gradient(g, w)
		addSquare(e, scale, g)
	}
	return e
}

// TestFisherAgainstLabels: the Fisher information and the empirical one are what they are defined as, and G is the first with the decay.
func TestFisherAgainstLabels(t *testing.T) {
	seed := uint64(0)
	eachNet(t, func(what string, r *rand.Rand, c MLPConfig) {
		if seed++; len(c.X) > 8 || seed%3 != 0 {
			return
		}
		c.Decay = float64(seed%2) / 4
		m := mustMLP(t, c)
		w := normals(r, m.Dim(), 0.7)
		bound := rounding(16*m.Dim()*m.samples, netSize(m, w, 1))
		check := func(name string, got, want [][]float64) {
			t.Helper()
			for i := range want {
				compare(t, fmt.Sprintf("%s: %s, row %d", what, name, i), got[i], want[i], bound)
			}
		}
		f := fisherByLabels(t, c, w)
		check("Fisher", dense(t, m, w, Fisher), f)
		check("EmpiricalFisher", dense(t, m, w, EmpiricalFisher), empiricalByLabels(t, c, w))
		for i := range f {
			f[i][i] += 2 * c.Decay
		}
		check("GaussNewton", dense(t, m, w, GaussNewton), f)
	})
}

// drawMLP draws a net, in plain loops or by kernels, in one span of samples or in several, and a point.
func drawMLP(t *rapid.T) (m *MLP, w, v []float64, r *rand.Rand) {
	r = rand.New(rand.NewPCG(44, rapid.Uint64().Draw(t, "seed")))
	c := MLPConfig{Activation: activations[rapid.IntRange(0, len(activations)-1).Draw(t, "activation")], Bias: rapid.Bool().Draw(t, "bias"),
		Mean: rapid.Bool().Draw(t, "mean"), Decay: float64(rapid.IntRange(0, 2).Draw(t, "8λ")) / 8}
	for range rapid.IntRange(2, 5).Draw(t, "widths") {
		c.Widths = append(c.Widths, rapid.IntRange(1, 6).Draw(t, "width"))
	}
	if last := &c.Widths[len(c.Widths)-1]; rapid.Bool().Draw(t, "cross-entropy") {
		c.Criterion, *last = CrossEntropy, max(2, *last)
	}
	samples := rapid.SampledFrom([]int{1, 3, 20, 2*spanSamples + 7}).Draw(t, "samples")
	m, err := NewMLP(randomNet(r, c, samples))
	if err != nil {
		t.Fatal(err)
	}
	return m, normals(r, m.Dim(), 0.5), normals(r, m.Dim(), 1), r
}

// TestCurvatureLaws: for any net all matrices are symmetric; G, the Fisher information and the empirical one are positive semi-definite; H = G + R and G is the Fisher information with the
// decay; a block of parameters is that of the whole; a product does not mind if it overwrites its vector; and block products are products.
func TestCurvatureLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, w, v, r := drawMLP(t)
		p, err := At(m, w)
		if errors.As(err, new(ErrNonSmooth)) {
			t.Skip()
		} else if err != nil {
			t.Fatal(err)
		}
		n, u := m.Dim(), normals(r, m.Dim(), 1)
		bound := rounding(8*n*m.samples, netSize(m, w, norm(v))*(1+norm(u)))
		from := rapid.IntRange(0, n).Draw(t, "from")
		to := rapid.IntRange(from, n).Draw(t, "to")
		if rapid.Bool().Draw(t, "a block of the net") {
			b := rapid.SampledFrom(m.Blocks()).Draw(t, "block")
			from, to = b.From, b.To
		}
		product := map[Curvature][]float64{}
		for c := FullHessian; c <= EmpiricalFisher; c++ {
			a, err := p.Curvature(c)
			if err != nil {
				t.Fatal(err)
			}
			product[c] = lawsOf(t, a, c, v, u, from, to, bound)
		}
		sum, decayed, hessian := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range sum {
			sum[i] = product[GaussNewton][i] + product[Remainder][i]
			decayed[i] = product[Fisher][i] + float64(2*m.config.Decay*v[i])
		}
		within(t, "G + R", sum, product[FullHessian], bound)
		within(t, "the Fisher information and the decay", decayed, product[GaussNewton], bound)
		p.Mul(hessian, v)
		if !slices.Equal(hessian, product[FullHessian]) {
			t.Errorf("FullHessian is not the Hessian of the point")
		}
	})
}

// lawsOf checks what holds for a matrix by itself, and returns its product with v.
func lawsOf(t *rapid.T, a *CurvatureAt, c Curvature, v, u []float64, from, to int, bound float64) []float64 {
	n := a.Dim()
	av, au := make([]float64, n), make([]float64, n)
	a.Mul(av, v)
	a.Mul(au, u)
	if x, y := f64.Dot(u, av), f64.Dot(v, au); !(math.Abs(x-y) <= bound) {
		t.Errorf("%v: uᵀAv = %v, vᵀAu = %v", c, x, y)
	}
	if x := f64.Dot(v, av); c != FullHessian && c != Remainder && !(x >= -bound) {
		t.Errorf("%v: vᵀAv = %v", c, x)
	}
	same := slices.Clone(v)
	if a.Mul(same, same); !slices.Equal(same, av) {
		t.Errorf("%v: the product changes where it overwrites its vector", c)
	}
	data := append(slices.Clone(v), u...)
	block := f64.NewMatrix(2, n, n, data).T()
	if a.MulBlock(block, block); !slices.Equal(data[:n], av) || !slices.Equal(data[n:], au) {
		t.Errorf("%v: block products are not products", c)
	}
	alone := make([]float64, n) // v in the block, 0 elsewhere
	copy(alone[from:to], v[from:to])
	a.Mul(alone, alone)
	got := slices.Clone(v[from:to])
	a.MulRange(got, got, from, to)
	within(t, fmt.Sprintf("%v in %d … %d", c, from, to), got, alone[from:to], bound)
	return av
}

func within(t *rapid.T, what string, got, want []float64, bound float64) {
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= bound) {
			t.Errorf("%s: entry %d is %v, want %v within %.1g", what, i, got[i], want[i], bound)
			return
		}
	}
}

// TestSubsets: over the parts of a partition, with Mean the mean of losses, gradients and products of all matrices, weighted by the samples, is that of the whole; without, and without
// decay, their sum is.
func TestSubsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, w, v, r := drawMLP(t)
		if _, err := At(m, w); errors.As(err, new(ErrNonSmooth)) {
			t.Skip()
		}
		if !m.config.Mean {
			m.config.Decay = 0
		}
		n, whole := m.Dim(), partsOf(t, m, w, v)
		bound := rounding(8*n*m.samples, netSize(m, w, norm(v)))
		sum := make([][]float64, len(whole))
		for order := r.Perm(m.samples); len(order) > 0; {
			part := order[:1+r.IntN(len(order))]
			order = order[len(part):]
			batch, err := m.Subset(part)
			if err != nil {
				t.Fatal(err)
			}
			weight := 1.0
			if m.config.Mean {
				weight = float64(len(part)) / float64(m.samples)
			}
			for k, x := range partsOf(t, batch, w, v) {
				if sum[k] == nil {
					sum[k] = make([]float64, len(x))
				}
				f64.Axpy(sum[k], weight, x)
			}
		}
		for k := range whole {
			within(t, fmt.Sprintf("part %d", k), sum[k], whole[k], bound)
		}
	})
}

// partsOf returns the loss, the gradient, and the product of each matrix with v.
func partsOf(t *rapid.T, m *MLP, w, v []float64) [][]float64 {
	p, err := At(m, w)
	if err != nil {
		t.Fatal(err)
	}
	g := make([]float64, len(w))
	p.Gradient(g)
	out := [][]float64{{p.Loss()}, g}
	for c := FullHessian; c <= EmpiricalFisher; c++ {
		a, _ := p.Curvature(c)
		out = append(out, make([]float64, len(w)))
		a.Mul(out[len(out)-1], v)
	}
	return out
}
