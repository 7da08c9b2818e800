package models

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestExtremal(t *testing.T) {
	one := Rat(1, 1)
	for name, c := range map[string]struct {
		f         func(w []Var) Var
		at        []*big.Rat
		near, all Extremal
	}{
		"(x-y²)²":        {func(w []Var) Var { return w[0].Sub(w[1].Sqr()).Sqr() }, ints(1, 1), Extremal{Least: true}, Extremal{Least: true}},
		"its zero alone": {func(w []Var) Var { return w[0].Sub(w[1].Sqr()).Sqr() }, ints(2, 1), Extremal{}, Extremal{}},
		"(x+y)²+(x-y)⁴":  {func(w []Var) Var { return w[0].Add(w[1]).Sqr().Add(w[0].Sub(w[1]).Pow(4)) }, ints(0, 0), Extremal{Least: true, Strict: true}, Extremal{Least: true, Strict: true}},
		"x²(1+y)+y²":     {func(w []Var) Var { return w[0].Sqr().Mul(one.Add(w[1])).Add(w[1].Sqr()) }, ints(0, 0), Extremal{Least: true, Strict: true}, Extremal{}},
		"x²(1+y)":        {func(w []Var) Var { return w[0].Sqr().Mul(one.Add(w[1])) }, ints(0, -2), Extremal{Greatest: true}, Extremal{}},
		"1-x²y²":         {func(w []Var) Var { return one.Sub(w[0].Sqr().Mul(w[1].Sqr())) }, ints(0, 0), Extremal{Greatest: true}, Extremal{Greatest: true}},
		"1/(1+x²+y²)":    {func(w []Var) Var { return one.Div(Sum(one, w[0].Sqr(), w[1].Sqr())) }, ints(0, 0), Extremal{Greatest: true, Strict: true}, Extremal{Greatest: true, Strict: true}},
		"(1+x²+y²)⁻²":    {func(w []Var) Var { return Sum(one, w[0].Sqr(), w[1].Sqr()).Pow(-2) }, ints(0, 0), Extremal{Greatest: true, Strict: true}, Extremal{}},
		"1/x²":           {func(w []Var) Var { return one.Div(w[0].Sqr()).Add(w[1]) }, ints(1, 1), Extremal{}, Extremal{}},
		"cos x-|y|":      {func(w []Var) Var { return w[0].Cos().Sub(w[1].Sub(w[0]).Abs()) }, ints(0, 0), Extremal{Greatest: true}, Extremal{Greatest: true}},
		"exp(x²)+sin y²": {func(w []Var) Var { return w[0].Sqr().Exp().Add(w[1].Sqr().Sin()) }, ints(0, 0), Extremal{Least: true, Strict: true}, Extremal{}},
		"relu(x)y":       {func(w []Var) Var { return w[0].Relu().Mul(w[1]) }, ints(-1, 3), Extremal{Least: true, Greatest: true}, Extremal{}},
		"max(x²,y²)":     {func(w []Var) Var { return w[0].Sqr().Max(w[1].Sqr()) }, ints(0, 0), Extremal{Least: true}, Extremal{Least: true}},
		"logsumexp":      {func(w []Var) Var { return w[0].Sqr().Sub(w[1].Pow(3)) }, ints(0, 0), Extremal{}, Extremal{}},
		"a factor twice": {func(w []Var) Var {
			return w[0].Sub(w[1]).Mul(w[1].Neg().Add(w[0]).Neg()).Add(w[0].Add(w[1]).Mul(w[1].Add(w[0])))
		}, ints(0, 0), Extremal{}, Extremal{}},
		"a sum twice": {func(w []Var) Var { return w[0].Add(w[1]).Mul(w[1].Add(w[0])).Add(w[0].Pow(4)) }, ints(0, 0), Extremal{Least: true, Strict: true}, Extremal{Least: true, Strict: true}},
		"constant":    {func(w []Var) Var { return Rat(2, 3) }, ints(0, 0), Extremal{Least: true, Greatest: true}, Extremal{Least: true, Greatest: true}},
	} {
		tape := Trace(2, c.f)
		for _, everywhere := range []bool{false, true} {
			want := c.near
			if everywhere {
				want = c.all
			}
			if got, err := tape.Extremal(c.at, everywhere); err != nil || got != want {
				t.Errorf("%s, everywhere %t: %+v, want %+v; %v", name, everywhere, got, want, err)
			}
		}
	}
}

