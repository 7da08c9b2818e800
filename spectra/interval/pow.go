package interval

import (
	"math"

	"saddle/spectra/internal/double"
)

// Pow returns an enclosure of xⁿ, over the non-zero numbers in x if n < 0: there
// it is a half-line or the whole line if x contains 0, and empty if x is [0, 0].
// x⁰ is 1. A power of a point that is a float64 is a point. Cost: O(log |n|).
func (x Interval) Pow(n int) Interval {
	odd, negative := n%2 != 0, n < 0
	switch {
	case x.IsEmpty() || negative && x.Lo == 0 && x.Hi == 0:
		return Empty()
	case n == 0:
		return Interval{1, 1}
	case !odd:
		x = x.Abs()
	case x.Lo < 0 && x.Hi <= 0:
		return x.Neg().Pow(n).Neg()
	case x.Lo < 0 && negative:
		return Whole()
	case x.Lo < 0:
		return Interval{-powPoint(-x.Lo, n).Hi, powPoint(x.Hi, n).Hi}
	}
	z := powPoint(x.Lo, n)
	if x.Lo == x.Hi {
		return z
	}
	end := powPoint(x.Hi, n)
	if negative {
		return Interval{end.Lo, z.Hi}
	}
	return Interval{z.Lo, end.Hi}
}

// powPoint returns an enclosure of xⁿ, or of its limit, for x in [0, +Inf], n ≠ 0.
func powPoint(x float64, n int) Interval {
	if x == 0 || x > math.MaxFloat64 {
		if (x == 0) == (n > 0) {
			return Interval{}
		}
		return Interval{math.MaxFloat64, math.Inf(1)}
	}
	y, bound := powWord(x, n)
	return Interval{
		AddDown(y.m.Hi, SubDown(y.m.Lo, bound)),
		AddUp(y.m.Hi, AddUp(y.m.Lo, bound)),
	}.Scale2(y.e)
}

// powWord returns xⁿ for finite x > 0, n ≠ 0, and a bound of the error of its m.
//
// By repeated squaring of x = m·2ᵉ, ½ ≤ m < 1. A product of single words is exact
// as a double word, and if xⁿ has at most 53 bits then all powers on the way have.
// Otherwise each of fewer than 2|n| factors (1+δ) of the result, and of one more
// for the reciprocal, has |δ| < 2⁻¹⁰²: the relative error is below |n|·2⁻⁹⁹.
func powWord(x float64, n int) (y power, bound float64) {
	m, e := math.Frexp(x)
	base := power{double.Word{Hi: m}, e, true}
	y = power{double.Word{Hi: 1}, 0, true}
	size := uint64(n)
	if n < 0 {
		size = -size
	}
	for i := size; ; base = base.mul(base) {
		if i&1 != 0 {
			y = y.mul(base)
		}
		if i >>= 1; i == 0 {
			break
		}
	}
	if n < 0 {
		y.exact = y.exact && y.m == double.Word{Hi: 0.5}
		y.m, y.e = double.Word{Hi: 1}.Quo(y.m), -y.e
	}
	if !y.exact {
		bound = float64(float64(size) * 0x1p-98) // m ≤ 2
	}
	return y, bound
}

// A power is m·2ᵉ, ½ ≤ m ≤ 1, which exact says is without error.
type power struct {
	m     double.Word
	e     int
	exact bool
}

// mul returns x·y. Exponents are cut at ±2²⁰: all powers of one number have
// exponents of one sign, so that what is cut has overflowed, or underflowed, for good.
func (x power) mul(y power) power {
	one := double.Word{Hi: 1}
	z := power{
		m:     x.m.Mul(y.m),
		e:     min(max(x.e+y.e, -1<<20), 1<<20),
		exact: x.exact && y.exact && (x.m == one || x.m.Lo == 0 && y.m.Lo == 0),
	}
	if z.m.Hi < 0.5 {
		z.m, z.e = z.m.MulPower2(2), z.e-1
	}
	return z
}
