//go:build amd64 && !purego

package f64

func symvStrip(a Matrix, x, y []float64, xq, sums *[8]float64) {
	switch InUse() {
	case AVX512:
		symvStripAVX512(len(x)/8, &a.Data[0], 8*uintptr(a.RowStride), &x[0], &y[0], &xq[0], &sums[0])
	case AVX2:
		symvStripAVX2(len(x)/8, &a.Data[0], 8*uintptr(a.RowStride), &x[0], &y[0], &xq[0], &sums[0])
	default:
		symvStripGo(a, x, y, xq, sums)
	}
}
