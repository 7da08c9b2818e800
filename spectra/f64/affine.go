package f64

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../_asm && go run ./affine -out ../f64/affine_amd64.s -stubs ../f64/affine_stub_amd64.go -pkg f64"

// Affine sets y = a·y + b·x: y[i] = fma(b, x[i], a·y[i]). It panics if the
// lengths differ. x may be y.
func Affine(y []float64, a, b float64, x []float64) {
	if len(x) != len(y) {
		panic(fmt.Sprintf("f64: Affine of lengths %d and %d", len(x), len(y)))
	}
	affine(y, a, b, x)
}

func affineGo(y []float64, a, b float64, x []float64) {
	for i, x := range x {
		y[i] = math.FMA(b, x, float64(a*y[i]))
	}
}
