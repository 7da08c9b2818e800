package models

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
)

// outputTape returns the formula of output o of the net for the input x.
func outputTape(m *MLP, x []float64, o int) *Tape {
	return Trace(m.dim, func(w []Var) Var {
		a := make([]Var, len(x))
		for i := range x {
			a[i] = Const(x[i])
		}
		return m.tapeOutputs(w, a)[o]
	})
}

// exactParts returns G and R of a squared loss in rationals, by the derivatives of every output of the net as a formula of its own; c is the scale,
// weight that of an entry of the residual.
func exactParts(t *testing.T, net *MLP, w []*big.Rat, y [][]float64, c, decay *big.Rat, weight func(s, o int) *big.Rat) (g, r ratMatrix) {
	n := len(w)
	zero := func(int, int) *big.Rat { return new(big.Rat) }
	g, r = ratMatrixOf(n, n, zero), ratMatrixOf(n, n, zero)
	for s, x := range net.config.X {
		for o, target := range y[s] {
			jet := mustExact(t, outputTape(net, x, o), w)
			size := new(big.Rat).Mul(c, weight(s, o))
			residual := new(big.Rat).Sub(jet.Loss, new(big.Rat).SetFloat64(target))
			residual.Mul(residual, size)
			for i := range n {
				for j := range n {
					product := new(big.Rat).Mul(jet.Gradient[i], jet.Gradient[j])
					g[i][j].Add(g[i][j], product.Mul(product, size))
					r[i][j].Add(r[i][j], new(big.Rat).Mul(residual, jet.Hessian[i][j]))
				}
			}
		}
	}
	for i := range n {
		g[i][i].Add(g[i][i], new(big.Rat).Add(decay, decay))
	}
	return g, r
}

// checkExactly compares, as rational numbers, G + R with the Hessian of the tape, and what the products of m give with all of them: for small dyadic numbers
// these have no rounding error.
func checkExactly(t *testing.T, what string, m interface {
	Model
	Tape() *Tape
}, w []float64, g, r ratMatrix) {
	t.Helper()
	exact := make([]*big.Rat, len(w))
	for i, x := range w {
		exact[i] = new(big.Rat).SetFloat64(x)
	}
	h := g.plus(1, r)
	for i, row := range mustExact(t, m.Tape(), exact).Hessian {
		sameRats(t, fmt.Sprintf("%s: row %d of G + R", what, i), h[i], row)
	}
	p, err := At(m, w)
	if err != nil {
		t.Fatal(err)
	}
	for c, want := range map[Curvature]ratMatrix{FullHessian: h, GaussNewton: g, Remainder: r} {
		a, err := p.Curvature(c)
		if err != nil {
			t.Fatal(err)
		}
		unit, got := make([]float64, len(w)), make([]float64, len(w))
		for j := range w {
			unit[j] = 1
			a.Mul(got, unit)
			unit[j] = 0
			for i, x := range got {
				if new(big.Rat).SetFloat64(x).Cmp(want[i][j]) != 0 {
					t.Fatalf("%s: entry (%d, %d) of %v is %v, want %v", what, i, j, c, x, want[i][j])
				}
			}
		}
	}
}

func halves(r *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(r.IntN(9)-4) / 2
	}
	return x
}

func halfRows(r *rand.Rand, rows, n int) (x [][]float64) {
	for range rows {
		x = append(x, halves(r, n))
	}
	return x
}

// TestGaussNewtonExactly: H = G + R in rational numbers, G and R by the derivatives of the outputs and H by the tape of the loss, for nets that are polynomials or
// pieces of them; and the products are these.
func TestGaussNewtonExactly(t *testing.T) {
	decided := 0
	for seed := range uint64(45) {
		r := rand.New(rand.NewPCG(41, seed))
		widths := [][]int{{2, 2}, {2, 2, 1}, {1, 2, 2}, {2, 2, 1, 2}}[seed%4]
		c := MLPConfig{Widths: widths, Activation: []Activation{Identity, ReLU, LeakyReLU}[seed%3], Bias: r.IntN(2) == 1, Mean: r.IntN(2) == 1, Decay: float64(r.IntN(3)) / 8}
		if c.Activation == LeakyReLU {
			c.Slope = 0.25
		}
		samples := 1 << r.IntN(3)
		c.X, c.Y = halfRows(r, samples, widths[0]), halfRows(r, samples, widths[len(widths)-1])
		m := mustMLP(t, c)
		w := halves(r, m.Dim())
		scale, exact := big.NewRat(1, 1), make([]*big.Rat, len(w))
		if c.Mean {
			scale = big.NewRat(1, int64(samples))
		}
		for i, x := range w {
			exact[i] = new(big.Rat).SetFloat64(x)
		}
		if _, err := m.Tape().Exact(exact); errors.As(err, new(ErrNonSmooth)) {
			continue
		}
		decided++
		one := func(int, int) *big.Rat { return big.NewRat(1, 1) }
		g, rest := exactParts(t, m, exact, c.Y, scale, new(big.Rat).SetFloat64(c.Decay), one)
		checkExactly(t, fmt.Sprintf("%v %v", widths, c.Activation), m, w, g, rest)
	}
	if decided < 15 {
		t.Errorf("only %d nets were at no kink", decided)
	}
}

