//go:build !amd64 || purego

package f64

func dot(x, y []float64) float64 { return dotGo(x, y) }
