//go:build amd64 && !purego

package f64

func arcs(s, u, c []float64) {
	n := 0
	switch {
	case len(c) == 0:
		return
	case InUse() == AVX512:
		n = len(c)
		arcsAVX512(n, &s[0], &u[0], &c[0])
	case InUse() == AVX2 && len(c) >= 4:
		n = len(c) &^ 3
		arcsAVX2(n, &s[0], &u[0], &c[0])
	}
	arcsGo(s[n:], u[n:], c[n:])
}
