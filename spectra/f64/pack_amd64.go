//go:build amd64 && !purego

package f64

// pack is packGo for widths that a tile has.
func pack(dst []float64, width, k int, src []float64, along, across int) {
	switch {
	case along == 1 && InUse() == AVX512 && width <= 24:
		packCopyAVX512(width, k, &dst[:width*k][0], &src[:(k-1)*across+width][0], across)
	case along == 1 && InUse() >= AVX2:
		packCopyAVX2(width, k, &dst[:width*k][0], &src[:(k-1)*across+width][0], across)
	case across == 1 && InUse() == AVX512 && width >= 8 && k >= 8:
		packTransposed(dst[:width*k], width, width, k, src[:(width-1)*along+k], along, 8)
	case across == 1 && InUse() >= AVX2 && width >= 4 && k >= 4:
		packTransposed(dst[:width*k], width, width, k, src[:(width-1)*along+k], along, 4)
	default:
		packGo(dst, width, k, src, along, across)
	}
}

// packTransposed writes k rows of width numbers, stride apart, from width vectors
// of length k, along apart. It works in squares of side numbers; the last in each
// direction overlap those before.
func packTransposed(dst []float64, stride, width, k int, src []float64, along, side int) {
	square := func(i, p, count int) {
		if side == 8 {
			packTransposeAVX512(count, &dst[p*stride+i], stride, &src[i*along+p], along)
		} else {
			packTransposeAVX2(count, &dst[p*stride+i], stride, &src[i*along+p], along)
		}
	}
	for i := 0; ; i = min(i+side, width-side) {
		square(i, 0, k/side)
		if k%side != 0 {
			square(i, k-side, 1)
		}
		if i == width-side {
			return
		}
	}
}

// copyTransposed is copyGo for a dst with contiguous rows and a src with
// contiguous columns.
func copyTransposed(dst, src Matrix) {
	side := 4
	if InUse() == AVX512 && dst.Rows >= 8 && dst.Cols >= 8 {
		side = 8
	}
	if InUse() == Go || dst.Rows < side || dst.Cols < side {
		copyGo(dst, src)
		return
	}
	packTransposed(dst.Data, dst.RowStride, dst.Cols, dst.Rows, src.Data, src.ColStride, side)
}
