package models

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/interval"
)

// TestCrossEntropyTape: the tape of a cross-entropy is the net's closed form, for outputs
// that lie up to thousands apart.
func TestCrossEntropyTape(t *testing.T) {
	m := mustMLP(t, MLPConfig{Widths: []int{1, 3}, Criterion: CrossEntropy, X: [][]float64{{1}}, Labels: []int{0}})
	p, err := At(m.Tape(), []float64{0, 360, 360})
	if err != nil {
		t.Fatal(err)
	}
	h := make([]float64, 3)
	p.Mul(h, []float64{1, 2, 4})
	compare(t, "∇²L v", h, []float64{0, -0.5, 0.5}, rounding(3, 4))

	for seed := range uint64(cases(400, 80)) {
		r := rand.New(rand.NewPCG(41, seed))
		c := MLPConfig{Activation: activations[r.IntN(len(activations))], Bias: r.IntN(2) == 0, Criterion: CrossEntropy, Mean: r.IntN(2) == 0}
		for range 2 + r.IntN(3) {
			c.Widths = append(c.Widths, 1+r.IntN(4))
		}
		c.Widths[len(c.Widths)-1]++ // the softmax of one output is constant
		m := mustMLP(t, randomNet(r, c, 1+r.IntN(4)))
		w, v := normals(r, m.Dim(), 1), normals(r, m.Dim(), 1)
		last := m.layers[len(m.layers)-1]
		size := math.Exp(7 * r.Float64())
		for i := range w[last.at:] {
			w[last.at+i] *= size
		}
		what := fmt.Sprintf("seed %d: %v, %v, outputs of %.2g", seed, c.Widths, c.Activation, size)
		bound := rounding(m.Dim()*m.samples, netSize(m, w, norm(v)))
		agree(t, what, m, m.Tape(), w, v, bound)
		if _, err := At(m.Tape(), w); err != nil && !errors.As(err, new(ErrNonSmooth)) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestLogSumExpOfTape: two formulas of one function have the same derivatives, in
// intervals, and float64 finds them.
func TestLogSumExpOfTape(t *testing.T) {
	terms := func(w []Var) []Var {
		return []Var{w[0].Mul(w[1]), w[1].Sub(w[2]), Rat(1, 3), w[2].Sqr(), w[0].Mul(w[1])}
	}
	plain := func(w []Var) Var {
		var sum Var
		for _, x := range terms(w) {
			sum = sum.Add(x.Exp())
		}
		return sum.Log()
	}
	one := Trace(3, func(w []Var) Var { return LogSumExp(terms(w)...) })
	difference := Trace(3, func(w []Var) Var { return plain(w).Sub(LogSumExp(terms(w)...)) })
	r := rand.New(rand.NewPCG(42, 0))
	for range 50 {
		w := normals(r, 3, 2)
		box := []interval.Interval{interval.Of(w[0]), interval.Of(w[1]), interval.Of(w[2])}
		for i, v := range mustEnclose(t, difference, box).values() {
			if !v.Contains(0) || !(v.Width() < 0x1p-30) {
				t.Errorf("at %v: number %d of the difference is %v", w, i, v)
			}
		}
		bounds, err := readJet[interval.Interval](one, &looseIntervals{}, box)
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range floatValues(one, w) {
			if !bounds[i].Add(interval.Interval{Lo: -0x1p-45, Hi: 0x1p-45}).Contains(x) {
				t.Errorf("at %v: number %d is %v, not in %v", w, i, x, bounds[i])
			}
		}
	}
}

// TestLogSumExpEncloses: on a box the value and the gradient are their ranges, and far
// apart the curvature keeps its sign.
func TestLogSumExpEncloses(t *testing.T) {
	tape := Trace(3, func(w []Var) Var { return LogSumExp(w...) })
	box := []interval.Interval{{Lo: -1, Hi: 1}, {Lo: 0, Hi: 2}, {Lo: 990, Hi: 1000}}
	e := mustEnclose(t, tape, box)
	if !e.Loss.ContainsInterval(interval.Interval{Lo: 990, Hi: 1000}) || e.Loss.Width() > 10+1e-12 {
		t.Errorf("value %v", e.Loss)
	}
	for i := range 3 {
		h := e.Hessian.At(i, i)
		if p := e.Gradient[i]; !p.NonNegative() || p.Hi > 1 || !h.NonNegative() || h.Hi > p.Hi*(1+0x1p-50) {
			t.Errorf("derivatives %v and %v by w[%d]", p, h, i)
		}
	}
	if p := e.Gradient[2]; p.Lo < 1-0x1p-50 {
		t.Errorf("%v by the largest", p)
	}
}

func TestLogSumExpRefusals(t *testing.T) {
	tape := Trace(2, func(w []Var) Var { return LogSumExp(w...).Add(LogSumExp(Rat(1, 2), Rat(1, 3))) })
	want := ErrTranscendental{"LogSumExp"}
	w := ints(1, 2)
	if _, err := tape.Exact(w); err != want {
		t.Errorf("Exact: %v", err)
	}
	if _, err := tape.Polynomial(w, 2); err != want {
		t.Errorf("Polynomial: %v", err)
	}
	if _, err := tape.Series(line(w, w), 2); err != want {
		t.Errorf("Series: %v", err)
	}
	if x := Trace(1, func(w []Var) Var { return LogSumExp(w[0]) }); len(x.nodes) != 1 {
		t.Error("one term is not the term itself")
	}
	mustPanic(t, "models: LogSumExp of no terms", func() { LogSumExp() })
	mustPanic(t, "models: LogSumExp of Vars of two traces", func() {
		Trace(1, func(w []Var) Var {
			return Trace(1, func(x []Var) Var { return LogSumExp(Rat(1, 2), w[0], x[0]) }).leak()
		})
	})
}

// leak is reached only where a panic failed to come.
func (t *Tape) leak() Var { return BigRat(big.NewRat(int64(len(t.nodes)), 1)) }

// TestLogOfOnePlusExp: the second derivative of the logarithm, about e^−2x, is out of
// range from x = 354 on, that of the whole is not.
func TestLogOfOnePlusExp(t *testing.T) {
	tape := Trace(1, func(w []Var) Var { return Rat(1, 1).Add(w[0].Exp()).Log() })
	quotient := Trace(1, func(w []Var) Var { // 1 − σ(x)
		return Rat(1, 1).Div(Rat(1, 1).Add(w[0].Exp()))
	})
	power := Trace(1, func(w []Var) Var { return Rat(1, 1).Add(w[0].Exp()).Pow(-1) })
	g, h := make([]float64, 1), make([]float64, 1)
	for x := -700.0; x < 709; x += 3.5 {
		w := []float64{x}
		e := math.Exp(-math.Abs(x)) // σ(−|x|), up to 1 + e
		slope := map[*Tape]float64{tape: 1 / (1 + math.Exp(-x)), quotient: -e / (1 + e) / (1 + e)}
		slope[power] = slope[quotient]
		size := map[*Tape]float64{tape: slope[tape], quotient: 1, power: 1} // z̄ of 1 + eˣ, about e^−2x, underflows
		bend := map[*Tape]float64{tape: e / (1 + e) / (1 + e), quotient: math.Tanh(x/2) * e / (1 + e) / (1 + e)}
		bend[power] = bend[quotient]
		for _, f := range []*Tape{tape, quotient, power} {
			p, err := At(f, w)
			if err != nil {
				t.Fatalf("at %v: %v", x, err)
			}
			p.Gradient(g)
			p.Mul(h, []float64{1})
			compare(t, fmt.Sprintf("slope at %v", x), g, []float64{slope[f]}, rounding(4, size[f]))
			compare(t, fmt.Sprintf("bend at %v", x), h, []float64{bend[f]}, rounding(8, size[f]))
		}
	}
	if _, err := At(tape, []float64{710}); err == nil {
		t.Error("At accepts where Exp overflows")
	}
}
