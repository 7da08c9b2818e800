package spectra

import (
	"math"

	"saddle/spectra/internal/num"
)

// A scaledOperator multiplies by an [Operator] of the caller's divided by 2^exponent, which
// brings products of unit vectors near 1.
type scaledOperator struct {
	multiplier
	name     string // of the products in errors: "product", or "product of b"
	exponent int
	seen     bool // there was a product that is not zero, from which the exponent comes
}

// wideRange is how many powers of two products may outgrow the first one: squares of sums
// of them still are float64 numbers.
const wideRange = 300

// raw sets dst = 2^lift Av and returns ‖Av‖ as x·2^e, with x below 1 and at least 1/2, or 0.
// A product that is not finite is an [ErrNotFinite].
func (s *scaledOperator) raw(dst, v []float64) (x float64, e int, err error) {
	if err := s.multiply(dst, v); err != nil {
		return 0, 0, err
	}
	norm, err := productNorm(dst, s.name, s.products)
	if err != nil {
		return 0, 0, err
	}
	e = num.Exponent(norm)
	return math.Ldexp(norm, -e), e - s.lift, nil
}

// scaled sets dst = 2^−exponent Av and returns its norm. The first product that is not zero
// sets the exponent, unless that is known.
func (s *scaledOperator) scaled(dst, v []float64) (norm float64, err error) {
	x, e, err := s.raw(dst, v)
	if err != nil {
		return 0, err
	}
	if !s.seen && x > 0 {
		s.exponent, s.seen = e, true
	}
	num.Power2Each(dst, -s.lift-s.exponent)
	return math.Ldexp(x, e-s.exponent), nil
}
