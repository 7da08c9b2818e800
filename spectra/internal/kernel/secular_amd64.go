//go:build amd64 && !purego

package kernel

import "saddle/spectra/f64"

func secularSum(d, w []float64, origin, tau float64) (sum, slope float64) {
	if len(d) > 0 {
		switch f64.InUse() {
		case f64.AVX512:
			return secularSumAVX512(len(d), &d[0], &w[0], origin, tau)
		case f64.AVX2:
			return secularSumAVX2(len(d), &d[0], &w[0], origin, tau)
		}
	}
	return secularSumGo(d, w, origin, tau)
}

func secularVector(v, z, d []float64, origin, tau float64) float64 {
	if len(d) > 0 {
		switch f64.InUse() {
		case f64.AVX512:
			return secularVectorAVX512(len(d), &v[0], &z[0], &d[0], origin, tau)
		case f64.AVX2:
			return secularVectorAVX2(len(d), &v[0], &z[0], &d[0], origin, tau)
		}
	}
	return secularVectorGo(v, z, d, origin, tau)
}

func loewnerProduct(w, d, pole, origin, tau []float64) {
	if len(w) > 0 && len(pole) > 0 {
		switch f64.InUse() {
		case f64.AVX512:
			loewnerProductAVX512(len(w), &w[0], &d[0], len(pole), &pole[0], &origin[0], &tau[0])
			return
		case f64.AVX2:
			loewnerProductAVX2(len(w), &w[0], &d[0], len(pole), &pole[0], &origin[0], &tau[0])
			return
		}
	}
	loewnerProductGo(w, d, pole, origin, tau)
}
