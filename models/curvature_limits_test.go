package models

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"saddle/spectra/f64"
)

// Only nets have other matrices than the Hessian, and of those only these five.
func TestCurvatureRefuses(t *testing.T) {
	net := mustMLP(t, MLPConfig{Widths: []int{1, 2, 1}, Activation: Tanh, X: [][]float64{{1}}, Y: [][]float64{{1}}})
	w := []float64{1, 2, 3, 4}
	for _, c := range []struct {
		m     Model
		which Curvature
		says  string
	}{
		{net, -1, "FullHessian, GaussNewton, Remainder, Fisher or EmpiricalFisher"},
		{net, EmpiricalFisher + 1, "FullHessian, GaussNewton, Remainder, Fisher or EmpiricalFisher"},
		{net.Tape(), GaussNewton, "FullHessian of a *models.Tape, which is no loss of the outputs of a net"},
		{bare{net}, Fisher, "FullHessian of a models.bare"},
	} {
		p, err := At(c.m, w)
		if err != nil {
			t.Fatal(err)
		}
		var refused ErrArgument
		if _, err := p.Curvature(c.which); !errors.As(err, &refused) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%T, %v: %v", c.m, c.which, err)
		}
	}
	for _, c := range []struct {
		samples []int
		says    string
	}{{nil, "samples"}, {[]int{0, 1}, "samples[1]"}, {[]int{-1}, "samples[0]"}} {
		var refused ErrArgument
		if _, err := net.Subset(c.samples); !errors.As(err, &refused) || refused.Arg != c.says {
			t.Errorf("%v: %v", c.samples, err)
		}
	}
}

// TestCurvaturePanics: lengths and ranges are the caller's.
func TestCurvaturePanics(t *testing.T) {
	net := mustMLP(t, MLPConfig{Widths: []int{1, 2, 1}, Activation: Tanh, X: [][]float64{{1}}, Y: [][]float64{{1}}})
	p, err := At(net, []float64{1, 2, 3, 4})
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.Curvature(Fisher)
	if err != nil {
		t.Fatal(err)
	}
	two, four := make([]float64, 2), make([]float64, 4)
	for says, f := range map[string]func(){
		"models: v has length 2, want 4":      func() { a.Mul(four, two) },
		"models: dst has length 2, want 4":    func() { a.Mul(two, four) },
		"models: dst has length 2, want 3":    func() { a.MulRange(two, two, 0, 3) },
		"models: v has length 4, want 2":      func() { p.MulRange(two, four, 2, 4) },
		"models: parameters -1 to 1 of 4":     func() { p.MulRange(two, two, -1, 1) },
		"models: parameters 3 to 5 of 4":      func() { a.MulRange(two, two, 3, 5) },
		"models: parameters 3 to 1 of 4":      func() { p.MulRange(two, two, 3, 1) },
		"models: MulBlock of a 4×1 matrix":    func() { a.MulBlock(newMatrix(4, 2), newMatrix(4, 1)) },
		"models: MulBlock of a 3×2 matrix in": func() { a.MulBlock(newMatrix(4, 2), newMatrix(3, 2)) },
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.HasPrefix(got, says) {
					t.Errorf("%q, want %q", got, says)
				}
			}()
			f()
		}()
	}
}

// TestCurvatureAllocates: nothing after the first product, whatever the matrix and the block.
func TestCurvatureAllocates(t *testing.T) {
	r := rand.New(rand.NewPCG(46, 0))
	deep, err := NewDeepLinear([]int{3, 4, 2}, normalRows(r, 5, 3), normalRows(r, 5, 2), &DeepLinearOptions{Decay: big.NewRat(1, 2)})
	if err != nil {
		t.Fatal(err)
	}
	c := MLPConfig{Widths: []int{3, 8, 4, 2}, Activation: Tanh, Bias: true, Criterion: CrossEntropy, Decay: 0.5}
	for _, m := range []Model{mustMLP(t, randomNet(r, c, 10)), mustMLP(t, randomNet(r, c, 2*spanSamples)), deep, mustChain(t, 5, nil)} {
		p, err := At(m, normals(r, m.Dim(), 1))
		if err != nil {
			t.Fatal(err)
		}
		v := normals(r, m.Dim(), 1)
		for c := FullHessian; c <= EmpiricalFisher; c++ {
			a, err := p.Curvature(c)
			if err != nil {
				continue
			}
			if n := testing.AllocsPerRun(3, func() { a.Mul(v, v); a.MulRange(v[1:3], v[1:3], 1, 3) }); n != 0 {
				t.Errorf("%T, %v: %v allocations", m, c, n)
			}
		}
	}
}

