package models

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/interval"
)

// values lists a precise jet in the order of readJet.
func (j PreciseJet) values() (v []Number) {
	v = append(append(v, j.Loss), j.Gradient...)
	for i, row := range j.Hessian {
		v = append(v, row[:i+1]...)
	}
	return v
}

func every() (ops []op) {
	for f := opAdd; f <= opMin; f++ {
		ops = append(ops, f)
	}
	return ops
}

// TestPreciseIsTheFormula: the bounds meet the intervals of float64, those of more bits lie in
// those of fewer, and what is exact is what rational arithmetic says.
func TestPreciseIsTheFormula(t *testing.T) {
	compared := 0
	eachFormula(t, 120, every(), func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat) {
		fine, err := tape.Precise(w, 300)
		if err != nil {
			return
		}
		coarse, err := tape.Precise(w, 100)
		if err != nil {
			return
		}
		floats, err := tape.Enclose(points(w))
		exact, inexact := tape.Exact(w)
		for i, x := range fine.values() {
			if y := coarse.values()[i]; x.Lo.Cmp(y.Lo) < 0 || x.Hi.Cmp(y.Hi) > 0 || x.Lo.Cmp(x.Hi) > 0 {
				t.Errorf("number %d: [%v, %v] with 300 bits, [%v, %v] with 100", i, x.Lo, x.Hi, y.Lo, y.Hi)
			}
			if err == nil {
				lo, hi := interval.OfRat(x.Lo), interval.OfRat(x.Hi)
				if lo.Hull(hi).Intersect(floats.values()[i]).IsEmpty() {
					t.Errorf("number %d: [%v, %v], and in float64 %v", i, lo, hi, floats.values()[i])
				}
			}
			if inexact == nil && (x.Exact == nil || x.Exact.Cmp(exact.values()[i]) != 0) {
				t.Errorf("number %d: %v, exactly %v", i, x.Exact, exact.values()[i])
			}
			compared++
		}
	})
	if compared < 100 {
		t.Errorf("only %d numbers were compared", compared)
	}
}

// What float64 rounds to 0 or 1 has a sign, and what is 0 is known to be.
func TestPreciseSigns(t *testing.T) {
	one := Rat(1, 1)
	for name, c := range map[string]struct {
		f        func(x Var) Var
		at       int64
		sign     int // of the derivative
		ok       bool
		loss     int
		lossSign bool
	}{
		"(1-tanh x)² at 50":         {func(x Var) Var { return one.Sub(x.Tanh()).Sqr() }, 50, -1, true, 1, true},
		"tanh at 500":               {Var.Tanh, 500, 1, true, 1, true},
		"exp at −700":               {Var.Exp, -700, 1, true, 1, true},
		"sigmoid at −1000":          {Var.Sigmoid, -1000, 1, true, 1, true},
		"1−cos at 0":                {func(x Var) Var { return one.Sub(x.Cos()) }, 0, 0, true, 0, true},
		"log(1+exp) at 0":           {func(x Var) Var { return one.Add(x.Exp()).Log() }, 0, 1, true, 1, true},
		"log(1+exp)−x/2 at 0":       {func(x Var) Var { return one.Add(x.Exp()).Log().Sub(x.Div(Rat(2, 1))) }, 0, 0, true, 1, true},
		"softplus−x/2 at 0":         {func(x Var) Var { return x.Softplus().Sub(x.Div(Rat(2, 1))) }, 0, 0, true, 1, true},
		"logsumexp(x,0)−x/2 at 0":   {func(x Var) Var { return LogSumExp(x, Var{}).Sub(x.Div(Rat(2, 1))) }, 0, 0, true, 1, true},
		"sin²+cos² at 1":            {func(x Var) Var { return x.Sin().Sqr().Add(x.Cos().Sqr()) }, 1, 0, false, 1, true},
		"√x at 9/4·…":               {func(x Var) Var { return x.Mul(Rat(9, 4)).Sqrt() }, 1, 1, true, 1, true},
		"relu(log 2 − x) at 1":      {func(x Var) Var { return Rat(2, 1).Log().Sub(x).Relu() }, 1, 0, true, 0, true},
		"exp(0·…) of a sum that is": {func(x Var) Var { return x.Sub(x).Exp().Mul(x) }, 3, 1, true, 1, true},
	} {
		tape := Trace(1, func(w []Var) Var { return c.f(w[0]) })
		loss, gradient, err := tape.PreciseGradient(ints(c.at), 2000)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if sign, ok := gradient[0].Sign(); sign != c.sign || ok != c.ok {
			t.Errorf("%s: the derivative has sign %d, %t", name, sign, ok)
		}
		if sign, ok := loss.Sign(); sign != c.loss || ok != c.lossSign {
			t.Errorf("%s: the loss has sign %d, %t", name, sign, ok)
		}
	}
}

