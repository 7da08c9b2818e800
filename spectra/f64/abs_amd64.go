//go:build amd64 && !purego

package f64

import "math"

func absMax(x []float64) (int, float64) {
	n := len(x) &^ 7
	if InUse() == Go || n == 0 {
		return absMaxGo(x)
	}
	var index int
	var largest float64
	if InUse() == AVX512 {
		index, largest = absMaxAVX512(n, &x[0])
	} else {
		index, largest = absMaxAVX2(n, &x[0])
	}
	if n < len(x) {
		if i, v := absMaxGo(x[n:]); math.Float64bits(v) > math.Float64bits(largest) {
			return n + i, v
		}
	}
	return index, largest
}

func absMaxEach(y, x []float64) {
	n := 0
	if InUse() != Go && len(x) >= 8 {
		n = len(x) &^ 7
		if InUse() == AVX512 {
			absMaxEachAVX512(n, &y[0], &x[0])
		} else {
			absMaxEachAVX2(n, &y[0], &x[0])
		}
	}
	absMaxEachGo(y[n:], x[n:])
}

func absSum(x []float64) float64 {
	n := len(x) &^ 7
	if InUse() == Go || n == 0 {
		return absSumGo(x)
	}
	var sum float64
	if InUse() == AVX512 {
		sum = absSumAVX512(n, &x[0])
	} else {
		sum = absSumAVX2(n, &x[0])
	}
	return addAbs(sum, x[n:])
}

func absAxpy(y []float64, a float64, x []float64) {
	n := 0
	if InUse() != Go && len(x) >= 8 {
		n = len(x) &^ 7
		if InUse() == AVX512 {
			absAxpyAVX512(n, a, &x[0], &y[0])
		} else {
			absAxpyAVX2(n, a, &x[0], &y[0])
		}
	}
	absAxpyGo(y[n:], a, x[n:])
}

func reverse(dst, src []float64) {
	n := 0
	if InUse() != Go && len(src) >= 8 {
		n = len(src) &^ 7
		rest := len(src) - n
		if InUse() == AVX512 {
			reverseAVX512(n, &dst[0], &src[rest])
		} else {
			reverseAVX2(n, &dst[0], &src[rest])
		}
	}
	reverseGo(dst[n:], src[:len(src)-n])
}
