package bench

import (
	"math/big"
	"time"

	"saddle/spectra"
)

// A lapackPeer holds LAPACK's routines, as lapack.go wraps them.
type lapackPeer struct {
	threads func(n int)
	dsyevd  func(n int, a, w []float64, vectors, twoStage bool) error
	dsyevr  func(n, k int, a, w []float64) error
	dsytrf  func(n int, a []float64, pivots []int32) error
	dgemm   func(n int, c, a, b []float64)
	kernel  func() (core, config string) // of OpenBLAS
}

// lapack is nil without the build tag lapack.
var lapack *lapackPeer

// An arpackPeer holds ARPACK's Lanczos method and a clock that counts work alone, as arpack.go
// wraps them.
type arpackPeer struct {
	dsaupd func(a spectra.Operator, which string, count, ncv int, tol float64, most int) (values, v []float64, products int, err error)
	clock  func() time.Duration
}

// arpack is nil without the build tag lapack.
var arpack *arpackPeer

// A teacherPeer holds the student–teacher loss in C, as teacher.go wraps it.
type teacherPeer struct {
	scratch    func(k, n, d int) []float64
	one, lanes func(k, n, d, count int, losses, g, w, scratch []float64)
}

// teacherC is nil without the build tag lapack.
var teacherC *teacherPeer

// A flintPeer holds exact linear algebra of FLINT, as flint.go wraps it.
type flintPeer struct {
	load        func(n int, a [][]*big.Rat) any
	inertia     func(matrix any) (neg, pos int)
	determinant func(matrix any) (sign int)
}

// flint is nil without the build tag lapack.
var flint *flintPeer
