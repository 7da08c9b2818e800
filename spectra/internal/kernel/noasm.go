//go:build !amd64 || purego

package kernel

import "saddle/spectra/f64"

// Without assembly every kernel is its Go loop.

func squareMul(p *[32]float64, a *Square, v *[32]float64, m int) { squareMulGo(p, a, v, m) }

func squareRank2(a *Square, v, w *[32]float64, m int) { squareRank2Go(a, v, w, m) }

func lanesReduce(d, e, a, p []float64, n int) { lanesReduceGo(d, e, a, p, n) }

func lanesQL(w, f, d, e []float64, n int) (open int) { return lanesQLGo(w, f, d, e, n) }

func lanesSort(w []float64, n int) { lanesSortGo(w, n) }

func eliminate(dst, src []float64, x, m f64.Matrix) { eliminateGo(dst, src, x, m) }

func divideBy(d, r float64, u, w []float64) float64 { return divideByGo(d, r, u, w) }

func divideBlock(k *blockFactors, u0, u1, w0, w1 []float64) float64 {
	return divideBlockGo(k, u0, u1, w0, w1)
}

func rank2Row(a, r, v, w []float64, cv, cw float64) { rank2RowGo(a, r, v, w, cv, cw) }

func panelDots(p Panel, s, v []float64) { panelDotsGo(p, s, v) }

func panelCombine(p Panel, y, z, a, b []float64) { panelCombineGo(p, y, z, a, b) }

func rank2kTiles(a []float64, p Panel, pairs, strips, first, step int) {
	rank2kTilesGo(a, p, pairs, strips, first, step)
}

func reflectBoth(d []float64, stride int, v []float64, first int, tau float64, w []float64) {
	reflectBothGo(d, stride, v, first, tau, w)
}

func reflectRight(w, x []float64, a []float64, stride int, v []float64, first int, tau float64) float64 {
	return reflectRightGo(w, x, a, stride, v, first, tau)
}

func reflectLeft(a []float64, stride int, u, v []float64, first int, sigma float64, w, z []float64) {
	reflectLeftGo(a, stride, u, v, first, sigma, w, z)
}

func accumulate(c, a, b f64.Matrix) { accumulateGo(c, a, b) }

func secularSum(d, w []float64, origin, tau float64) (sum, slope float64) {
	return secularSumGo(d, w, origin, tau)
}

func secularVector(v, z, d []float64, origin, tau float64) float64 {
	return secularVectorGo(v, z, d, origin, tau)
}

func loewnerProduct(w, d, pole, origin, tau []float64) { loewnerProductGo(w, d, pole, origin, tau) }

func sturm(count []int64, value []float64, exponent []int64, d, e2, x []float64) {
	sturmGo(count, value, exponent, d, e2, x)
}

func narrow(r *Roots, n int) bool { return narrowGo(r, n) }

func symvTiles(a, y, x []float64, strips, first, step int) {
	symvTilesGo(a, y, x, strips, first, step)
}

func rank2SymvTiles(a, y, x, v, w []float64, strips, first, step int) {
	rank2SymvTilesGo(a, y, x, v, w, strips, first, step)
}
