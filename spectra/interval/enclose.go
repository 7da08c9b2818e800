package interval

import (
	"math"

	"saddle/spectra/internal/double"
)

// The proofs in this package charge 2⁻¹⁰² to every operation on double words, which is
// more than any of them needs: see [double.Word].

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
// the last FMA of horner, the product, z.Hi in place of z, and all else, which
// later coefficients make small. Weighted, it is what the float64 tail errs by.
func series(z double.Word, head []double.Word, tail float64) double.Word {
	last := len(head) - 1
	s := head[last].AddFloat(float64(z.Hi * tail))
	for i := last - 1; i >= 0; i-- {
		s = head[i].Add(z.Mul(s))
	}
	return s
}

// relativeError is the bound that every function of this package proves for the
// double word that it computes.
const relativeError = 0x1p-80

// enclose returns an interval that contains every number within
// relativeError·|Hi| of Hi + Lo. The smallest subnormal number pays for the
// underflow of that product. Functions give 0 only where it is exact.
func enclose(x double.Word) Interval {
	if x.Hi == 0 {
		return Interval{}
	}
	e := float64(relativeError*math.Abs(x.Hi)) + math.SmallestNonzeroFloat64
	return Interval{AddDown(x.Hi, SubDown(x.Lo, e)), AddUp(x.Hi, AddUp(x.Lo, e))}
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
