//go:build !amd64 || purego

package f64

func rot(x, y []float64, c, s float64) { rotGo(x, y, c, s) }
