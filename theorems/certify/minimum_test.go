package certify_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"testing"

	"saddle/models"
	"saddle/theorems/certify"
)

func bowl(w []models.Var) models.Var { // minimum 1 at (1, −2), Hessian diag(2, 4)
	return models.Sum(models.Rat(1, 1), w[0].Sub(models.Rat(1, 1)).Sqr(), models.Rat(2, 1).Mul(w[1].Add(models.Rat(2, 1)).Sqr()))
}

func TestMinimumOfQuadratic(t *testing.T) {
	tape := models.Trace(2, bowl)
	for _, w := range [][]float64{{1, -2}, {1 + 1e-9, -2}, {0.9, -2.05}} {
		m, err := certify.StrictMinimum(tape, w, 0)
		if err != nil {
			t.Errorf("%v: %v", w, err)
			continue
		}
		if math.Hypot(w[0]-1, w[1]+2) > m.R || !m.Loss.Contains(1) || m.Mu > 2 || m.Mu < 1.99 {
			t.Errorf("%v: %v", w, m)
		}
	}
	if _, err := certify.StrictMinimum(tape, []float64{0.9, -2.05}, 0.01); !errors.As(err, new(certify.ErrUnproved)) {
		t.Errorf("a minimum is proved in a ball without one: %v", err)
	}
}

// ½ a x² − e x is least at e/a, with the value −e²/(2a) that the bound gives: it is in
// the enclosure to the last bit, where at 0 neither loss, gradient nor curvature is
// rounded, and the quotient is.
func TestLossIsEnclosedToTheLastBit(t *testing.T) {
	sharp := 0
	for a := int64(1); a <= 15; a += 2 {
		for e := int64(1); e <= 6; e++ {
			tape := models.Trace(1, func(w []models.Var) models.Var {
				return models.Rat(a, 2).Mul(w[0].Sqr()).Sub(models.Rat(e, 1).Mul(w[0]))
			})
			m, err := certify.StrictMinimum(tape, []float64{0}, 64)
			if err != nil || !m.Loss.ContainsRat(big.NewRat(-e*e, 2*a)) {
				t.Errorf("a = %d, e = %d: the loss is in %v; %v", a, e, m.Loss, err)
			}
			if m.Mu == float64(a) {
				sharp++
			}
		}
	}
	if sharp == 0 {
		t.Error("no curvature is what it is: the enclosures are wider than they need be")
	}
}

// What is no strict minimum must never be certified, however the radius is chosen.
func TestNotAMinimum(t *testing.T) {
	for name, f := range map[string]func(w []models.Var) models.Var{
		"saddle":  func(w []models.Var) models.Var { return w[0].Sqr().Sub(w[1].Sqr()) },
		"maximum": func(w []models.Var) models.Var { return w[0].Sqr().Add(w[1].Sqr()).Neg() },
		"valley":  func(w []models.Var) models.Var { return w[0].Add(w[1]).Sqr() },
		"flat":    func(w []models.Var) models.Var { return w[0].Pow(4).Add(w[1].Pow(4)) },
		"slope":   func(w []models.Var) models.Var { return bowl(w) },
	} {
		for _, r := range []float64{0, 1e-9, 1e-3, 0.5} {
			if m, err := certify.StrictMinimum(models.Trace(2, f), []float64{0, 0}, r); err == nil && name != "slope" {
				t.Errorf("%s, r = %v: %v", name, r, m)
			} else if err == nil && r > 0 && r < 2.2 {
				t.Errorf("%s, r = %v: %v, and the minimum is at distance √5", name, r, m)
			}
		}
	}
}

func TestNoMinimum(t *testing.T) {
	saddle := models.Trace(2, func(w []models.Var) models.Var { return w[0].Sqr().Sub(w[1].Sqr()).Add(w[1].Pow(4)) })
	if v, err := certify.NoMinimum(saddle, []float64{0, 0}, 0.1); err != nil || !v.Negative() {
		t.Errorf("%v, %v", v, err)
	}
	// the minima are at y = ±1/√2: no box that reaches them is without one
	if _, err := certify.NoMinimum(saddle, []float64{0, 0}, 0.8); !errors.As(err, new(certify.ErrUnproved)) {
		t.Error(err)
	}
	if _, err := certify.NoMinimum(models.Trace(2, bowl), []float64{1, -2}, 0.1); !errors.As(err, new(certify.ErrUnproved)) {
		t.Error(err)
	}
}

func TestKinkIsRefused(t *testing.T) {
	abs := models.Trace(1, func(w []models.Var) models.Var { return w[0].Abs() })
	if _, err := certify.StrictMinimum(abs, []float64{0}, 0.1); !errors.As(err, new(models.ErrNonSmooth)) {
		t.Error(err)
	}
	if _, err := certify.StrictMinimum(abs, []float64{0, 1}, 0.1); !errors.As(err, new(models.ErrDimension)) {
		t.Error(err)
	}
}

func TestBadArguments(t *testing.T) {
	tape := models.Trace(2, bowl)
	for _, r := range []float64{-1, math.NaN(), math.Inf(1)} {
		var e certify.ErrArgument
		if m, err := certify.StrictMinimum(tape, []float64{1, -2}, r); !errors.As(err, &e) || e.Arg != "r" || m.String() != "no certificate" {
			t.Errorf("r = %v: %v, %v", r, m, err)
		}
		if _, err := certify.NoMinimum(tape, []float64{1, -2}, r); !errors.As(err, &e) {
			t.Errorf("r = %v: %v", r, err)
		}
	}
	var e models.ErrNotFinite
	if _, err := certify.StrictMinimum(tape, []float64{1, math.NaN()}, 0); !errors.As(err, &e) || e.Arg != "w[1]" {
		t.Error(err)
	}
}

// A ball is never larger than the one on which λ_min was bounded: 2¹⁰ ‖∇L‖ where that is enough,
// though 2 ‖∇L‖/μ may exceed it.
func TestGuessedBall(t *testing.T) {
	for _, c := range []float64{1.25 * 0x1p-10, 1.5 * 0x1p-10, 0x1p-9, 0x1p-3, 8} {
		tape := models.Trace(1, func(w []models.Var) models.Var { return models.Const(c).Mul(w[0].Sqr()).Mul(models.Rat(1, 2)) })
		m, err := certify.StrictMinimum(tape, []float64{1}, 0)
		if err != nil || m.R < 1 || m.R > max(1024*m.G, 1)*(1+1e-12) || m.R > 2*(1+1e-12) {
			t.Errorf("c = %v: %v, G = %v; %v", c, m, m.G, err)
		}
	}
	// cos turns outside of that ball
	tape := models.Trace(1, func(w []models.Var) models.Var { return w[0].Cos().Neg() })
	if m, err := certify.StrictMinimum(tape, []float64{0x1p-12}, 0); err != nil || m.R > 0x1p-9 || m.Mu > math.Cos(0.2) {
		t.Errorf("%v, %v", m, err)
	}
}

func ExampleStrictMinimum() {
	// softplus(w) + softplus(−w) is least at 0, with value 2 log 2.
	loss := models.Trace(1, func(w []models.Var) models.Var { return w[0].Softplus().Add(w[0].Neg().Softplus()) })
	m, err := certify.StrictMinimum(loss, []float64{1e-10}, 0)
	fmt.Println(m.Loss.Contains(2*math.Ln2), m.R < 1e-9, m.Mu > 0.49, err)
	// Output: true true true <nil>
}
