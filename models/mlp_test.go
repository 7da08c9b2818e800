package models

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func normals(r *rand.Rand, n int, scale float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = scale * r.NormFloat64()
	}
	return x
}

// randomNet fills in the data of c: inputs and targets of size 1, classes at random.
func randomNet(r *rand.Rand, c MLPConfig, samples int) MLPConfig {
	last := c.Widths[len(c.Widths)-1]
	if c.Activation == LeakyReLU {
		c.Slope = 0.25
	}
	for range samples {
		c.X = append(c.X, normals(r, c.Widths[0], 1))
		if c.Criterion == Squared {
			c.Y = append(c.Y, normals(r, last, 1))
		} else {
			c.Labels = append(c.Labels, r.IntN(last))
		}
	}
	return c
}

func mustMLP(t testing.TB, c MLPConfig) *MLP {
	t.Helper()
	m, err := NewMLP(c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// netSize bounds the terms that a pass through m at w sums, for a direction of length v: with
// |σ(z)| ≤ |z|+1 and |σ′|, |σ″| ≤ 1, a layer stretches by at most 1+‖W‖.
func netSize(m *MLP, w []float64, v float64) float64 {
	stretch := 1 + norm(m.x)
	for _, l := range m.layers {
		stretch *= 1 + norm(l.weights(w))
	}
	return (stretch + 1 + norm(m.y)) * stretch * (1 + v)
}

func compare(t *testing.T, what string, got, want []float64, bound float64) {
	t.Helper()
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= bound) {
			t.Errorf("%s: entry %d is %v, want %v within %.1g", what, i, got[i], want[i], bound)
			return
		}
	}
}

// compareMoved fails unless the loss is the same at w and where move, an orthogonal map, takes it, and
// gradients and Hessian products move with it.
func compareMoved(t *testing.T, what string, m Model, w, v []float64, move func([]float64) []float64, bound float64) {
	t.Helper()
	g, h := make([]float64, m.Dim()), make([]float64, m.Dim())
	compare(t, what+": loss", []float64{m.Loss(move(w))}, []float64{m.Loss(w)}, bound)
	m.Gradient(g, w)
	m.Gradient(h, move(w))
	compare(t, what+": gradient", h, move(g), bound)
	m.HessVec(g, w, v)
	m.HessVec(h, move(w), move(v))
	compare(t, what+": Hessian product", h, move(g), bound)
}

// agree checks loss, gradient and a Hessian product of m against those of its definition.
func agree(t *testing.T, what string, m, definition Model, w, v []float64, bound float64) {
	t.Helper()
	n := m.Dim()
	if n != definition.Dim() {
		t.Fatalf("%s: dimension %d, want %d", what, n, definition.Dim())
	}
	got, want := make([]float64, n), make([]float64, n)
	compare(t, what+": loss", []float64{m.Loss(w)}, []float64{definition.Loss(w)}, bound)
	m.Gradient(got, w)
	definition.Gradient(want, w)
	compare(t, what+": gradient", got, want, bound)
	m.HessVec(got, w, v)
	definition.HessVec(want, w, v)
	compare(t, what+": Hessian product", got, want, bound)
}

// eachNet calls f on a random net for every activation, criterion and bias and for
// several depths, widths 1 included.
func eachNet(t *testing.T, f func(what string, r *rand.Rand, c MLPConfig)) {
	seed := uint64(0)
	for _, widths := range [][]int{{2, 3}, {1, 1, 2}, {2, 3, 2}, {3, 5, 1}, {2, 2, 4, 3}} {
		for _, a := range activations {
			for _, criterion := range []Criterion{Squared, CrossEntropy} {
				if criterion == CrossEntropy && widths[len(widths)-1] == 1 {
					continue // the softmax of one output is constant
				}
				for _, bias := range []bool{false, true} {
					if seed++; testing.Short() && seed%5 > 1 {
						continue
					}
					r := rand.New(rand.NewPCG(2, seed))
					samples := 1 + r.IntN(6)
					if seed%8 == 0 {
						samples += 2 * block // more than one block of a gradient
					}
					c := MLPConfig{Widths: widths, Activation: a, Criterion: criterion, Bias: bias, Mean: seed%3 == 0, Decay: float64(seed%4/2) / 8}
					f(fmt.Sprintf("%v %v %v bias %v", widths, a, criterion, bias), r, randomNet(r, c, samples))
				}
			}
		}
	}
}

