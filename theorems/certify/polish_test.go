package certify_test

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"saddle/models"
	"saddle/theorems/certify"
)

// flat has its one minimum at x = ⅓, with the curvature 2⁻³⁸: u = x − ⅓ enters as eᵘ + e⁻ᵘ − (1 − 2⁻³⁹) u².
func flat() *models.Tape {
	return models.Trace(1, func(w []models.Var) models.Var {
		u := w[0].Sub(models.Rat(1, 3))
		return u.Exp().Add(u.Neg().Exp()).Sub(models.Rat(1<<39-1, 1<<39).Mul(u.Sqr()))
	})
}

// coarse is a loss whose gradient float64 alone encloses.
type coarse struct{ certify.Enclosable }

// TestGradientToManyBits: where λ_min is small, it is the width of the gradient that hides a minimum.
func TestGradientToManyBits(t *testing.T) {
	tape, w := flat(), []float64{1. / 3}
	if m, err := certify.StrictMinimum(coarse{tape}, w, 0); !errors.As(err, new(certify.ErrUnproved)) || !strings.Contains(err.Error(), "is not below μ r") {
		t.Errorf("%v, %v", m, err)
	}
	m, err := certify.StrictMinimum(tape, w, 0)
	if err != nil || m.Tail != nil || m.W[0] != w[0] || !(m.Mu > 0x1p-40 && m.Mu < 0x1p-38) || !m.Loss.Contains(2) {
		t.Errorf("%v, %v", m, err)
	}
	p, err := certify.PolishedMinimum(tape, []float64{1./3 + 1e-9})
	if err != nil || p.R > m.R || p.G > m.G {
		t.Fatalf("%v, %v", p, err)
	}
	off := new(big.Rat).Sub(at(p, 0), big.NewRat(1, 3))
	if bound := new(big.Rat).SetFloat64(0x1p-80); off.Abs(off).Cmp(bound) > 0 {
		t.Errorf("the point is %v from the minimum", off.FloatString(40))
	}
}

// at returns entry i of the point of a certificate.
func at(m certify.Minimum, i int) *big.Rat {
	x := new(big.Rat).SetFloat64(m.W[i])
	if m.Tail != nil {
		x.Add(x, new(big.Rat).SetFloat64(m.Tail[i]))
	}
	return x
}

// TestPolishedCertificatesOfKnownCriticalPoints: the certificates of polynomials whose critical points are
// known are checked in rationals, also where a point beside a saddle or a maximum is polished.
func TestPolishedCertificatesOfKnownCriticalPoints(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 24))
	n := 150
	if testing.Short() {
		n = 40
	}
	proved, refused := 0, 0
	for range n {
		s := sheared{drawWell(rng), drawWell(rng), int64(rng.IntN(3) - 1)}
		tape, points := s.tape(), s.critical()
		a := points[rng.IntN(1+rng.IntN(len(points)))]
		x, _ := a[0].Float64()
		y, _ := a[1].Float64()
		for _, off := range []float64{0, 0x1p-40, 0x1p-25, 0x1p-21, 0x1p-12} {
			m, err := certify.PolishedMinimum(tape, []float64{x + off, y - off})
			switch {
			case err == nil:
				proved++
				if wrong := s.verify(m); wrong != "" {
					t.Fatalf("%+v at %v: %s: %v, G = %v", s, []float64{x + off, y - off}, wrong, m, m.G)
				}
				if moved := math.Hypot(m.W[0]-x-off, m.W[1]-y+off); moved > 0x1p-20*(1+max(math.Abs(x+off), math.Abs(y-off))) {
					t.Fatalf("it moved by %v", moved)
				}
			case !errors.As(err, new(certify.ErrUnproved)):
				t.Fatal(err)
			default:
				refused++
			}
		}
	}
	if proved < n/2 || refused < n {
		t.Errorf("%d certificates, %d refused", proved, refused)
	}
}

// TestPolishedRefuses: with the reason.
func TestPolishedRefuses(t *testing.T) {
	ring := models.Trace(2, func(w []models.Var) models.Var { // (x² + y² − 1)²: all minima lie on a circle
		return w[0].Sqr().Add(w[1].Sqr()).Sub(models.Rat(1, 1)).Sqr()
	})
	slope := models.Trace(1, func(w []models.Var) models.Var { return w[0].Exp().Add(w[0]) }) // no critical point
	for _, c := range []struct {
		tape *models.Tape
		w    []float64
		why  string
	}{
		{ring, []float64{1, 0}, "λ_min ≥ 0 is all that is known of the Hessian"},
		{ring, []float64{0, 0}, "≤ -4 < 0 at all points within"},
		{slope, []float64{0}, "w is not converged: ‖∇L(w)‖ ≤ 2, and the Newton step from there, 2 long"},
	} {
		if m, err := certify.PolishedMinimum(c.tape, c.w); !errors.As(err, new(certify.ErrUnproved)) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%v: %v, %v", c.w, m, err)
		}
	}
	kink := models.Trace(1, func(w []models.Var) models.Var { return w[0].Abs() })
	if m, err := certify.PolishedMinimum(kink, []float64{0}); !errors.As(err, new(models.ErrNonSmooth)) {
		t.Errorf("%v, %v", m, err)
	}
	if m, err := certify.PolishedMinimum(flat(), []float64{math.Inf(1)}); !errors.As(err, new(models.ErrNotFinite)) {
		t.Errorf("%v, %v", m, err)
	}
}
