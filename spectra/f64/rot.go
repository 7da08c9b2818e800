package f64

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd _asm && go run ./rot -out ../rot_amd64.s -stubs ../rot_stub_amd64.go -pkg f64"

// Rot rotates the points (x[i], y[i]) by the plane rotation [c s; −s c]:
// x[i] = fma(c, x[i], s·y[i]) and y[i] = fma(c, y[i], −s·x[i]), with s·y[i] and
// s·x[i] rounded and the old values on the right. It panics if the lengths differ.
func Rot(x, y []float64, c, s float64) {
	if len(x) != len(y) {
		panic(fmt.Sprintf("f64: Rot of lengths %d and %d", len(x), len(y)))
	}
	rot(x, y, c, s)
}

func rotGo(x, y []float64, c, s float64) {
	for i, u := range x {
		v := y[i]
		x[i] = math.FMA(c, u, s*v)
		y[i] = math.FMA(c, v, -(s * u))
	}
}
