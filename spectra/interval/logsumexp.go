package interval

import (
	"fmt"
	"math"

	"saddle/spectra/internal/double"
)

// log1pPoint returns an enclosure of log(1+s) for s ≥ 0. Below 2⁻¹¹⁰ it differs from s
// by less than 2⁻¹¹¹s; above 1 it is at least 0.69, and rounding 1 + s costs an ulp.
func log1pPoint(s float64) Interval {
	switch {
	case s < 0x1p-110:
		return enclose(double.Word{Hi: s})
	case s <= 1:
		return enclose(log1p(double.Word{Hi: s}))
	}
	return Interval{1, 1}.Add(Interval{s, s}).Log()
}

// LogSumExp returns an enclosure of log(exp x₁ + … + exp xₙ): its range, up to some n ulps
// of the largest |xᵢ| + 1. It is empty if n = 0 and if an xᵢ is. Cost: n exponentials.
func LogSumExp(x ...Interval) Interval {
	if len(x) == 0 {
		return Empty()
	}
	point := true
	for _, y := range x {
		if y.IsEmpty() {
			return Empty()
		}
		point = point && y.Lo == y.Hi
	}
	z := logSumExpPoint(x, func(y Interval) float64 { return y.Lo })
	if !point { // it increases with every xᵢ
		z.Hi = logSumExpPoint(x, func(y Interval) float64 { return y.Hi }).Hi
	}
	return z
}

// logSumExpPoint encloses LogSumExp at one bound of every xᵢ, or its limit there. With
// the largest one m split off it is m + log(1 + Σ exp(xᵢ − m)).
func logSumExpPoint(x []Interval, bound func(Interval) float64) Interval {
	top := 0
	for i, y := range x {
		if bound(y) > bound(x[top]) {
			top = i
		}
	}
	m := bound(x[top])
	if math.IsInf(m, 0) {
		return Interval{min(m, math.MaxFloat64), max(m, -math.MaxFloat64)}
	}
	var rest Interval
	for i, y := range x {
		if v := bound(y); i != top {
			rest = rest.Add(expDifference(v, m))
		}
	}
	return rest.increasing(log1pPoint).Add(Interval{m, m})
}

// expDifference returns an enclosure of exp(a − b), or of its limit where one of them is
// infinite. The difference is d + r without error, |r| ≤ 2⁻⁴⁴, and exp r differs from 1 + r
// by less than 2⁻⁸⁸.
func expDifference(a, b float64) Interval {
	d := double.Sum(a, -b)
	if !(math.Abs(d.Hi) <= expLimit) {
		return expPoint(d.Hi)
	}
	y, q := expScaled(d.Hi)
	return enclose(y.Mul(double.Sum(1, d.Lo))).Scale2(q)
}

// Softmax sets dst to enclosures of exp xᵢ / Σₖ exp xₖ, the derivatives of [LogSumExp]:
// their ranges up to rounding, whatever the size of the xᵢ. They are empty if an xᵢ is.
// dst must not overlap x; Softmax panics if their lengths differ. Cost: n² exponentials.
func Softmax(dst, x []Interval) {
	if len(dst) != len(x) {
		panic(fmt.Sprintf("interval: Softmax of length %d into %d", len(x), len(dst)))
	}
	for i, xi := range x {
		least, most := 1.0, 1.0 // of Σₖ exp(xₖ − xᵢ), which falls as xᵢ grows
		empty := xi.IsEmpty()
		for k, xk := range x {
			if k != i {
				least = AddDown(least, expDifference(xk.Lo, xi.Hi).Lo)
				most = AddUp(most, expDifference(xk.Hi, xi.Lo).Hi)
				empty = empty || xk.IsEmpty()
			}
		}
		dst[i] = Interval{DivDown(1, most), DivUp(1, least)}
		if empty {
			dst[i] = Empty()
		}
	}
}
