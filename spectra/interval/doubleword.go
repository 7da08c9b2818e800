package interval

import "math"

// A doubleWord is the unevaluated sum hi + lo, where hi is that sum rounded to
// nearest. The algorithms and their bounds, in u = 2⁻⁵³, are those of Joldes,
// Muller and Popescu, "Tight and rigorous error bounds for basic building blocks
// of double-word arithmetic", ACM TOMS 44(2), 2017. The proofs in this package
// charge 2⁻¹⁰² = 16u² to every operation, which is more than any of them needs.
// Conversions forbid the compiler to fuse a product with what is added to it.
type doubleWord struct{ hi, lo float64 }

// twoSum returns a + b exactly.
func twoSum(a, b float64) doubleWord {
	s := a + b
	t := s - a
	return doubleWord{s, (a - (s - t)) + (b - t)}
}

// fastTwoSum returns a + b exactly if a = 0 or |a| ≥ |b|.
func fastTwoSum(a, b float64) doubleWord {
	s := a + b
	return doubleWord{s, b - (s - a)}
}

// twoProd returns a·b exactly unless it is tiny or overflows.
func twoProd(a, b float64) doubleWord {
	p := float64(a * b)
	return doubleWord{p, math.FMA(a, b, -p)}
}

func (x doubleWord) neg() doubleWord { return doubleWord{-x.hi, -x.lo} }

// add returns x + y (Algorithm 6: 3u² + 13u³).
func (x doubleWord) add(y doubleWord) doubleWord {
	s, t := twoSum(x.hi, y.hi), twoSum(x.lo, y.lo)
	v := fastTwoSum(s.hi, s.lo+t.hi)
	return fastTwoSum(v.hi, t.lo+v.lo)
}

// addFloat returns x + y (Algorithm 4: 2u²).
func (x doubleWord) addFloat(y float64) doubleWord {
	s := twoSum(x.hi, y)
	return fastTwoSum(s.hi, x.lo+s.lo)
}

// mul returns x·y (Algorithm 12: 5u²).
func (x doubleWord) mul(y doubleWord) doubleWord {
	c := twoProd(x.hi, y.hi)
	t := math.FMA(x.lo, y.hi, math.FMA(x.hi, y.lo, x.lo*y.lo))
	return fastTwoSum(c.hi, c.lo+t)
}

// mulFloat returns x·y (Algorithm 9: 2u²).
func (x doubleWord) mulFloat(y float64) doubleWord {
	c := twoProd(x.hi, y)
	return fastTwoSum(c.hi, math.FMA(x.lo, y, c.lo))
}

// div returns x/y (Algorithm 17: 15u² + 56u³).
func (x doubleWord) div(y doubleWord) doubleWord {
	q := x.hi / y.hi
	r := y.mulFloat(q)
	return fastTwoSum(q, ((x.hi-r.hi)+(x.lo-r.lo))/y.hi)
}

// sqrt returns √x for x > 0, by one Newton step from √hi.
//
// With s = √hi (1+δ), |δ| ≤ u, the exact correction (x−s²)/(√x+s) differs from
// the step (x−s²)/(2s) by a factor within 2u of 1, the step is at most 2us, and
// its three roundings lose 3u of it: in sum less than 12u².
func (x doubleWord) sqrt() doubleWord {
	s := math.Sqrt(x.hi)
	return fastTwoSum(s, (x.lo+math.FMA(-s, s, x.hi))/(2*s))
}

// scale returns 2ᵏ·x for −1022 ≤ k ≤ 1023, exactly unless it is subnormal or overflows.
func (x doubleWord) scale(k int) doubleWord {
	f := pow2(k)
	return doubleWord{float64(x.hi * f), float64(x.lo * f)}
}

// horner returns c₀ + z(c₁ + z(c₂ + …)).
func horner(z float64, c ...float64) float64 {
	s := 0.0
	for i := len(c) - 1; i >= 0; i-- {
		s = math.FMA(s, z, c[i])
	}
	return s
}

// series returns head₀ + z(head₁ + … + z·tail) for |z| < 0.62, where the tail comes
// from horner. The relative error of z·tail is below 5u: its first coefficient,
// the last FMA of horner, the product, z.hi in place of z, and all else, which
// later coefficients make small. Weighted, it is what the float64 tail errs by.
func series(z doubleWord, head []doubleWord, tail float64) doubleWord {
	last := len(head) - 1
	s := head[last].addFloat(float64(z.hi * tail))
	for i := last - 1; i >= 0; i-- {
		s = head[i].add(z.mul(s))
	}
	return s
}

// relativeError is the bound that every function of this package proves for the
// double word that it computes.
const relativeError = 0x1p-80

// enclose returns an interval that contains every number within
// relativeError·|hi| of hi + lo. The smallest subnormal number pays for the
// underflow of that product. Functions give 0 only where it is exact.
func (x doubleWord) enclose() Interval {
	if x.hi == 0 {
		return Interval{}
	}
	e := float64(relativeError*math.Abs(x.hi)) + math.SmallestNonzeroFloat64
	return Interval{AddDown(x.hi, SubDown(x.lo, e)), AddUp(x.hi, AddUp(x.lo, e))}
}

// increasing returns the enclosure of f over x, for f that increases and is
// given by its enclosures at single numbers and at the infinities.
func (x Interval) increasing(f func(float64) Interval) Interval {
	switch {
	case x.IsEmpty():
		return Empty()
	case x.Lo == x.Hi:
		return f(x.Lo)
	}
	return Interval{f(x.Lo).Lo, f(x.Hi).Hi}
}

// clamp returns x cut to [lo, hi], within which its exact value is known to lie.
func (x Interval) clamp(lo, hi float64) Interval {
	return Interval{math.Max(x.Lo, lo), math.Min(x.Hi, hi)}
}
