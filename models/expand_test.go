package models

import (
	"errors"
	"math/big"
	"testing"
)

func TestExpand(t *testing.T) {
	tape := Trace(3, func(w []Var) Var { return Rat(1, 1).Sub(Prod(w...)).Sqr().Neg().Add(w[0].Pow(-1)).Sub(w[0].Pow(-1)) })
	at := ints(1, 2, -1)
	if _, err := tape.Expand(at, 1<<20); errors.As(err, new(ErrWork)) || err == nil {
		t.Errorf("a division: %v", err)
	}
	tape = Trace(3, func(w []Var) Var { return Rat(1, 1).Sub(Prod(w...)).Sqr().Neg().Add(w[0]) })
	want := mustPolynomial(t, tape, at, 0).String()
	least := 0 // the least work that is enough
	for most := 1; most <= 1000; most++ {
		p, err := tape.Expand(at, most)
		switch {
		case err == nil && p.String() != want:
			t.Fatalf("with work %d: %v, want %v", most, p, want)
		case err == nil && least == 0:
			least = most
		case err != nil && (least > 0 || err != error(ErrWork{most})):
			t.Fatalf("with work %d: %v, and %d were enough", most, err, least)
		}
	}
	if least < 8*8 { // the square of a polynomial of 8 terms alone
		t.Errorf("work %d is enough", least)
	}
	var e ErrArgument
	if _, err := tape.Expand(at, 0); !errors.As(err, &e) || e.Arg != "most" {
		t.Error(err)
	}
	if _, err := tape.Expand(at[:2], 9); !errors.As(err, new(ErrDimension)) {
		t.Error(err)
	}
}

// What has too many terms, or a term of too many factors, is given up at once.
func TestExpandGivesUp(t *testing.T) {
	ones := make([]*big.Rat, 64)
	for i := range ones {
		ones[i] = big.NewRat(1, 1)
	}
	for name, f := range map[string]func(w []Var) Var{
		"product": func(w []Var) Var { return Prod(w...) },
		"sums":    func(w []Var) Var { return Sum(w...).Pow(100) },
		"power":   func(w []Var) Var { return w[0].Sub(Rat(1, 1)).Pow(1 << 30) },
		"negations": func(w []Var) Var {
			x := Sum(w...)
			for range 1000 {
				x = w[0].Sub(x.Sub(w[1]).Neg())
			}
			return x
		},
	} {
		if _, err := Trace(64, f).Expand(ones, 10000); err != error(ErrWork{10000}) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
