package f64

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../_asm && go run ./hadamard -out ../f64/hadamard_amd64.s -stubs ../f64/hadamard_stub_amd64.go -pkg f64"

// Hadamard sets dst[i] = x[i]·y[i]. dst may be x or y. It panics if the lengths differ.
func Hadamard(dst, x, y []float64) {
	if len(x) != len(dst) || len(y) != len(dst) {
		panic(fmt.Sprintf("f64: Hadamard of lengths %d, %d and %d", len(dst), len(x), len(y)))
	}
	hadamard(dst, x, y)
}

// Hadamards sets dst[i] = a[i]·x[i] + b[i]·y[i], as fma(a, x, b·y). dst may be any of
// the others. It panics if the lengths differ.
func Hadamards(dst, a, x, b, y []float64) {
	if n := len(dst); len(a) != n || len(x) != n || len(b) != n || len(y) != n {
		panic(fmt.Sprintf("f64: Hadamards of lengths %d, %d, %d, %d and %d", n, len(a), len(x), len(b), len(y)))
	}
	hadamards(dst, a, x, b, y)
}

func hadamardGo(dst, x, y []float64) {
	for i, a := range x {
		dst[i] = a * y[i]
	}
}

func hadamardsGo(dst, a, x, b, y []float64) {
	for i, u := range x {
		dst[i] = math.FMA(a[i], u, b[i]*y[i])
	}
}
