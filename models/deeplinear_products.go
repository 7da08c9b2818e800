package models

import "saddle/spectra/f64"

// The products of a deep linear pass: in plain loops for matrices so small that the
// kernels would cost more than they save.

// minKernel is how many multiplications a product needs for the kernels to pay.
const minKernel = 512

// rowMajor is a matrix of n columns that lies row by row.
func rowMajor(x []float64, n int) f64.Matrix { return f64.NewMatrix(len(x)/n, n, n, x) }

// addProduct adds W A to dst, where W has k columns and A has n.
func addProduct(dst, w, a []float64, k, n int) {
	if len(w)*n >= minKernel {
		f64.Gemm(rowMajor(dst, n), 1, rowMajor(w, k), rowMajor(a, n))
		return
	}
	for i, x := range w {
		row := dst[i/k*n:][:n]
		for j, y := range a[i%k*n:][:n] {
			row[j] += float64(x * y)
		}
	}
}

// addTransposedProduct adds WᵀB to dst, where W has k columns and B has n.
func addTransposedProduct(dst, w, b []float64, k, n int) {
	if len(w)*n >= minKernel {
		f64.Gemm(rowMajor(dst, n), 1, rowMajor(w, k).T(), rowMajor(b, n))
		return
	}
	for i, x := range w {
		row := dst[i%k*n:][:n]
		for j, y := range b[i/k*n:][:n] {
			row[j] += float64(x * y)
		}
	}
}

// addOuterProduct adds B Aᵀ to dst, where A has k rows, and A and B have n columns.
func addOuterProduct(dst, b, a []float64, k, n int) {
	if len(dst)*n >= minKernel {
		f64.Gemm(rowMajor(dst, k), 1, rowMajor(b, n), rowMajor(a, n).T())
		return
	}
	for i := range dst {
		row, sum := b[i/k*n:][:n], 0.0
		for j, y := range a[i%k*n:][:n] {
			sum += float64(row[j] * y)
		}
		dst[i] += sum
	}
}
