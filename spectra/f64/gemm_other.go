//go:build !amd64 || purego

package f64

func gemm(c Matrix, alpha float64, a Left, b Right, part region, fresh bool) {
	gemmGo(c, alpha, a.m, b.m, part, fresh)
}

func packLeft(a Matrix) Left   { return Left{m: a} }
func packRight(b Matrix) Right { return Right{m: b} }

func copyTransposed(dst, src Matrix) { copyGo(dst, src) }
