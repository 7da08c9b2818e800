package models

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// TestFractionIsBigRat: all operations, on small numbers and at the edge of 63 bits.
func TestFractionIsBigRat(t *testing.T) {
	numbers := []*big.Rat{}
	for _, p := range []int64{0, 1, -1, 6, -35, 1 << 31, -(1<<31 + 1), 1 << 62, math.MaxInt64, -math.MaxInt64, math.MinInt64, math.MaxInt64 - 1} {
		for _, q := range []int64{1, 2, 21, 1 << 32, 1<<62 - 57, math.MaxInt64} {
			numbers = append(numbers, big.NewRat(p, q))
		}
	}
	huge := new(big.Rat).SetFrac(new(big.Int).Lsh(big.NewInt(3), 90), big.NewInt(7))
	numbers = append(numbers, huge, new(big.Rat).Inv(huge), new(big.Rat).Neg(huge))
	r := rand.New(rand.NewPCG(13, 0))
	for range cases(40, 10) {
		numbers = append(numbers, big.NewRat(r.Int64()>>r.IntN(60)*int64(2*r.IntN(2)-1), r.Int64()>>r.IntN(60)|1))
	}
	check := func(got fraction, want *big.Rat, form string, of ...any) {
		if got.view().Cmp(want) != 0 {
			t.Errorf("%s: %v, want %v", fmt.Sprintf(form, of...), got.view(), want)
		}
		if want.Sign() != got.sign() || got.isZero() != (want.Sign() == 0) {
			t.Errorf("%s: sign %d, zero %v of %v", fmt.Sprintf(form, of...), got.sign(), got.isZero(), want)
		}
		kept, lowest := fractionOf(want), got
		if lowest.den = got.denominator(); got.large != nil {
			lowest = kept
		}
		if (kept.large == nil) != (got.large == nil) || lowest != kept {
			t.Errorf("%s: %v is kept as %+v", fmt.Sprintf(form, of...), want, got)
		}
	}
	for _, a := range numbers {
		x := fractionOf(a)
		check(fractionOf(x.rat()), a, "rat")
		check(x.neg(), new(big.Rat).Neg(a), "-(%v)", a)
		if a.Sign() != 0 {
			check(x.inverse(), new(big.Rat).Inv(a), "1/(%v)", a)
			check(x.pow(-3), ratPow(a, -3), "(%v)^-3", a)
		}
		check(x.pow(5), ratPow(a, 5), "(%v)^5", a)
		for _, b := range numbers {
			y := fractionOf(b)
			check(x.add(y), new(big.Rat).Add(a, b), "%v + %v", a, b)
			check(x.mul(y), new(big.Rat).Mul(a, b), "%v * %v", a, b)
		}
	}
}

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