func TestMLPAgainstTape(t *testing.T) {
	eachNet(t, func(what string, r *rand.Rand, c MLPConfig) {
		m := mustMLP(t, c)
		tape := m.Tape()
		for range 2 {
			w, v := normals(r, m.Dim(), 1), normals(r, m.Dim(), 1)
			agree(t, what, m, tape, w, v, rounding(m.Dim()*m.samples, netSize(m, w, norm(v))))
		}
	})
}

// TestMLPPass: a Point gives the bits of the model, and dst may be w or v.
func TestMLPPass(t *testing.T) {
	eachNet(t, func(what string, r *rand.Rand, c MLPConfig) {
		m := mustMLP(t, c)
		checkPass(t, what, m, normals(r, m.Dim(), 1), normals(r, m.Dim(), 1))
	})
}

func checkPass(t *testing.T, what string, m Model, w, v []float64) {
	t.Helper()
	p, err := At(m, w)
	if err != nil {
		t.Fatal(err)
	}
	n := m.Dim()
	want, got := make([]float64, n), make([]float64, n)
	same := func(name string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s: %s differs", what, name)
		}
	}
	if p.Loss() != m.Loss(w) {
		t.Errorf("%s: the loss of the point is %v, of the model %v", what, p.Loss(), m.Loss(w))
	}
	m.HessVec(want, w, v)
	p.Mul(got, normals(rand.New(rand.NewPCG(0, 0)), n, 1)) // leaves its traces in the scratch
	p.Mul(got, v)
	same("Mul")
	copy(got, v)
	p.Mul(got, got)
	same("Mul with dst = v")
	copy(got, v)
	m.HessVec(got, w, got)
	same("HessVec with dst = v")
	copy(got, w)
	m.HessVec(got, got, v)
	same("HessVec with dst = w")
	m.Gradient(want, w)
	p.Gradient(got)
	same("Gradient of the point")
	copy(got, w)
	m.Gradient(got, got)
	same("Gradient with dst = w")
}

// TestMLPPermutation: the order of the hidden units does not matter (Hecht-Nielsen 1990).
func TestMLPPermutation(t *testing.T) {
	eachNet(t, func(what string, r *rand.Rand, c MLPConfig) {
		if len(c.Widths) == 2 {
			return
		}
		m := mustMLP(t, c)
		w, v := normals(r, m.Dim(), 1), normals(r, m.Dim(), 1)
		layer := r.IntN(len(m.layers) - 1)
		order := r.Perm(m.layers[layer].out)
		move := func(x []float64) []float64 { return permuteUnits(m, x, layer, order) }
		compareMoved(t, what, m, w, v, move, rounding(m.Dim()*m.samples, netSize(m, w, norm(v))))
	})
}

func permuteUnits(m *MLP, w []float64, layer int, order []int) []float64 {
	p := slices.Clone(w)
	in, out := m.layers[layer], m.layers[layer+1]
	for to, from := range order {
		copy(row(in.weights(p), to, in.in), row(in.weights(w), from, in.in))
		if m.config.Bias {
			in.biases(p)[to] = in.biases(w)[from]
		}
		for s := range out.out {
			out.weights(p)[s*out.in+to] = out.weights(w)[s*out.in+from]
		}
	}
	return p
}

// scaleUnit multiplies what enters unit j of a layer by in, and what leaves it by out.
func scaleUnit(m *MLP, w []float64, layer, j int, in, out float64) []float64 {
	p := slices.Clone(w)
	l, next := m.layers[layer], m.layers[layer+1]
	for i := range l.in {
		p[l.at+j*l.in+i] *= in
	}
	if m.config.Bias {
		l.biases(p)[j] *= in
	}
	for s := range next.out {
		next.weights(p)[s*next.in+j] *= out
	}
	return p
}

