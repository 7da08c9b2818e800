//go:build lapack

package bench

/*
#include <lapacke.h>
*/
import "C"

// dsygvd overwrites a and b, and w with the eigenvalues of Ax = μBx; with vectors, column j of a
// (by columns) becomes that of w[j].
func dsygvd(n int, a, b, w []float64, vectors bool) error {
	job := C.char('N')
	if vectors {
		job = 'V'
	}
	N := C.lapack_int(n)
	return status("dsygvd", C.LAPACKE_dsygvd(C.LAPACK_COL_MAJOR, 1, job, 'L', N, (*C.double)(&a[0]), N, (*C.double)(&b[0]), N, (*C.double)(&w[0])))
}
