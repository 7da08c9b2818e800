package f64

import (
	"fmt"
	"math"
)

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
