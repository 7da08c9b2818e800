package certify

import (
	"errors"
	"math"
	"testing"

	"saddle/models"
)

// power is Re (x + iy)ⁿ, whose gradient n z̄ⁿ⁻¹ turns n − 1 times backwards.
func power(n int) *models.Tape {
	return models.Trace(2, func(w []models.Var) models.Var {
		re, im := models.Rat(1, 1), models.Rat(0, 1)
		for range n {
			re, im = re.Mul(w[0]).Sub(im.Mul(w[1])), re.Mul(w[1]).Add(im.Mul(w[0]))
		}
		return re
	})
}

func plane(f func(x, y models.Var) models.Var) *models.Tape {
	return models.Trace(2, func(w []models.Var) models.Var { return f(w[0], w[1]) })
}

func TestWindingOfPowers(t *testing.T) {
	for n := 1; n <= 7; n++ {
		for _, r := range []float64{0.25, 1, 3} {
			if got, err := WindingNumber(power(n), 0, 0, r); err != nil || got != 1-n {
				t.Errorf("Re zⁿ, n = %d: %d, %v, want %d", n, got, err, 1-n)
			}
		}
	}
	// Away from the critical point, and with it off the centre.
	if got, err := WindingNumber(power(3), 2, 2, 1); err != nil || got != 0 {
		t.Errorf("without a critical point: %d, %v", got, err)
	}
	if got, err := WindingNumber(power(3), 0.5, -0.25, 1); err != nil || got != -2 {
		t.Errorf("off the centre: %d, %v", got, err)
	}
}

// Indices add up: (x² − 1)² + y² has two minima and a saddle, and −f has the same index, as ∇f turns with its
// negative.
func TestWindingAddsUp(t *testing.T) {
	wells := plane(func(x, y models.Var) models.Var {
		return x.Sqr().Sub(models.Rat(1, 1)).Sqr().Add(y.Sqr())
	})
	hills := plane(func(x, y models.Var) models.Var {
		return x.Sqr().Sub(models.Rat(1, 1)).Sqr().Add(y.Sqr()).Neg()
	})
	for _, f := range []*models.Tape{wells, hills} {
		for _, c := range []struct {
			x, r float64
			want int
		}{{0, 3, 1}, {0, 0.5, -1}, {1, 0.5, 1}, {-1, 0.5, 1}, {0.5, 0.75, 0}} {
			if got, err := WindingNumber(f, c.x, 0, c.r); err != nil || got != c.want {
				t.Errorf("about (%v, 0) with %v: %d, %v, want %d", c.x, c.r, got, err, c.want)
			}
		}
	}
}

// What is not known is an error: a zero on the square, a square that is none, a function of one variable.
func TestWindingRefuses(t *testing.T) {
	ridge := plane(func(x, y models.Var) models.Var { return x.Sqr() })
	if _, err := WindingNumber(ridge, 0, 0, 1); !errors.As(err, new(ErrUnproved)) {
		t.Errorf("a line of zeros: %v", err)
	}
	bowl := plane(func(x, y models.Var) models.Var { return x.Sqr().Add(y.Sqr()) })
	if _, err := WindingNumber(bowl, 1, 0, 1); !errors.As(err, new(ErrUnproved)) {
		t.Errorf("a zero on a side: %v", err)
	}
	for _, c := range [][3]float64{{0, 0, 0}, {0, 0, -1}, {math.NaN(), 0, 1}, {0, 0, math.Inf(1)}, {0, 0, math.NaN()}, {math.MaxFloat64, 0, math.MaxFloat64}, {1e300, 0, 1}} {
		if _, err := WindingNumber(bowl, c[0], c[1], c[2]); !errors.As(err, new(ErrArgument)) {
			t.Errorf("%v: %v", c, err)
		}
	}
	one := models.Trace(1, func(w []models.Var) models.Var { return w[0].Sqr() })
	if _, err := WindingNumber(one, 0, 0, 1); !errors.As(err, new(ErrArgument)) {
		t.Errorf("one variable: %v", err)
	}
	root := plane(func(x, y models.Var) models.Var { return x.Sqrt().Add(y) })
	if _, err := WindingNumber(root, 0, 0, 1); err == nil {
		t.Error("√x at −1 passes")
	}
}
