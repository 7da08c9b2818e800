package models

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/interval"
)

// Kinds of random formulas.
var (
	ringOps       = []op{opAdd, opSub, opMul, opNeg}
	polynomialOps = append([]op{opPow}, ringOps...)
	kinkedOps     = []op{opRelu, opAbs, opLeakyRelu, opMax, opMin}
	rationalOps   = append([]op{opDiv}, append(polynomialOps, kinkedOps...)...)
	smoothOps     = []op{opDiv, opSqrt, opExp, opLog, opTanh, opSigmoid, opSoftplus, opSin, opCos, opAcos, opAtan, opAtan2, opLogSumExp}
	allOps        = append(rationalOps, smoothOps...)
)

// randomFormula traces steps random operations out of ops on n parameters. All of
// them are defined for all w.
func randomFormula(r *rand.Rand, n, steps int, ops []op) *Tape {
	return Trace(n, func(w []Var) Var {
		pool := append([]Var{Rat(int64(r.IntN(7)-3), 2), Const(0.25)}, w...)
		for range steps {
			// two of the newest: deep formulas, in which all parameters come up
			x, y := pool[len(pool)-1-r.IntN(min(len(pool), 4))], pool[r.IntN(len(pool))]
			pool = append(pool, randomStep(r, ops[r.IntN(len(ops))], x, y))
		}
		return Sum(pool[len(pool)-min(len(pool), 3):]...)
	})
}

func randomStep(r *rand.Rand, f op, x, y Var) Var {
	one := Rat(1, 1)
	safe := one.Add(x.Sqr())
	switch f {
	case opAdd:
		return x.Add(y)
	case opSub:
		return x.Sub(y)
	case opMul:
		return x.Mul(y)
	case opDiv:
		return y.Div(safe)
	case opNeg:
		return x.Neg()
	case opPow:
		return x.Pow(2 + r.IntN(2))
	case opSqrt:
		return safe.Sqrt()
	case opExp:
		return x.Tanh().Exp()
	case opLog:
		return safe.Log()
	case opTanh:
		return x.Tanh()
	case opSigmoid:
		return x.Sigmoid()
	case opSoftplus:
		return x.Softplus()
	case opSin:
		return x.Sin()
	case opCos:
		return x.Cos()
	case opAcos:
		return x.Sin().Mul(Rat(1, 2)).Acos()
	case opAtan:
		return x.Atan()
	case opAtan2:
		return y.Atan2(safe)
	case opLogSumExp:
		return LogSumExp(x, y, x.Sub(y), Rat(1, 2))
	case opRelu:
		return x.Relu()
	case opAbs:
		return x.Abs()
	case opLeakyRelu:
		return x.LeakyRelu(Rat(int64(r.IntN(5)-2), 4))
	case opMax:
		return x.Max(y)
	case opMin:
		return x.Min(y)
	}
	panic("no random step for " + f.String())
}

// eachFormula calls f on random formulas of the kind and random points of small
// dyadics, off the kinks.
func eachFormula(t *testing.T, count int, ops []op, f func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat)) {
	t.Helper()
	count = cases(count, (count+7)/8)
	tried := 0
	for seed := range uint64(2 * count) {
		r := rand.New(rand.NewPCG(11, seed))
		n := 1 + r.IntN(4)
		tape := randomFormula(r, n, 4+r.IntN(8), ops)
		w := dyadics(r, n)
		if _, distance := tape.Kink(nearestFloats(w)); distance == 0 {
			continue
		}
		if tried++; tried > count {
			break
		}
		t.Run(fmt.Sprint(seed), func(t *testing.T) { f(t, r, tape, w) })
	}
	if tried < count {
		t.Errorf("only %d of %d cases lie off the kinks", tried, count)
	}
}

// dyadics draws n numbers k/8.
func dyadics(r *rand.Rand, n int) []*big.Rat {
	w := make([]*big.Rat, n)
	for i := range w {
		w[i] = big.NewRat(int64(r.IntN(33)-16), 8)
	}
	return w
}

func nearestFloats(w []*big.Rat) []float64 {
	f := make([]float64, len(w))
	for i := range w {
		f[i], _ = w[i].Float64()
	}
	return f
}

func points(w []*big.Rat) []interval.Interval {
	x := make([]interval.Interval, len(w))
	for i := range w {
		x[i] = interval.OfRat(w[i])
	}
	return x
}

// readJet lists, in one arithmetic, the loss, the gradient and the lower triangle of
// the Hessian by rows.
func readJet[T any, A arithmetic[T]](t *Tape, arith A, w []T) ([]T, error) {
	s := newSweep[T](t, arith)
	copy(s.inputs(s.val), w)
	loss, err := s.gradient()
	if err != nil {
		return nil, err
	}
	v := append([]T{loss}, s.inputs(s.adj)...)
	at := len(v)
	v = append(v, make([]T, t.dim*(t.dim+1)/2)...)
	s.hessian(func(j int, column []T) {
		for i := j; i < t.dim; i++ {
			v[at+i*(i+1)/2+j] = column[i]
		}
	})
	return v, s.arith.err()
}

// values lists a jet in the order of readJet.
func (j Jet) values() (v []*big.Rat) {
	v = append(append(v, j.Loss), j.Gradient...)
	for i, row := range j.Hessian {
		v = append(v, row[:i+1]...)
	}
	return v
}

// values lists an enclosure in the order of readJet.
func (e Enclosure) values() (v []interval.Interval) {
	v = append(append(v, e.Loss), e.Gradient...)
	for i := range e.Gradient {
		for j := range i + 1 {
			v = append(v, e.Hessian.At(i, j))
		}
	}
	return v
}

// floatValues lists what the methods of a model return in the order of readJet.
func floatValues(m Model, w []float64) (v []float64) {
	n := m.Dim()
	gradient, columns := make([]float64, n), make([][]float64, n)
	m.Gradient(gradient, w)
	for j := range n {
		e := make([]float64, n)
		e[j], columns[j] = 1, make([]float64, n)
		m.HessVec(columns[j], w, e)
	}
	v = append(append(v, m.Loss(w)), gradient...)
	for i := range n {
		for j := range i + 1 {
			v = append(v, columns[j][i])
		}
	}
	return v
}

func mustExact(t testing.TB, tape *Tape, w []*big.Rat) Jet {
	t.Helper()
	jet, err := tape.Exact(w)
	if err != nil {
		t.Fatal(err)
	}
	return jet
}

func mustEnclose(t testing.TB, tape *Tape, w []interval.Interval) Enclosure {
	t.Helper()
	e, err := tape.Enclose(w)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// ints returns whole numbers as rationals.
func ints(k ...int64) []*big.Rat {
	w := make([]*big.Rat, len(k))
	for i := range k {
		w[i] = big.NewRat(k[i], 1)
	}
	return w
}

func sameRats(t *testing.T, what string, got, want []*big.Rat) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	for i := range want {
		if got[i].Cmp(want[i]) != 0 {
			t.Errorf("%s: number %d is %v, want %v", what, i, got[i].RatString(), want[i].RatString())
			return
		}
	}
}

func mustChain(t testing.TB, d int, opt *ChainOptions) *Chain {
	t.Helper()
	c, err := NewChain(d, opt)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
