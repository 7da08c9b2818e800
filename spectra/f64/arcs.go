package f64

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../_asm && go run ./arcs -out ../f64/arcs_amd64.s -stubs ../f64/arcs_stub_amd64.go -pkg f64"

// Arcs sets s[i] = sin t and u[i] = π − t for the angles t = arccos c[i] in [0, π]; a cosine
// that rounding has put outside [−1, 1] counts as the end of it. s or u may be c. It panics if
// the lengths differ.
//
//	π − arccos c = π/2 + arcsin c                     if |c| ≤ sin(π/8),
//	             = π − arcsin s,  arcsin s            if s ≤ sin(π/8), for c > 0 and c < 0,
//	             = 3π/4 + arcsin x, π/4 − arcsin x    otherwise, with x = (|c|−s)/√2,
//
// and arcsin x = x + x³ P(x²), where the polynomial 1 + q P(q) of degree 10 interpolates
// arcsin(√q)/√q at the Chebyshev nodes of [0, sin²(π/8)], with a relative error below 6·10⁻¹⁸
// before rounding.
//
// With ε = 2⁻⁵³ and to first order, the relative error of s is at most 3ε/2 and the
// error of u at most 8ε: 3ε of arcsin x, 2ε of the constant, 2ε of the sum. That
// suffices near t = 0 and t = π, where c does not determine t so well: s and u belong
// to the same c, so that in s + u c, and in s a + u b for unit vectors a, b at the angle t,
// an error of c is multiplied by u and by s.
func Arcs(s, u, c []float64) {
	if len(s) != len(c) || len(u) != len(c) {
		panic(fmt.Sprintf("f64: Arcs of lengths %d, %d and %d", len(s), len(u), len(c)))
	}
	arcs(s, u, c)
}

// arcsTerms are the coefficients of P.
var arcsTerms = [...]float64{
	0.16666666666665855, 0.07500000000220788, 0.044642856908859295, 0.030381957126451947, 0.022371759605907794,
	0.0173605689978962, 0.01386768943977395, 0.012318435689868104, 0.006102583241066614, 0.017621406719819706,
}

func arcsGo(s, u, c []float64) {
	const eighth = (2 - math.Sqrt2) / 4 // sin²(π/8)
	for i, c := range c {
		square := math.FMA(-c, c, 1)
		if square < 0 {
			square = 0
		}
		sin := math.Sqrt(square)
		signed := math.Copysign(sin, c)
		x, h := (c-signed)*(math.Sqrt2/2), math.Pi/4
		if square <= eighth {
			x, h = -signed, math.Pi/2
		}
		if square >= 1-eighth {
			x, h = c, 0
		}
		q := x * x
		u[i] = math.Pi/2 + math.Copysign(h, c) + math.FMA(x*q, arcsPolynomial(q), x)
		s[i] = sin
	}
}

// arcsPolynomial returns P(q).
func arcsPolynomial(q float64) float64 {
	p := &arcsTerms
	q2 := q * q
	q4 := q2 * q2
	low := math.FMA(q2, math.FMA(p[3], q, p[2]), math.FMA(p[1], q, p[0]))
	high := math.FMA(q2, math.FMA(p[7], q, p[6]), math.FMA(p[5], q, p[4]))
	high = math.FMA(q4, math.FMA(p[9], q, p[8]), high)
	return math.FMA(q4, high, low)
}
