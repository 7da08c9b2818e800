package kerneltest

import (
	"math"
	"math/rand/v2"
)

// Numbers mixes ordinary numbers with signed zeros, denormal and huge ones and, if
// asked to, NaN and infinities.
func Numbers(r *rand.Rand, n int, special bool) []float64 {
	odd := []float64{0, math.Copysign(0, -1), 0x1p-1074, -0x1p-1050, 0x1p-540, 0x1p1023, -0x1p900}
	if special {
		odd = append(odd, math.NaN(), math.Inf(1), math.Inf(-1))
	}
	x := make([]float64, n)
	for i := range x {
		if x[i] = r.NormFloat64(); r.IntN(12) == 0 {
			x[i] = odd[r.IntN(len(odd))]
		}
	}
	return x
}

// Entries returns n numbers: small integers, of which sums are exact; or, wild,
// numbers of all sizes with zeros, denormals, infinities and NaN among them.
func Entries(r *rand.Rand, n int, wild bool) []float64 {
	special := []float64{0, math.Copysign(0, -1), 0x1p-1074, -0x1p-1030, math.MaxFloat64, math.Inf(1), math.NaN()}
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(r.IntN(17) - 8)
		if wild {
			x[i] = math.Ldexp(r.NormFloat64(), r.IntN(60)-30)
			if k := r.IntN(40 * len(special)); k < len(special) {
				x[i] = special[k]
			}
		}
	}
	return x
}
