package models

import (
	"errors"
	"math/big"
	"math/rand/v2"
	deep "reflect"
	"testing"
)

// TestWithin: with a bound on the work, an answer is the same as without one, or there is none: what was
// not finished is never read as 0. A fresh bound that is large enough does not change the error.
func TestWithin(t *testing.T) {
	given := 0
	eachFormula(t, 25, allOps, func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat) {
		line := make([]Series, len(w))
		for i := range w {
			line[i] = Series{w[i], big.NewRat(1, 1)}
		}
		questions := map[string]func(t *Tape) (any, error){
			"Exact":          func(t *Tape) (any, error) { return t.Exact(w) },
			"ExactLoss":      func(t *Tape) (any, error) { return t.ExactLoss(w) },
			"Precise":        func(t *Tape) (any, error) { return t.Precise(w, 200) },
			"Series":         func(t *Tape) (any, error) { return t.Series(line, 6) },
			"SeriesGradient": func(t *Tape) (any, error) { _, g, err := t.SeriesGradient(line, 5); return g, err },
			"Polynomial":     func(t *Tape) (any, error) { return t.Polynomial(w, 3) },
			"ExactGradient":  func(t *Tape) (any, error) { _, g, err := t.ExactGradient(w); return g, err },
			"PreciseGradient": func(t *Tape) (any, error) {
				_, g, err := t.PreciseGradient(w, 200)
				return g, err
			},
		}
		for name, ask := range questions {
			want, missing := ask(tape)
			if got, err := ask(tape.Within(1 << 30)); !deep.DeepEqual(err, missing) || err == nil && !deep.DeepEqual(got, want) {
				t.Errorf("%s: %v %v, want %v %v", name, got, err, want, missing)
			}
			for most := 1 + r.IntN(9); most < 1<<22; most *= 2 + r.IntN(7) {
				got, err := ask(tape.Within(most))
				switch {
				case errors.As(err, new(ErrWork)):
					given++
				case (err == nil) != (missing == nil) || err == nil && !deep.DeepEqual(got, want):
					t.Errorf("%s within %d: %v %v, want %v %v", name, most, got, err, want, missing)
				}
			}
		}
	})
	if given < 50 {
		t.Errorf("the work was too much in %d cases only", given)
	}
	defer func() {
		if recover() == nil {
			t.Error("Within 0 does not panic")
		}
	}()
	Trace(0, func([]Var) Var { return Rat(1, 1) }).Within(0)
}

// Numbers that grow without end are given up, or bounded, within the work.
func TestWithinEnds(t *testing.T) {
	long := Trace(1, func(w []Var) Var {
		x := Rat(1, 1)
		for i := range int64(400) {
			x = x.Mul(w[0].Mul(Rat(1, i+2)).Add(Rat(1, 1)))
		}
		return x
	}).Within(1 << 22)
	tiny := []*big.Rat{new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 1000))}
	if _, err := long.Exact(tiny); !errors.As(err, new(ErrWork)) {
		t.Error(err)
	}
	loss, _, err := Trace(1, func(w []Var) Var { return w[0].Pow(100) }).PreciseGradient(tiny, 100)
	if err != nil || loss.Exact != nil || loss.Lo.Sign() != 0 || loss.Hi.Sign() <= 0 {
		t.Error("a number of 10⁵ bits:", loss, err)
	}
}

// What is defined and not evaluated is no error of the formula.
func TestRange(t *testing.T) {
	for _, f := range []func(x Var) Var{Var.Exp, func(x Var) Var { return x.Pow(5000).Sin() }, func(x Var) Var { return x.Pow(5000).Cos() }} {
		if _, _, err := Trace(1, func(w []Var) Var { return f(w[0]) }).PreciseGradient(ints(1<<20), 64); !errors.As(err, new(ErrRange)) {
			t.Error(err)
		}
	}
	if _, _, err := Trace(1, func(w []Var) Var { return w[0].Log() }).PreciseGradient(ints(-1), 64); !errors.As(err, new(ErrUndefined)) {
		t.Error(err)
	}
}

func TestIsConstant(t *testing.T) {
	for _, c := range []struct {
		f    func(w []Var) Var
		want bool
	}{
		{func([]Var) Var { return Pi().Exp() }, true}, {func([]Var) Var { return Var{} }, true},
		{func(w []Var) Var { return w[0].Mul(Var{}) }, true}, {func(w []Var) Var { return w[0] }, false}, {func(w []Var) Var { return w[0].Sub(w[0]) }, false},
	} {
		if got := Trace(1, c.f).IsConstant(); got != c.want {
			t.Errorf("%v, want %v", got, c.want)
		}
	}
}
