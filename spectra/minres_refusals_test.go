package spectra_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/spectra"
)

func TestMINRESOfNothing(t *testing.T) {
	s := minres(t, spectra.Dense(diagonal(nil)), nil, nil)
	if s.X == nil || len(s.X) != 0 || s.Residual != 0 {
		t.Errorf("n = 0: %+v", s)
	}
	s = minres(t, spoilt(5, 1, math.NaN()), make([]float64, 5), &spectra.MINRESOptions{Start: []float64{1, 2, 3, 4, 5}, Smallest: 1})
	if norm2(s.X) != 0 || s.Residual != 0 || s.Error != 0 || s.Products != 0 {
		t.Errorf("b = 0: %+v", s)
	}
	zero := linear{4, func(dst, _ []float64) { clear(dst) }}
	var singular spectra.ErrSingular
	s, err := spectra.MINRES(context.Background(), zero, []float64{3, 0, 4, 0}, nil)
	if !errors.As(err, &singular) || singular.Residual != 5 || singular.Normal != 0 || norm2(s.X) != 0 {
		t.Errorf("A = 0: %+v, %v", s, err)
	}
	s = minres(t, zero, []float64{3, 0, 4, 0}, &spectra.MINRESOptions{Shift: 0x1p-600})
	if !(math.Abs(s.X[0]-3*0x1p600) <= 0x1p550 && math.Abs(s.X[2]-4*0x1p600) <= 0x1p550) {
		t.Errorf("A = 0 and a shift: %+v", s)
	}
	s = minres(t, spectra.Dense(diagonal([]float64{2, 4})), []float64{2, 4}, &spectra.MINRESOptions{Start: []float64{1, 1}})
	if s.Steps != 0 || s.X[0] != 1 || s.X[1] != 1 || s.Residual != 0 {
		t.Errorf("a start that solves: %+v", s)
	}
	solutions, err := spectra.MINRESShifts(context.Background(), zero, make([]float64, 4), nil, nil)
	if len(solutions) != 0 || err != nil {
		t.Errorf("no shifts: %v, %v", solutions, err)
	}
}

func TestMINRESRefusals(t *testing.T) {
	a, b := spectra.Dense(diagonal([]float64{1, 2, 3})), []float64{1, 1, 1}
	solve := func(a spectra.Operator, b []float64, opt *spectra.MINRESOptions) error {
		return second(spectra.MINRES(context.Background(), a, b, opt))
	}
	nan := math.NaN()
	for name, c := range map[string]struct {
		err  error
		want any
	}{
		"short b":              {solve(a, b[:2], nil), new(spectra.ErrDimension)},
		"NaN in b":             {solve(a, []float64{1, nan, 1}, nil), new(spectra.ErrNotFinite)},
		"infinite shift":       {solve(a, b, &spectra.MINRESOptions{Shift: math.Inf(1)}), new(spectra.ErrNotFinite)},
		"tolerance 1":          {solve(a, b, &spectra.MINRESOptions{Tolerance: 1}), new(spectra.ErrArgument)},
		"NaN tolerance":        {solve(a, b, &spectra.MINRESOptions{ResidualTolerance: nan}), new(spectra.ErrArgument)},
		"negative steps":       {solve(a, b, &spectra.MINRESOptions{MaxSteps: -1}), new(spectra.ErrArgument)},
		"negative smallest":    {solve(a, b, &spectra.MINRESOptions{Smallest: -1}), new(spectra.ErrArgument)},
		"smallest too large":   {solve(a, b, &spectra.MINRESOptions{Smallest: 2.5}), new(spectra.ErrArgument)},
		"short start":          {solve(a, b, &spectra.MINRESOptions{Start: b[:1]}), new(spectra.ErrDimension)},
		"NaN in start":         {solve(a, b, &spectra.MINRESOptions{Start: []float64{nan, 0, 0}}), new(spectra.ErrNotFinite)},
		"small preconditioner": {solve(a, b, &spectra.MINRESOptions{Preconditioner: spectra.Dense(ones(2))}), new(spectra.ErrDimension)},
		"indefinite preconditioner": {solve(a, b, &spectra.MINRESOptions{Preconditioner: spectra.Dense(diagonal([]float64{-1, -1, -1}))}),
			new(spectra.ErrNotPositiveDefinite)},
		"NaN in a product": {solve(spoilt(9, 4, nan), gaussian(rand.New(rand.NewPCG(1, 1)), 9), nil), new(spectra.ErrNotFinite)},
		"rotation":         {solve(rotation(6), []float64{1, 2, 3, 4, 5, 6}, nil), new(spectra.ErrNotSymmetric)},
		"cycle":            {solve(cycle(7), []float64{1, 0, 0, 0, 0, 0, 0}, nil), new(spectra.ErrNotSymmetric)},
		"changed vector": {solve(linear{3, func(dst, v []float64) { copy(dst, v); v[0]++ }}, b, nil),
			new(spectra.ErrVectorChanged)},
		"start beside shifts": {second(spectra.MINRESShifts(context.Background(), a, b, []float64{1}, &spectra.MINRESOptions{Start: b})), new(spectra.ErrDimension)},
		"shift beside shifts": {second(spectra.MINRESShifts(context.Background(), a, b, []float64{1}, &spectra.MINRESOptions{Shift: 1})), new(spectra.ErrArgument)},
		"preconditioner beside shifts": {second(spectra.MINRESShifts(context.Background(), a, b, []float64{1}, &spectra.MINRESOptions{Preconditioner: a})),
			new(spectra.ErrDimension)},
		"NaN among shifts": {second(spectra.MINRESShifts(context.Background(), a, b, []float64{1, nan}, nil)), new(spectra.ErrNotFinite)},
	} {
		if !errors.As(c.err, c.want) {
			t.Errorf("%s: %v, want %T", name, c.err, c.want)
		}
	}
}

