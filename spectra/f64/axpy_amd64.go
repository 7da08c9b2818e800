//go:build amd64 && !purego

package f64

func axpy(y []float64, a float64, x []float64) {
	if len(x) >= 8 {
		switch InUse() {
		case AVX512:
			axpyAVX512(len(x), a, &x[0], &y[0])
			return
		case AVX2:
			axpyAVX2(len(x), a, &x[0], &y[0])
			return
		}
	}
	axpyGo(y, a, x)
}
