package certify_test

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/models"
	"saddle/theorems/certify"
)

// A poly is a polynomial of one variable, its coefficients from the constant on.
type poly []*big.Rat

func (p poly) at(x *big.Rat) *big.Rat {
	y := new(big.Rat)
	for i := len(p) - 1; i >= 0; i-- {
		y.Add(y.Mul(y, x), p[i])
	}
	return y
}

func (p poly) derivative() (d poly) {
	for i := 1; i < len(p); i++ {
		d = append(d, new(big.Rat).Mul(p[i], big.NewRat(int64(i), 1)))
	}
	return d
}

func (p poly) formula(x models.Var) models.Var {
	y := models.Rat(0, 1)
	for i := len(p) - 1; i >= 0; i-- {
		y = y.Mul(x).Add(models.BigRat(p[i]))
	}
	return y
}

// A well is a polynomial whose critical points are known: they are the roots that
// its derivative was made of.
type well struct {
	p     poly
	roots []*big.Rat // different
}

// drawWell draws one with a minimum at its first root, more often than not.
func drawWell(rng *rand.Rand) (w well) {
	d := poly{big.NewRat(int64(1+rng.IntN(3)), 2)}
	for _, k := range rng.Perm(33)[:1+rng.IntN(3)] {
		a := big.NewRat(int64(k-16), 8)
		w.roots = append(w.roots, a)
		for range []int{1, 1, 1, 1, 2, 3}[rng.IntN(6)] { // d ← d (x − a)
			next := make(poly, len(d)+1)
			for i := range next {
				next[i] = new(big.Rat)
				if i > 0 {
					next[i].Set(d[i-1])
				}
				if i < len(d) {
					next[i].Sub(next[i], new(big.Rat).Mul(a, d[i]))
				}
			}
			d = next
		}
	}
	sign := int64(1)
	if d.derivative().at(w.roots[0]).Sign() < 0 != (rng.IntN(4) == 0) {
		sign = -1
	}
	w.p = poly{big.NewRat(int64(rng.IntN(5)), 1)}
	for i, c := range d {
		w.p = append(w.p, new(big.Rat).Mul(c, big.NewRat(sign, int64(i+1))))
	}
	return w
}

// A sheared loss is L(x, y) = P(x + ky) + Q(y): critical exactly at x = a − kb, y = b
// for roots a of P′ and b of Q′.
type sheared struct {
	p, q well
	k    int64
}

func (s sheared) tape() *models.Tape {
	return models.Trace(2, func(w []models.Var) models.Var {
		return s.p.p.formula(w[0].Add(models.Rat(s.k, 1).Mul(w[1]))).Add(s.q.p.formula(w[1]))
	})
}

func (s sheared) u(w [2]*big.Rat) *big.Rat {
	return new(big.Rat).Add(w[0], new(big.Rat).Mul(big.NewRat(s.k, 1), w[1]))
}

func (s sheared) loss(w [2]*big.Rat) *big.Rat {
	return new(big.Rat).Add(s.p.p.at(s.u(w)), s.q.p.at(w[1]))
}

// slope2 is ‖∇L‖².
func (s sheared) slope2(w [2]*big.Rat) *big.Rat {
	x := s.p.p.derivative().at(s.u(w))
	y := s.q.p.derivative().at(w[1])
	y.Add(y, new(big.Rat).Mul(big.NewRat(s.k, 1), x))
	return x.Add(x.Mul(x, x), y.Mul(y, y))
}

// above reports whether λ_min(∇²L(w)) ≥ μ: both diagonal entries and the determinant
// of ∇²L − μI are at least 0.
func (s sheared) above(w [2]*big.Rat, mu *big.Rat) bool {
	p, q, k := s.p.p.derivative().derivative().at(s.u(w)), s.q.p.derivative().derivative().at(w[1]), big.NewRat(s.k, 1)
	xy := new(big.Rat).Mul(k, p)
	yy := new(big.Rat).Mul(k, xy)
	yy.Sub(yy.Add(yy, q), mu)
	xx := new(big.Rat).Sub(p, mu)
	return xx.Sign() >= 0 && yy.Sign() >= 0 && new(big.Rat).Mul(xx, yy).Cmp(xy.Mul(xy, xy)) >= 0
}

func (s sheared) critical() (points [][2]*big.Rat) {
	for _, a := range s.p.roots {
		for _, b := range s.q.roots {
			points = append(points, [2]*big.Rat{new(big.Rat).Sub(a, new(big.Rat).Mul(big.NewRat(s.k, 1), b)), b})
		}
	}
	return points
}

