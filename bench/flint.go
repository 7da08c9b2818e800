//go:build lapack

package bench

/*
#cgo LDFLAGS: -lflint -lgmp
#include <stdlib.h>
#include <flint/fmpq_mat.h>
#include <flint/fmpz_mat.h>

// flint_rows makes the integers of a matrix of fractions, each row times its common denominator.
static fmpz_mat_struct *flint_rows(long n, const char **entries) {
	fmpq_mat_t q;
	fmpz *common = _fmpz_vec_init(n);
	fmpz_mat_struct *m = malloc(sizeof *m);
	fmpq_mat_init(q, n, n);
	fmpz_mat_init(m, n, n);
	for (long k = 0; k < n * n; k++)
		fmpq_set_str(fmpq_mat_entry(q, k / n, k % n), entries[k], 10);
	fmpq_mat_get_fmpz_mat_rowwise(m, common, q);
	_fmpz_vec_clear(common, n);
	fmpq_mat_clear(q);
	return m;
}

// flint_signs sets the signs of the leading minors, which fraction-free elimination leaves on the diagonal; 0 if rows had
// to be exchanged.
static int flint_signs(fmpz_mat_struct *m, int *signs) {
	long n = m->r, ordered = 1;
	fmpz_mat_t lu;
	fmpz_t den;
	slong *perm = malloc(n * sizeof *perm);
	for (long i = 0; i < n; i++)
		perm[i] = i;
	fmpz_mat_init(lu, n, n);
	fmpz_init(den);
	fmpz_mat_fflu(lu, den, perm, m, 0);
	for (long i = 0; i < n; i++) {
		ordered = ordered && perm[i] == i;
		signs[i] = fmpz_sgn(fmpz_mat_entry(lu, i, i));
	}
	fmpz_mat_clear(lu);
	fmpz_clear(den);
	free(perm);
	return ordered;
}

static int flint_det(fmpz_mat_struct *m) {
	fmpz_t det;
	fmpz_init(det);
	fmpz_mat_det(det, m);
	int sign = fmpz_sgn(det);
	fmpz_clear(det);
	return sign;
}
*/
import "C"

import (
	"math/big"
	"unsafe"
)

// flintLoad copies a symmetric matrix, which is never freed: there are a few of them.
func flintLoad(n int, a [][]*big.Rat) any {
	entries := make([]*C.char, 0, n*n)
	for _, row := range a {
		for _, x := range row {
			entries = append(entries, C.CString(x.RatString()))
		}
	}
	list := C.malloc(C.size_t(len(entries)) * C.size_t(unsafe.Sizeof(entries[0])))
	copy(unsafe.Slice((**C.char)(list), len(entries)), entries)
	m := C.flint_rows(C.long(n), (**C.char)(list))
	for _, e := range entries {
		C.free(unsafe.Pointer(e))
	}
	C.free(list)
	return m
}

// flintInertia counts changes of sign among the leading minors of what flintLoad returned; −1 where there are none to
// count.
func flintInertia(matrix any) (neg, pos int) {
	m := matrix.(*C.fmpz_mat_struct)
	signs := make([]C.int, int(m.r))
	if C.flint_signs(m, &signs[0]) == 0 {
		return -1, -1
	}
	last := C.int(1)
	for _, s := range signs {
		switch {
		case s == 0:
			return -1, -1
		case s != last:
			neg++
		default:
			pos++
		}
		last = s
	}
	return neg, pos
}

// flintDeterminant returns the sign of the determinant.
func flintDeterminant(matrix any) int { return int(C.flint_det(matrix.(*C.fmpz_mat_struct))) }
