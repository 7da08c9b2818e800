//go:build lapack

package bench

/*
#cgo LDFLAGS: -llapacke -lopenblas
#include <cblas.h>
#include <lapacke.h>
*/
import "C"

import "fmt"

// lapackThreads sets how many threads OpenBLAS uses.
func lapackThreads(n int) { C.openblas_set_num_threads(C.int(n)) }

// dsyevd overwrites a, and w with its eigenvalues; with vectors, column j of a (by
// columns) becomes that of w[j]. twoStage takes dsyevd_2stage, which has no vectors.
func dsyevd(n int, a, w []float64, vectors, twoStage bool) error {
	job := C.char('N')
	if vectors {
		job = 'V'
	}
	order, lower, N := C.int(C.LAPACK_COL_MAJOR), C.char('L'), C.lapack_int(n)
	if twoStage {
		return status("dsyevd_2stage", C.LAPACKE_dsyevd_2stage(order, job, lower, N, (*C.double)(&a[0]), N, (*C.double)(&w[0])))
	}
	return status("dsyevd", C.LAPACKE_dsyevd(order, job, lower, N, (*C.double)(&a[0]), N, (*C.double)(&w[0])))
}

// dsyevr overwrites a, and w[:k] with its k smallest eigenvalues.
func dsyevr(n, k int, a, w []float64) error {
	var found C.lapack_int
	var none [1]C.double
	support := make([]C.lapack_int, 2*k)
	N := C.lapack_int(n)
	return status("dsyevr", C.LAPACKE_dsyevr(C.LAPACK_COL_MAJOR, 'N', 'I', 'L', N, (*C.double)(&a[0]), N, 0, 0, 1, C.lapack_int(k), 0,
		&found, (*C.double)(&w[0]), &none[0], 1, &support[0]))
}

// dsytrf overwrites a with its Bunch–Kaufman factors.
func dsytrf(n int, a []float64, pivots []int32) error {
	N := C.lapack_int(n)
	return status("dsytrf", C.LAPACKE_dsytrf(C.LAPACK_COL_MAJOR, 'L', N, (*C.double)(&a[0]), N, (*C.lapack_int)(&pivots[0])))
}

// dgemm sets c = a b, all n×n by rows.
func dgemm(n int, c, a, b []float64) {
	N := C.int(n)
	C.cblas_dgemm(C.CblasRowMajor, C.CblasNoTrans, C.CblasNoTrans, N, N, N, 1, (*C.double)(&a[0]), N, (*C.double)(&b[0]), N, 0, (*C.double)(&c[0]), N)
}

func status(routine string, info C.lapack_int) error {
	if info != 0 {
		return fmt.Errorf("%s: info = %d", routine, int(info))
	}
	return nil
}