func exactly(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }

// within reports whether ‖a − w‖ ≤ r.
func within(a, w [2]*big.Rat, r float64) bool {
	dx, dy, rr := new(big.Rat).Sub(a[0], w[0]), new(big.Rat).Sub(a[1], w[1]), exactly(r)
	dx.Add(dx.Mul(dx, dx), dy.Mul(dy, dy))
	return dx.Cmp(rr.Mul(rr, rr)) <= 0
}

// verify says in rationals what is wrong with a certificate.
func (s sheared) verify(m certify.Minimum) string {
	w := [2]*big.Rat{at(m, 0), at(m, 1)}
	var inside [][2]*big.Rat
	for _, a := range s.critical() {
		if within(a, w, m.R) {
			inside = append(inside, a)
		}
	}
	if len(inside) != 1 {
		return "there is not one critical point in the ball"
	}
	g, mu, r := exactly(m.G), exactly(m.Mu), exactly(m.R)
	x, y := new(big.Rat).Add(w[0], r), new(big.Rat).Sub(w[1], r)
	switch {
	case mu.Sign() <= 0:
		return "Mu is not positive"
	case !m.Loss.ContainsRat(s.loss(inside[0])):
		return "its loss is not enclosed"
	case g.Mul(g, g).Cmp(s.slope2(w)) < 0:
		return "G is below the gradient"
	case !s.above(inside[0], mu), !s.above(w, mu), !s.above([2]*big.Rat{x, w[1]}, mu), !s.above([2]*big.Rat{w[0], y}, mu):
		return "λ_min is below Mu on the ball"
	}
	return ""
}

// Every certificate of a polynomial with known critical points is checked in
// rationals: a simple minimum in the ball, alone, its loss, and the bounds. Radii just
// short of the distance to it are among those asked for.
func TestCertificatesOfKnownCriticalPoints(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	n := 150
	if testing.Short() {
		n = 40
	}
	proved, short, refused := 0, 0, 0
	for range n {
		s := sheared{drawWell(rng), drawWell(rng), int64(rng.IntN(3) - 1)}
		tape, points := s.tape(), s.critical()
		a := points[rng.IntN(1+rng.IntN(len(points)))]
		x, _ := a[0].Float64()
		y, _ := a[1].Float64()
		for _, off := range []float64{0x1p-60, 0x1p-40, 0x1p-25, 0x1p-12, 0x1p-6, 0x1p-3} {
			w, d := []float64{x + off, y - off}, math.Sqrt2*off
			for _, share := range []float64{0, 0.5, 0.999, 1.001, 1.5, 4} {
				m, err := certify.StrictMinimum(tape, w, d*share)
				switch {
				case err == nil:
					proved++
					if wrong := s.verify(m); wrong != "" {
						t.Fatalf("%+v at %v, r = %v: %s: %v, G = %v", s, w, d*share, wrong, m, m.G)
					}
				case !errors.As(err, new(certify.ErrUnproved)):
					t.Fatal(err)
				case share > 0 && share < 1:
					short++
				default:
					refused++
				}
			}
		}
	}
	if proved < n/2 || short < 4*n || refused < 4*n {
		t.Errorf("%d certificates; %d refused in short balls and %d in others", proved, short, refused)
	}
}

// −cos u + cu has no critical point for c > 1. Close to −1.2 its slope is small
// beside its curvature there, not beside that on a ball: with 1.01 − sin 1 = .17 and
// cos 1 = .54, w = −1 and r = .4 look like a minimum to who looks at w alone. With
// u = 2⁶⁰(w − 1) − 1 the ball about w = 1 has no float64 in it but its centre.
func TestNoCriticalPointIsCertified(t *testing.T) {
	for _, c := range []float64{1.001, 1.01, 1.1} {
		for _, k := range []int{-30, 0, 20, 60} {
			for _, at := range []float64{-1, -0.5, -1.25} {
				tape := models.Trace(2, func(w []models.Var) models.Var {
					scale := models.Const(math.Ldexp(1, k))
					u := w[0].Sub(models.Rat(1, 1)).Mul(scale).Add(models.Const(at))
					return models.Const(c).Mul(u).Sub(u.Cos()).Add(w[1].Mul(scale).Sqr())
				})
				for _, r := range []float64{0, 0.01, 0.1, 0.3, 0.4, 0.5, 1, 10} {
					if m, err := certify.StrictMinimum(tape, []float64{1, 0}, math.Ldexp(r, -k)); err == nil {
						t.Errorf("c = %v, scale 2^%d, u = %v, r = %v: %v", c, k, at, r, m)
					}
				}
			}
		}
	}
}

