package f64

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../_asm && go run ./symv -out ../f64/symv_amd64.s -stubs ../f64/symv_stub_amd64.go -pkg f64"

// Symv adds alpha·A·x to y, for a symmetric A of which it uses only the elements
// (i, j) with j ≤ i. A has ColStride 1; y overlaps neither A nor x. It panics if the shapes do not fit or if
// the rows are not contiguous. Cost: 2n² flops, each element read once.
//
// Order: eight rows at a time, from row 0 on; below eight, row by row. For eight
// rows i…i+7 the dot of each with x has 8 lanes (column mod 8), each a chain of
// fused multiply-adds from zero over the columns up to i+7, with zeros above the
// diagonal, and is added in halves (4, 2, 1). An element y[j], j ≤ i+7, takes
// fma(a, alpha·x[r], y[j]) from rows r = i…i+3 in turn, with zeros on and above
// the diagonal, and then the same chain over rows i+4…i+7, started from zero;
// then y[r] = fma(alpha, dot, y[r]). A single row i gives y[0:i] an
// [Axpy] by alpha·x[i], then y[i] the [Dot] with x[0:i+1], by fma(alpha, dot, y[i]).
func Symv(y []float64, alpha float64, a Matrix, x []float64) {
	n := a.Rows
	if a.Cols != n || len(x) != n || len(y) != n {
		panic(fmt.Sprintf("f64: Symv of a %d×%d matrix and lengths %d and %d", a.Rows, a.Cols, len(x), len(y)))
	}
	if n > 0 && a.ColStride != 1 {
		panic("f64: Symv: the rows are not contiguous")
	}
	a.check("Symv")
	i := 0
	for ; i+8 <= n; i += 8 {
		rows := (*[8]float64)(x[i:])
		var scaled, sums [8]float64
		for q, x := range rows {
			scaled[q] = alpha * x
		}
		symvStrip(a.Block(i, 0, 8, i+8), x[:i+8], y[:i+8], &scaled, &sums)
		for q, s := range sums {
			y[i+q] = math.FMA(alpha, s, y[i+q])
		}
	}
	for ; i < n; i++ {
		row := a.Row(i)[:i+1]
		Axpy(y[:i], alpha*x[i], row[:i])
		y[i] = math.FMA(alpha, Dot(row, x[:i+1]), y[i])
	}
}

// symvStripGo multiplies the 8 rows of a, whose last 8 columns are on the
// diagonal: y gets the rows by xq, sums their dots with x.
func symvStripGo(a Matrix, x, y []float64, xq, sums *[8]float64) {
	var lane [8][8]float64
	diagonal := a.Cols - 8
	for j := 0; j <= diagonal; j += 8 {
		stripBlock(a.Data[j:], a.RowStride, x[j:], y[j:], xq, &lane, j == diagonal)
	}
	for q := range sums {
		sums[q] = sum8(&lane[q])
	}
}

// stripBlock fuses 8×8 numbers with x onto the lanes, and by xq onto y: rows 0…3
// onto y itself, rows 4…7 onto a sum from zero that is then added. On the diagonal
// it takes what is above, for y also what is on it, to be zero.
func stripBlock(a []float64, stride int, x, y []float64, xq *[8]float64, lane *[8][8]float64, diagonal bool) {
	x, y = x[:8], y[:8]
	var high [8]float64
	for q := range 8 {
		sum := y
		if q >= 4 {
			sum = high[:]
		}
		for l, a := range a[q*stride:][:8] {
			below := a
			if diagonal && l > q {
				a = 0
			}
			if diagonal && l >= q {
				below = 0
			}
			lane[q][l] = math.FMA(a, x[l], lane[q][l])
			sum[l] = math.FMA(below, xq[q], sum[l])
		}
	}
	for l := range y {
		y[l] += high[l]
	}
}
