package certify

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"saddle/models"
)

// himmelblau is (x² + y − 11)² + (x + y² − 7)².
func himmelblau() *models.Tape {
	return models.Trace(2, func(w []models.Var) models.Var {
		x, y := w[0], w[1]
		return models.Sum(x.Sqr().Add(y).Sub(models.Rat(11, 1)).Sqr(), x.Add(y.Sqr()).Sub(models.Rat(7, 1)).Sqr())
	})
}

// Minima, saddles and the maximum of a function in which they are known are proved alike.
func TestCriticalPoint(t *testing.T) {
	for _, c := range []struct {
		w        []float64
		neg, pos int
		loss     float64
	}{
		{[]float64{3, 2}, 0, 2, 0},
		{[]float64{3.58442834, -1.84812653}, 0, 2, 0},
		{[]float64{-0.27084459, -0.92303856}, 2, 0, 181.6165215},
		{[]float64{3.38515418, 0.07385188}, 1, 1, 13.31192627},
	} {
		got, err := CriticalPoint(himmelblau(), c.w, 0)
		if err != nil {
			t.Errorf("%v: %v", c.w, err)
			continue
		}
		if got.Inertia.Neg != c.neg || got.Inertia.Pos != c.pos || got.R > 1e-6 || got.Loss.Lo > c.loss+1e-6 || got.Loss.Hi < c.loss-1e-6 || got.Loss.Width() > 1e-6 {
			t.Errorf("%v: %+v", c.w, got)
		}
	}
}

// Where there is none, where there are two, and where the Hessian is singular, nothing is proved.
func TestCriticalPointRefuses(t *testing.T) {
	x := func(f func(x models.Var) models.Var) *models.Tape {
		return models.Trace(1, func(w []models.Var) models.Var { return f(w[0]) })
	}
	cubic := func(c float64) *models.Tape { // x³/3 − c x: critical at ±√c
		return x(func(x models.Var) models.Var { return x.Pow(3).Div(models.Rat(3, 1)).Sub(models.Const(c).Mul(x)) })
	}
	for name, c := range map[string]struct {
		l Enclosable
		w float64
		r float64
	}{
		"no zero":       {cubic(-1e-9), 0.001, 0.1},
		"two zeros":     {cubic(1e-4), 0, 0.1},
		"a double one":  {cubic(0), 0, 0.01},
		"far away":      {cubic(1), 3, 0},
		"on the border": {cubic(1), 1.5, 0.5},
		"a kink":        {x(func(x models.Var) models.Var { return x.Abs().Add(x.Sqr()) }), 1, 2},
		"no parameters": {models.Trace(0, func([]models.Var) models.Var { return models.Rat(1, 1) }), 0, 0},
	} {
		w := []float64{c.w}[:c.l.Dim()]
		if got, err := CriticalPoint(c.l, w, c.r); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if _, err := CriticalPoint(cubic(1), []float64{math.NaN()}, 0); !errors.As(err, new(models.ErrNotFinite)) {
		t.Error(err)
	}
}

func ExampleCriticalPoint() {
	c, err := CriticalPoint(himmelblau(), []float64{-0.2708446, -0.9230386}, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("one critical point within %.0e, %v\n", c.R, c.Inertia)
	// Output: one critical point within 2e-07, 2 negative, 0 zero, 0 positive
}
