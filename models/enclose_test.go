package models

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/interval"
)

// TestEncloseContainsExact: on a box, at random rational points of it.
func TestEncloseContainsExact(t *testing.T) {
	decided := 0
	eachFormula(t, 200, rationalOps, func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat) {
		x, box := make([]*big.Rat, len(w)), points(w)
		for i := range w {
			x[i] = big.NewRat(int64(r.IntN(17)-8), int64(256+r.IntN(100)))
			x[i].Add(x[i], w[i])
			box[i] = box[i].Hull(interval.OfRat(x[i]))
		}
		e, err := tape.Enclose(box)
		if errors.As(err, new(ErrNonSmooth)) {
			loss, err := tape.EncloseLoss(box)
			exact, _ := tape.ExactLoss(x)
			if err != nil || !loss.ContainsRat(exact) {
				t.Errorf("loss %v, %v does not contain %v", loss, err, exact)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		decided++
		for _, w := range [][]*big.Rat{w, x} {
			for i, v := range mustExact(t, tape, w).values() {
				if !e.values()[i].ContainsRat(v) {
					t.Errorf("number %d is %v, not in %v", i, v, e.values()[i])
				}
			}
		}
		loss, gradient, err := tape.EncloseGradient(box)
		if err != nil || loss != e.Loss || len(gradient) != len(w) || gradient[0] != e.Gradient[0] {
			t.Errorf("EncloseGradient: %v, %v, %v, want the part of %v", loss, gradient, err, e)
		}
	})
	if decided < 20 {
		t.Errorf("only %d boxes without kinks", decided)
	}
}

// TestEncloseKeepsPoints: what floats can hold is enclosed by a point.
func TestEncloseKeepsPoints(t *testing.T) {
	for i, v := range mustEnclose(t, mustChain(t, 4, nil).Tape(), points(ints(3, -1, 2, 5))).values() {
		if !v.IsPoint() {
			t.Errorf("number %d is %v", i, v)
		}
	}
}

// TestEncloseBoxesMeet: the enclosure on a box meets that at any point of it.
func TestEncloseBoxesMeet(t *testing.T) {
	eachFormula(t, 150, smoothOps, func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat) {
		box := points(w)
		for i := range box {
			box[i] = box[i].Add(interval.Interval{Lo: -float64(r.IntN(9)) / 64, Hi: float64(r.IntN(9)) / 64})
		}
		e, at := mustEnclose(t, tape, box).values(), mustEnclose(t, tape, points(w)).values()
		for i := range e {
			if e[i].Intersect(at[i]).IsEmpty() {
				t.Errorf("number %d is in %v on the box, in %v at a point of it", i, e[i], at[i])
			}
		}
	})
}

