//go:build !amd64 || purego

package f64

func hadamard(dst, x, y []float64) { hadamardGo(dst, x, y) }

func hadamards(dst, a, x, b, y []float64) { hadamardsGo(dst, a, x, b, y) }
