package models

import (
	"math"
	"math/big"
	"testing"

	"saddle/spectra/interval"
)

// TestConstantsFold: operations on rational constants are exact and leave no trace.
func TestConstantsFold(t *testing.T) {
	third, half := Rat(1, 3), Const(-0.5)
	for name, c := range map[string]struct {
		x    Var
		p, q int64
	}{
		"Const":           {Const(0.1), 0x1999999999999a, 1 << 56},
		"the zero Var":    {Var{}, 0, 1},
		"Add":             {third.Add(half), -1, 6},
		"Sub":             {third.Sub(half), 5, 6},
		"Mul":             {third.Mul(half), -1, 6},
		"Div":             {third.Div(half), -2, 3},
		"Neg":             {half.Neg(), 1, 2},
		"Sqr":             {third.Sqr(), 1, 9},
		"Pow":             {Rat(-2, 3).Pow(-3), -27, 8},
		"Pow 0":           {Var{}.Pow(0), 1, 1},
		"Relu":            {half.Relu(), 0, 1},
		"Relu of 1/3":     {third.Relu(), 1, 3},
		"Abs":             {half.Abs(), 1, 2},
		"LeakyRelu":       {half.LeakyRelu(third), -1, 6},
		"Max":             {half.Max(third), 1, 3},
		"Min":             {third.Min(half), -1, 2},
		"Sum":             {Sum(third, half, Rat(1, 6)), 0, 1},
		"Sum of nothing":  {Sum(), 0, 1},
		"Prod":            {Prod(third, half, Rat(6, 1)), -1, 1},
		"Prod of nothing": {Prod(), 1, 1},
		"Dot":             {Dot([]Var{third, half}, []Var{Rat(3, 1), half}), 5, 4},
		"0 times log 0":   {Var{}.Mul(Var{}.Log()), 0, 1},
	} {
		if r := c.x.rat(); r == nil || r.Cmp(big.NewRat(c.p, c.q)) != 0 {
			t.Errorf("%s: %v, want %d/%d", name, r, c.p, c.q)
		}
	}
	tape := Trace(2, func(w []Var) Var {
		x := w[0]
		x.Exp() // not needed
		return x.Mul(Rat(1, 1)).Add(Var{}).Sub(Var{}).Div(Rat(1, 1)).Pow(1).Mul(Rat(2, 1).Mul(half).Neg()).Add(w[1].Mul(Var{})).Max(x)
	})
	if n := len(tape.nodes); n != 2 {
		t.Errorf("x takes %d nodes beside itself and y, want none", n-2)
	}
}

// TestTraceEdges: no parameters, constant losses, parameters as losses.
func TestTraceEdges(t *testing.T) {
	for name, c := range map[string]struct {
		n    int
		f    func(w []Var) Var
		want interval.Interval
	}{
		"no parameters": {0, func([]Var) Var { return Rat(1, 2) }, interval.Of(0.5)},
		"zero":          {1, func([]Var) Var { return Var{} }, interval.Interval{}},
		"constant":      {2, func([]Var) Var { return Rat(4, 1).Sqrt() }, interval.Of(2)},
		"a parameter":   {3, func(w []Var) Var { return w[2] }, interval.Of(3)},
	} {
		tape := Trace(c.n, c.f)
		w := []float64{1, 2, 3}[:c.n]
		box := points(ints(1, 2, 3)[:c.n])
		if e := mustEnclose(t, tape, box); e.Loss != c.want || e.Hessian.Dim() != c.n {
			t.Errorf("%s: %v", name, e)
		}
		if v := floatValues(tape, w); tape.Dim() != c.n || v[0] != c.want.Lo {
			t.Errorf("%s: %v", name, v)
		}
		if p, err := At(tape, w); err != nil || !p.Hessian().IsEmpty() && p.Hessian().SymmetricDim() != c.n {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !Pi().e.enclosesPi() {
		t.Error("Pi is not π")
	}
}

func (e *expr) enclosesPi() bool {
	tape := Trace(0, func([]Var) Var { return Var{e} })
	loss, err := tape.EncloseLoss(nil)
	return err == nil && tape.Loss(nil) == math.Pi && !loss.Intersect(interval.Pi()).IsEmpty() && loss.Width() <= 4*0x1p-51
}

func TestTracePanics(t *testing.T) {
	x := func(f func(x Var)) func() {
		return func() { Trace(1, func(w []Var) Var { f(w[0]); return w[0] }) }
	}
	var leaked Var
	Trace(1, func(w []Var) Var { leaked = w[0]; return w[0] })
	for message, f := range map[string]func(){
		"models: Trace of -1 parameters":                                  func() { Trace(-1, nil) },
		"models: Const of NaN: want a finite number":                      func() { Const(math.NaN()) },
		"models: Const of -Inf: want a finite number":                     func() { Const(math.Inf(-1)) },
		"models: Rat with denominator 0":                                  func() { Rat(1, 0) },
		"models: Div by the constant 0":                                   x(func(x Var) { x.Div(Var{}) }),
		"models: Pow of the constant 0 to the power -2":                   func() { Var{}.Pow(-2) },
		"models: Dot of lengths 1 and 0":                                  x(func(x Var) { Dot([]Var{x}, nil) }),
		"models: LeakyRelu with a slope that is not a rational constant":  x(func(x Var) { x.LeakyRelu(x) }),
		"models: Add of a Var whose Trace has ended":                      func() { leaked.Add(Rat(1, 1)) },
		"models: Mul of Vars of two traces":                               x(func(x Var) { x.Mul(leaked) }),
		"models: Trace of a function that returns a Var of another trace": func() { Trace(1, func([]Var) Var { return leaked }) },
		"models: w has length 1, want 2":                                  func() { Trace(2, func(w []Var) Var { return w[0] }).Loss([]float64{1}) },
		"models: dst has length 0, want 1":                                func() { Trace(1, func(w []Var) Var { return w[0] }).Gradient(nil, []float64{1}) },
		"models: v has length 0, want 1":                                  func() { Trace(1, func(w []Var) Var { return w[0] }).HessVec([]float64{1}, []float64{1}, nil) },
	} {
		mustPanic(t, message, f)
	}
}
