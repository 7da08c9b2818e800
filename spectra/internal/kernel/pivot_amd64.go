//go:build amd64 && !purego

package kernel

import "saddle/spectra/f64"

func eliminate(dst, src []float64, x, m f64.Matrix) {
	level := f64.InUse()
	if level == f64.Go || len(dst) == 0 || m.Rows == 0 {
		eliminateGo(dst, src, x, m)
		return
	}
	if level == f64.AVX512 {
		eliminateAVX512(len(dst), &dst[0], &src[0], m.Rows, &x.Data[0], 8*uintptr(x.RowStride), &m.Data[0], 8*uintptr(m.RowStride))
	} else {
		eliminateAVX2(len(dst), &dst[0], &src[0], m.Rows, &x.Data[0], 8*uintptr(x.RowStride), &m.Data[0], 8*uintptr(m.RowStride))
	}
}

func divideBlock(k *blockFactors, u0, u1, w0, w1 []float64) float64 {
	n := len(u0) &^ 7
	level := f64.InUse()
	if level == f64.Go || n == 0 {
		return divideBlockGo(k, u0, u1, w0, w1)
	}
	var excess float64
	if level == f64.AVX512 {
		excess = divideBlockAVX512(n, &k.p, &u0[0], &u1[0], &w0[0], &w1[0])
	} else {
		excess = divideBlockAVX2(n, &k.p, &u0[0], &u1[0], &w0[0], &w1[0])
	}
	return max(excess, divideBlockGo(k, u0[n:], u1[n:], w0[n:], w1[n:]))
}

func divideBy(d, r float64, u, w []float64) float64 {
	n := len(u) &^ 7
	level := f64.InUse()
	if level == f64.Go || n == 0 {
		return divideByGo(d, r, u, w)
	}
	var excess float64
	if level == f64.AVX512 {
		excess = divideByAVX512(n, d, r, &u[0], &w[0])
	} else {
		excess = divideByAVX2(n, d, r, &u[0], &w[0])
	}
	return max(excess, divideByGo(d, r, u[n:], w[n:]))
}
