//go:build amd64 && !purego

package f64

func hadamard(dst, x, y []float64) {
	n := len(x) &^ 7
	if n > 0 {
		switch InUse() {
		case AVX512:
			hadamardAVX512(n, &dst[0], &x[0], &y[0])
		case AVX2:
			hadamardAVX2(n, &dst[0], &x[0], &y[0])
		default:
			n = 0
		}
	}
	hadamardGo(dst[n:], x[n:], y[n:])
}

func hadamards(dst, a, x, b, y []float64) {
	n := len(x) &^ 7
	if n > 0 {
		switch InUse() {
		case AVX512:
			hadamardsAVX512(n, &dst[0], &a[0], &x[0], &b[0], &y[0])
		case AVX2:
			hadamardsAVX2(n, &dst[0], &a[0], &x[0], &b[0], &y[0])
		default:
			n = 0
		}
	}
	hadamardsGo(dst[n:], a[n:], x[n:], b[n:], y[n:])
}
