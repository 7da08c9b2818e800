package interval

import (
	"math"

	"saddle/spectra/internal/double"
)

// tanhWord returns tanh x = e/(e+2), e = e²ˣ − 1, for 0 ≤ x ≤ 40 with relative
// error below 2⁻⁸¹: the quotient changes by no larger factor than e does, which
// errs by 2⁻⁸², and there are two operations. Near 0, x − x³/3 errs by
// 2x⁵/15 < 2⁻¹¹⁰x, and its second term by 2⁻¹⁰⁵x.
func tanhWord(x float64) double.Word {
	if x < 0x1p-27 {
		return double.FastSum(x, -x*x*x/3)
	}
	e := expm1(2 * x)
	return e.Quo(e.AddFloat(2))
}

func tanhPoint(x float64) Interval {
	switch {
	case x < 0:
		return tanhPoint(-x).Neg()
	case x > 40: // 1 − tanh x < 2⁻¹¹⁰
		return Interval{nextDown(1), 1}
	}
	return enclose(tanhWord(x)).clamp(0, 1)
}

// Tanh returns an enclosure of tanh x.
func (x Interval) Tanh() Interval { return x.increasing(tanhPoint) }

// sigmoidScaled returns 1/(1 + e⁻ˣ) = y·2^q for |x| ≤ expLimit, as e/(1+e) with
// e = eˣ for x < 0 and 1/(1+e) with e = e⁻ˣ for x ≥ 0, so that e ≤ 1. The relative
// error is at most twice that of e, 2⁻⁸⁸, and two operations: below 2⁻⁸⁷. Where
// e < 2⁻⁹⁹⁹ it is less than nothing beside the 1.
func sigmoidScaled(x float64) (y double.Word, q int) {
	e, q := expScaled(-math.Abs(x))
	d := e.MulPower2(pow2(max(q, -1000))).AddFloat(1)
	if x < 0 {
		return e.Quo(d), q
	}
	return double.Word{Hi: 1}.Quo(d), 0
}

func sigmoidPoint(x float64) Interval {
	switch {
	case x == 0:
		return Interval{0.5, 0.5}
	case x > expLimit:
		return Interval{nextDown(1), 1}
	case x < -expLimit: // σ(x) < eˣ
		return expPoint(x)
	}
	y, q := sigmoidScaled(x)
	return enclose(y).Scale2(q).clamp(0, 1)
}

// Sigmoid returns an enclosure of 1/(1 + e⁻ˣ).
func (x Interval) Sigmoid() Interval { return x.increasing(sigmoidPoint) }

// softplusScaled returns log(1 + eˣ) = y·2^q for −expLimit ≤ x ≤ 75, as
// max(x, 0) + log(1+e) with e = e^−|x|. The relative error is that of e and that
// of log1p, both 2⁻⁸⁹, and one operation: below 2⁻⁸⁷. Where x < 0 and e < 2⁻⁹⁹,
// log(1+e) differs from e by a factor within 2⁻⁹⁹ of 1.
func softplusScaled(x float64) (y double.Word, q int) {
	e, q := expScaled(-math.Abs(x))
	if x < 0 && q < -100 {
		return e, q
	}
	y = log1p(e.MulPower2(pow2(q)))
	if x > 0 {
		y = y.AddFloat(x)
	}
	return y, 0
}

func softplusPoint(x float64) Interval {
	switch {
	case x < -expLimit: // softplus x < eˣ
		return expPoint(x)
	case x > 75: // softplus x − x < 2⁻¹⁰⁸
		return Interval{math.Min(x, math.MaxFloat64), nextUp(math.Min(x, math.MaxFloat64))}
	}
	y, q := softplusScaled(x)
	return enclose(y).Scale2(q)
}

// Softplus returns an enclosure of log(1 + eˣ).
func (x Interval) Softplus() Interval { return x.increasing(softplusPoint) }