func normalRows(r *rand.Rand, rows, n int) (x [][]float64) {
	for range rows {
		x = append(x, normals(r, n, 1))
	}
	return x
}

// TestRangesOfOthers: blocks of a model that is no net, and of a deep linear net, are those of the whole.
func TestRangesOfOthers(t *testing.T) {
	r := rand.New(rand.NewPCG(47, 0))
	deep, err := NewDeepLinear([]int{3, 4, 1, 2}, normalRows(r, 9, 3), normalRows(r, 9, 2), &DeepLinearOptions{Decay: big.NewRat(1, 2)})
	if err != nil {
		t.Fatal(err)
	}
	teacher, err := NewTeacher(2, 3, 4)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []Model{deep, deep.Tape(), mustChain(t, 6, nil), teacher} {
		n := m.Dim()
		p, err := At(m, normals(r, n, 1))
		if err != nil {
			t.Fatal(err)
		}
		for c := FullHessian; c <= EmpiricalFisher; c++ {
			a, err := p.Curvature(c)
			if err != nil {
				continue
			}
			for from := range n + 1 {
				for to := from; to <= n; to++ {
					v, whole := normals(r, to-from, 1), make([]float64, n)
					copy(whole[from:to], v)
					a.Mul(whole, whole)
					a.Mul(make([]float64, n), normals(r, n, 1)) // leaves its traces in the scratch
					a.MulRange(v, v, from, to)
					compare(t, c.String(), v, whole[from:to], rounding(100*n, 1+norm(whole)))
				}
			}
		}
	}
}

// TestDeepLinearIsAnMLP: without activations, biases and weights of the entries, an MLP and a deep linear net have all matrices in common.
func TestDeepLinearIsAnMLP(t *testing.T) {
	r := rand.New(rand.NewPCG(48, 0))
	c := MLPConfig{Widths: []int{3, 4, 2, 2}, X: normalRows(r, 9, 3), Y: normalRows(r, 9, 2), Decay: 0.5}
	deep, err := NewDeepLinear(c.Widths, c.X, c.Y, &DeepLinearOptions{Decay: big.NewRat(1, 2)})
	if err != nil {
		t.Fatal(err)
	}
	net := mustMLP(t, c)
	w := normals(r, net.Dim(), 1)
	bound := rounding(net.Dim()*net.samples, netSize(net, w, 1))
	for c := FullHessian; c <= EmpiricalFisher; c++ {
		want := dense(t, net, w, c)
		for i, row := range dense(t, deep, w, c) {
			compare(t, c.String(), row, want[i], bound)
		}
	}
}

