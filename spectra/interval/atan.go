package interval

import (
	"math"

	"saddle/spectra/internal/double"
)

// angle returns atan(n/d) for 2⁻¹¹⁰ < n ≤ d < 2¹¹⁰, with relative error
// below 2⁻⁸⁶ besides those of n and d.
//
//	atan n/d = atan c + atan t, c = j/32, t = (n − c·d)/(d + c·n), |t| < 0.0157 = 2⁻⁵·⁹⁹
//	atan t = t(1 − z/3 + z²/5 − … + z⁶/13), z = t² < 2⁻¹¹·⁹⁸
//
// Relative to t: the terms left out are below z⁷/15 < 2⁻⁸⁷; the float64 tail
// errs by 5u·z³/7 < 2⁻⁸⁹; the double words by 10·2⁻¹⁰². If j ≠ 0 the result is
// at least 0.0156, and the roundings of n − c·d and of the last sum are below
// 2⁻¹⁰⁰, 2⁻⁹⁴ relative to it.
func angle(n, d double.Word) double.Word {
	j := int(float64(32*n.Hi/d.Hi) + 0.5)
	if j != 0 {
		c := float64(j) / 32
		n, d = n.Add(d.MulFloat(-c)), d.Add(n.MulFloat(c))
	}
	t := n.Quo(d)
	z := t.Mul(t).Neg()
	tail := horner(z.Hi, 1./7, 1./9, 1./11, 1./13)
	return atanTable[j].Add(t.Mul(series(z, inverseOdd[:], tail)))
}

// halfAngle returns atan2(n, d) for n > 0 and d ≠ 0, both of magnitude between
// 2⁻¹¹⁰ and 2¹¹⁰, with relative error below 2⁻⁸⁵ besides those of n and d: no
// sum below cancels more than half of a term.
func halfAngle(n, d double.Word) double.Word {
	if d.Hi < 0 {
		return pi.Add(halfAngle(n, d.Neg()).Neg())
	}
	if n.Hi > d.Hi {
		return halfPi.Add(angle(d, n).Neg())
	}
	return angle(n, d)
}

// atan2Point returns an enclosure of the angle of the point (x, y), y ≥ 0, in
// [0, π], or of its limit if one of them is infinite. They are not both 0.
//
// Where one of them is more than 2⁹⁹ times the other, the angle differs from
// y/x, from π/2 or from π by less than 2⁻⁹⁸ of it.
func atan2Point(y, x float64) Interval {
	if y == 0 || math.IsInf(x, 0) {
		if x > 0 {
			return Interval{}
		}
		return Pi()
	}
	n, top := math.Frexp(y)
	d, bottom := math.Frexp(x)
	q := top - bottom
	switch {
	case x == 0 || math.IsInf(y, 1) || q > 100:
		return enclose(halfPi)
	case q < -100 && x < 0:
		return enclose(pi)
	case q < -100:
		return enclose(double.Word{Hi: n}.Quo(double.Word{Hi: d})).Scale2(q)
	}
	return enclose(halfAngle(double.Word{Hi: float64(n * pow2(q))}, double.Word{Hi: d}))
}

func atanPoint(x float64) Interval {
	if x < 0 {
		return atan2Point(-x, 1).Neg()
	}
	return atan2Point(x, 1)
}

// Atan returns an enclosure of atan x, in [−π/2, π/2].
func (x Interval) Atan() Interval { return x.increasing(atanPoint) }

// Atan2 returns an enclosure of the angles of the points (a, b), a in x and b in
// y, in (−π, π], over the pairs other than (0, 0): y is the ordinate, as in
// math.Atan2(y, x). If there is no such pair it is empty. If there are points on
// both sides of the negative x-axis, or on it and below it, it is [−π, π].
func (y Interval) Atan2(x Interval) Interval {
	switch {
	case x.IsEmpty() || y.IsEmpty() || x == Interval{} && y == Interval{}:
		return Empty()
	case y.Lo >= 0:
		return y.upperAngles(x)
	case y.Hi < 0 || y.Hi == 0 && x.Lo >= 0:
		return y.Neg().upperAngles(x).Neg()
	case x.Lo < 0:
		bound := Pi().Hi
		return Interval{-bound, bound}
	}
	return Interval{-atan2Point(-y.Lo, x.Lo).Hi, atan2Point(y.Hi, x.Lo).Hi}
}

// upperAngles is Atan2 for y ≥ 0. The angle falls as x grows; as y grows it
// rises where x > 0 and falls where x < 0.
func (y Interval) upperAngles(x Interval) Interval {
	low, high := y.Lo, y.Hi // the ordinates of the least and of the greatest angle
	if x.Hi <= 0 {
		low = y.Hi
	}
	if x.Lo < 0 {
		high = y.Lo
	}
	if y.Hi == 0 { // on the axis: a box that reaches 0 has the angle of its other end
		if x.Lo == 0 {
			x.Lo = x.Hi
		} else if x.Hi == 0 {
			x.Hi = x.Lo
		}
	}
	z := atan2Point(low, x.Hi)
	if low == high && x.Lo == x.Hi {
		return z
	}
	return Interval{z.Lo, atan2Point(high, x.Lo).Hi}
}

// acosWord returns acos x = atan2(√(1−x²), x) for −1 < x < 1 with relative error
// below 2⁻⁸⁴. The factors of 1 − x² = (1−x)(1+x) are exact as double words, and its
// root errs by 2⁻¹⁰¹; the angle changes by no larger factor than the root. For
// |x| < 2⁻¹⁰⁰, acos x differs from π/2 by less than 2⁻⁹⁹.
func acosWord(x float64) double.Word {
	if math.Abs(x) < 0x1p-100 {
		return halfPi
	}
	return halfAngle(double.Sum(1, -x).Mul(double.Sum(1, x)).Sqrt(), double.Word{Hi: x})
}

func acosPoint(x float64) Interval {
	switch x {
	case 1:
		return Interval{}
	case -1:
		return Pi()
	}
	return enclose(acosWord(x))
}

// Acos returns an enclosure of acos x, in [0, π], over x ∩ [−1, 1]. It is tight
// near ±1 too.
func (x Interval) Acos() Interval {
	if x.IsEmpty() || x.Lo > 1 || x.Hi < -1 {
		return Empty()
	}
	x = x.clamp(-1, 1)
	if x.Lo == x.Hi {
		return acosPoint(x.Lo)
	}
	return Interval{acosPoint(x.Hi).Lo, acosPoint(x.Lo).Hi}
}
