//go:build amd64 && !purego

package f64

import "math"

// gemvRows takes 8 or 4 contiguous rows of A at a time, to read x once for all.
func gemvRows(y []float64, alpha float64, a Matrix, x []float64) {
	step := 8
	if InUse() == AVX2 {
		step = 4
	}
	eights := len(x) / 8
	i := 0
	if InUse() > Go && eights > 0 {
		for ; i+step <= len(y); i += step {
			var sums [8]float64
			if InUse() == AVX512 {
				dots8AVX512(eights, &a.Data[i*a.RowStride], a.RowStride, &x[0], &sums[0])
			} else {
				dots4AVX2(eights, &a.Data[i*a.RowStride], a.RowStride, &x[0], &sums[0])
			}
			for r, sum := range sums[:step] {
				for j := 8 * eights; j < len(x); j++ {
					sum = math.FMA(x[j], a.At(i+r, j), sum)
				}
				y[i+r] = math.FMA(alpha, sum, y[i+r])
			}
		}
	}
	if i < len(y) {
		gemvRowsGo(y[i:], alpha, a.Block(i, 0, len(y)-i, len(x)), x)
	}
}

// gemvColumns takes 8 contiguous columns of A at a time, to read y once for all.
func gemvColumns(y []float64, alpha float64, a Matrix, x []float64) {
	j := 0
	if InUse() > Go {
		for ; j+8 <= len(x); j += 8 {
			var t [8]float64
			for l := range t {
				t[l] = alpha * x[j+l]
			}
			if InUse() == AVX512 {
				combine8AVX512(len(y), &a.Data[j*a.ColStride], a.ColStride, &t[0], &y[0])
			} else {
				combine8AVX2(len(y), &a.Data[j*a.ColStride], a.ColStride, &t[0], &y[0])
			}
		}
	}
	for ; j < len(x); j++ {
		axpy(y, alpha*x[j], a.T().Row(j))
	}
}
