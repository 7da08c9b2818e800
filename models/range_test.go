package models

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// anySize draws n numbers between 1e-300 and 1e300, now and then 0 or near 1.
func anySize(r *rand.Rand, n int) []float64 {
	reach := []float64{2, 30, 160, 300}[r.IntN(4)]
	x := make([]float64, n)
	for i := range x {
		if r.IntN(8) > 0 {
			x[i] = (1 + r.Float64()) * math.Pow(10, reach*(2*r.Float64()-1)) * float64(1-2*r.IntN(2))
		}
	}
	return x
}

// agreesExactly reports whether got is want up to so many roundings of terms that are at
// most size together, and as many underflows; beyond float64 anything will do.
func agreesExactly(got float64, want, size *big.Rat, roundings int) bool {
	most := new(big.Rat).SetFloat64(math.MaxFloat64)
	if math.IsNaN(got) || math.IsInf(got, 0) {
		return size.Cmp(most) > 0
	}
	bound := new(big.Rat).Mul(size, big.NewRat(int64(roundings), 1<<53))
	bound.Add(bound, new(big.Rat).SetFloat64(float64(roundings)*0x1p-1074))
	error := new(big.Rat).SetFloat64(got)
	return error.Sub(error, want).Abs(error).Cmp(bound) <= 0
}

// TestChainOfAnySize: loss, gradient and Hessian are right for weights of any size,
// wherever their terms are in the range of float64.
func TestChainOfAnySize(t *testing.T) {
	for seed := range uint64(cases(60, 15)) {
		r := rand.New(rand.NewPCG(51, seed))
		d := 1 + r.IntN(6)
		decay := new(big.Rat).SetFloat64(math.Abs(anySize(r, 1)[0]) * float64(r.IntN(2)))
		c := mustChain(t, d, &ChainOptions{Decay: decay})
		absolute := mustChain(t, d, &ChainOptions{big.NewRat(-1, 1), decay}).Tape()
		w := anySize(r, d)
		exact, magnitude := make([]*big.Rat, d), make([]*big.Rat, d)
		for i, x := range w {
			exact[i] = new(big.Rat).SetFloat64(x)
			magnitude[i] = new(big.Rat).Abs(exact[i])
		}
		size := mustExact(t, absolute, magnitude).values()
		got := floatValues(c, w)
		for i, want := range mustExact(t, c.Tape(), exact).values() {
			if !agreesExactly(got[i], want, size[i], 10*d+20) {
				f, _ := want.Float64()
				t.Errorf("λ = %v at %v: number %d is %v, want %v", c.lambda, w, i, got[i], f)
			}
		}
	}
}

