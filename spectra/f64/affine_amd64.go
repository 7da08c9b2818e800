//go:build amd64 && !purego

package f64

func affine(y []float64, a, b float64, x []float64) {
	if blocks := len(x) / 8; blocks > 0 && InUse() != Go {
		if InUse() == AVX512 {
			affineAVX512(blocks, a, b, &x[0], &y[0])
		} else {
			affineAVX2(blocks, a, b, &x[0], &y[0])
		}
		y, x = y[8*blocks:], x[8*blocks:]
	}
	affineGo(y, a, b, x)
}