// TestGaussNewtonOfDeepLinearExactly: the same for deep linear nets with weights and decay.
func TestGaussNewtonOfDeepLinearExactly(t *testing.T) {
	for seed := range uint64(16) {
		r := rand.New(rand.NewPCG(42, seed))
		widths := [][]int{{2, 2}, {2, 1, 2}, {2, 2, 1, 2}, {1, 1, 1, 1, 1}}[seed%4]
		x, y := halfRows(r, 1+r.IntN(3), widths[0]), [][]float64(nil)
		y = halfRows(r, len(x), widths[len(widths)-1])
		opt := &DeepLinearOptions{Decay: big.NewRat(int64(r.IntN(3)), 8)}
		weight := func(int, int) *big.Rat { return big.NewRat(1, 1) }
		if seed%2 == 0 {
			opt.Weights = ratMatrixOf(len(y), len(y[0]), func(int, int) *big.Rat { return big.NewRat(int64(r.IntN(3)), 2) })
			weight = func(s, o int) *big.Rat { return opt.Weights[s][o] }
		}
		m, err := NewDeepLinear(widths, x, y, opt)
		if err != nil {
			t.Fatal(err)
		}
		net := mustMLP(t, MLPConfig{Widths: widths, X: x, Y: y})
		w := halves(r, m.Dim())
		exact := make([]*big.Rat, len(w))
		for i, x := range w {
			exact[i] = new(big.Rat).SetFloat64(x)
		}
		g, rest := exactParts(t, net, exact, y, big.NewRat(1, 1), opt.Decay, weight)
		checkExactly(t, fmt.Sprint(widths), m, w, g, rest)
	}
}

// TestInterpolationIsGaussNewton: where a deep linear net or an MLP fits the data exactly, H = G and R = 0, to the bit, and no gradient is left for the
// empirical Fisher; one residual changes that.
func TestInterpolationIsGaussNewton(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(43, seed))
		widths := []int{2, 3, 2, 2}
		x := halfRows(r, 3, 2)
		c := MLPConfig{Widths: widths, Activation: Tanh, X: x, Y: halfRows(r, 3, 2)}
		if seed%2 == 0 {
			c.Activation = Identity
		}
		net := mustMLP(t, c)
		w := halves(r, net.Dim())
		for s := range x {
			net.Outputs(c.Y[s], w, x[s])
		}
		var fits, misses Model = mustMLP(t, c), net
		if seed%2 == 0 {
			deep, err := NewDeepLinear(widths, c.X, c.Y, &DeepLinearOptions{Decay: big.NewRat(1, 4)})
			if err != nil {
				t.Fatal(err)
			}
			fits = deep
		}
		size := func(m Model, c Curvature, v []float64) float64 {
			p, err := At(m, w)
			if err != nil {
				t.Fatal(err)
			}
			a, _ := p.Curvature(c)
			dst := make([]float64, len(w))
			a.Mul(dst, v)
			if c == FullHessian {
				g, _ := p.Curvature(GaussNewton)
				half := make([]float64, len(w))
				g.Mul(half, v)
				for i := range dst {
					dst[i] -= half[i]
				}
			}
			return norm(dst)
		}
		v := normals(r, len(w), 1)
		for _, c := range []Curvature{FullHessian, Remainder, EmpiricalFisher} {
			if x := size(fits, c, v); x != 0 {
				t.Errorf("seed %d: of %v %v is left at a point that fits", seed, c, x)
			}
			if x := size(misses, c, v); x == 0 {
				t.Errorf("seed %d: %v is 0 at a point that does not fit", seed, c)
			}
		}
	}
}
