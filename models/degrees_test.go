package models

import "testing"

func TestDegrees(t *testing.T) {
	one := Rat(1, 1)
	for name, c := range map[string]struct {
		f    func(w []Var) Var
		p, q int
		ok   bool
	}{
		"constant":   {func([]Var) Var { return one }, 0, 0, true},
		"polynomial": {func(w []Var) Var { return w[0].Pow(3).Mul(w[1]).Sub(w[1].Sqr()) }, 4, 0, true},
		"quotient":   {func(w []Var) Var { return w[0].Div(one.Add(w[1].Sqr())).Add(w[0].Pow(-2)) }, 3, 4, true},
		"kinks":      {func(w []Var) Var { return w[0].Sqr().Relu().Max(w[1].Abs().LeakyRelu(Rat(1, 2))) }, 2, 0, true},
		"function":   {func(w []Var) Var { return w[0].Exp() }, 0, 0, false},
		"high":       {func(w []Var) Var { return w[0].Pow(1 << 30) }, 0, 0, false},
	} {
		if p, q, ok := Trace(2, c.f).Degrees(); p != c.p || q != c.q || ok != c.ok {
			t.Errorf("%s: %d, %d, %t, want %d, %d, %t", name, p, q, ok, c.p, c.q, c.ok)
		}
	}
}
