//go:build amd64 && !purego

package f64

func narrow(r *Roots, n int) bool {
	switch level {
	case AVX512:
		return narrowAVX512(&r.Lo.X[0], n) != 0
	case AVX2:
		return narrowAVX2(&r.Lo.X[0], n) != 0
	}
	return narrowGo(r, n)
}
