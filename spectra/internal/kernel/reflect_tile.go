package kernel

import (
	"fmt"
	"math"

	"saddle/spectra/f64"
)

// Accumulate adds A·B to C where all three lie close together, as tiles of larger
// matrices do: nothing is packed or copied. The rows of B and C are contiguous;
// A has any strides. C overlaps neither A nor B. It panics if the shapes do not
// fit.
//
// Order: each element of C is a chain of fused multiply-adds that starts from
// it. Fast where C has a multiple of 4 rows and of 8 columns. Cost: 2·m·n·k flops.
func Accumulate(c, a, b f64.Matrix) {
	if c.Rows != a.Rows || c.Cols != b.Cols || a.Cols != b.Rows {
		panic(fmt.Sprintf("kernel: Accumulate of %d×%d and %d×%d into %d×%d", a.Rows, a.Cols, b.Rows, b.Cols, c.Rows, c.Cols))
	}
	check("Accumulate", c)
	check("Accumulate", a)
	check("Accumulate", b)
	if c.ColStride != 1 || b.ColStride != 1 {
		panic("kernel: Accumulate: the rows of B and C are not contiguous")
	}
	accumulate(c, a, b)
}

func accumulateGo(c, a, b f64.Matrix) {
	for i := range c.Rows {
		row := c.Row(i)
		for k := range a.Cols {
			x := a.At(i, k)
			for j, y := range b.Row(k) {
				row[j] = math.FMA(x, y, row[j])
			}
		}
	}
}
