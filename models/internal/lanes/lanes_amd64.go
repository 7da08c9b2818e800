//go:build amd64 && !purego

package lanes

import "saddle/spectra/f64"

// half is the first of the lanes that AVX2 does second.
const half = 4

func (s Shape) lengths(unit, r, inverse, w []float64) (odd int) {
	switch f64.InUse() {
	case f64.AVX512:
		return lengthsAVX512(s.N, s.D, &unit[0], &r[0], &inverse[0], &w[0])
	case f64.AVX2:
		odd = lengthsAVX2(s.N, s.D, &unit[0], &r[0], &inverse[0], &w[0])
		return odd | lengthsAVX2(s.N, s.D, &unit[half], &r[half], &inverse[half], &w[half])<<half
	}
	return s.lengthsGo(unit, r, inverse, w)
}

func (s Shape) gram(c, unit []float64) {
	switch f64.InUse() {
	case f64.AVX512:
		gramAVX512(s.N, s.D, &c[0], &unit[0])
	case f64.AVX2:
		gramAVX2(s.N, s.D, &c[0], &unit[0])
		gramAVX2(s.N, s.D, &c[half], &unit[half])
	default:
		s.gramGo(c, unit)
	}
}

func (s Shape) sums(loss *Lanes, mix, bend, r, inverse []float64, a Angles, constant float64) {
	switch f64.InUse() {
	case f64.AVX512:
		sumsAVX512(s.N, s.K, s.D, constant, &loss[0], &mix[0], &bend[0], &r[0], &inverse[0], &a.Cos[0], &a.Sin[0], &a.Rest[0])
	case f64.AVX2:
		for _, h := range []int{0, half} {
			sumsAVX2(s.N, s.K, s.D, constant, &loss[h], &mix[h], &bend[h], &r[h], &inverse[h], &a.Cos[h], &a.Sin[h], &a.Rest[h])
		}
	default:
		s.sumsGo(loss, mix, bend, r, inverse, a, constant)
	}
}

func (s Shape) gradient(g []float64, largest *Lanes, mix, w, rest []float64) {
	switch f64.InUse() {
	case f64.AVX512:
		gradientAVX512(s.N, s.D, &g[0], &largest[0], &mix[0], &w[0], &rest[0])
	case f64.AVX2:
		for _, h := range []int{0, half} {
			gradientAVX2(s.N, s.D, &g[h], &largest[h], &mix[h], &w[h], &rest[h])
		}
	default:
		s.gradientGo(g, largest, mix, w, rest)
	}
}

func step(w, g []float64, eta *Lanes) {
	entries := len(w) / Width
	switch f64.InUse() {
	case f64.AVX512:
		stepAVX512(entries, &w[0], &g[0], &eta[0])
	case f64.AVX2:
		stepAVX2(entries, &w[0], &g[0], &eta[0])
		stepAVX2(entries, &w[half], &g[half], &eta[half])
	default:
		stepGo(w, g, eta)
	}
}