// TestMLPRescaling: with M = +1 on what enters a unit and −1 on what leaves it,
// the flow w ↦ e^{sM}w leaves the loss of a positively homogeneous activation unchanged, so that
// Mw·∇L = 0 and ∇²L Mw = −M∇L; and the Hessian at T w, T = e^{sM}, is T⁻¹ ∇²L(w) T⁻¹
// (Dinh et al., "Sharp minima can generalize for deep nets", 2017). Smooth
// curved activations must fail it.
func TestMLPRescaling(t *testing.T) {
	eachNet(t, func(what string, r *rand.Rand, c MLPConfig) {
		if len(c.Widths) == 2 {
			return
		}
		c.Decay = 0 // which ends the symmetry
		m := mustMLP(t, c)
		n := m.Dim()
		w, v := normals(r, n, 1), normals(r, n, 1)
		layer := r.IntN(len(m.layers) - 1)
		j := r.IntN(m.layers[layer].out)
		generator := func(x []float64) []float64 { // M x
			y := scaleUnit(m, x, layer, j, 2, 0)
			for i := range y {
				y[i] -= x[i]
			}
			return y
		}
		g, hv, mw := make([]float64, n), make([]float64, n), generator(w)
		bound := rounding(n*m.samples, netSize(m, w, norm(v)+norm(w)))
		m.Gradient(g, w)
		m.HessVec(hv, w, mw)
		along := mat.Dot(mat.NewVecDense(n, mw), mat.NewVecDense(n, g))
		minusMg := generator(g)
		for i := range minusMg {
			minusMg[i] = -minusMg[i]
		}
		if c.Activation > LeakyReLU {
			if math.Abs(along) <= bound {
				t.Errorf("%s: Mw·∇L = %g vanishes", what, along)
			}
			return
		}
		compare(t, what+": Mw·∇L", []float64{along}, []float64{0}, norm(w)*bound)
		compare(t, what+": ∇²L Mw", hv, minusMg, bound)

		tw := scaleUnit(m, w, layer, j, 4, 0.25)
		tv := scaleUnit(m, v, layer, j, 4, 0.25)
		m.HessVec(hv, w, v)
		want := scaleUnit(m, hv, layer, j, 0.25, 4)
		m.HessVec(hv, tw, tv)
		compare(t, what+": ∇²L(Tw) Tv", hv, want, rounding(n*m.samples, netSize(m, tw, norm(tv))))
	})
}

// TestMLPData: every sample twice doubles the sum and leaves the mean; the order of the samples does
// not matter.
func TestMLPData(t *testing.T) {
	eachNet(t, func(what string, r *rand.Rand, c MLPConfig) {
		c.Mean, c.Decay = false, 0
		sum := mustMLP(t, c)
		twice := c
		twice.X, twice.Y, twice.Labels = slices.Repeat(c.X, 2), slices.Repeat(c.Y, 2), slices.Repeat(c.Labels, 2)
		if c.Y == nil {
			twice.Y = nil
		}
		if c.Labels == nil {
			twice.Labels = nil
		}
		mean := twice
		mean.Mean = true
		w, v := normals(r, sum.Dim(), 1), normals(r, sum.Dim(), 1)
		bound := rounding(2*sum.Dim()*sum.samples, netSize(sum, w, norm(v)))
		agree(t, what+" twice", mustMLP(t, twice), scaled{sum, 2}, w, v, 2*bound)
		back := c
		back.X, back.Y, back.Labels = slices.Clone(c.X), slices.Clone(c.Y), slices.Clone(c.Labels)
		slices.Reverse(back.X)
		slices.Reverse(back.Y)
		slices.Reverse(back.Labels)
		agree(t, what+" backwards", mustMLP(t, back), sum, w, v, bound)
		agree(t, what+" mean", mustMLP(t, mean), scaled{sum, 1 / float64(len(c.X))}, w, v, bound)
	})
}

// scaled is a multiple of a model.
type scaled struct {
	Model
	factor float64
}

func (m scaled) Loss(w []float64) float64 { return m.factor * m.Model.Loss(w) }

func (m scaled) Gradient(dst, w []float64) {
	m.Model.Gradient(dst, w)
	for i := range dst {
		dst[i] *= m.factor
	}
}