// randomFormula draws an expression of x, y and small constants.
func randomExpression(r *rand.Rand, w []Var, depth int) Var {
	if depth == 0 {
		if r.IntN(3) == 0 {
			return Rat(int64(r.IntN(5)-2), 1)
		}
		return w[r.IntN(len(w))]
	}
	a, b := randomExpression(r, w, depth-1), randomExpression(r, w, depth-1-r.IntN(depth))
	switch r.IntN(11) {
	case 0, 1:
		return a.Add(b)
	case 2:
		return a.Sub(b)
	case 3, 4:
		return a.Mul(b)
	case 5, 6:
		return a.Sqr()
	case 7:
		return Rat(1, 1).Div(b.Sqr().Add(Rat(1, 1)))
	case 8:
		return a.Max(b)
	case 9:
		return []Var{a.Relu(), a.Abs(), a.LeakyRelu(Rat(-1, 2)), a.LeakyRelu(Rat(1, 2))}[r.IntN(4)]
	}
	if c := b.Add(Rat(3, 1)); c.IsConstant() {
		return a
	} else {
		return a.Div(c)
	}
}

// What is said to be least is not above any value near by, nor anywhere if that is said.
func TestExtremalAgreesWithValues(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	least, strict, n := 0, 0, 4000
	if testing.Short() {
		n = 500
	}
	for range n {
		at := ints(int64(r.IntN(3)-1), int64(r.IntN(3)-1))
		tape := Trace(2, func(w []Var) Var {
			sum := randomExpression(r, w, 1+r.IntN(4))
			if r.IntN(2) == 0 { // so that it may be strict
				sum = sum.Sqr().Add(w[0].Sub(BigRat(at[0])).Sqr()).Add(w[1].Add(w[0].Sqr()).Sub(randomExpression(r, w, 1)).Pow(4))
			}
			return sum
		})
		for _, everywhere := range []bool{false, true} {
			x, err := tape.Extremal(at, everywhere)
			if err != nil || !x.Least && !x.Greatest {
				continue
			}
			least++
			if x.Strict {
				strict++
			}
			here, _ := tape.ExactLoss(at)
			for k := range 12 {
				scale := int64(1 << 20)
				if everywhere && k%2 == 0 {
					scale = 3
				}
				w := []*big.Rat{big.NewRat(int64(r.IntN(33)-16), scale), big.NewRat(int64(r.IntN(33)-16), scale)}
				moved := w[0].Sign() != 0 || w[1].Sign() != 0
				w[0].Add(w[0], at[0])
				w[1].Add(w[1], at[1])
				loss, err := tape.ExactLoss(w)
				if err != nil {
					continue
				}
				c := loss.Cmp(here)
				if x.Least && c < 0 || x.Greatest && c > 0 || x.Strict && scale > 3 && moved && c == 0 {
					t.Fatalf("%v at %v, everywhere %t: %+v, but %v there and %v at %v", tape.Listing(), at, everywhere, x, here, loss, w)
				}
			}
		}
	}
	if least < n/20 || strict == 0 {
		t.Errorf("%d of %d were least or greatest, %d strictly", least, n, strict)
	}
}

func TestDepends(t *testing.T) {
	tape := Trace(4, func(w []Var) Var {
		return LogSumExp(w[2], Rat(1, 1)).Add(w[0].Mul(w[0])).Add(w[1].Sub(w[1]).Mul(Rat(0, 1)))
	})
	if got := tape.Depends(); !slices.Equal(got, []bool{true, false, true, false}) {
		t.Errorf("%v", got)
	}
	if got := Trace(2, func(w []Var) Var { return w[1] }).Depends(); !slices.Equal(got, []bool{false, true}) {
		t.Errorf("%v", got)
	}
	if got := Trace(1, func([]Var) Var { return Rat(1, 1) }).Depends(); got[0] {
		t.Error("a constant depends on a parameter")
	}
}