// TestLossesOutOfRange: ‖w‖² overflows, the loss does not.
func TestLossesOutOfRange(t *testing.T) {
	tiny := &ChainOptions{Decay: new(big.Rat).SetFloat64(0x1p-1000)}
	deep := func(decay *big.Rat, widths ...int) Model {
		m, err := NewDeepLinear(widths, [][]float64{{1}}, [][]float64{{1}}, &DeepLinearOptions{Decay: decay})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	for _, c := range []struct {
		m    Model
		w    []float64
		want float64
	}{
		{mustChain(t, 2, nil), []float64{1e160, 1e-160}, 0},
		{mustChain(t, 4, nil), []float64{1e-200, 1e-200, 1e200, 1e200}, 0},
		{mustChain(t, 4, nil), []float64{0x1p700, 0x1p700, 0x1p-700, 0x1p-699}, 1},
		{mustChain(t, 2, tiny), []float64{0x1p600, 0x1p-600}, 0x1p200},
		{mustChain(t, 2, &ChainOptions{Decay: new(big.Rat).SetFloat64(0x1p1000)}), []float64{0x1p-600, 0x1p-600}, 1 + 0x1p-199},
		{deep(nil, 1, 1, 1), []float64{1e160, 1e-160}, 0},
		{deep(tiny.Decay, 1, 1, 1), []float64{0x1p600, 0x1p-600}, 0x1p200},
	} {
		if got := c.m.Loss(c.w); !(math.Abs(got-c.want) <= 1e-15*c.want+1e-30) {
			t.Errorf("%T at %v: loss %v, want %v", c.m, c.w, got, c.want)
		}
		if p, err := At(c.m, c.w); err == nil && p.Loss() != c.m.Loss(c.w) || err != nil && !errors.As(err, new(ErrNotFinite)) {
			t.Errorf("%T at %v: %v", c.m, c.w, err)
		}
	}
}

// TestAtRefusesHessiansOutOfRange: loss and gradient are finite, and there is an overflow in
// Hessian products, which 0 may follow.
func TestAtRefusesHessiansOutOfRange(t *testing.T) {
	saturated := mustMLP(t, MLPConfig{Widths: []int{1, 1, 1, 1}, Activation: Tanh, X: [][]float64{{1e300}}, Y: [][]float64{{0}}})
	identity := mustMLP(t, MLPConfig{Widths: []int{1, 1, 1}, X: [][]float64{{1}}, Y: [][]float64{{1}}})
	for name, c := range map[string]struct {
		m   Model
		bad []float64
		ok  []float64
	}{
		"2P²":                  {mustChain(t, 2, nil), []float64{1e160, 1e-160}, []float64{1e150, 1e-150}},
		"a net of identities":  {identity, []float64{1e-160, 1e160}, []float64{1e-150, 1e150}},
		"tanh′ = 0 times ∞":    {saturated, []float64{1e-300, 1e10, 1}, []float64{1e-300, 1, 1}},
		"the same on its tape": {saturated.Tape(), []float64{1e-300, 1e10, 1}, nil},
	} {
		if _, err := At(c.m, c.bad); !errors.As(err, new(ErrNotFinite)) {
			t.Errorf("%s: %v", name, err)
		}
		if c.ok == nil {
			continue
		}
		if _, err := At(c.m, c.ok); name != "tanh′ = 0 times ∞" && err != nil {
			t.Errorf("%s: %v at %v", name, err, c.ok)
		}
	}
}

// TestTeacherOfShortNeurons: with all neurons shortened by a factor s the pairs of students
// give the same Hessian and the others 1/s of it. So A + B at W and A + 2B at W/2 tell what
// it is at sW.
func TestTeacherOfShortNeurons(t *testing.T) {
	eachTeacher(t, func(what string, r *rand.Rand, m *Teacher) {
		n := m.Dim()
		w, v := normals(r, n, 1), normals(r, n, 1)
		at := func(s float64) []float64 {
			x := make([]float64, n)
			for i := range w {
				x[i] = s * w[i]
			}
			return x
		}
		var one, half mat.SymDense
		m.Hessian(&one, at(1))
		m.Hessian(&half, at(0.5))
		for _, e := range []int{-100, -500, -530, -700, -980, 40} {
			s := math.Ldexp(1, e)
			p, err := At(m, at(s))
			if err != nil {
				t.Errorf("%s: 2^%d: %v", what, e, err)
				continue
			}
			h, product := p.Hessian(), make([]float64, n)
			p.Mul(product, v)
			bound := 8 * teacherBound(m, w, norm(v)) * max(1/s, 1)
			for i := range n {
				sum := 0.0
				for j := range n {
					b := half.At(i, j) - one.At(i, j)
					want := one.At(i, j) - b + b/s
					compare(t, fmt.Sprintf("%s: 2^%d: entry %d, %d", what, e, i, j), []float64{h.At(i, j)}, []float64{want}, bound)
					sum += want * v[j]
				}
				compare(t, fmt.Sprintf("%s: 2^%d: product %d", what, e, i), product[i:i+1], []float64{sum}, float64(n)*bound)
			}
		}
	})
}

// TestTeacherOfMixedLengths: blocks and products agree for neurons of lengths from 1e-290
// to 1e140 beside each other: rows to rounding of what |w_j|/|w_i| makes of them.
func TestTeacherOfMixedLengths(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(52, seed))
		d := 2 + r.IntN(3)
		m := mustTeacher(t, 1+r.IntN(d), 1+r.IntN(4), d)
		w := normals(r, m.Dim(), 1)
		lengths, sum := make([]float64, m.n), 1.0
		for i := range m.n {
			size := math.Pow(10, 430*r.Float64()-290)
			for l := range d {
				w[i*d+l] *= size
			}
			lengths[i] = norm(row(w, i, d))
			sum += lengths[i]
		}
		h := mat.NewSymDense(m.Dim(), nil)
		m.Hessian(h, w)
		v, got := make([]float64, m.Dim()), make([]float64, m.Dim())
		for j := range v {
			v[j] = 1
			m.HessVec(got, w, v)
			v[j] = 0
			for i, x := range got {
				if size := 1 + sum/min(lengths[i/d], lengths[j/d]); size < 1e290 && !(math.Abs(x-h.At(i, j)) <= rounding(64*m.Dim(), size)) {
					t.Errorf("lengths %v: entry %d, %d is %v in the product, %v in the block", lengths, i, j, x, h.At(i, j))
				}
			}
		}
	}
}
