//go:build amd64 && !purego

package kernel

import "saddle/spectra/f64"

func squareMul(p *[32]float64, a *Square, v *[32]float64, m int) {
	switch f64.InUse() {
	case f64.AVX512:
		squareMulAVX512(&p[0], &a[0], &v[0], (m+7)/8, (m+3)/4)
	case f64.AVX2:
		squareMulAVX2(&p[0], &a[0], &v[0], (m+7)/8, (m+3)/4)
	default:
		squareMulGo(p, a, v, m)
	}
}

func squareRank2(a *Square, v, w *[32]float64, m int) {
	switch f64.InUse() {
	case f64.AVX512:
		squareRank2AVX512(&a[0], &v[0], &w[0], (m+7)/8, m)
	case f64.AVX2:
		squareRank2AVX2(&a[0], &v[0], &w[0], (m+7)/8, m)
	default:
		squareRank2Go(a, v, w, m)
	}
}

func lanesReduce(d, e, a, p []float64, n int) {
	switch f64.InUse() {
	case f64.AVX512:
		lanesReduceAVX512(&d[0], &e[0], &a[0], &p[0], n)
	case f64.AVX2:
		lanesReduceAVX2(&d[0], &e[0], &a[0], &p[0], n)
		lanesReduceAVX2(&d[4], &e[4], &a[4], &p[4], n)
	default:
		lanesReduceGo(d, e, a, p, n)
	}
}

func lanesQL(w, f, d, e []float64, n int) (open int) {
	switch f64.InUse() {
	case f64.AVX512:
		return lanesQLAVX512(&w[0], &f[0], &d[0], &e[0], n)
	case f64.AVX2:
		for l := 0; l < 16; l += 4 {
			open |= lanesQLAVX2(&w[l], &f[l], &d[l], &e[l], n) << l
		}
		return open
	}
	return lanesQLGo(w, f, d, e, n)
}

func lanesSort(w []float64, n int) {
	switch f64.InUse() {
	case f64.AVX512:
		lanesSortAVX512(&w[0], n)
	case f64.AVX2:
		for l := 0; l < 16; l += 4 {
			lanesSortAVX2(&w[l], n)
		}
	default:
		lanesSortGo(w, n)
	}
}