// TestEncloseErrors: each refusal, and that one step aside there is none.
func TestEncloseErrors(t *testing.T) {
	box := func(lo, hi float64) []interval.Interval {
		return []interval.Interval{{Lo: lo, Hi: hi}, {Lo: lo, Hi: hi}}
	}
	unary := func(f func(Var) Var) func(x, y Var) Var { return func(x, _ Var) Var { return f(x) } }
	for _, c := range []struct {
		name       string
		f          func(x, y Var) Var
		bad, good  []interval.Interval
		want       error
		lossExists bool
	}{
		{"Div", func(x, y Var) Var { return Rat(1, 1).Div(y) }, box(-1, 0), box(0.5, 1), ErrUndefined{"Div", "[-1, 0]"}, false},
		{"Pow", unary(func(x Var) Var { return x.Pow(-2) }), box(-1, 2), box(0.5, 1), ErrUndefined{"Pow", "[-1, 2]"}, false},
		{"Log", unary(Var.Log), box(0, 1), box(0.5, 1), ErrUndefined{"Log", "[0, 1]"}, false},
		{"Sqrt", unary(Var.Sqrt), box(-1, 1), box(0.5, 1), ErrUndefined{"Sqrt", "[-1, 1]"}, false},
		{"Sqrt at 0", unary(Var.Sqrt), box(0, 1), box(0.5, 1), ErrUndefined{"Sqrt", "[0, 1]"}, true},
		{"Acos", unary(Var.Acos), box(0, 1.5), box(0, 0.5), ErrUndefined{"Acos", "[0, 1.5]"}, false},
		{"Acos at 1", unary(Var.Acos), box(0.5, 1), box(0, 0.5), ErrUndefined{"Acos", "[0.5, 1]"}, true},
		{"Atan2", Var.Atan2, box(-1, 1), box(0.5, 1), ErrUndefined{"Atan2", "[-1, 1]"}, false},
		{"Relu", unary(Var.Relu), box(-1, 1), box(0.5, 1), ErrNonSmooth{Unit: "Relu 1"}, true},
		{"Relu touches", unary(Var.Relu), box(0, 1), box(-1, -0.5), ErrNonSmooth{Unit: "Relu 1"}, true},
		{"Abs", unary(Var.Abs), box(-1, 1), box(0.5, 1), ErrNonSmooth{Unit: "Abs 1"}, true},
		{"Max", func(x, y Var) Var { return x.Max(y.Mul(Rat(2, 1))) }, box(-1, 1), box(1, 1.5), ErrNonSmooth{Unit: "Max 1"}, true},
	} {
		tape := Trace(2, func(w []Var) Var { return c.f(w[0], w[1]) })
		if _, err := tape.Enclose(c.good); err != nil {
			t.Errorf("%s on %v: %v", c.name, c.good, err)
		}
		_, _, gradientErr := tape.EncloseGradient(c.bad)
		_, err := tape.Enclose(c.bad)
		if err != c.want {
			t.Errorf("%s: error %v, want %v", c.name, err, c.want)
		}
		if gradientErr != err {
			t.Errorf("%s: EncloseGradient says %v, Enclose %v", c.name, gradientErr, err)
		}
		if _, err := tape.EncloseLoss(c.bad); (err == nil) != c.lossExists {
			t.Errorf("%s: the loss alone: %v", c.name, err)
		}
	}

	tape := Trace(2, func(w []Var) Var { return w[0] })
	if _, err := tape.Enclose(box(0, 1)[:1]); err != (ErrDimension{"w", 1, 2}) {
		t.Errorf("a short box: %v", err)
	}
	if _, err := tape.EncloseLoss([]interval.Interval{{}, interval.Empty()}); !errors.As(err, new(ErrArgument)) {
		t.Errorf("an empty interval: %v", err)
	}
}

// TestEncloseStraddle: the exact range of a kinked function on an interval.
func TestEncloseStraddle(t *testing.T) {
	x := interval.Interval{Lo: -2, Hi: 3}
	for name, c := range map[string]struct {
		f    func(Var) Var
		want interval.Interval
	}{
		"Relu":           {Var.Relu, interval.Interval{Lo: 0, Hi: 3}},
		"Abs":            {Var.Abs, interval.Interval{Lo: 0, Hi: 3}},
		"slope 1/4":      {func(x Var) Var { return x.LeakyRelu(Rat(1, 4)) }, interval.Interval{Lo: -0.5, Hi: 3}},
		"slope -2":       {func(x Var) Var { return x.LeakyRelu(Rat(-2, 1)) }, interval.Interval{Lo: 0, Hi: 4}},
		"Max with 1":     {func(x Var) Var { return x.Max(Rat(1, 1)) }, interval.Interval{Lo: 1, Hi: 3}},
		"Min with 1":     {func(x Var) Var { return Rat(1, 1).Min(x) }, interval.Interval{Lo: -2, Hi: 1}},
		"Min of both, 0": {func(x Var) Var { return x.Min(x.Neg()) }, interval.Interval{Lo: -3, Hi: 2}},
	} {
		got, err := Trace(1, func(w []Var) Var { return c.f(w[0]) }).EncloseLoss([]interval.Interval{x})
		if err != nil || got != c.want {
			t.Errorf("%s of %v is %v, %v, want %v", name, x, got, err, c.want)
		}
	}
}
