package models

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestSameWith(t *testing.T) {
	two := Rat(2, 1)
	for name, c := range map[string]struct {
		f    func(a, b, x, y Var) Var
		from []int
		want bool
	}{
		"two units":       {func(a, b, x, y Var) Var { return Sum(a.Mul(x.Tanh()), b.Mul(y.Tanh())) }, []int{1, 0, 3, 2}, true},
		"one of the two":  {func(a, b, x, y Var) Var { return Sum(a.Mul(x.Tanh()), b.Mul(y.Tanh())) }, []int{1, 0, 2, 3}, false},
		"four terms":      {func(a, b, x, y Var) Var { return Sum(a.Exp(), b.Exp(), x.Exp(), y.Exp()).Sqr() }, []int{3, 1, 0, 2}, true},
		"four factors":    {func(a, b, x, y Var) Var { return a.Mul(b).Mul(x.Mul(y)).Log() }, []int{2, 3, 1, 0}, true},
		"a difference":    {func(a, b, x, y Var) Var { return a.Exp().Sub(b.Exp()) }, []int{1, 0, 2, 3}, false},
		"two differences": {func(a, b, x, y Var) Var { return a.Exp().Sub(b.Exp()).Sub(x.Exp()) }, []int{0, 2, 1, 3}, true},
		"max":             {func(a, b, x, y Var) Var { return a.Max(b).Add(LogSumExp(x, y, two)) }, []int{1, 0, 3, 2}, true},
		"a quotient":      {func(a, b, x, y Var) Var { return a.Div(b) }, []int{1, 0, 2, 3}, false},
		"constants":       {func(a, b, x, y Var) Var { return two.Mul(a).Add(two.Mul(b)).Add(x) }, []int{1, 0, 2, 3}, true},
		"other constants": {func(a, b, x, y Var) Var { return two.Mul(a).Add(b) }, []int{1, 0, 2, 3}, false},
		"nested":          {func(a, b, x, y Var) Var { return a.Add(b.Add(x.Mul(y))).Sin() }, []int{1, 0, 3, 2}, true},
	} {
		tape := Trace(4, func(w []Var) Var { return c.f(w[0], w[1], w[2], w[3]) })
		if got := tape.SameWith(c.from); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// What is said to be the same is so at random points.
func TestSameWithIsTrue(t *testing.T) {
	same, count := 0, cases(2000, 500)
	for seed := range uint64(count) {
		r := rand.New(rand.NewPCG(71, seed))
		n := 2 + r.IntN(2)
		tape := randomFormula(r, n, 1+r.IntN(4), []op{opAdd, opSub, opMul, opPow, opRelu, opMax, opNeg, opLeakyRelu})
		from := r.Perm(n)
		if !tape.SameWith(from) {
			continue
		}
		same++
		w := dyadics(r, n)
		image := make([]*big.Rat, n)
		for i := range image {
			image[i] = w[from[i]]
		}
		a, err := tape.ExactLoss(w)
		b, err2 := tape.ExactLoss(image)
		if (err == nil) != (err2 == nil) || err == nil && a.Cmp(b) != 0 {
			t.Errorf("seed %d: %v and %v with %v", seed, a, b, from)
		}
	}
	if 20*same < count {
		t.Errorf("only %d are the same", same)
	}
}
