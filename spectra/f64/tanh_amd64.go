//go:build amd64 && !purego

package f64

func exp(dst, x []float64) {
	n := len(x) &^ 7
	if n > 0 {
		switch InUse() {
		case AVX512:
			expAVX512(n, &dst[0], &x[0])
		case AVX2:
			expAVX2(n, &dst[0], &x[0])
		default:
			n = 0
		}
	}
	expGo(dst[n:], x[n:])
}

func tanh(t, slope, x []float64) {
	n := len(x) &^ 7
	if n > 0 {
		switch InUse() {
		case AVX512:
			tanhAVX512(n, &t[0], &slope[0], &x[0])
		case AVX2:
			tanhAVX2(n, &t[0], &slope[0], &x[0])
		default:
			n = 0
		}
	}
	tanhGo(t[n:], slope[n:], x[n:])
}
