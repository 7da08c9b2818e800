package f64

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../_asm && go run ./tanh -out ../f64/tanh_amd64.s -stubs ../f64/tanh_stub_amd64.go -pkg f64"

// Exp sets dst[i] = exp x[i], within 2 units in the last place, and exact where
// the result is 0, 1 or infinite. dst may be x. It panics if the lengths differ.
//
// With n = x/ln 2 rounded and r = x − n ln 2, reduced in two steps (Cody and Waite,
// Software Manual for the Elementary Functions, 1980, chapter 6), it is
// 2ⁿ(1 + p), p = r + r²(1/2! + … + r¹²/14!) ≈ eʳ − 1 on |r| ≤ ½ ln 2, where the next
// term of the series is below 2⁻⁶¹|r|.
func Exp(dst, x []float64) {
	if len(dst) != len(x) {
		panic(fmt.Sprintf("f64: Exp of lengths %d and %d", len(dst), len(x)))
	}
	exp(dst, x)
}

// Tanh sets t[i] = tanh x[i], within 2 units in the last place, and
// slope[i] = tanh′ x[i] = 1 − tanh² x[i], within 4. Neither is a difference of
// near-equal numbers, so the slope keeps its accuracy where tanh is 1. t or slope
// may be x. It panics if the lengths differ.
//
// With e = exp(−2|x|) and m = e − 1, both from the p of [Exp], tanh|x| = −m/(2+m) and
// tanh′ = 4e/(2+m)². What m, 2+m, the reciprocal and the product lose to rounding is
// computed and put back.
func Tanh(t, slope, x []float64) {
	if len(t) != len(x) || len(slope) != len(x) {
		panic(fmt.Sprintf("f64: Tanh of lengths %d, %d and %d", len(t), len(slope), len(x)))
	}
	tanh(t, slope, x)
}

const (
	// shift rounds to an integer, which it leaves in the last bits of the sum.
	shift = 0x1.8p52
	ln2Hi = 0x1.62e42feep-1 // 32 bits, so that n·ln2Hi − x has no rounding error
	ln2Lo = 0x1.a39ef35793c76p-33
	// far is where exp is 0 or infinite for certain and 2^(n/2) is still normal.
	far = 1400
)

// expTerms are 1/14!, 1/13!, …, 1/2!.
var expTerms = [...]float64{
	1. / 87178291200, 1. / 6227020800, 1. / 479001600, 1. / 39916800, 1. / 3628800, 1. / 362880,
	1. / 40320, 1. / 5040, 1. / 720, 1. / 120, 1. / 24, 1. / 6, 1. / 2,
}

// expParts returns p, a and b with eˣ = (1 + p)·a·b and powers of two a and b, each
// normal for |x| ≤ far.
func expParts(x float64) (p, a, b float64) {
	n := math.FMA(x, math.Log2E, shift) - shift
	r := math.FMA(n, -ln2Hi, x)
	r = math.FMA(n, -ln2Lo, r)
	q := expTerms[0]
	for _, c := range expTerms[1:] {
		q = math.FMA(q, r, c)
	}
	p = math.FMA(r*r, q, r)
	h := math.FMA(n, 0.5, shift)
	return p, power(h), power(n - (h - shift) + shift)
}

// power returns 2ⁿ for h = shift + n.
func power(h float64) float64 {
	return math.Float64frombits(math.Float64bits(h)<<52 + 1023<<52)
}

func expGo(dst, x []float64) {
	for i, y := range x {
		if y < -far {
			y = -far
		}
		if y > far {
			y = far
		}
		p, a, b := expParts(y)
		dst[i] = math.FMA(a, p, a) * b
	}
}

func tanhGo(t, slope, x []float64) {
	for i, z := range x {
		y := -2 * math.Abs(z)
		if y < -far {
			y = -far
		}
		p, a, b := expParts(y)
		c := a * b
		m := math.FMA(c, p, c-1)
		rest := math.FMA(c, p, c-1-m) // of m, and below of s
		s := 2 + m
		low := m - (s - 2) + rest
		v := 1 / s
		v = math.FMA(math.FMA(-v, low, math.FMA(-v, s, 1)), v, v)
		u := -m * v
		u = math.FMA(math.FMA(-u, low, math.FMA(-u, s, -m))-rest, v, u)
		t[i] = math.Copysign(u, z)
		w := v + v
		slope[i] = math.FMA(a, p, a) * w * w * b
	}
}