func TestPreciseErrors(t *testing.T) {
	for name, c := range map[string]struct {
		f    func(x Var) Var
		at   int64
		want error
	}{
		"log":  {Var.Log, -1, ErrUndefined{"Log", "-1"}},
		"div":  {func(x Var) Var { return Rat(1, 1).Div(x) }, 0, ErrUndefined{"Div", "0"}},
		"root": {Var.Sqrt, 0, ErrUndefined{"Sqrt", "0"}},
		"kink": {Var.Abs, 0, ErrNonSmooth{Unit: "Abs 1"}},
		"zero": {func(x Var) Var { return Rat(1, 1).Div(x.Sin().Sqr().Add(x.Cos().Sqr()).Sub(Rat(1, 1))) }, 1, ErrUndefined{"Div", "what is not known exactly"}},
	} {
		tape := Trace(1, func(w []Var) Var { return c.f(w[0]) })
		if _, err := tape.Precise(ints(c.at), 200); err != c.want {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	tape := mustChain(t, 2, nil).Tape()
	for _, bits := range []int{0, MostBits + 1} {
		if _, err := tape.Precise(ints(1, 1), bits); !errors.As(err, new(ErrArgument)) {
			t.Errorf("%d bits: %v", bits, err)
		}
	}
	if _, err := tape.Precise(ints(1), 10); err != (ErrDimension{"w", 1, 2}) {
		t.Error(err)
	}
}

// A series of a function is right to its order where the function obeys an equation.
func TestSeriesOfFunctions(t *testing.T) {
	one := Rat(1, 1)
	for name, f := range map[string]func(x Var) Var{ // each is 0 near x = 0
		"log exp":     func(x Var) Var { return x.Exp().Log().Sub(x) },
		"exp log":     func(x Var) Var { return one.Add(x).Log().Exp().Sub(one).Sub(x) },
		"sin² + cos²": func(x Var) Var { return x.Sin().Sqr().Add(x.Cos().Sqr()).Sub(one) },
		"tanh": func(x Var) Var {
			e := x.Mul(Rat(2, 1)).Exp()
			return x.Tanh().Sub(e.Sub(one).Div(e.Add(one)))
		},
		"sigmoid":   func(x Var) Var { return x.Sigmoid().Sub(one.Div(one.Add(x.Neg().Exp()))) },
		"√":         func(x Var) Var { return x.Add(Rat(9, 4)).Sqrt().Sqr().Sub(x).Sub(Rat(9, 4)) },
		"tan atan":  func(x Var) Var { return x.Atan().Sin().Sub(x.Mul(x.Atan().Cos())) },
		"sin 2x":    func(x Var) Var { return x.Add(x).Sin().Sub(x.Sin().Mul(x.Cos()).Mul(Rat(2, 1))) },
		"of x − x²": func(x Var) Var { x = x.Sub(x.Sqr()); return x.Exp().Mul(x.Neg().Exp()).Sub(one) },
	} {
		tape := Trace(1, func(w []Var) Var { return f(w[0]) })
		s, err := tape.Series([]Series{ints(0, 1, 3)}, 12)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if k, c := s.Lowest(); k != 0 || s[0].Sign() != 0 {
			t.Errorf("%s is %v t^%d", name, c, k)
		}
	}
	exp := Trace(1, func(w []Var) Var { return w[0].Exp() })
	s, _ := exp.Series([]Series{ints(0, 1)}, 4)
	sameRats(t, "exp", s, []*big.Rat{big.NewRat(1, 1), big.NewRat(1, 1), big.NewRat(1, 2), big.NewRat(1, 6), big.NewRat(1, 24)})
}

// The gradient along a curve is that of the loss: for L(w(t)), L′ = ∇L·w′.
func TestSeriesGradientIsTheChainRule(t *testing.T) {
	const order = 5
	eachFormula(t, 60, []op{opAdd, opSub, opMul, opDiv, opPow, opRelu, opMax}, func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat) {
		var curve []Series
		for i := range w {
			curve = append(curve, append(Series{w[i]}, dyadics(r, 3)...))
		}
		loss, gradient, err := tape.SeriesGradient(curve, order)
		if err != nil {
			return
		}
		for k := range order {
			want := new(big.Rat).Mul(loss[k+1], big.NewRat(int64(k+1), 1))
			sum := new(big.Rat)
			for i := range curve {
				for j := 1; j < len(curve[i]) && j <= k+1; j++ {
					c := new(big.Rat).Mul(curve[i][j], big.NewRat(int64(j), 1))
					sum.Add(sum, c.Mul(c, gradient[i][k+1-j]))
				}
			}
			if sum.Cmp(want) != 0 {
				t.Errorf("order %d: %v, want %v", k, sum, want)
			}
		}
	})
}

// Near a point on kinks, the loss is that of every cell whose sides are not negative, and there is
// one.
func TestCells(t *testing.T) {
	for seed := range uint64(cases(300, 80)) {
		r := rand.New(rand.NewPCG(5, seed))
		n := 1 + r.IntN(3)
		tape := randomFormula(r, n, 4+r.IntN(8), []op{opAdd, opSub, opMul, opRelu, opAbs, opLeakyRelu, opMax, opMin})
		w := ints(make([]int64, n)...)
		cells, err := tape.Cells(w, 64, 5)
		if errors.As(err, new(ErrCells)) {
			continue
		} else if err != nil {
			t.Fatal(err)
		}
		for range 4 {
			near := dyadics(r, n)
			for i := range near {
				near[i].Mul(near[i], big.NewRat(1, 1<<20))
			}
			want, err := tape.ExactLoss(near)
			if err != nil {
				t.Fatal(err)
			}
			inside := 0
			for k, c := range cells {
				all := true
				for _, side := range c.Sides {
					s, err := side.ExactLoss(near)
					all = all && err == nil && s.Sign() >= 0
				}
				if !all {
					continue
				}
				inside++
				if got, err := c.Loss.ExactLoss(near); err != nil || got.Cmp(want) != 0 {
					t.Errorf("seed %d, cell %d: %v %v, want %v", seed, k, got, err, want)
				}
				if _, err := c.Loss.Exact(w); err != nil {
					t.Errorf("seed %d, cell %d is not smooth: %v", seed, k, err)
				}
			}
			if inside == 0 {
				t.Errorf("seed %d: no cell at %v", seed, near)
			}
		}
	}
}
