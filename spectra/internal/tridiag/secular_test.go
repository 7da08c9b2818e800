package tridiag

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/internal/num"
)

// secularEquations returns equations with roots far from poles and at them.
func secularEquations(r *rand.Rand, n int) map[string]secular {
	make1 := func(gap, weight func(i int) float64, rho float64) secular {
		s := secular{make([]float64, n), make([]float64, n), 1 / rho}
		x, total := -0.5, 0.0
		for i := range n {
			s.d[i] = x
			x += gap(i) / float64(n)
			s.w[i] = weight(i)
			total += s.w[i]
		}
		for i := range n {
			s.w[i] /= total
		}
		return s
	}
	one := func(int) float64 { return 1 }
	return map[string]secular{
		"even":            make1(one, one, 1),
		"weak":            make1(one, one, 0x1p-40),
		"random":          make1(func(int) float64 { return r.Float64() + 0x1p-40 }, func(int) float64 { return r.Float64() + 0x1p-90 }, 0.3),
		"close poles":     make1(func(i int) float64 { return math.Ldexp(1, -40*(i%2)) }, one, 1),
		"small weights":   make1(one, func(i int) float64 { return math.Ldexp(1, -98*(i%2)) }, 1),
		"one weight":      make1(one, func(i int) float64 { return math.Ldexp(1, -90*min(i, 1)) }, 1),
		"graded weights":  make1(one, func(i int) float64 { return math.Ldexp(1, -98*i/n) }, 0.7),
		"graded distance": make1(func(i int) float64 { return math.Ldexp(1, -40*i/n) }, one, 1),
	}
}

// signAt returns the sign of f at origin + tau in exact arithmetic, as far as 400
// bits tell.
func (s *secular) signAt(origin, tau float64) int {
	number := func(x float64) *big.Float { return new(big.Float).SetPrec(400).SetFloat64(x) }
	lambda := new(big.Float).SetPrec(400).Add(number(origin), number(tau))
	sum := number(s.inverse)
	for i, d := range s.d {
		delta := new(big.Float).SetPrec(400).Sub(number(d), lambda)
		sum.Add(sum, delta.Quo(number(s.w[i]), delta))
	}
	return sum.Sign()
}

// The exact f changes sign across a relative neighbourhood of tau which is that
// of the error bound: each root is found as its distance from a pole, with high
// relative accuracy where the equation determines it so.
func TestSecularRoots(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 7))
	sizes := []int{1, 2, 3, 10, 40, 100}
	if testing.Short() {
		sizes = []int{3, 40}
	}
	for _, n := range sizes {
		for name, s := range secularEquations(r, n) {
			before := math.Inf(-1)
			for j := range n {
				origin, tau := s.root(j)
				if j+1 < n && !(s.d[j] < origin+tau || origin == s.d[j] && tau > 0) || j+1 < n && !(origin+tau < s.d[j+1] || origin == s.d[j+1] && tau < 0) || origin+tau < before {
					t.Fatalf("%s %d: root %d is %g + %g", name, n, j, origin, tau)
				}
				before = origin + tau
				v := s.at(j, origin, tau)
				// f is known to this, so tau to that over the slope.
				width := 4 * num.Roundoff * (float64(16+n)*(v.phi-v.psi) + s.inverse + math.Abs(tau)*(v.dpsi+v.dphi)) / (v.dpsi + v.dphi)
				width = max(width, 4*num.Epsilon*math.Abs(tau))
				below, above := tau-width, tau+width
				if below*tau > 0 && s.signAt(origin, below) > 0 || above*tau > 0 && (j == n-1 || origin+above < s.d[j+1]) && s.signAt(origin, above) < 0 {
					t.Errorf("%s %d: root %d is not %g + %g ± %g", name, n, j, origin, tau, width)
				}
			}
		}
	}
}

// Roots take few evaluations on the average, and bisection ends.
func TestSecularSteps(t *testing.T) {
	low, high := 0.0, 1.0
	steps := 0
	for separated(low, high) {
		if x := bisect(low, high); x > 0x1p-77/3 {
			high = x
		} else {
			low = x
		}
		if steps++; steps > 64 {
			t.Fatal("bisection does not end")
		}
	}
	if math.Abs(low-0x1p-77/3) > num.Epsilon*low {
		t.Errorf("bisection ends at %g", low)
	}
	if x := bisect(-4, -1); !(x < -1 && x > -4) {
		t.Errorf("the middle of -4 and -1 is %g", x)
	}
}
