//go:build amd64 && !purego

package kernel

import "saddle/spectra/f64"

func sturm(count []int64, value []float64, exponent []int64, d, e2, x []float64) {
	level := f64.InUse()
	if level == f64.Go {
		sturmGo(count, value, exponent, d, e2, x)
		return
	}
	bias := -1023 * int64(len(d)/sturmSteps)
	n, d0, e0 := len(d), &d[0], &e2[0]
	for l := 0; l < len(x); {
		switch left := len(x) - l; {
		case level == f64.AVX2:
			sturmAVX2(n, d0, e0, &x[l], bias, &count[l], &value[l], &exponent[l])
			l += 8
		case left >= 32:
			sturmAVX512x4(n, d0, e0, &x[l], bias, &count[l], &value[l], &exponent[l])
			l += 32
		case left == 24:
			sturmAVX512x3(n, d0, e0, &x[l], bias, &count[l], &value[l], &exponent[l])
			l += 24
		case left == 16:
			sturmAVX512x2(n, d0, e0, &x[l], bias, &count[l], &value[l], &exponent[l])
			l += 16
		default:
			sturmAVX512x1(n, d0, e0, &x[l], bias, &count[l], &value[l], &exponent[l])
			l += 8
		}
	}
}
