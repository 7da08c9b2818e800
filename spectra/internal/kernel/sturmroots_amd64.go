//go:build amd64 && !purego

package kernel

import "saddle/spectra/f64"

func narrow(r *Roots, n int) bool {
	switch f64.InUse() {
	case f64.AVX512:
		return narrowAVX512(&r.Lo.X[0], n) != 0
	case f64.AVX2:
		return narrowAVX2(&r.Lo.X[0], n) != 0
	}
	return narrowGo(r, n)
}
