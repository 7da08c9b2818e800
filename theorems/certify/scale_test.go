package certify_test

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"saddle/models"
	"saddle/theorems/certify"
)

// The bound of the gradient is as good near the ends of float64 as near 1.
func TestGradientOfAnyScale(t *testing.T) {
	for _, k := range []int{-1000, -665, -300, 0, 300, 665, 1000} { // 2^±665 is about 10^±200
		tape := models.Trace(2, func(w []models.Var) models.Var {
			return models.Const(math.Ldexp(1, k)).Mul(w[0].Sub(models.Rat(3, 1)).Sqr().Add(w[1].Sub(models.Rat(4, 1)).Sqr()))
		})
		m, err := certify.StrictMinimum(tape, []float64{0, 0}, 0) // at distance 5: ‖∇L‖ = 10·2^k
		if g := math.Ldexp(10, k); err != nil || m.G < g || m.G > g*(1+1e-14) || m.R < 5 || m.R > 1000 || !m.Loss.Contains(0) || !(m.Loss.Lo > -g*1e-10) {
			t.Errorf("2^%d: %v, G = %v, want %v; %v", k, m, m.G, g, err)
		}
	}
}

// cos turns within 2^-40 of its minimum if its argument is scaled.
func TestRadiusOfAnyScale(t *testing.T) {
	for _, k := range []int{-300, 0, 300} {
		tape := models.Trace(1, func(w []models.Var) models.Var { return w[0].Mul(models.Const(math.Ldexp(1, k))).Cos().Neg() })
		if m, err := certify.StrictMinimum(tape, []float64{0}, 0); err != nil || !m.Loss.Contains(-1) {
			t.Errorf("2^%d: %v, %v", k, m, err)
		}
	}
}

func TestOverflowIsUnproved(t *testing.T) {
	square := func(sign int64) *models.Tape { // ±(2^600 x)²
		return models.Trace(1, func(w []models.Var) models.Var {
			return models.Rat(sign, 1).Mul(w[0].Mul(models.Const(0x1p600)).Sqr())
		})
	}
	for _, r := range []float64{0, 1e-300, 1} {
		var e certify.ErrUnproved
		if m, err := certify.StrictMinimum(square(1), []float64{0}, r); !errors.As(err, &e) || !strings.Contains(e.Why, "scale the loss") {
			t.Errorf("r = %v: %v, %v", r, m, err)
		}
		if v, err := certify.NoMinimum(square(-1), []float64{0}, r); !errors.As(err, &e) || !strings.Contains(e.Why, "scale the loss") {
			t.Errorf("r = %v: %v, %v", r, v, err)
		}
	}
}

// A loss without parameters has one point. That is no strict minimum of anything.
func TestNoParameters(t *testing.T) {
	tape := models.Trace(0, func([]models.Var) models.Var { return models.Rat(3, 1) })
	var e certify.ErrArgument
	if m, err := certify.StrictMinimum(tape, nil, 0); !errors.As(err, &e) || e.Arg != "l" {
		t.Errorf("%v, %v", m, err)
	}
	if v, err := certify.NoMinimum(tape, nil, 0); !errors.As(err, &e) || e.Arg != "l" {
		t.Errorf("%v, %v", v, err)
	}
}

// The value is that of a unit vector: for cx² it is 2c, and for cxy, whose
// eigenvalues are ±c, it is −c at the best.
func TestNoMinimumValue(t *testing.T) {
	for _, k := range []int{-1000, -300, -3, 0, 2, 302, 1000} {
		c := -math.Ldexp(1, k)
		line := models.Trace(1, func(w []models.Var) models.Var { return models.Const(c).Mul(w[0].Sqr()) })
		if v, err := certify.NoMinimum(line, []float64{0.5}, 0.25); err != nil || !v.ContainsRat(new(big.Rat).SetFloat64(2*c)) || v.Width() > -1e-14*c {
			t.Errorf("2^%d: %v, want %v; %v", k, v, 2*c, err)
		}
		plane := models.Trace(2, func(w []models.Var) models.Var { return models.Const(c).Mul(w[0]).Mul(w[1]) })
		if v, err := certify.NoMinimum(plane, []float64{0, 0}, 1); err != nil || v.Hi < c || v.Lo > c*(1-1e-14) || v.Width() > -1e-14*c {
			t.Errorf("2^%d: %v, want %v; %v", k, v, c, err)
		}
	}
}

// The message is about the radius that came nearest: on −cos u + .9u from −.9, where u cos(.9 + u) is
// at most .1104, that is .353.
func TestBestRadiusIsNamed(t *testing.T) {
	tape := models.Trace(1, func(w []models.Var) models.Var { return models.Const(0.9).Mul(w[0]).Sub(w[0].Cos()) })
	_, err := certify.StrictMinimum(tape, []float64{-0.9}, 0)
	if err == nil || !strings.Contains(err.Error(), "‖∇L‖ ≤ 0.117 is not below μ r = 0.312 · 0.353, at the best radius: it is 1.06 times that") {
		t.Error(err)
	}
}

// A point far from its minimum needs a ball that reaches a kink: what is wrong is the
// point.
func TestChosenBallMeetsAKink(t *testing.T) {
	tape := models.Trace(1, func(w []models.Var) models.Var { return w[0].Sqr().Add(w[0].Sub(models.Rat(1, 1)).Abs()) })
	var e certify.ErrUnproved
	_, err := certify.StrictMinimum(tape, []float64{0.9}, 0)
	if !errors.As(err, &e) || !strings.Contains(e.Why, "polish the point") || !errors.As(err, new(models.ErrNonSmooth)) {
		t.Error(err)
	}
	if m, err := certify.StrictMinimum(tape, []float64{0.45}, 0); err != nil || !m.Loss.Contains(0.75) { // x² + 1 − x at ½
		t.Errorf("%v, %v", m, err)
	}
}
