package f64

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../_asm && go run ./axpy -out ../f64/axpy_amd64.s -stubs ../f64/axpy_stub_amd64.go -pkg f64"

// Axpy adds a·x to y: y[i] = fma(a, x[i], y[i]). It panics if the lengths differ.
func Axpy(y []float64, a float64, x []float64) {
	if len(x) != len(y) {
		panic(fmt.Sprintf("f64: Axpy of lengths %d and %d", len(x), len(y)))
	}
	axpy(y, a, x)
}

func axpyGo(y []float64, a float64, x []float64) {
	for i, b := range x {
		y[i] = math.FMA(a, b, y[i])
	}
}