// TestBlocksLookAtNoLayerBelow: the product in a block of layers does not depend on the weights of these layers and of those below once the net was evaluated, so that nothing is computed
// for them; it does on those above.
func TestBlocksLookAtNoLayerBelow(t *testing.T) {
	r := rand.New(rand.NewPCG(49, 0))
	c := MLPConfig{Widths: []int{3, 4, 2, 5, 2}, Activation: Tanh, Bias: true, Y: normalRows(r, 9, 2), X: normalRows(r, 9, 3)}
	net := mustMLP(t, c)
	deep, err := NewDeepLinear(c.Widths, c.X, c.Y, nil)
	if err != nil {
		t.Fatal(err)
	}
	for l := range net.layers {
		w := normals(r, net.Dim(), 1)
		p := net.at(w)
		b := deep.Blocks()[l]
		q := deep.Pass(w[:deep.Dim()]).(*deepLinearPass)
		from, to := net.layers[l].at, net.end(l)
		for _, c := range []struct {
			p        Curved
			w        []float64
			from, to int
		}{{p, p.w, from, to}, {q, q.w, b.From, b.To}} {
			v := normals(r, c.to-c.from, 1)
			got, want := make([]float64, len(v)), make([]float64, len(v))
			c.p.CurvatureVec(want, v, FullHessian, c.from, c.to)
			for i := range c.w[:c.to] {
				c.w[i] = math.NaN()
			}
			if c.p.CurvatureVec(got, v, FullHessian, c.from, c.to); !slices.Equal(got, want) {
				t.Errorf("%T, layer %d: weights that are not above have a say", c.p, l+1)
			}
			if l+1 < len(net.layers) {
				c.w[c.to] = math.NaN()
				if c.p.CurvatureVec(got, v, FullHessian, c.from, c.to); slices.Equal(got, want) {
					t.Errorf("%T, layer %d: the weights above have no say", c.p, l+1)
				}
			}
		}
	}
}

// TestDecayBeyondTheRange: λ‖w‖² is there where ‖w‖² is not, and a small decay is one.
func TestDecayBeyondTheRange(t *testing.T) {
	m := mustMLP(t, MLPConfig{Widths: []int{1, 1}, X: [][]float64{{0}}, Y: [][]float64{{0}}, Decay: 0x1p-1000})
	if got := m.Loss([]float64{0x1p600}); got != 0x1p200 {
		t.Errorf("the loss is %v, want 2^200", got)
	}
	if exact, err := m.Tape().ExactLoss([]*big.Rat{big.NewRat(3, 1)}); err != nil || exact.Cmp(new(big.Rat).SetFloat64(9*0x1p-1000)) != 0 {
		t.Errorf("%v, %v", exact, err)
	}
}

// TestEvaluationOfANet: a batch of a Net is an MLP of the same loss and gradient, which keeps nothing of it.
func TestEvaluationOfANet(t *testing.T) {
	eachNet(t, func(what string, r *rand.Rand, c MLPConfig) {
		n, b := mustNet(t, c), batchOf(c, 0, len(c.X))
		m, err := n.Evaluation(b)
		if err != nil {
			t.Fatal(err)
		}
		w := normals(r, n.Dim(), 1)
		got, want := make([]float64, n.Dim()), make([]float64, n.Dim())
		loss, _ := n.LossGradient(want, w, b)
		clear(b.X)
		clear(b.Y)
		clear(b.Labels)
		if x := m.LossGradient(got, w); x != loss || !slices.Equal(got, want) {
			t.Errorf("%s: loss %v, want %v", what, x, loss)
		}
		var shape ErrArgument
		if _, err := n.Evaluation(Batch{}); !errors.As(err, &shape) {
			t.Errorf("%v", err)
		}
	})
}

// TestCurvatureLevels: the same bits at every level of the kernels, of the whole and of a layer.
func TestCurvatureLevels(t *testing.T) {
	defer f64.Use(f64.InUse())
	r := rand.New(rand.NewPCG(50, 0))
	net := mustMLP(t, randomNet(r, MLPConfig{Widths: []int{7, 13, 9, 5}, Activation: Tanh, Bias: true, Criterion: CrossEntropy, Mean: true, Decay: 0.25}, 300))
	w, v := normals(r, net.Dim(), 0.5), normals(r, net.Dim(), 1)
	layer := net.Blocks()[2]
	var want [][]float64
	for _, l := range f64.Levels() {
		f64.Use(l)
		p, err := At(net, w)
		if err != nil {
			t.Fatal(err)
		}
		var got [][]float64
		for c := FullHessian; c <= EmpiricalFisher; c++ {
			a, err := p.Curvature(c)
			if err != nil {
				t.Fatal(err)
			}
			whole, part := make([]float64, len(v)), make([]float64, layer.To-layer.From)
			a.Mul(whole, v)
			a.MulRange(part, v[layer.From:layer.To], layer.From, layer.To)
			got = append(got, whole, part)
		}
		if want == nil {
			want = got
		}
		if !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%v: other bits", l)
		}
	}
}
