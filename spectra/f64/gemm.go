package f64

import (
	"fmt"
	"math"
)

// depth is how many products a sum takes before it is added to C.
const depth = 256

// Gemm adds alpha·A·B to C, for views of any strides that do not overlap C. It
// panics if the shapes do not fit.
//
// Order: the sum over k is cut into blocks of 256; in a block it is a chain of
// fused multiply-adds from zero, and c = fma(alpha, sum, c) ends each block.
// Cost: 2·m·n·k flops.
func Gemm(c Matrix, alpha float64, a, b Matrix) {
	checkProduct("Gemm", c, a, b)
	gemmGo(c, alpha, a, b, false)
}

// GemmLower is [Gemm] for the elements (i, j) with j ≤ i of a square C; it
// touches no others. With B = Aᵀ it is the symmetric rank-k update; with
// A = [V W] and B = [W V]ᵀ the rank-2k update VWᵀ + WVᵀ. Cost: about m²k flops.
func GemmLower(c Matrix, alpha float64, a, b Matrix) {
	checkProduct("GemmLower", c, a, b)
	if c.Rows != c.Cols {
		panic(fmt.Sprintf("f64: GemmLower of a %d×%d matrix", c.Rows, c.Cols))
	}
	gemmGo(c, alpha, a, b, true)
}

func checkProduct(name string, c, a, b Matrix) {
	if c.Rows != a.Rows || c.Cols != b.Cols || a.Cols != b.Rows {
		panic(fmt.Sprintf("f64: %s of %d×%d and %d×%d into %d×%d", name, a.Rows, a.Cols, b.Rows, b.Cols, c.Rows, c.Cols))
	}
}

func gemmGo(c Matrix, alpha float64, a, b Matrix, lower bool) {
	for i := range c.Rows {
		columns := c.Cols
		if lower {
			columns = i + 1
		}
		for j := range columns {
			for k0 := 0; k0 < a.Cols; k0 += depth {
				sum := 0.0
				for k := k0; k < min(k0+depth, a.Cols); k++ {
					sum = math.FMA(a.At(i, k), b.At(k, j), sum)
				}
				c.Set(i, j, math.FMA(alpha, sum, c.At(i, j)))
			}
		}
	}
}
