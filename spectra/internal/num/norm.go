package num

import (
	"math"

	"saddle/spectra/f64"
)

// Norm2 returns ‖v‖₂, without overflow or underflow on the way.
func Norm2(v []float64) float64 {
	if square := f64.Dot(v, v); square > 0x1p-900 && square < 0x1p1000 {
		return math.Sqrt(square)
	}
	_, largest := f64.AbsMax(v)
	if largest == 0 || !IsFinite(largest) {
		return largest
	}
	e := Exponent(largest)
	var square float64
	for _, x := range v {
		x = math.Ldexp(x, -e)
		square += float64(x * x)
	}
	return math.Ldexp(math.Sqrt(square), e)
}

// ScaleToUnit divides v by its norm.
func ScaleToUnit(v []float64, norm float64) { CopyToUnit(v, v, norm) }

// CopyToUnit sets dst, whose numbers are finite, to v divided by its norm.
func CopyToUnit(dst, v []float64, norm float64) {
	if norm > 0x1p-1000 && norm < 0x1p1000 {
		f64.Affine(dst, 0, 1/norm, v)
		return
	}
	e := Exponent(norm)
	for i, x := range v {
		dst[i] = math.Ldexp(x, -e) / math.Ldexp(norm, -e)
	}
}
