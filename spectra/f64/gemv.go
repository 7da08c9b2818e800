package f64

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../_asm && go run ./gemv -out ../f64/gemv_amd64.s -stubs ../f64/gemv_stub_amd64.go -pkg f64"

// Gemv adds alpha·A·x to y, which must not overlap A or x. It panics if the
// lengths do not fit.
//
// Order, if A has contiguous columns (RowStride 1, ColStride not):
// y[i] = fma(alpha·x[j], A(i, j), y[i]) for j = 0, 1, …. Else y[i] =
// fma(alpha, sum, y[i]), where whole blocks of 8 products go to 8 lanes, each a
// chain of fused multiply-adds from zero; the lanes are added in halves, 8 → 4 →
// 2 → 1; then what is left is fused onto the sum in order. Without columns A adds nothing.
// Cost: 2·m·n flops.
func Gemv(y []float64, alpha float64, a Matrix, x []float64) {
	if len(y) != a.Rows || len(x) != a.Cols {
		panic(fmt.Sprintf("f64: Gemv of %d×%d and %d into %d", a.Rows, a.Cols, len(x), len(y)))
	}
	a.check("Gemv")
	switch {
	case len(x) == 0 || len(y) == 0:
	case a.ColStride != 1 && a.RowStride == 1:
		gemvColumns(y, alpha, a, x)
	case a.ColStride == 1:
		gemvRows(y, alpha, a, x)
	default:
		gemvRowsGo(y, alpha, a, x)
	}
}

// GemvT adds alpha·Aᵀ·x to y: it is [Gemv] of a.T().
func GemvT(y []float64, alpha float64, a Matrix, x []float64) {
	if len(y) != a.Cols || len(x) != a.Rows {
		panic(fmt.Sprintf("f64: GemvT of %d×%d and %d into %d", a.Rows, a.Cols, len(x), len(y)))
	}
	Gemv(y, alpha, a.T(), x)
}

func gemvRowsGo(y []float64, alpha float64, a Matrix, x []float64) {
	for i := range y {
		var lane [8]float64
		j := 0
		for ; j+8 <= len(x); j += 8 {
			for l := range lane {
				lane[l] = math.FMA(x[j+l], a.At(i, j+l), lane[l])
			}
		}
		sum := sum8(&lane)
		for ; j < len(x); j++ {
			sum = math.FMA(x[j], a.At(i, j), sum)
		}
		y[i] = math.FMA(alpha, sum, y[i])
	}
}

func gemvColumnsGo(y []float64, alpha float64, a Matrix, x []float64) {
	for j := range x {
		axpyGo(y, alpha*x[j], a.T().Row(j))
	}
}
