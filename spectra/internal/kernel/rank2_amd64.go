//go:build amd64 && !purego

package kernel

import "saddle/spectra/f64"

func rank2Row(a, r, v, w []float64, cv, cw float64) {
	switch f64.InUse() {
	case f64.AVX512:
		rank2RowAVX512(len(r)/8, &a[0], cv, cw, &v[0], &w[0], &r[0])
	case f64.AVX2:
		rank2RowAVX2(len(r)/8, &a[0], cv, cw, &v[0], &w[0], &r[0])
	default:
		rank2RowGo(a, r, v, w, cv, cw)
	}
}

func panelDots(p Panel, s, v []float64) {
	switch stride := 128 * uintptr(p.pairs); f64.InUse() {
	case f64.AVX512:
		panelDotsAVX512(len(s)/8, len(v)/8, stride, &p.data[0], &v[0], &s[0])
	case f64.AVX2:
		panelDotsAVX2(len(s)/8, len(v)/8, stride, &p.data[0], &v[0], &s[0])
	default:
		panelDotsGo(p, s, v)
	}
}

func panelCombine(p Panel, y, z, a, b []float64) {
	switch stride := 128 * uintptr(p.pairs); f64.InUse() {
	case f64.AVX512:
		panelCombineAVX512(len(a), len(y)/8, stride, &p.data[0], &a[0], &b[0], &y[0], &z[0])
	case f64.AVX2:
		panelCombineAVX2(len(a), len(y)/8, stride, &p.data[0], &a[0], &b[0], &y[0], &z[0])
	default:
		panelCombineGo(p, y, z, a, b)
	}
}

func rank2kTiles(a []float64, p Panel, pairs, strips, first, step int) {
	switch stride := 128 * uintptr(p.pairs); f64.InUse() {
	case f64.AVX512:
		rank2kTilesAVX512(pairs, strips, first, step, stride, &a[0], &p.data[0])
	case f64.AVX2:
		rank2kTilesAVX2(pairs, strips, first, step, stride, &a[0], &p.data[0])
	default:
		rank2kTilesGo(a, p, pairs, strips, first, step)
	}
}
