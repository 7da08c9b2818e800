//go:build !amd64 || purego

package f64

func sturm(count []int64, value []float64, exponent []int64, d, e2, x []float64) {
	sturmGo(count, value, exponent, d, e2, x)
}
