//go:build amd64 && !purego

package f64

func dot(x, y []float64) float64 {
	if len(x) >= 8 {
		switch InUse() {
		case AVX512:
			return dotAVX512(len(x), &x[0], &y[0])
		case AVX2:
			return dotAVX2(len(x), &x[0], &y[0])
		}
	}
	return dotGo(x, y)
}
