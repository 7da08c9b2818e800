package spectra

import (
	"fmt"

	"saddle/spectra/f64"
)

// A BlockOperator multiplies several vectors at once, which may cost much less than
// one after the other: [Density] and [Trace] make use of it.
type BlockOperator interface {
	Operator
	// MulBlock sets dst = A V for n×k matrices that do not overlap, one vector a
	// column, and leaves V as it is. The columns that this package passes are contiguous
	// (RowStride 1). What comes out in a column must depend on that column of V alone, and on k.
	MulBlock(dst, v f64.Matrix)
}

// MulBlock sets dst = A V, one vector a column, by a's own MulBlock if it has one, else
// column by column. It panics if the shapes do not fit.
func MulBlock(a Operator, dst, v f64.Matrix) {
	n := a.Dim()
	if dst.Rows != n || v.Rows != n || dst.Cols != v.Cols {
		panic(fmt.Sprintf("spectra: MulBlock of %d×%d into %d×%d, want %d rows", v.Rows, v.Cols, dst.Rows, dst.Cols, n))
	}
	if b, ok := a.(BlockOperator); ok {
		b.MulBlock(dst, v)
		return
	}
	if dst.RowStride == 1 && v.RowStride == 1 {
		for j := range v.Cols {
			a.Mul(dst.T().Row(j), v.T().Row(j))
		}
		return
	}
	in, out := make([]float64, n), make([]float64, n)
	for j := range v.Cols {
		for i := range in {
			in[i] = v.At(i, j)
		}
		a.Mul(out, in)
		for i, x := range out {
			dst.Set(i, j, x)
		}
	}
}

// columns returns k contiguous columns of length n, zero.
func columns(n, k int) f64.Matrix {
	return f64.NewMatrix(k, n, n, make([]float64, n*k)).T()
}
