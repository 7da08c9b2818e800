package models

import "math"

// arcs sets s = sin t and u = π − t for the angles t = arccos c in [0, π], entry by
// entry; a cosine that rounding has put outside [−1, 1] counts as the end of it.
//
//	π − arccos c = π/2 + arcsin c                     if |c| ≤ sin(π/8),
//	             = π − arcsin s,  arcsin s            if s ≤ sin(π/8), for c > 0 and c < 0,
//	             = 3π/4 + arcsin x, π/4 − arcsin x    otherwise, with x = (|c|−s)/√2,
//
// and arcsin x = x P(x²), where the polynomial P of degree 10 interpolates arcsin(√q)/√q at
// the Chebyshev nodes of [0, sin²(π/8)], with a relative error below 6·10⁻¹⁸ before
// rounding.
//
// With ε = 2⁻⁵³ and to first order, the relative error of s is at most 2ε and the
// error of u at most 8ε: 3ε of arcsin x, 2ε of the constant, 2ε of the sum. That
// suffices near t = 0 and t = π, where c does not determine t so well: s and u belong
// to the same c, so that in s + u c, and in s a + u b for unit vectors a, b at the angle t,
// an error of c is multiplied by u and by s.
func arcs(s, u, c []float64) {
	const (
		p1  = 0.16666666666665855
		p2  = 0.07500000000220788
		p3  = 0.044642856908859295
		p4  = 0.030381957126451947
		p5  = 0.022371759605907794
		p6  = 0.0173605689978962
		p7  = 0.01386768943977395
		p8  = 0.012318435689868104
		p9  = 0.006102583241066614
		p10 = 0.017621406719819706

		eighth = (2 - math.Sqrt2) / 4 // sin²(π/8)
	)
	s, u = s[:len(c)], u[:len(c)]
	for i, c := range c {
		s2 := (1 - c) * (1 + c)
		if s2 < 0 {
			s2 = 0
		}
		sin := math.Sqrt(s2)
		s[i] = sin
		from, x, q := math.Pi/2, c, c*c
		if q > eighth {
			switch {
			case s2 <= eighth && c > 0:
				from, x, q = math.Pi, -sin, s2
			case s2 <= eighth:
				from, x, q = 0, sin, s2
			case c > 0:
				from, x = 3*math.Pi/4, (c-sin)*(math.Sqrt2/2)
				q = x * x
			default:
				from, x = math.Pi/4, (c+sin)*(math.Sqrt2/2)
				q = x * x
			}
		}
		q2 := q * q
		q4 := q2 * q2
		p := (p1 + p2*q) + (p3+p4*q)*q2 + ((p5+p6*q)+(p7+p8*q)*q2+(p9+p10*q)*q4)*q4
		u[i] = from + (x + x*q*p)
	}
}
