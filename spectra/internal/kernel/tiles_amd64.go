//go:build amd64 && !purego

package kernel

import "saddle/spectra/f64"

func symvTiles(a, y, x []float64, strips, first, step int) {
	switch f64.InUse() {
	case f64.AVX512:
		symvTilesAVX512(strips, first, step, &a[0], &x[0], &y[0])
	case f64.AVX2:
		symvTilesAVX2(strips, first, step, &a[0], &x[0], &y[0])
	default:
		symvTilesGo(a, y, x, strips, first, step)
	}
}

func rank2SymvTiles(a, y, x, v, w []float64, strips, first, step int) {
	switch f64.InUse() {
	case f64.AVX512:
		rank2SymvTilesAVX512(strips, first, step, &a[0], &x[0], &y[0], &v[0], &w[0])
	case f64.AVX2:
		rank2SymvTilesAVX2(strips, first, step, &a[0], &x[0], &y[0], &v[0], &w[0])
	default:
		rank2SymvTilesGo(a, y, x, v, w, strips, first, step)
	}
}
