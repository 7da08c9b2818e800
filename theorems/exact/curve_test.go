package exact

import (
	"errors"
	"math/big"
	"testing"

	"saddle/models"
)

// A curve of the wrong shape is refused, and none is followed as another.
func TestAlongRefuses(t *testing.T) {
	tape := models.Trace(2, func(w []models.Var) models.Var { return w[0].Sub(w[1].Sqr()) })
	origin, step := Origin(2), Point(1, 1)
	for name, c := range map[string]struct {
		w, step []*big.Rat
		powers  []int
		order   int
		want    error
	}{
		"w":           {origin[:1], step, []int{1, 1}, 4, models.ErrDimension{Arg: "w", Got: 1, Want: 2}},
		"step":        {origin, step[:1], []int{1, 1}, 4, models.ErrDimension{Arg: "step", Got: 1, Want: 2}},
		"powers":      {origin, step, []int{1}, 4, models.ErrDimension{Arg: "powers", Got: 1, Want: 2}},
		"many powers": {origin, step, []int{1, 1, 1}, 4, models.ErrDimension{Arg: "powers", Got: 3, Want: 2}},
		"power 0":     {origin, step, []int{1, 0}, 4, models.ErrArgument{Arg: "powers[1]", Want: "a power of at least 1: a curve begins at w"}},
		"power −1":    {origin, step, []int{-1, 1}, 4, models.ErrArgument{Arg: "powers[0]", Want: "a power of at least 1: a curve begins at w"}},
		"nil step":    {origin, []*big.Rat{nil, step[1]}, []int{1, 1}, 4, models.ErrArgument{Arg: "step[0]", Want: "a number, not nil"}},
	} {
		if _, ok, err := Along(tape, c.w, c.step, c.powers, c.order); ok || err != c.want {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, ok, err := Along(tape, []*big.Rat{nil, nil}, step, []int{1, 1}, 4); ok || !errors.As(err, new(models.ErrArgument)) {
		t.Error(err)
	}
	if _, ok, err := Along(tape, origin, step, []int{1, 1}, -1); ok || !errors.As(err, new(models.ErrArgument)) {
		t.Error(err)
	}
	// a power beyond the order does nothing, and costs nothing
	if c, ok, err := Along(tape, origin, step, []int{1 << 30, 2}, 4); err != nil || !ok || c.Order != 4 || c.Coefficient.Sign() > 0 {
		t.Errorf("%v, %v, %v", c, ok, err)
	}
}

// Curves finds both signs of a product, and of a kinked loss, in more variables than it can try all of.
func TestCurves(t *testing.T) {
	for name, f := range map[string]func(w []models.Var) models.Var{
		"product": func(w []models.Var) models.Var { return models.Prod(w...) },
		"kinks":   func(w []models.Var) models.Var { return models.Prod(w[:5]...).Abs().Sub(w[5].Sqr().Abs()) },
	} {
		descent, ascent, err := Curves(models.Trace(6, f), Origin(6))
		if err != nil || descent == nil || ascent == nil || descent.Coefficient.Sign() >= 0 || ascent.Coefficient.Sign() <= 0 {
			t.Errorf("%s: %v, %v, %v", name, descent, ascent, err)
		}
	}
}
