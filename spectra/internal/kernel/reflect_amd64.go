//go:build amd64 && !purego

package kernel

import "saddle/spectra/f64"

// Masks for eight lanes: from offset 8−first on, lanes at or after first; from
// 16−first on, lanes before it; in allButOne from 7−first on, all other lanes.
var (
	laneMask  = [24]uint64{8: ^uint64(0), 9: ^uint64(0), 10: ^uint64(0), 11: ^uint64(0), 12: ^uint64(0), 13: ^uint64(0), 14: ^uint64(0), 15: ^uint64(0)}
	allButOne = [15]uint64{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0), 0,
		^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}
)

func reflectBoth(d []float64, stride int, v []float64, first int, tau float64, w []float64) {
	level := f64.InUse()
	if level == f64.Go {
		reflectBothGo(d, stride, v, first, tau, w)
		return
	}
	inner, outer := &laneMask[8-first], &laneMask[16-first]
	if level == f64.AVX512 {
		switch len(v) {
		case 24:
			reflectBoth16AVX512(&d[0], stride, &v[0], first, tau, &w[0], inner, outer)
			return
		case 40:
			reflectBoth32AVX512(&d[0], stride, &v[0], first, tau, &w[0], inner, outer)
			return
		case 72:
			reflectBoth64AVX512(&d[0], stride, &v[0], first, tau, &w[0], inner, outer)
			return
		}
	}
	reflectBothAVX2(len(v)-8, &d[0], stride, &v[0], first, tau, &w[0], inner, outer)
}

func reflectRight(w, x []float64, a []float64, stride int, v []float64, first int, tau float64) float64 {
	level := f64.InUse()
	if level == f64.Go {
		return reflectRightGo(w, x, a, stride, v, first, tau)
	}
	if level == f64.AVX512 {
		switch len(v) {
		case 24:
			return reflectRight16AVX512(&w[0], &x[0], &a[0], stride, &v[0], first, tau, &allButOne[7])
		case 40:
			return reflectRight32AVX512(&w[0], &x[0], &a[0], stride, &v[0], first, tau, &allButOne[7])
		case 72:
			return reflectRight64AVX512(&w[0], &x[0], &a[0], stride, &v[0], first, tau, &allButOne[7])
		}
	}
	return reflectRightAVX2(len(w), &w[0], &x[0], &a[0], stride, &v[0], first, tau, &allButOne[7])
}

func reflectLeft(a []float64, stride int, u, v []float64, first int, sigma float64, w, z []float64) {
	level := f64.InUse()
	if level == f64.Go {
		reflectLeftGo(a, stride, u, v, first, sigma, w, z)
		return
	}
	inner, outer, others := &laneMask[8-first], &laneMask[16-first], &allButOne[7-first]
	if level == f64.AVX512 {
		switch len(v) {
		case 24:
			reflectLeft16AVX512(&a[0], stride, &u[0], &v[0], first, sigma, &w[0], &z[0], inner, outer, others)
			return
		case 40:
			reflectLeft32AVX512(&a[0], stride, &u[0], &v[0], first, sigma, &w[0], &z[0], inner, outer, others)
			return
		case 72:
			reflectLeft64AVX512(&a[0], stride, &u[0], &v[0], first, sigma, &w[0], &z[0], inner, outer, others)
			return
		}
	}
	reflectLeftAVX2(len(w), &a[0], stride, &u[0], &v[0], first, sigma, &w[0], &z[0], inner, outer, others)
}

// accumulate takes the columns in blocks of 32, 16 and 8, and gives what is left
// over, fewer than 8 columns and 4 rows, to the Go loop.
func accumulate(c, a, b f64.Matrix) {
	level := f64.InUse()
	if level == f64.Go || c.Rows < 4 || c.Cols < 8 || a.Cols == 0 {
		accumulateGo(c, a, b)
		return
	}
	m, j := c.Rows&^3, 0
	for rest := c.Cols; rest >= 8; rest = c.Cols - j {
		to, from := &c.Data[j], &b.Data[j]
		switch {
		case level == f64.AVX512 && rest >= 32:
			tile32AVX512(m, a.Cols, to, c.RowStride, &a.Data[0], a.RowStride, a.ColStride, from, b.RowStride)
			j += 32
		case level == f64.AVX512 && rest >= 16:
			tile16AVX512(m, a.Cols, to, c.RowStride, &a.Data[0], a.RowStride, a.ColStride, from, b.RowStride)
			j += 16
		case level == f64.AVX512:
			tile8AVX512(m, a.Cols, to, c.RowStride, &a.Data[0], a.RowStride, a.ColStride, from, b.RowStride)
			j += 8
		default:
			tile8AVX2(m, a.Cols, to, c.RowStride, &a.Data[0], a.RowStride, a.ColStride, from, b.RowStride)
			j += 8
		}
	}
	if j < c.Cols {
		accumulateGo(c.Block(0, j, m, c.Cols-j), a.Block(0, 0, m, a.Cols), b.Block(0, j, b.Rows, b.Cols-j))
	}
	if m < c.Rows {
		accumulateGo(c.Block(m, 0, c.Rows-m, c.Cols), a.Block(m, 0, a.Rows-m, a.Cols), b)
	}
}
