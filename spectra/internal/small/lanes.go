package small

import (
	"math"
	"math/bits"

	"saddle/spectra/f64"
	"saddle/spectra/internal/kernel"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/tridiag"
)

// Lanes treats sixteen matrices at once, in two groups of eight. Element i of
// matrix l of a group is number 8i+l of a; of the sixteen, number 16i+l of the others.
type Lanes struct {
	a, p       []float64
	d, e, w, f []float64
	exponent   [16]int // matrix l is 2^exponent[l] times what is stored
	b          tridiag.Bisector
	row        [2][]float64
}

// Solve treats sixteen matrices from number first on, or as many as there are.
func (s *Lanes) Solve(dst, a, largest []float64, n, first int) {
	s.resize(n)
	count := min(16, len(largest)-first)
	if n == 1 {
		copy(dst[first:first+count], a[first:])
		return
	}
	if count <= 8 { // nothing is to be done in the other lanes
		clear(s.d)
		clear(s.e)
	}
	for l := 0; l < count; l += 8 {
		s.load(a, largest, n, first+l, min(8, count-l), s.exponent[l:l+8])
		kernel.LanesReduce(s.d[l:], s.e[l:], s.a, s.p, n)
	}
	open := kernel.LanesQL(s.w, s.f, s.d, s.e, n)
	kernel.LanesSort(s.w, n)
	for l := range count {
		values := dst[(first+l)*n : (first+l+1)*n]
		if open>>l&1 != 0 {
			s.bisect(values, l)
			continue
		}
		s.unload(values, l)
	}
}

func (s *Lanes) resize(n int) {
	if len(s.d) == 16*n {
		return
	}
	s.a, s.p = make([]float64, 4*n*(n+1)), make([]float64, 8*n)
	s.d, s.e, s.w, s.f = make([]float64, 16*n), make([]float64, 16*n), make([]float64, 16*(n+1)), make([]float64, 16*n)
}

// unload copies what w has of matrix l.
func (s *Lanes) unload(dst []float64, l int) {
	exponent := s.exponent[l]
	for i := range dst {
		dst[i] = num.Power2(s.w[16*i+l], exponent)
	}
}

// load copies the lower triangles, each divided by a power of two above n times its
// largest element: nothing in its reduced form exceeds 1. Where there are fewer than
// eight, number first stands in for the missing ones.
func (s *Lanes) load(a, largest []float64, n, first, count int, exponents []int) {
	var scale [8]float64
	var from [8][]float64
	for l := range 8 {
		k := first
		if l < count {
			k += l
		}
		from[l] = a[k*n*n : (k+1)*n*n]
		exponents[l] = num.Exponent(largest[k]) + bits.Len(uint(n-1))
		// Beyond the normal numbers one factor will not do; it is a power of two.
		scale[l] = math.Ldexp(1, -max(min(exponents[l], 1000), -1000))
	}
	at := 0
	for i := range n {
		for j := i * n; j <= i*n+i; j++ {
			to := s.a[at : at+8 : at+8]
			for l := range to {
				to[l] = from[l][j] * scale[l]
			}
			at += 8
		}
	}
	for l, exponent := range exponents {
		if exponent < -1000 || exponent > 1000 {
			for i := l; i < len(s.a); i += 8 {
				s.a[i] = math.Ldexp(s.a[i], max(min(exponent, 1000), -1000)-exponent)
			}
		}
	}
}

// bisect finds the eigenvalues of tridiagonal matrix l alone.
func (s *Lanes) bisect(dst []float64, l int) {
	n := len(dst)
	for q, from := range [][]float64{s.d, s.e} {
		if len(s.row[q]) != n {
			s.row[q] = make([]float64, n)
		}
		for i := range n {
			s.row[q][i] = from[16*i+l]
		}
	}
	s.b.Values(dst, s.row[0], s.row[1][:n-1], 0, n, 1)
	for i, x := range dst {
		dst[i] = num.Power2(x, s.exponent[l])
	}
}

// UpperOfRows returns a view whose upper triangle is the lower one of the n×n matrix a.
func UpperOfRows(a []float64, n int) f64.Matrix {
	return f64.Matrix{Rows: n, Cols: n, RowStride: 1, ColStride: n, Data: a}
}
