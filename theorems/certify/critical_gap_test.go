package certify

import (
	"errors"
	"testing"

	"saddle/models"
)

// Minima, saddles and the maximum of a function in which they are known are proved by a gap, after Newton's steps in decimals.
func TestCriticalPointByGap(t *testing.T) {
	for _, c := range []struct {
		w        []float64
		neg, pos int
		loss     float64
		gap      float64
	}{
		{[]float64{3, 2}, 0, 2, 0, 12}, // the eigenvalues are 25.7 and 82.3
		{[]float64{3.58442834, -1.84812653}, 0, 2, 0, 10},
		{[]float64{-0.27084459, -0.92303856}, 2, 0, 181.6165215, 10},
		{[]float64{3.38515418, 0.07385188}, 1, 1, 13.31192627, 10},
	} {
		got, err := CriticalPointByGap(himmelblau(), c.w, c.gap)
		if err != nil {
			t.Errorf("%v: %v", c.w, err)
			continue
		}
		if got.Inertia.Neg != c.neg || got.Inertia.Pos != c.pos || got.R > 1e-6 || got.Loss.Lo > c.loss+1e-6 || got.Loss.Hi < c.loss-1e-6 || got.Loss.Width() > 1e-5 {
			t.Errorf("%v: %+v", c.w, got)
		}
		other, err := CriticalPoint(himmelblau(), c.w, 0)
		if err != nil || other.Inertia != got.Inertia || other.Loss.Intersect(got.Loss).IsEmpty() {
			t.Errorf("%v: %+v, and by Krawczyk %+v, %v", c.w, got, other, err)
		}
	}
}

// Where there is none, where there are two, where an eigenvalue is within the gap, and far away nothing is proved; and a gap is a positive number.
func TestCriticalPointByGapRefuses(t *testing.T) {
	cubic := func(c float64) *models.Tape { // x³/3 − c x: critical at ±√c, with the eigenvalues ±2√c
		return models.Trace(1, func(w []models.Var) models.Var {
			return w[0].Pow(3).Div(models.Rat(3, 1)).Sub(models.Const(c).Mul(w[0]))
		})
	}
	for name, c := range map[string]struct {
		c, w, gap float64
	}{
		"no zero":             {-1e-9, 1e-3, 1e-3},
		"two zeros":           {1e-4, 0, 1e-3},
		"a double one":        {0, 0, 1e-9},
		"far away":            {1, 1.5, 1},
		"just too far":        {1, 1.2, 1.1},
		"of a bend too large": {1, 1.1, 1}, // within r = 0.42 the second derivative is 1.36 to 3.04
		"eigenvalues in gaps": {1, 1, 2.1},
		"a gap too small":     {1, 1.01, 1e-3},
	} {
		var unproved ErrUnproved
		if got, err := CriticalPointByGap(cubic(c.c), []float64{c.w}, c.gap); !errors.As(err, &unproved) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if got, err := CriticalPointByGap(cubic(1), []float64{1.01}, 1.5); err != nil || got.Inertia.Pos != 1 || !(got.R > 0.01) {
		t.Errorf("near 1: %+v, %v", got, err)
	}
	var argument ErrArgument
	for _, gap := range []float64{0, -1} {
		if _, err := CriticalPointByGap(cubic(1), []float64{1}, gap); !errors.As(err, &argument) {
			t.Errorf("gap %v: %v", gap, err)
		}
	}
}
