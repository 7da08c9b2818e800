package models

import (
	"errors"
	"fmt"
	"math/big"
	"testing"
)

// TestExactLeavesArgument: neither w nor an earlier result changes.
func TestExactLeavesArgument(t *testing.T) {
	w := []*big.Rat{new(big.Rat).SetFloat64(0x1p-300), big.NewRat(1, 3)}
	before := fmt.Sprint(w)
	tape := mustChain(t, 2, nil).Tape()
	jet := mustExact(t, tape, w)
	printed := fmt.Sprint(jet.values())
	for _, v := range mustExact(t, tape, w).values() {
		v.SetInt64(7)
	}
	if fmt.Sprint(w) != before || fmt.Sprint(jet.values()) != printed {
		t.Error("results share numbers with each other or with w")
	}
}

func TestExactErrors(t *testing.T) {
	for name, c := range map[string]struct {
		f    func(x Var) Var
		at   int64
		want error
	}{
		"Tanh":              {Var.Tanh, 1, ErrTranscendental{"Tanh"}},
		"Atan2":             {func(x Var) Var { return x.Atan2(x.Add(Rat(1, 1))) }, 1, ErrTranscendental{"Atan2"}},
		"constant":          {func(x Var) Var { return x.Mul(Pi()) }, 1, ErrTranscendental{"Acos"}},
		"Div":               {func(x Var) Var { return Rat(1, 1).Div(x) }, 0, ErrUndefined{"Div", "0"}},
		"Pow":               {func(x Var) Var { return x.Pow(-2) }, 0, ErrUndefined{"Pow", "0"}},
		"first of two":      {func(x Var) Var { return Rat(1, 1).Div(x).Exp() }, 0, ErrUndefined{"Div", "0"}},
		"Relu at 0":         {Var.Relu, 0, ErrNonSmooth{Unit: "Relu 1"}},
		"Max of equal ones": {func(x Var) Var { return x.Max(x.Sqr()) }, 1, ErrNonSmooth{Unit: "Max 1"}},
	} {
		tape := Trace(1, func(w []Var) Var { return c.f(w[0]) })
		if _, err := tape.Exact(ints(c.at)); err != c.want {
			t.Errorf("%s: Exact says %v, want %v", name, err, c.want)
		}
		if _, _, err := tape.ExactGradient(ints(c.at)); err != c.want {
			t.Errorf("%s: ExactGradient says %v, want %v", name, err, c.want)
		}
		_, err := tape.ExactLoss(ints(c.at))
		if kink := errors.As(c.want, new(ErrNonSmooth)); kink && err != nil || !kink && err != c.want {
			t.Errorf("%s: ExactLoss says %v", name, err)
		}
	}
	tape := mustChain(t, 2, nil).Tape()
	if _, err := tape.Exact(ints(1)); err != (ErrDimension{"w", 1, 2}) {
		t.Errorf("a short w: %v", err)
	}
	if _, err := tape.Exact([]*big.Rat{new(big.Rat), nil}); err != (ErrArgument{"w[1]", "a number, not nil"}) {
		t.Errorf("a nil entry: %v", err)
	}
}