// cycle maps e_j to e_{j+1}.
func cycle(n int) linear {
	return linear{n, func(dst, v []float64) {
		for i, x := range v {
			dst[(i+1)%n] = x
		}
	}}
}

// One shift that makes the matrix singular spoils no other.
func TestMINRESShiftsFailAlone(t *testing.T) {
	a, b := spectra.Dense(diagonal([]float64{1, 2, 3})), []float64{1, 1, 1}
	s, err := spectra.MINRESShifts(context.Background(), a, b, []float64{1, -2, 0}, nil)
	var singular spectra.ErrSingular
	if !errors.As(err, &singular) || err.Error()[:8] != "shift -2" {
		t.Fatal(err)
	}
	for i, want := range [][]float64{{1. / 2, 1. / 3, 1. / 4}, {-1, 0, 1}, {1, 1. / 2, 1. / 3}} {
		if !(norm2(minus2(s[i].X, want)) <= 1e-9) {
			t.Errorf("solution %d: %v, want %v", i, s[i].X, want)
		}
	}
	if !(math.Abs(s[1].Residual-1) <= 1e-9) {
		t.Errorf("residual %g, want 1", s[1].Residual)
	}
}

// When it is cancelled, or products fail, what was reached is kept.
func TestMINRESCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	a, b := path(300), gaussian(rand.New(rand.NewPCG(219, 220)), 300)
	s, err := spectra.MINRES(ctx, spectra.Dense(a), b, &spectra.MINRESOptions{MaxSteps: 500, Progress: func(done, all int) {
		if done == 40 {
			cancel()
		}
		if all != 500 {
			t.Errorf("%d of %d", done, all)
		}
	}})
	if !errors.Is(err, context.Canceled) || s.Steps != 40 || s.Products != 40 {
		t.Fatalf("%d steps, %v", s.Steps, err)
	}
	if res := residualOf(a, s.X, b); !(math.Abs(res-s.Residual) <= 1e-10*res) || !(res < norm2(b)) {
		t.Errorf("residual %g, reported %g", res, s.Residual)
	}
}

// A tolerance below rounding is not met, and an ill-conditioned system says what it reached.
func TestMINRESWithinRounding(t *testing.T) {
	a := hilbert(12)
	b := gaussian(rand.New(rand.NewPCG(221, 222)), 12)
	s, err := spectra.MINRES(context.Background(), spectra.Dense(a), b, &spectra.MINRESOptions{Tolerance: 1e-18})
	var short spectra.ErrNotConverged
	var singular spectra.ErrSingular
	if !errors.As(err, &short) && !errors.As(err, &singular) {
		t.Fatalf("%+v, %v", s, err)
	}
	if res := residualOf(a, s.X, b); !(math.Abs(res-s.Residual) <= backward(12, 2)*norm2(s.X)+1e-12) {
		t.Errorf("residual %g, reported %g", res, s.Residual)
	}
	values := make([]float64, 200)
	for i := range values {
		values[i] = math.Pow(10, -6*float64(i)/199)
	}
	graded := prescribed(rand.New(rand.NewPCG(223, 224)), values)
	b = gaussian(rand.New(rand.NewPCG(225, 226)), 200)
	s = minres(t, spectra.Dense(graded), b, &spectra.MINRESOptions{ResidualTolerance: 1e-9, MaxSteps: 5000})
	if res := residualOf(graded, s.X, b); !(res <= 1.01e-9*norm2(b)) || s.Condition < 1e5 || s.Condition > 1e6*(1+1e-6) {
		t.Errorf("residual %g, condition %g", res, s.Condition)
	}
}
