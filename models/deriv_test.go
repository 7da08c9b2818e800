package models

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/interval"
	"saddle/spectra/rational"
)

// TestDerivativesAreTaylorCoefficients: the sweeps must find the coefficients of the
// Taylor polynomial, which multiplies polynomials and knows no derivatives.
func TestDerivativesAreTaylorCoefficients(t *testing.T) {
	eachFormula(t, 150, rationalOps, func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat) {
		p, err := tape.Polynomial(w, 2)
		if err != nil {
			t.Fatal(err)
		}
		want := newJet(len(w))
		for _, term := range p.Terms() {
			var variables []int
			for v, e := range term.Exponents {
				for range e {
					variables = append(variables, v)
				}
			}
			switch c := term.Coefficient; len(variables) {
			case 0:
				want.Loss = c
			case 1:
				want.Gradient[variables[0]] = c
			case 2:
				i, j := variables[0], variables[1]
				if i == j {
					c.Add(c, c)
				}
				want.Hessian[i][j], want.Hessian[j][i] = c, c
			}
		}
		jet := mustExact(t, tape, w)
		sameRats(t, "jet", jet.values(), want.values())

		loss, gradient, err := tape.ExactGradient(w)
		if err != nil {
			t.Fatal(err)
		}
		sameRats(t, "ExactGradient", append(gradient, loss), append(jet.Gradient, jet.Loss))
		if loss, err = tape.ExactLoss(w); err != nil || loss.Cmp(jet.Loss) != 0 {
			t.Errorf("ExactLoss %v, %v, want %v", loss, err, jet.Loss)
		}
	})
}

func newJet(n int) Jet {
	j := Jet{Loss: new(big.Rat)}
	for range n {
		j.Gradient = append(j.Gradient, new(big.Rat))
		j.Hessian = append(j.Hessian, rats(make([]rational.Number, n)))
	}
	return j
}

// TestFunctionDerivatives: two formulas of one function have the same derivatives.
// Each pair reaches a function by another way than its own partials.
func TestFunctionDerivatives(t *testing.T) {
	one, two := Rat(1, 1), Rat(2, 1)
	for _, c := range []struct {
		name string
		f, g func(x Var) Var
		at   []float64
	}{
		{"log exp x = x", func(x Var) Var { return x.Exp().Log() }, func(x Var) Var { return x }, []float64{-2, 0, 0.75}},
		{"√x = exp(½ log x)", Var.Sqrt, func(x Var) Var { return x.Log().Div(two).Exp() }, []float64{0.125, 1, 3.5}},
		{"√x² = x", func(x Var) Var { return x.Sqr().Sqrt() }, func(x Var) Var { return x }, []float64{0.125, 3.5}},
		{"tanh", Var.Tanh, func(x Var) Var {
			e := x.Mul(two).Exp()
			return e.Sub(one).Div(e.Add(one))
		}, []float64{-1.5, 0, 0.25, 3}},
		{"sigmoid", Var.Sigmoid, func(x Var) Var { return one.Div(one.Add(x.Neg().Exp())) }, []float64{-4, 0, 0.25, 3}},
		{"softplus", Var.Softplus, func(x Var) Var { return one.Add(x.Exp()).Log() }, []float64{-4, 0, 0.25, 3}},
		{"sin 2x", func(x Var) Var { return x.Mul(two).Sin() }, func(x Var) Var { return two.Mul(x.Sin()).Mul(x.Cos()) }, []float64{-4, 0, 0.25, 3}},
		{"sin² + cos²", func(x Var) Var { return x.Sin().Sqr().Add(x.Cos().Sqr()) }, func(Var) Var { return one }, []float64{-4, 0, 0.25, 3}},
		{"cos acos x = x", func(x Var) Var { return x.Acos().Cos() }, func(x Var) Var { return x }, []float64{-0.875, 0, 0.5}},
		{"tan atan x = x", func(x Var) Var { return x.Atan().Sin().Div(x.Atan().Cos()) }, func(x Var) Var { return x }, []float64{-3, 0, 0.5}},
		{"x⁻³", func(x Var) Var { return x.Pow(-3) }, func(x Var) Var { return one.Div(x).Div(x.Mul(x)) }, []float64{-3, 0.5}},
		{"x⁵", func(x Var) Var { return x.Pow(5) }, func(x Var) Var { return Prod(x, x, x, x, x) }, []float64{-3, 0, 0.5}},
		{"angle of (1, x)", func(x Var) Var { return x.Atan2(one) }, Var.Atan, []float64{-3, 0, 0.5}},
		{"angle of (x, 1)", func(x Var) Var { return one.Atan2(x) }, func(x Var) Var { return Pi().Div(two).Sub(x.Atan()) }, []float64{-3, 0, 0.5}},
		{"half angle", func(x Var) Var { // both arguments move
			return x.Mul(x).Sub(two).Atan2(x.Add(two))
		}, func(x Var) Var {
			a, b := x.Mul(x).Sub(two), x.Add(two)
			return two.Mul(a.Div(a.Sqr().Add(b.Sqr()).Sqrt().Add(b)).Atan())
		}, []float64{-1.5, 0, 0.5}},
	} {
		difference := Trace(1, func(w []Var) Var { return c.f(w[0]).Sub(c.g(w[0])) })
		for _, x := range c.at {
			for i, v := range mustEnclose(t, difference, []interval.Interval{interval.Of(x)}).values() {
				// the operations lose a few of the 52 bits, not half of them
				if !v.Contains(0) || !(v.Width() < 0x1p-30) {
					t.Errorf("%s at %v: derivative %d of the difference is %v", c.name, x, i, v)
				}
			}
		}
	}
	// what the identities leave open is a factor: e⁰ = 1, sin′ 0 = 1
	for _, f := range []func(Var) Var{Var.Exp, func(x Var) Var { return x.Sin().Add(x.Cos()) }} {
		e := mustEnclose(t, Trace(1, func(w []Var) Var { return f(w[0]) }), make([]interval.Interval, 1))
		if !e.Loss.Contains(1) || !e.Gradient[0].Contains(1) || e.Gradient[0].Width() > 0x1p-40 {
			t.Errorf("value %v and derivative %v at 0, want 1 and 1", e.Loss, e.Gradient[0])
		}
	}
}