func (m scaled) HessVec(dst, w, v []float64) {
	m.Model.HessVec(dst, w, v)
	for i := range dst {
		dst[i] *= m.factor
	}
}

// TestMLPIsDeepLinear: with the identity and no bias a net is a deep linear one.
func TestMLPIsDeepLinear(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(3, seed))
		widths := make([]int, 2+r.IntN(4))
		for l := range widths {
			widths[l] = 1 + r.IntN(4)
		}
		m := mustMLP(t, randomNet(r, MLPConfig{Widths: widths}, 1+r.IntN(5)))
		linear, err := NewDeepLinear(widths, m.config.X, m.config.Y, nil)
		if err != nil {
			t.Fatal(err)
		}
		w, v := normals(r, m.Dim(), 1), normals(r, m.Dim(), 1)
		agree(t, fmt.Sprint(widths), m, linear, w, v, rounding(m.Dim()*m.samples, netSize(m, w, norm(v))))
	}
}

// TestMLPSpuriousReLU is the local minimum of Yun, Sra and Jadbabaie, "Small nonlinearities in
// activation functions create bad local minima in neural networks" (2019), Theorem 1, for
// three points: the loss of the best affine fit, 1/12, and not 0.
func TestMLPSpuriousReLU(t *testing.T) {
	m := mustMLP(t, MLPConfig{
		Widths: []int{1, 2, 1}, Activation: ReLU, Bias: true,
		X: [][]float64{{0}, {1}, {2}}, Y: [][]float64{{0}, {0}, {1}},
	})
	w := []float64{0.5, 0, 5. / 6, 1, 1, 0, -1}
	g := make([]float64, m.Dim())
	m.Gradient(g, w)
	bound := rounding(m.Dim()*m.samples, netSize(m, w, 0))
	compare(t, "loss", []float64{m.Loss(w)}, []float64{1. / 12}, bound)
	compare(t, "gradient", g, make([]float64, m.Dim()), bound)
	if unit, distance := m.Kink(w); unit != "layer 1, unit 1, sample 1" || distance != 5./6 {
		t.Errorf("nearest kink %q at %v", unit, distance)
	}
	perfect := []float64{1, 0, -1, 0, 1, 0, 0} // relu(x − 1)
	if loss := m.Loss(perfect); loss != 0 {
		t.Errorf("loss of relu(x−1) is %v", loss)
	}
	if _, err := At(m, perfect); !errors.As(err, new(ErrNonSmooth)) {
		t.Errorf("At on a kink returns %v", err)
	}
}

// TestMLPSpuriousSigmoid is the minimum of Theorem 2 of the same paper for sigmoids: risk 1/3,
// and the spectrum of the Hessian to the six decimals that are known.
func TestMLPSpuriousSigmoid(t *testing.T) {
	m := mustMLP(t, MLPConfig{
		Widths: []int{2, 2, 1}, Activation: Sigmoid, Bias: true,
		X: [][]float64{{1, 0}, {0, 1}, {0.5, 0.5}}, Y: [][]float64{{0}, {0}, {1}},
	})
	u := (1 + math.E) / 6
	w := []float64{0, 0, 0, 0, -1, -1, u, u, 0}
	p, err := At(m, w)
	if err != nil {
		t.Fatal(err)
	}
	g := make([]float64, m.Dim())
	p.Gradient(g)
	bound := rounding(m.Dim()*m.samples, netSize(m, w, 1))
	compare(t, "loss", []float64{p.Loss()}, []float64{1. / 3}, bound)
	compare(t, "gradient", g, make([]float64, m.Dim()), bound)
	var eigen mat.EigenSym
	if !eigen.Factorize(p.Hessian(), false) {
		t.Fatal("no eigenvalues")
	}
	values := eigen.Values(nil)
	compare(t, "kernel", values[:6], make([]float64, 6), bound)
	const lastDigit = 0.5e-6
	compare(t, "spectrum", values[6:], []float64{0.018769, 0.048460, 3.567589}, lastDigit)
}

