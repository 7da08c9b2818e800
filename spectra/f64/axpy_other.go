//go:build !amd64 || purego

package f64

func axpy(y []float64, a float64, x []float64) { axpyGo(y, a, x) }
