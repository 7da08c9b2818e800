package interval

import (
	"math"

	"saddle/spectra/internal/double"
)

// logNear returns k·ln2 + log(j/64) + 2 atanh t, where t = n/d, |t| < 0.00556 = 2⁻⁷·⁴⁹,
// and the last two add up to the logarithm of a number in [0.7, 1.42].
//
//	atanh t = t(1 + z/3 + z²/5 + z³/7 + z⁴/9 + z⁵/11 + …), z = t² < 2⁻¹⁴·⁹
//
// Relative to t: the terms left out are below 2z⁶/13 < 2⁻⁹²; the float64 tail
// errs by 5u·z³/7 < 2⁻⁹⁸; the double words by 8·2⁻¹⁰². If k = 0 and j = 64 this
// is the relative error of the result, below 2⁻⁹¹, besides that of n. Otherwise
// the result is at least 0.0077 = 2⁻⁷·⁰² and at least 0.34|k|. The absolute
// errors, 2⁻⁹⁷·⁵ here, 2⁻¹⁰⁴ in the table and the sums, 2⁻¹⁰⁴|k| in k·ln2, are
// below 2⁻⁹⁰ relative to it.
func logNear(n, d double.Word, k, j int) double.Word {
	t := n.Quo(d)
	z := t.Mul(t)
	tail := horner(z.Hi, 1./7, 1./9, 1./11)
	y := t.Mul(series(z, inverseOdd[:], tail)).MulPower2(2)
	if j != 64 {
		y = logTable[j-45].Add(y)
	}
	if k != 0 {
		y = ln2.MulFloat(float64(k)).Add(y)
	}
	return y
}

// nearest64 returns the integer nearest to 64m, for 0.7 < m < 1.42.
func nearest64(m float64) int { return int(float64(64*m) + 0.5) }

// log1p returns log(1+e) for 2⁻¹¹⁰ ≤ e ≤ 1.01 with relative error below 2⁻⁸⁹,
// besides that of e. Rounding 1 + e matters only where log(1+e) ≥ 0.0077.
func log1p(e double.Word) double.Word {
	m, k := e.AddFloat(1), 0
	if m.Hi > math.Sqrt2 {
		m, k = m.MulPower2(0.5), 1
	}
	j := nearest64(m.Hi)
	if k == 0 && j == 64 {
		return logNear(e, e.AddFloat(2), 0, 64)
	}
	c := float64(j) / 64
	return logNear(m.AddFloat(-c), m.AddFloat(c), k, j)
}

// logWord returns log x for finite x > 0 with relative error below 2⁻⁹⁰.
func logWord(x float64) double.Word {
	k := 0
	if x < 0x1p-1022 {
		x, k = x*0x1p54, -54
	}
	b := math.Float64bits(x)
	k += int(b>>52) - 1023
	m := math.Float64frombits(b&(1<<52-1) | 1023<<52)
	if m > math.Sqrt2 {
		m, k = m/2, k+1
	}
	j := nearest64(m)
	c := float64(j) / 64
	return logNear(double.Word{Hi: m - c}, double.Sum(m, c), k, j) // m − c is exact
}

func logPoint(x float64) Interval {
	switch {
	case x == 0:
		return Interval{math.Inf(-1), -math.MaxFloat64}
	case x > math.MaxFloat64:
		return Interval{math.MaxFloat64, x}
	}
	return enclose(logWord(x))
}

// Log returns an enclosure of the natural logarithm, over x ∩ (0, +Inf).
func (x Interval) Log() Interval {
	if x.IsEmpty() || x.Hi <= 0 {
		return Empty()
	}
	return Interval{math.Max(x.Lo, 0), x.Hi}.increasing(logPoint)
}
