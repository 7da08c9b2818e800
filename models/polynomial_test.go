package models

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

func mustPolynomial(t testing.TB, tape *Tape, w []*big.Rat, maxDegree int) Polynomial {
	t.Helper()
	p, err := tape.Polynomial(w, maxDegree)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPolynomialIsLoss: L(w0 + δ), and the forms add up to it.
func TestPolynomialIsLoss(t *testing.T) {
	eachFormula(t, 80, polynomialOps, func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat) {
		p := mustPolynomial(t, tape, w, 0)
		delta, at := dyadics(r, len(w)), make([]*big.Rat, len(w))
		for i := range at {
			at[i] = new(big.Rat).Add(w[i], delta[i])
		}
		want, err := tape.ExactLoss(at)
		if err != nil {
			t.Fatal(err)
		}
		sum := new(big.Rat)
		for k := range p.Degree() + 1 {
			form := p.Form(k)
			sum.Add(sum, form.Eval(delta))
			// a form of degree k is homogeneous: F(2δ) = 2ᵏF(δ)
			twice := make([]*big.Rat, len(delta))
			for i := range delta {
				twice[i] = new(big.Rat).Add(delta[i], delta[i])
			}
			scaled := new(big.Rat).Mul(form.Eval(delta), ratPow(big.NewRat(2, 1), k))
			sameRats(t, "form", []*big.Rat{form.Eval(twice)}, []*big.Rat{scaled})
		}
		sameRats(t, "loss, sum of forms", []*big.Rat{p.Eval(delta), sum}, []*big.Rat{want, want})
	})
}

// TestPolynomialTruncates: a truncation keeps the terms of low degree.
func TestPolynomialTruncates(t *testing.T) {
	eachFormula(t, 50, polynomialOps, func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat) {
		p := mustPolynomial(t, tape, w, 0)
		for d := 1; d <= min(p.Degree(), 5); d++ {
			q := mustPolynomial(t, tape, w, d)
			for k := range d + 1 {
				if p.Form(k).String() != q.Form(k).String() {
					t.Errorf("form %d up to degree %d is %v, want %v", k, d, q.Form(k), p.Form(k))
				}
			}
			if q.Degree() > d {
				t.Errorf("degree %d of a truncation at %d", q.Degree(), d)
			}
		}
	})
}

// TestPolynomialCurve: as a series along δ = t v it is the series of the tape, where
// the formula divides and has kinks.
func TestPolynomialCurve(t *testing.T) {
	eachFormula(t, 60, rationalOps, func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat) {
		const order = 4
		p, v := mustPolynomial(t, tape, w, order), dyadics(r, len(w))
		want, err := tape.Series(line(w, v), order)
		if err != nil {
			t.Fatal(err)
		}
		got := make(Series, order+1)
		for k := range got {
			got[k] = p.Form(k).Eval(v)
		}
		sameRats(t, "series", got, want)
	})
}

func TestPolynomialString(t *testing.T) {
	saddle := Trace(2, func(w []Var) Var {
		return Rat(1, 1).Sub(w[0].Mul(w[1])).Sqr().Sub(w[1].Div(Rat(3, 1)))
	})
	p := mustPolynomial(t, saddle, ints(0, 0), 0)
	if got, want := p.String(), "1 - 1/3 δ1 - 2 δ0 δ1 + δ0^2 δ1^2"; got != want {
		t.Errorf("%v, want %v", got, want)
	}
	if got, want := p.Form(1).String(), "-1/3 δ1"; got != want {
		t.Errorf("%v, want %v", got, want)
	}
	if got := (Polynomial{}).String(); got != "0" {
		t.Errorf("the zero polynomial is %q", got)
	}
	if p.Order() != 1 || p.Degree() != 4 || p.Form(0).Order() != 0 || p.Form(3).Degree() != 0 {
		t.Error("order and degree")
	}
	last := p.Terms()[3]
	if !slices.Equal(last.Exponents, []int{2, 2}) || last.Coefficient.Cmp(big.NewRat(1, 1)) != 0 {
		t.Errorf("the last term is %v", last)
	}
	last.Coefficient.SetInt64(5)
	if p.Terms()[3].Coefficient.Cmp(big.NewRat(1, 1)) != 0 {
		t.Error("Terms shares its numbers")
	}
}

func TestPolynomialErrors(t *testing.T) {
	one := func(f func(Var) Var) *Tape { return Trace(1, func(w []Var) Var { return f(w[0]) }) }
	inverse := one(func(x Var) Var { return Rat(1, 1).Div(x) })
	for name, c := range map[string]struct {
		tape      *Tape
		at        []*big.Rat
		maxDegree int
		want      error
	}{
		"divisor":       {inverse, ints(0), 2, ErrUndefined{"Div", "w0, where the divisor vanishes"}},
		"no truncation": {inverse, ints(1), 0, ErrNotPolynomial{"Div"}},
		"its power":     {one(func(x Var) Var { return x.Pow(-1) }), ints(1), 0, ErrNotPolynomial{"Pow"}},
		"power":         {one(func(x Var) Var { return x.Pow(-1).Exp() }), ints(0), 2, ErrUndefined{"Pow", "w0, where the divisor vanishes"}},
		"Exp":           {one(Var.Exp), ints(0), 0, ErrTranscendental{"Exp"}},
		"Exp of 1":      {one(Var.Exp), ints(1), 2, ErrTranscendental{"Exp"}},
		"kink":          {one(Var.Relu), ints(0), 2, ErrNonSmooth{Unit: "Relu"}},
		"length":        {inverse, nil, 2, ErrDimension{"w0", 0, 1}},
		"nil":           {inverse, []*big.Rat{nil}, 2, ErrArgument{"w0[0]", "a number, not nil"}},
		"degree":        {inverse, ints(1), -1, ErrArgument{"maxDegree", "a degree, or 0 for no truncation"}},
	} {
		if _, err := c.tape.Polynomial(c.at, c.maxDegree); err != c.want {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if p := mustPolynomial(t, inverse, ints(2), 2); p.String() != "1/2 - 1/4 δ0 + 1/8 δ0^2" {
		t.Errorf("1/(2 + δ) is %v", p)
	}
	mustPanic(t, "models: delta has length 1, want 2", func() { Polynomial{dim: 2}.Eval(ints(1)) })
}
