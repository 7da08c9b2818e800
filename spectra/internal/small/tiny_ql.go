package small

import (
	"math"

	"saddle/spectra/internal/num"
)

// rootFreeQL sets d to the eigenvalues, in ascending order, of the symmetric
// tridiagonal matrix with diagonal d and off-diagonal e[:len(d)-1], which it
// destroys. The largest element is to be near 1.
//
// It is the QL iteration in squares of e, without square roots in the sweep (Pal,
// Walker and Kahan; Parlett, The Symmetric Eigenvalue Problem, section 8.15). An
// off-diagonal element is zero once it is below ε√|dᵢdᵢ₊₁|, or below 2⁻¹⁰⁰; if
// rounding keeps one up for 30 sweeps, below 2⁻⁵⁸.
func rootFreeQL(d, e []float64) {
	n := len(d)
	for i, x := range e[:n-1] {
		e[i] = x * x
	}
	for l := 0; l < n; {
		for sweeps := 0; ; sweeps++ {
			m := l
			for m < n-1 && !small(e[m], d[m], d[m+1], sweeps) {
				m++
			}
			if m == l {
				break
			}
			if m == l+1 {
				d[l], d[m] = pair(d[l], e[l], d[m])
				e[l] = 0
				break
			}
			e[m] = 0
			sweep(d[l:m+1], e[l:m])
		}
		l++
	}
	for i := 1; i < n; i++ {
		x, j := d[i], i
		for ; j > 0 && d[j-1] > x; j-- {
			d[j] = d[j-1]
		}
		d[j] = x
	}
}

func small(e2, a, b float64, sweeps int) bool {
	if e2 <= num.Epsilon*num.Epsilon*math.Abs(a*b) || e2 <= 0x1p-200 {
		return true
	}
	return sweeps > 30 && e2 <= 0x1p-116
}

// pair returns the eigenvalues of the matrix with diagonal (a, b) and the square e2
// beside it, each to a few ε of the larger modulus.
func pair(a, e2, b float64) (float64, float64) {
	mean, half := (a+b)/2, (a-b)/2
	r := math.Sqrt(float64(half*half) + e2)
	return mean - r, mean + r
}

// sweep is one QL step with Wilkinson's shift. With c = p/r and s = b/r it is
//
//	γ′ = c(α − σ) − sγ,  p′ = γ′²/c,
//
// written with g = rγ′, so that one division is all that separates p′ from p.
func sweep(d, e []float64) {
	m := len(d) - 1
	half := (d[1] - d[0]) / 2
	sign := math.Copysign(1, half) // as a factor it is ready before the quotient
	shift := math.FMA(-sign, e[0]/(math.Abs(half)+math.Sqrt(math.FMA(half, half, e[0]))), d[0])
	s, oldP, oldR := 0.0, 1.0, 1.0
	gamma := d[m] - shift
	p := gamma * gamma
	for i := m - 1; i >= 0; i-- {
		b, alpha := e[i], d[i]
		r := p + b
		if i != m-1 {
			e[i+1] = s * r
		}
		g := math.FMA(p, alpha-shift, -float64(b*gamma))
		oldGamma := gamma
		gamma = g / r
		s = b / r
		d[i+1] = oldGamma + (alpha - gamma)
		next := 0.0
		if q := p * r; q > 0x1p-600 {
			next = float64(g*g) / q
		} else { // p is nothing beside b ≥ 2⁻²⁰⁰, and γ² = p·oldP/oldR
			next = oldP / oldR * b
		}
		oldP, oldR, p = p, r, next
	}
	e[0] = s * p
	d[0] = shift + gamma
}
