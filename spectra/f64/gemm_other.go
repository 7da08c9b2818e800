//go:build !amd64 || purego

package f64

func gemm(c Matrix, alpha float64, a, b Matrix, part region, fresh bool) {
	gemmGo(c, alpha, a, b, part, fresh)
}

func copyTransposed(dst, src Matrix) { copyGo(dst, src) }
