package f64

import "fmt"

// Copy sets the elements of dst to those of src, of the same shape, which must not
// overlap it. It is fastest where both have contiguous rows or columns; the
// transpose is one of a copy from src.T(). It panics if the shapes differ.
func Copy(dst, src Matrix) {
	if dst.Rows != src.Rows || dst.Cols != src.Cols {
		panic(fmt.Sprintf("f64: Copy of %d×%d into %d×%d", src.Rows, src.Cols, dst.Rows, dst.Cols))
	}
	dst.check("Copy")
	src.check("Copy")
	switch {
	case dst.Rows == 0 || dst.Cols == 0:
	case dst.ColStride == 1 && src.ColStride == 1:
		for i := range dst.Rows {
			copy(dst.Row(i), src.Row(i))
		}
	case dst.RowStride == 1 && src.RowStride == 1:
		Copy(dst.T(), src.T())
	case dst.ColStride == 1 && src.RowStride == 1:
		copyTransposed(dst, src)
	case dst.RowStride == 1 && src.ColStride == 1:
		copyTransposed(dst.T(), src.T())
	default:
		copyGo(dst, src)
	}
}

func copyGo(dst, src Matrix) {
	for i := range dst.Rows {
		for j := range dst.Cols {
			dst.Set(i, j, src.At(i, j))
		}
	}
}
