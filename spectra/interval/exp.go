package interval

import (
	"math"

	"saddle/spectra/internal/double"
)

// expLimit bounds the arguments of exp whose value neither overflows nor
// underflows to less than half of the smallest subnormal number.
const expLimit = 746

// expReduce returns x = n·ln2/32 + r with an integer n and |r| < 0.01084, for
// |x| ≤ expLimit.
//
// n·stepHigh is exact, and so is its difference from x as a double word; the
// product with stepLow, of size below 2⁻²⁴, and the sum err by 2⁻¹²⁵ at most
// together with the error of stepLow. If n = 0 then r = x exactly.
func expReduce(x float64) (n int, r double.Word) {
	f := math.RoundToEven(x * (32 / math.Ln2))
	r = double.Sum(x, -float64(f*stepHigh)).Add(stepLow.MulFloat(-f))
	return int(f), r
}

// expm1Series returns e^r − 1 for |r| < 0.01084 = 2⁻⁶·⁵, with relative error
// below 2⁻⁸³·⁵ if |r| ≥ 2⁻³⁰⁰ and absolute error below 2⁻⁹⁰ in any case.
//
//	e^r − 1 = r(1 + r/2 + r²/6 + r³/24 + r⁴(1/5! + … + r⁵/10!) + …)
//
// Relative to r: the terms left out are below 2r¹⁰/11! < 2⁻⁸⁹; the float64 tail
// errs by 5u·r⁴/5! < 2⁻⁸³·⁶; the double words by 10·2⁻¹⁰².
func expm1Series(r double.Word) double.Word {
	tail := horner(r.Hi, 1./120, 1./720, 1./5040, 1./40320, 1./362880, 1./3628800)
	return r.Mul(series(r, expHead[:], tail))
}

// expScaled returns e^x = y·2^q with |log₂ y| ≤ 1.1, for |x| ≤ expLimit. The
// relative error is below 2⁻⁸⁹: 2⁻⁹⁰ of expm1Series, 2⁻¹²⁵ of the reduction,
// 2⁻¹⁰⁶ of the table, and two operations.
func expScaled(x float64) (y double.Word, q int) {
	n, r := expReduce(x)
	t := expTable[n&31]
	return t.Add(t.Mul(expm1Series(r))), n >> 5
}

// expm1 returns e^x − 1 for 2⁻³⁰ ≤ x ≤ 100 with relative error below 2⁻⁸².
//
// If x is not reduced, that is the error of expm1Series. Otherwise e^x ≥ 1.0108,
// and the subtraction of 1 makes the error of e^x at most 94 < 2⁶·⁶ times as large.
func expm1(x float64) double.Word {
	if n, r := expReduce(x); n == 0 {
		return expm1Series(r)
	}
	y, q := expScaled(x)
	return y.MulPower2(pow2(q)).AddFloat(-1)
}

func expPoint(x float64) Interval {
	switch {
	case x == 0:
		return Interval{1, 1}
	case x > expLimit:
		return Interval{math.MaxFloat64, math.Inf(1)}
	case x < -expLimit:
		if math.IsInf(x, -1) {
			return Interval{}
		}
		return Interval{0, math.SmallestNonzeroFloat64}
	}
	y, q := expScaled(x)
	return enclose(y).Scale2(q)
}

// Exp returns an enclosure of eˣ.
func (x Interval) Exp() Interval { return x.increasing(expPoint) }
