package num

import "math"

// Exponent returns e with 2^(e−1) ≤ |x| < 2^e, and 0 for x = 0.
func Exponent(x float64) int {
	_, exponent := math.Frexp(x)
	return exponent
}

// Power2 returns x·2^exponent, rounded once.
func Power2(x float64, exponent int) float64 {
	if exponent > -1000 && exponent < 1000 {
		return x * math.Float64frombits(uint64(1023+exponent)<<52)
	}
	return math.Ldexp(x, exponent)
}

// Power2Each is [Power2] for each x[i].
func Power2Each(x []float64, exponent int) {
	switch {
	case exponent == 0:
	case exponent > -1000 && exponent < 1000:
		scale := Power2(1, exponent)
		for i := range x {
			x[i] *= scale
		}
	default:
		for i, v := range x {
			x[i] = math.Ldexp(v, exponent)
		}
	}
}

// Scaling returns factors with the product 2^−exponent, which itself may not be a
// float64.
func Scaling(exponent int) (f, g float64) {
	if exponent > -1000 && exponent < 1000 {
		return math.Float64frombits(uint64(1023-exponent) << 52), 1
	}
	half := -exponent / 2
	return math.Ldexp(1, half), math.Ldexp(1, -exponent-half)
}
