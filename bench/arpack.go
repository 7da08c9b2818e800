//go:build lapack

package bench

/*
#cgo LDFLAGS: -larpack -lopenblas
#include <cblas.h>
#include <stdlib.h>
#include <arpack/arpack.h>
*/
import "C"

import (
	"fmt"
	"runtime"
	"syscall"
	"time"
	"unsafe"

	"saddle/spectra"
)

// openblas returns the name of the kernel that OpenBLAS runs, and how it was built.
func openblas() (core, config string) {
	return C.GoString(C.openblas_get_corename()), C.GoString(C.openblas_get_config())
}

// processorTime returns what this process has used on all processors, system calls included.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// dsaupd returns count eigenpairs of a, vector i in v[i·n:], by ARPACK with a basis of ncv
// vectors: the largest ("LA") or smallest ("SA") ones. A pair has converged when its residual is
// below tol·|θ|. An error says that this takes more than most products.
func dsaupd(a spectra.Operator, which string, count, ncv int, tol float64, most int) (values, v []float64, products int, err error) {
	n := a.Dim()
	N, nev, basis, size := C.a_int(n), C.a_int(count), C.a_int(ncv), C.a_int(ncv*(ncv+8))
	resid, workd, workl := make([]float64, n), make([]float64, 3*n), make([]float64, int(size))
	v = make([]float64, n*ncv)
	bmat, end := C.CString("I"), C.CString(which)
	defer C.free(unsafe.Pointer(bmat))
	defer C.free(unsafe.Pointer(end))
	iparam, ipntr := [11]C.a_int{0: 1, 2: C.a_int(most), 3: 1, 6: 1}, [14]C.a_int{}
	var ido, info C.a_int
	real := func(x []float64) *C.double { return (*C.double)(&x[0]) }
	for {
		C.dsaupd_c(&ido, bmat, N, end, nev, C.double(tol), real(resid), basis, real(v), N, &iparam[0], &ipntr[0], real(workd), real(workl), size, &info)
		if ido != 1 && ido != -1 {
			break
		}
		if products == most {
			return nil, nil, products, fmt.Errorf("ARPACK with ncv = %d has not converged after %d products", ncv, most)
		}
		x, y := int(ipntr[0])-1, int(ipntr[1])-1
		a.Mul(workd[y:y+n], workd[x:x+n])
		products++
	}
	if info != 0 {
		return nil, nil, products, fmt.Errorf("dsaupd: info = %d", int(info))
	}
	values = make([]float64, count)
	all, selected := C.CString("A"), make([]C.a_int, ncv)
	defer C.free(unsafe.Pointer(all))
	C.dseupd_c(1, all, &selected[0], real(values), real(v), N, 0, bmat, N, end, nev, C.double(tol), real(resid), basis, real(v), N,
		&iparam[0], &ipntr[0], real(workd), real(workl), size, &info)
	runtime.KeepAlive(resid)
	if info != 0 {
		return nil, nil, products, fmt.Errorf("dseupd: info = %d", int(info))
	}
	return values, v[:n*count], products, nil
}