func TestMLPOutputs(t *testing.T) {
	m := mustMLP(t, MLPConfig{Widths: []int{2, 1, 2}, Activation: LeakyReLU, Slope: 0.5, Bias: true, X: [][]float64{{0, 0}}, Y: [][]float64{{0, 0}}})
	w := []float64{1, 2, 3, 4, 5, 6, 7} // W_1 = (1 2), b_1 = 3, W_2 = (4; 5), b_2 = (6, 7)
	dst := make([]float64, 2)
	m.Outputs(dst, w, []float64{-1, -3})
	if want := []float64{4*-2 + 6, 5*-2 + 7}; !slices.Equal(dst, want) {
		t.Errorf("outputs %v, want %v", dst, want)
	}
}

func TestMLPKink(t *testing.T) {
	c := MLPConfig{Widths: []int{1, 1, 2, 1}, Activation: ReLU, X: [][]float64{{1}, {2}}, Y: [][]float64{{0}, {0}}}
	w := []float64{1, 3, 0.25, 1, 1}
	if unit, d := mustMLP(t, c).Kink(w); unit != "layer 2, unit 2, sample 1" || d != 0.25 {
		t.Errorf("kink %q at %v", unit, d)
	}
	if unit, d := mustMLP(t, c).Kink([]float64{-1, 3, 0, 1, 1}); unit != "layer 1, unit 1, sample 1" || d != 1 {
		t.Errorf("behind units that are off: kink %q at %v", unit, d)
	}
	c.X[0][0] = 0
	if unit, d := mustMLP(t, c).Kink(w); unit != "layer 2, unit 2, sample 2" || d != 0.5 {
		t.Errorf("with an input 0: kink %q at %v", unit, d)
	}
	c.Bias = true
	if unit, d := mustMLP(t, c).Kink(make([]float64, 9)); unit != "layer 1, unit 1, sample 1" || d != 0 {
		t.Errorf("at 0: kink %q at %v", unit, d)
	}
	c.Activation, c.Slope = LeakyReLU, 1
	if unit, d := mustMLP(t, c).Kink(make([]float64, 9)); unit != "" || !math.IsInf(d, 1) {
		t.Errorf("kink of a leaky ReLU of slope 1: %q at %v", unit, d)
	}
}

func TestMLPAllocations(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 0))
	m := mustMLP(t, randomNet(r, MLPConfig{Widths: []int{3, 8, 4, 2}, Activation: Tanh, Bias: true, Criterion: CrossEntropy}, 10))
	checkAllocations(t, m, normals(r, m.Dim(), 1), normals(r, m.Dim(), 1))
}

func checkAllocations(t *testing.T, m Model, w, v []float64) {
	t.Helper()
	p, err := At(m, w)
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]float64, m.Dim())
	for name, f := range map[string]func(){
		"Loss":     func() { m.Loss(w) },
		"Gradient": func() { m.Gradient(dst, w) },
		"HessVec":  func() { m.HessVec(dst, w, v) },
		"Mul":      func() { p.Mul(dst, v) },
	} {
		if n := testing.AllocsPerRun(20, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

func TestMLPConcurrent(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 0))
	m := mustMLP(t, randomNet(r, MLPConfig{Widths: []int{2, 4, 3}, Activation: Softplus, Bias: true}, 7))
	checkConcurrent(t, m, r)
}

// checkConcurrent: goroutines that share m get the answers of one.
func checkConcurrent(t *testing.T, m Model, r *rand.Rand) {
	t.Helper()
	var group sync.WaitGroup
	for range 4 {
		w, v := normals(r, m.Dim(), 1), normals(r, m.Dim(), 1)
		g, h := make([]float64, m.Dim()), make([]float64, m.Dim())
		m.Gradient(g, w)
		m.HessVec(h, w, v)
		loss := m.Loss(w)
		group.Go(func() {
			dst := make([]float64, m.Dim())
			for range 50 {
				if m.Loss(w) != loss {
					t.Error("another loss")
				}
				if m.Gradient(dst, w); !slices.Equal(dst, g) {
					t.Error("another gradient")
				}
				if m.HessVec(dst, w, v); !slices.Equal(dst, h) {
					t.Error("another product")
				}
			}
		})
	}
	group.Wait()
}
