//go:build lapack

package bench

/*
#cgo CFLAGS: -O3 -march=native -ffast-math
#cgo LDFLAGS: -lmvec -lm
#include "teacher.h"
*/
import "C"

// teacherScratch returns what the functions of teacher.c write to on the way.
func teacherScratch(k, n, d int) []float64 {
	return make([]float64, 8*(n*(n+k+d+1)+n*n+3*n*(n+k)))
}

// teacherOne sets losses and gradients of count students, one after the other.
func teacherOne(k, n, d, count int, losses, g, w, scratch []float64) {
	C.teacher_one(C.int(k), C.int(n), C.int(d), C.int(count), (*C.double)(&losses[0]), (*C.double)(&g[0]), (*C.double)(&w[0]), (*C.double)(&scratch[0]))
}

// teacherLanes is teacherOne for groups of eight whose numbers are interleaved.
func teacherLanes(k, n, d, count int, losses, g, w, scratch []float64) {
	C.teacher_lanes(C.int(k), C.int(n), C.int(d), C.int(count), (*C.double)(&losses[0]), (*C.double)(&g[0]), (*C.double)(&w[0]), (*C.double)(&scratch[0]))
}
