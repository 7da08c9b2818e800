package nets

import (
	"math"

	"saddle/spectra/f64"
)

// logLoss returns log(1 + exp(−m)) = max(−m, 0) + log(1 + exp(−|m|)), within some units in the
// last place. No exponential overflows, and a small loss keeps its digits.
func logLoss(m float64) float64 {
	e := [1]float64{-math.Abs(m)}
	f64.Exp(e[:], e[:])
	return max(-m, 0) + log1p(e[0])
}

// log1p returns log(1 + e) for 0 ≤ e ≤ 1. With s = e/(2 + e) ≤ 1/3 it is
// 2 artanh s = 2s (1 + s²/3 + s⁴/5 + …), of which 17 terms leave less than 2⁻⁵⁸ of it. Package
// math has other bits where the compiler fuses products and sums.
func log1p(e float64) float64 {
	s := e / (2 + e)
	t, sum := s*s, 0.0
	for k := 33.; k > 0; k -= 2 {
		sum = math.FMA(sum, t, 1/k)
	}
	return float64(2 * s * sum)
}
