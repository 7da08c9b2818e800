package spectra

import (
	"math"
	"math/bits"

	"saddle/spectra/f64"
)

// A lanesSolver treats eight matrices at once. Element i of matrix l is number 8i+l.
type lanesSolver struct {
	a, d, e, p   []float64
	exponent     [8]int // matrix l is 2^exponent[l] times what is stored
	width        [8]float64
	radius       [8]float64
	roots        f64.Roots
	x, value     [8 * batchGrid]float64
	count, power [8 * batchGrid]int64
	b            bisector
	row          [2][]float64
}

// batchGrid is how many shifts, in equal steps over the spectrum, start the search.
const batchGrid = 16

// solve treats eight matrices from number first on; where there are fewer, number
// first stands in for the missing ones.
func (s *lanesSolver) solve(dst, a, largest []float64, n, first int) {
	s.resize(n)
	count := min(8, len(largest)-first)
	s.load(a, largest, n, first, count)
	if n == 1 {
		copy(dst[first:first+count], a[first:])
		return
	}
	f64.LanesReduce(s.d, s.e, s.a, s.p, n)
	if n <= tinyOrder {
		s.search(n)
		for l := range count {
			s.copyRoots(dst[(first+l)*n:(first+l+1)*n], l)
		}
		return
	}
	for l := range count {
		s.bisect(dst[(first+l)*n:(first+l+1)*n], l)
	}
}

func (s *lanesSolver) resize(n int) {
	if len(s.d) == 8*n {
		return
	}
	s.a, s.d, s.e, s.p = make([]float64, 4*n*(n+1)), make([]float64, 8*n), make([]float64, 8*n), make([]float64, 8*n)
}

// load copies the lower triangles, each divided by a power of two above n times its
// largest element: nothing in its reduced form exceeds 1.
func (s *lanesSolver) load(a, largest []float64, n, first, count int) {
	var scale [8]float64
	var from [8][]float64
	for l := range 8 {
		k := first
		if l < count {
			k += l
		}
		from[l] = a[k*n*n : (k+1)*n*n]
		s.exponent[l] = binaryExponent(largest[k]) + bits.Len(uint(n-1))
		// Beyond the normal numbers one factor will not do; it is a power of two.
		scale[l] = math.Ldexp(1, -max(min(s.exponent[l], 1000), -1000))
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
	for l, exponent := range s.exponent {
		if exponent < -1000 || exponent > 1000 {
			for i := l; i < len(s.a); i += 8 {
				s.a[i] = math.Ldexp(s.a[i], max(min(exponent, 1000), -1000)-exponent)
			}
		}
	}
}

// search finds all eigenvalues of the eight tridiagonal matrices; see [bisector],
// of which this is the form without brackets and margins.
func (s *lanesSolver) search(n int) {
	for l := range 8 {
		s.bounds(n, l)
	}
	for j := range batchGrid {
		for l, r := range s.radius {
			s.x[8*j+l] = r * (float64(2*j)/(batchGrid-1) - 1)
		}
	}
	f64.SturmLanes(s.count[:], s.value[:], s.power[:], s.d, s.p, s.x[:])
	for l := range 8 {
		s.start(n, l)
	}
	r, m := &s.roots, 8*n
	for f64.Narrow(r, m) {
		f64.SturmLanes(r.Count[:m], r.New.Value[:m], r.New.Power[:m], s.d, s.p, r.New.X[:m])
	}
}

// bounds finds the interval of the eigenvalues of matrix l, and leaves the squares
// of e in p. A zero matrix gets a width at which nothing is left to do.
func (s *lanesSolver) bounds(n, l int) {
	const least = 0x1p-73
	before, radius := 0.0, 0.0
	s.p[l] = 0
	for i := 0; i < n; i++ {
		sum, after := math.Abs(s.d[8*i+l])+before, 0.0
		if i < n-1 {
			if after = math.Abs(s.e[8*i+l]); !(after >= least) {
				after = least
			}
			s.p[8*i+8+l] = after * after
		}
		if sum += after; sum > radius {
			radius = sum
		}
		before = after
	}
	s.radius[l] = radius + 0x1p-50
	s.width[l] = 2 * epsilon * s.radius[l]
	if radius <= 2*least {
		s.width[l] = math.Inf(1)
	}
}

// start gives each root of matrix l its part of the grid.
func (s *lanesSolver) start(n, l int) {
	r, hi := &s.roots, 1
	for k := range n {
		for hi < batchGrid-1 && s.count[8*hi+l] <= int64(k) {
			hi++
		}
		i, h := 8*k+l, 8*hi+l
		g := h - 8
		r.Lo.X[i], r.Lo.Value[i], r.Lo.Power[i], r.LoCount[i] = s.x[g], s.value[g], s.power[g], s.count[g]
		r.Hi.X[i], r.Hi.Value[i], r.Hi.Power[i], r.HiCount[i] = s.x[h], s.value[h], s.power[h], s.count[h]
		r.Old.X[i], r.Old.Value[i], r.Old.Power[i] = s.x[g], s.value[g], s.power[g]
		r.New.X[i], r.New.Value[i], r.New.Power[i], r.Count[i] = s.x[g], s.value[g], s.power[g], s.count[g]
		r.Index[i], r.Width[i] = int64(k), s.width[l]
		r.Before[i], r.Last[i] = math.Inf(1), math.Inf(1)
	}
}

func (s *lanesSolver) copyRoots(dst []float64, l int) {
	if math.IsInf(s.width[l], 1) {
		clear(dst)
		return
	}
	for k := range dst {
		lo, hi := s.roots.Lo.X[8*k+l], s.roots.Hi.X[8*k+l]
		dst[k] = power2(lo+(hi-lo)/2, s.exponent[l])
	}
}

// bisect finds the eigenvalues of tridiagonal matrix l alone.
func (s *lanesSolver) bisect(dst []float64, l int) {
	n := len(dst)
	for q, from := range [][]float64{s.d, s.e} {
		if len(s.row[q]) != n {
			s.row[q] = make([]float64, n)
		}
		for i := range n {
			s.row[q][i] = from[8*i+l]
		}
	}
	s.b.values(dst, s.row[0], s.row[1][:n-1], 0, n, 1)
	for i, x := range dst {
		dst[i] = power2(x, s.exponent[l])
	}
}
