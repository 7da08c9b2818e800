package interval

import (
	"math"
	"math/bits"

	"saddle/spectra/internal/double"
)

// reduce returns the quadrant of x ≥ 0, ⌊2x/π⌋ mod 4, and x = k·π/2 + r with
// |r| < 0.7854 and k given mod 4. The relative error of r is below 2⁻¹⁰².
//
// This is the method of Payne and Hanek: with x = m·2ᵉ, m < 2⁵³, the digits of
// 2/π of weight above 2^(1−e) give multiples of 4 in 2x/π; the next 256 are
// multiplied by m. Those left out are worth less than 2⁻²⁰¹ in 2x/π, and 192 bits
// of the fraction are kept. It is at least 2⁻⁶³ away from an integer for every
// float64 x ≥ π/4 (a test computes the least distance by continued fractions, as
// Kahan did; Muller et al., Handbook of Floating-Point Arithmetic).
// Relative to r these errors are below 2⁻¹²⁸; the fraction as a double word errs
// by 2⁻¹⁰⁵, its product with π/2 by 2⁻¹⁰³.
func reduce(x float64) (quadrant, k int, r double.Word) {
	if x < math.Pi/4 {
		return 0, 0, double.Word{Hi: x}
	}
	b := math.Float64bits(x)
	m := b&(1<<52-1) | 1<<52
	first := uint(b>>52) - 1075 + 62 // index of the digit of weight 2^(1−e)
	var a [4]uint64
	for i := range a {
		w := twoOverPi[first/64+uint(i):]
		a[i] = w[0] << (first % 64)
		if first%64 != 0 {
			a[i] |= w[1] >> (64 - first%64)
		}
	}
	h3, p3 := bits.Mul64(m, a[3])
	h2, l2 := bits.Mul64(m, a[2])
	h1, l1 := bits.Mul64(m, a[1])
	p2, carry := bits.Add64(l2, h3, 0)
	p1, carry := bits.Add64(l1, h2, carry)
	p0 := m*a[0] + h1 + carry

	quadrant = int(p0 >> 62)
	k = quadrant
	f0, f1, f2 := p0<<2|p1>>62, p1<<2|p2>>62, p2<<2|p3>>62 // 2x/π − quadrant, times 2¹⁹²
	sign := 1.0
	if f0>>63 != 0 { // nearer to the next integer; ^f is 1 − f − 2⁻¹⁹²
		f0, f1, f2 = ^f0, ^f1, ^f2
		k, sign = (k+1)&3, -1
	}
	z := bits.LeadingZeros64(f0)
	f0, f1 = f0<<z|f1>>(64-z), f1<<z|f2>>(64-z)
	hi := float64(float64(f0>>11) * pow2(-53-z))
	lo := float64(float64(f0<<53|f1>>11) * pow2(-117-z))
	r = double.FastSum(sign*hi, sign*lo).Mul(halfPi)
	return quadrant, k, r
}

// sinSeries returns sin r for 2⁻⁸⁰ < |r| < 0.7854, r² = z < 0.6169 = 2⁻⁰·⁶⁹:
//
//	sin r = r(1 − z/3! + z²/5! − … − z¹¹/23!)
//
// Relative to sin r ≥ 0.9r: the terms left out are below z¹²/25! < 2⁻⁹¹; the
// float64 tail errs by 5u·z⁶/13! < 2⁻⁸⁷; the double words by 15·2⁻¹⁰², the
// reduction by 2⁻¹⁰². In sum less than 2⁻⁸⁶.
func sinSeries(r double.Word) double.Word {
	z := r.Mul(r).Neg()
	tail := horner(z.Hi, 1./6227020800, 1./1307674368000, 1./355687428096000,
		1./121645100408832000, 1./51090942171709440000, 1./25852016738884976640000)
	return r.Mul(series(z, sinHead[:], tail))
}

// cosSeries returns cos r for |r| < 0.7854, r² = z < 0.6169 = 2⁻⁰·⁶⁹:
//
//	cos r = 1 − z/2! + z²/4! − … − z¹¹/22!
//
// Relative to cos r ≥ 0.7: the terms left out are below z¹²/24! < 2⁻⁸⁶·⁵; the
// float64 tail errs by 5u·z⁶/12! < 2⁻⁸³; the double words by 15·2⁻¹⁰², the
// reduction by 2⁻¹⁰². In sum less than 2⁻⁸².
func cosSeries(r double.Word) double.Word {
	z := r.Mul(r).Neg()
	tail := horner(z.Hi, 1./479001600, 1./87178291200, 1./20922789888000,
		1./6402373705728000, 1./2432902008176640000, 1./1124000727777607680000)
	return series(z, cosHead[:], tail)
}

// sinPoint returns an enclosure of sin(x + shift·π/2) for a finite x and
// shift 0 or 1, and the quadrant ⌊2x/π⌋ + shift mod 4.
func sinPoint(x float64, shift int) (Interval, int) {
	if x == 0 {
		return Of(float64(shift)), shift
	}
	a := math.Abs(x)
	quadrant, k, r := reduce(a)
	if x < 0 { // 2x/π is no integer
		quadrant, k, r = 3-quadrant, -k, r.Neg()
	}
	var y double.Word
	switch k += shift; {
	case k&1 != 0:
		y = cosSeries(r)
	case a < 0x1p-27: // x − x³/6 errs by x⁵/120 < 2⁻¹¹⁴x
		y = double.FastSum(x, -x*x*x/6)
	default:
		y = sinSeries(r)
	}
	if k&2 != 0 {
		y = y.Neg()
	}
	return enclose(y).clamp(-1, 1), (quadrant + shift) & 3
}

// sinInterval returns an enclosure of sin(x + shift·π/2). The sine rises to 1
// where quadrant 0 ends and falls to −1 where quadrant 2 ends.
func (x Interval) sinInterval(shift int) Interval {
	switch {
	case x.IsEmpty():
		return Empty()
	case !(x.Width() < 6.28): // 6.28 < 2π
		return Interval{-1, 1}
	}
	z, from := sinPoint(x.Lo, shift)
	if x.Lo == x.Hi {
		return z
	}
	end, to := sinPoint(x.Hi, shift)
	z = z.Hull(end)
	if from == to && x.Width() > 4 { // 4 lies between π/2 and 3π/2
		return Interval{-1, 1}
	}
	for ; from != to; from = (from + 1) & 3 {
		switch from {
		case 0:
			z.Hi = 1
		case 2:
			z.Lo = -1
		}
	}
	return z
}

// Sin returns an enclosure of sin x. Arguments of any size are reduced exactly;
// the relative error at a bound is derived at sinSeries and cosSeries.
func (x Interval) Sin() Interval { return x.sinInterval(0) }

// Cos returns an enclosure of cos x; see [Interval.Sin].
func (x Interval) Cos() Interval { return x.sinInterval(1) }
