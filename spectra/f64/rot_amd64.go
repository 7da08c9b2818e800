//go:build amd64 && !purego

package f64

func rot(x, y []float64, c, s float64) {
	if len(x) >= 4 {
		switch level {
		case AVX512:
			rotAVX512(len(x), &x[0], &y[0], c, s)
			return
		case AVX2:
			rotAVX2(len(x), &x[0], &y[0], c, s)
			return
		}
	}
	rotGo(x, y, c, s)
}
