package models

import (
	"errors"
	"math"
	"testing"
)

// TestBranchesNotTaken: what the loss does not depend on near w may have no derivative
// there.
func TestBranchesNotTaken(t *testing.T) {
	root := func(x Var) Var { return x.Sqr().Sqrt() }
	for name, f := range map[string]func(x Var) Var{
		"max(−√x², 1)":      func(x Var) Var { return root(x).Neg().Max(Rat(1, 1)) },
		"max(1, −√x²)":      func(x Var) Var { return Rat(1, 1).Max(root(x).Neg()) },
		"min(√x², −1)":      func(x Var) Var { return root(x).Min(Rat(-1, 1)) },
		"relu(−1 − √x²)":    func(x Var) Var { return Rat(-1, 1).Sub(root(x)).Relu() },
		"leaky, slope 0":    func(x Var) Var { return Rat(-1, 1).Sub(root(x)).LeakyRelu(Var{}) },
		"inside an LSE":     func(x Var) Var { return LogSumExp(Rat(1, 1), root(x).Min(Rat(-1, 1)), Rat(2, 1)) },
		"an LSE not taken":  func(x Var) Var { return LogSumExp(root(x), x).Min(Rat(-1, 1)) },
		"x² beyond float64": func(x Var) Var { return x.Add(Const(1e200)).Sqr().Min(Rat(1, 1)) },
	} {
		tape := Trace(1, func(w []Var) Var { return f(w[0]).Add(w[0].Pow(2)) })
		p, err := At(tape, []float64{0})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		g, h := []float64{1}, []float64{1}
		p.Gradient(g)
		p.Mul(h, []float64{1})
		if g[0] != 0 || h[0] != 2 {
			t.Errorf("%s + x² at 0: gradient %v, Hessian %v", name, g, h)
		}
		if w := []float64{0}; Hessian(tape, w).At(0, 0) != 2 {
			t.Errorf("%s + x² at 0: Hessian %v without a Point", name, Hessian(tape, w).At(0, 0))
		}
	}
}

// TestDeadNodesFollowThePoint: one scratch serves points with other branches.
func TestDeadNodesFollowThePoint(t *testing.T) {
	tape := Trace(1, func(w []Var) Var { return w[0].Pow(3).Max(w[0].Sqr().Mul(Rat(5, 1))) })
	for _, c := range [][2]float64{{1, 10}, {6, 36}, {1, 10}, {-6, 10}} {
		if h := Hessian(tape, []float64{c[0]}).At(0, 0); h != c[1] {
			t.Errorf("Hessian %v at %v, want %v", h, c[0], c[1])
		}
	}
}

// TestAtRefusesDerivativesOutOfRange: although loss and gradient are finite, because z̄ is
// 0. Beside such a point, and with the operation out of the way, At accepts.
func TestAtRefusesDerivativesOutOfRange(t *testing.T) {
	for name, c := range map[string]struct {
		f   func(x, y Var) Var
		bad string
		at  float64
	}{
		"√ at 0":          {func(x, y Var) Var { return Dot([]Var{x, y}, []Var{x, y}).Sqrt().Sqr() }, "Sqrt at 0", 0},
		"√ of underflow":  {func(x, y Var) Var { return x.Sqr().Sqrt().Sqr() }, "Sqrt at 0", 1e-170},
		"acos at 1":       {func(x, y Var) Var { return x.Acos().Sqr() }, "Acos at 1", 1},
		"exp of 1000":     {func(x, y Var) Var { return Rat(1, 1).Div(Rat(1, 1).Add(x.Exp())) }, "Exp at 1000", 1000},
		"a long vector":   {func(x, y Var) Var { return y.Add(Const(1e200)).Atan2(x) }, "Atan2 at 1e+200", 1},
		"1/x, cancelled":  {func(x, y Var) Var { return x.Pow(-1).Pow(-2) }, "Pow at 1e-200", 1e-200},
		"log x, times 0²": {func(x, y Var) Var { return y.Sqr().Mul(x.Sqr().Log()) }, "", 1},
	} {
		tape := Trace(2, func(w []Var) Var { return c.f(w[0], w[1]) })
		_, err := At(tape, []float64{c.at, 0})
		var bad ErrNotFinite
		if c.bad == "" && err != nil || c.bad != "" && (!errors.As(err, &bad) || bad.Arg != "a derivative of "+c.bad) {
			t.Errorf("%s: %v", name, err)
		}
	}
	tape := Trace(2, func(w []Var) Var { return Dot(w, w).Sqrt().Sqr() })
	if p, err := At(tape, []float64{1e-100, 0}); err != nil || math.Abs(p.Hessian().At(0, 0)-2) > 1e-14 {
		t.Errorf("|w|² beside 0: %v, %v", p, err)
	}
}