// −cos has minima at even multiples of π and nowhere else, told here by 100 digits of π.
func TestCertificatesOfCosine(t *testing.T) {
	pi, _ := new(big.Rat).SetString("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798")
	tape := models.Trace(1, func(w []models.Var) models.Var { return w[0].Cos().Neg() })
	for _, k := range []int64{0, 1, 2, 3, 10, 11, 1000, 1001, 1 << 30} {
		x := new(big.Rat).Mul(pi, big.NewRat(k, 1))
		for _, off := range []float64{0, 1e-12, -1e-3, 0.5, -1.5} {
			w, _ := x.Float64()
			w += off
			d := new(big.Rat).Sub(exactly(w), x)
			d.Abs(d)
			for _, r := range []float64{0, 1e-16, 1e-12, 9e-4, 1.1e-3, 0.499, 0.6, 1} {
				m, err := certify.StrictMinimum(tape, []float64{w}, r)
				if err == nil && (k%2 == 1 || d.Cmp(exactly(m.R)) > 0 || !m.Loss.Contains(-1)) {
					t.Errorf("%dπ%+v, r = %v: %v", k, off, r, m)
				}
				if r == 0 && math.Abs(off) <= 1e-3 && (err == nil) != (k%2 == 0) {
					t.Errorf("%dπ%+v: %v", k, off, err)
				}
			}
		}
	}
}

// On c‖w − a‖² the radius is sharp: the distance to a, and nothing less.
func TestRadiusIsSharp(t *testing.T) {
	rng := rand.New(rand.NewPCG(19, 20))
	for range 50 {
		c, x, y := models.Rat(1+rng.Int64N(9), 7), rng.NormFloat64(), rng.NormFloat64()
		tape := models.Trace(2, func(w []models.Var) models.Var {
			return c.Mul(w[0].Sub(models.Const(x)).Sqr().Add(w[1].Sub(models.Const(y)).Sqr()))
		})
		d := math.Hypot(x, y)
		if m, err := certify.StrictMinimum(tape, []float64{0, 0}, d*(1-0x1p-40)); err == nil {
			t.Errorf("%v, and the minimum is at distance %v", m, d)
		}
		if _, err := certify.StrictMinimum(tape, []float64{0, 0}, d*(1+0x1p-30)); err != nil {
			t.Error(err)
		}
	}
}

// The slope of ½x² + c(x + ⅓) − c(x + ⅔) at 10 is 10; in float64, c = 2⁶⁰/3 leaves
// no digit of it. That it might be 0 proves nothing.
func TestWideGradientProvesNothing(t *testing.T) {
	tape := models.Trace(1, func(w []models.Var) models.Var {
		line := func(a int64) models.Var { return w[0].Add(models.Rat(a, 3)).Mul(models.Rat(1<<60, 3)) }
		return models.Rat(1, 2).Mul(w[0].Sqr()).Add(line(1)).Sub(line(2))
	})
	for _, r := range []float64{0, 0.1, 1, 9, 9.99} {
		if m, err := certify.StrictMinimum(tape, []float64{10}, r); err == nil && m.R < 10 {
			t.Errorf("r = %v: %v, and the minimum is at distance 10", r, m)
		}
	}
	if m, err := certify.StrictMinimum(tape, []float64{10}, 1000); err != nil || m.G < 10 {
		t.Errorf("G = %v, %v", m.G, err)
	}
}

// cos has its minima at odd multiples of π: no box that reaches one is without.
func TestNoMinimumSeesTheWholeBox(t *testing.T) {
	for _, k := range []int{-30, 0, 60} {
		hill := models.Trace(1, func(w []models.Var) models.Var {
			return w[0].Sub(models.Rat(1, 1)).Mul(models.Const(math.Ldexp(1, k))).Cos()
		})
		for _, r := range []float64{3.2, 4, 100} {
			if v, err := certify.NoMinimum(hill, []float64{1}, math.Ldexp(r, -k)); !errors.As(err, new(certify.ErrUnproved)) {
				t.Errorf("scale 2^%d, r = %v: %v, %v", k, r, v, err)
			}
		}
		if v, err := certify.NoMinimum(hill, []float64{1}, math.Ldexp(1, -k)); k <= 0 && (err != nil || !v.Negative()) {
			t.Errorf("scale 2^%d: %v, %v", k, v, err)
		}
	}
}
