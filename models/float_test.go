package models

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/interval"
)

// looseIntervals are intervals whose functions and powers err by as much as those of
// package math and of repeated squaring may. Sums, products and quotients of floats
// lie in those of intervals as they are.
type looseIntervals struct{ intervals }

func loose(x interval.Interval) interval.Interval {
	const ulps = 8
	return x.Mul(interval.Interval{Lo: 1 - ulps*0x1p-52, Hi: 1 + ulps*0x1p-52})
}

func (a *looseIntervals) pow(x interval.Interval, n int) interval.Interval {
	return loose(a.intervals.pow(x, n))
}

func (a *looseIntervals) function(f op, x interval.Interval) interval.Interval {
	return loose(a.intervals.function(f, x))
}

func (a *looseIntervals) atan2(y, x interval.Interval) interval.Interval {
	return loose(a.intervals.atan2(y, x))
}

func (a *looseIntervals) logSumExp(x []interval.Interval) interval.Interval {
	size := 0.0
	for _, v := range x {
		size = max(size, v.Mag())
	}
	return a.intervals.logSumExp(x).Add(loose(interval.Of(size)).Sub(interval.Of(size)))
}

// softmax errs by as much as its exponents do, and each pⱼ by as much as their sum.
func (a *looseIntervals) softmax(dst, x []interval.Interval) {
	a.intervals.softmax(dst, x)
	size := 1.0
	for _, v := range x {
		size = max(size, v.Mag())
	}
	for j, p := range dst {
		dst[j] = p.Add(p.Mul(loose(interval.Of(size)).Sub(interval.Of(size))))
	}
}

// TestFloatsWithinRounding: float64 results lie in the intervals that follow the
// same roundings, operation by operation.
func TestFloatsWithinRounding(t *testing.T) {
	check := func(t *testing.T, tape *Tape, w []*big.Rat, read func([]interval.Interval) ([]interval.Interval, error)) {
		bounds, err := read(points(w))
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range floatValues(tape, nearestFloats(w)) {
			if !bounds[i].Contains(x) {
				t.Errorf("number %d is %v, not in %v", i, x, bounds[i])
			}
		}
	}
	eachFormula(t, 150, ringOps, func(t *testing.T, _ *rand.Rand, tape *Tape, w []*big.Rat) {
		check(t, tape, w, func(w []interval.Interval) ([]interval.Interval, error) {
			return readJet[interval.Interval](tape, &intervals{}, w)
		})
	})
	eachFormula(t, 300, allOps, func(t *testing.T, _ *rand.Rand, tape *Tape, w []*big.Rat) {
		check(t, tape, w, func(w []interval.Interval) ([]interval.Interval, error) {
			return readJet[interval.Interval](tape, &looseIntervals{}, w)
		})
	})
}

// TestTapeAsModel: a pass gives the same bits, dst may alias, nothing is allocated,
// goroutines do not disturb each other.
func TestTapeAsModel(t *testing.T) {
	eachFormula(t, 40, allOps, func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat) {
		x, v := nearestFloats(w), nearestFloats(dyadics(r, len(w)))
		checkPass(t, "tape", tape, x, v)
		checkAllocations(t, tape, x, v)
	})
	r := rand.New(rand.NewPCG(12, 0))
	checkConcurrent(t, randomFormula(r, 5, 40, smoothOps), r)
}

func TestTapeKink(t *testing.T) {
	tape := Trace(2, func(w []Var) Var {
		x, y := w[0], w[1]
		unused := x.Relu()
		_ = unused
		return Sum(x.Add(Rat(3, 1)).Relu(), y.Relu(), x.Abs(), x.Max(y), x.LeakyRelu(Rat(1, 4)).Sqr())
	})
	for _, c := range []struct {
		w        []float64
		unit     string
		distance float64
	}{
		{[]float64{1, 1.25}, "Max 1", 0.25},
		{[]float64{8, 0.5}, "Relu 2", 0.5},
		{[]float64{-2.5, 4}, "Relu 1", 0.5},
		{[]float64{0, 1}, "Abs 1", 0},
	} {
		if unit, distance := tape.Kink(c.w); unit != c.unit || distance != c.distance {
			t.Errorf("at %v: %q at %v, want %q at %v", c.w, unit, distance, c.unit, c.distance)
		}
	}
	smooth := Trace(1, func(w []Var) Var { return w[0].Exp() })
	if unit, distance := smooth.Kink([]float64{0}); unit != "" || !math.IsInf(distance, 1) {
		t.Errorf("a smooth tape has a kink: %q at %v", unit, distance)
	}
}

// TestFloatAtKinks: the one-sided derivatives that Gradient documents.
func TestFloatAtKinks(t *testing.T) {
	for name, c := range map[string]struct {
		f    func(x, y Var) Var
		want []float64
	}{
		"Relu":      {func(x, _ Var) Var { return x.Relu() }, []float64{0, 0}},
		"Abs":       {func(x, _ Var) Var { return x.Abs() }, []float64{-1, 0}},
		"LeakyRelu": {func(x, _ Var) Var { return x.LeakyRelu(Rat(1, 4)) }, []float64{0.25, 0}},
		"Max":       {Var.Max, []float64{1, 0}},
		"Min":       {Var.Min, []float64{1, 0}},
	} {
		tape := Trace(2, func(w []Var) Var { return c.f(w[0], w[1]) })
		g := make([]float64, 2)
		tape.Gradient(g, []float64{0, 0})
		if g[0] != c.want[0] || g[1] != c.want[1] {
			t.Errorf("%s: gradient %v at its kink, want %v", name, g, c.want)
		}
	}
	for name, f := range map[string]func(x, y Var) Var{"Relu": func(x, _ Var) Var { return x.Log().Relu() }, "Max": func(x, y Var) Var { return y.Max(x.Log()) }} {
		tape := Trace(2, func(w []Var) Var { return f(w[0], w[1]) })
		if x := tape.Loss([]float64{-1, 1}); !math.IsNaN(x) {
			t.Errorf("%s hides a NaN: %v", name, x)
		}
	}
}

// TestFloatExtremes: functions neither overflow nor lose their small values.
func TestFloatExtremes(t *testing.T) {
	for name, c := range map[string]struct {
		f       func(Var) Var
		x, want float64
	}{
		"sigmoid left":   {Var.Sigmoid, -800, 0},
		"sigmoid right":  {Var.Sigmoid, 800, 1},
		"sigmoid tail":   {Var.Sigmoid, -100, math.Exp(-100)},
		"softplus left":  {Var.Softplus, -800, 0},
		"softplus tail":  {Var.Softplus, -100, math.Exp(-100)},
		"softplus right": {Var.Softplus, 800, 800},
		"power":          {func(x Var) Var { return x.Pow(-2) }, 0x1p-500, 0x1p1000},
	} {
		tape := Trace(1, func(w []Var) Var { return c.f(w[0]) })
		if got := tape.Loss([]float64{c.x}); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
