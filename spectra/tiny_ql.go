package spectra

import "math"

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
	if e2 <= epsilon*epsilon*math.Abs(a*b) || e2 <= 0x1p-200 {
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

// sweep is one QL step with Wilkinson's shift.
func sweep(d, e []float64) {
	m := len(d) - 1
	half := (d[1] - d[0]) / 2
	shift := d[0] - e[0]/(half+math.Copysign(math.Sqrt(float64(half*half)+e[0]), half))
	c, s := 1.0, 0.0
	gamma := d[m] - shift
	p := gamma * gamma
	for i := m - 1; i >= 0; i-- {
		b := e[i]
		r := p + b
		if i != m-1 {
			e[i+1] = s * r
		}
		oldC, oldGamma, alpha := c, gamma, d[i]
		over := r / p // beside the next division, not after it
		c, s = p/r, b/r
		gamma = float64(c*(alpha-shift)) - float64(s*oldGamma)
		d[i+1] = oldGamma + (alpha - gamma)
		if c != 0 {
			p = float64(gamma*gamma) * over
		} else {
			p = oldC * b
		}
	}
	e[0] = s * p
	d[0] = shift + gamma
}
