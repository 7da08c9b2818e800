package spectra

import (
	"fmt"
	"math"

	"saddle/spectra/f64"
)

// EigenvaluesBatch computes all eigenvalues of many symmetric matrices of one
// order n. a holds them one after the other, each row by row (n² numbers); of each,
// the lower triangle and the diagonal are read and nothing else. The n eigenvalues
// of matrix k, in ascending order, go to dst[kn:(k+1)n]; each is within c n ε ‖A‖₂
// of an exact one, c a small constant.
//
// Eight matrices are treated at once, one in each lane of the vectors. What comes
// out for a matrix does not depend on the others, on workers (at most that many
// goroutines; 0 and 1 mean the caller's) or on the level of the kernels. It
// may differ in rounding from what other functions give for the same matrix.
//
// An [ErrDimension] reports lengths that do not fit, an [ErrNotFinite] the first
// NaN or infinity in a lower triangle, as "a[k][i][j]"; then dst is unchanged.
// Cost: 4n³/3 + O(n²) flops a matrix; a [BatchSolver] kept from call to call
// saves the allocations.
func EigenvaluesBatch(dst, a []float64, n, workers int) error {
	return new(BatchSolver).Eigenvalues(dst, a, n, workers)
}

// A BatchSolver is the scratch of [EigenvaluesBatch]. The zero value is ready. It is
// not for concurrent use.
type BatchSolver struct {
	lanes []lanesSolver
}

// Eigenvalues is [EigenvaluesBatch] without its allocations from the second use on,
// with one worker.
func (s *BatchSolver) Eigenvalues(dst, a []float64, n, workers int) error {
	if n < 0 || n == 0 && len(a) > 0 || n > 0 && len(a)%(n*n) != 0 {
		return ErrDimension{Arg: "a", Got: len(a), Want: (len(a) / max(n*n, 1)) * n * n}
	}
	if n == 0 {
		return nil
	}
	count := len(a) / (n * n)
	if len(dst) != count*n {
		return ErrDimension{Arg: "dst", Got: len(dst), Want: count * n}
	}
	for k := range count {
		for i := range n {
			for j, x := range a[k*n*n+i*n : k*n*n+i*n+i+1] {
				if !isFinite(x) {
					return ErrNotFinite{Arg: fmt.Sprintf("a[%d][%d][%d]", k, i, j), Value: x}
				}
			}
		}
	}
	groups := (count + 7) / 8
	workers = max(1, min(workers, groups))
	for len(s.lanes) < workers {
		s.lanes = append(s.lanes, lanesSolver{})
	}
	if workers == 1 {
		for g := range groups {
			s.lanes[0].solve(dst, a, n, 8*g, min(8, count-8*g))
		}
		return nil
	}
	parallel(workers, workers, func(worker int) {
		for g := worker; g < groups; g += workers {
			s.lanes[worker].solve(dst, a, n, 8*g, min(8, count-8*g))
		}
	})
	return nil
}

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

// solve treats the matrices first … first+count−1; missing ones are the first again.
func (s *lanesSolver) solve(dst, a []float64, n, first, count int) {
	s.resize(n)
	for l := range 8 {
		k := first
		if l < count {
			k += l
		}
		s.load(a[k*n*n:(k+1)*n*n], n, l)
	}
	if n == 1 {
		copy(s.d, s.a[:8])
	} else {
		f64.LanesReduce(s.d, s.e, s.a, s.p, n)
	}
	switch {
	case n == 1:
		for l := range count {
			dst[first+l] = a[first+l]
		}
	case n <= tinyOrder:
		s.search(n)
		for l := range count {
			s.copyRoots(dst[(first+l)*n:(first+l+1)*n], l)
		}
	default:
		for l := range count {
			s.bisect(dst[(first+l)*n:(first+l+1)*n], l)
		}
	}
}

func (s *lanesSolver) resize(n int) {
	if len(s.d) == 8*n {
		return
	}
	s.a, s.d, s.e, s.p = make([]float64, 4*n*(n+1)), make([]float64, 8*n), make([]float64, 8*n), make([]float64, 8*n)
}

// load copies the lower triangle to lane l, divided by a power of two.
func (s *lanesSolver) load(a []float64, n, l int) {
	largest := 0.0
	for i := range n {
		for _, x := range a[i*n : i*n+i+1] {
			largest = max(largest, math.Abs(x))
		}
	}
	s.exponent[l] = binaryExponent(largest)
	at := l
	if exponent := s.exponent[l]; exponent > -1000 && exponent < 1000 {
		scale := math.Float64frombits(uint64(1023-exponent) << 52)
		for i := range n {
			for _, x := range a[i*n : i*n+i+1] {
				s.a[at] = x * scale
				at += 8
			}
		}
		return
	}
	for i := range n {
		for _, x := range a[i*n : i*n+i+1] {
			s.a[at] = math.Ldexp(x, -s.exponent[l])
			at += 8
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

// bounds scales matrix l again, to a largest element below 1/2: the reduction may
// have enlarged elements up to n times. It leaves the squares of e in p.
func (s *lanesSolver) bounds(n, l int) {
	largest := 0.0
	for i := l; i < 8*n; i += 8 {
		largest = max(largest, math.Abs(s.d[i]))
	}
	for i := l; i < 8*(n-1); i += 8 {
		largest = max(largest, math.Abs(s.e[i]))
	}
	if largest == 0 {
		s.width[l], s.radius[l] = math.Inf(1), 1
	}
	exponent := binaryExponent(largest)
	s.exponent[l] += exponent
	scale := power2(1, -exponent)
	const least = 0x1p-73
	before, radius := 0.0, 0.0
	s.p[l] = 0
	for i := l; i < 8*n; i += 8 {
		s.d[i] *= scale
		after := 0.0
		if i < 8*(n-1) {
			after = max(math.Abs(s.e[i])*scale, least)
			s.p[i+8] = after * after
		}
		radius = max(radius, math.Abs(s.d[i])+before+after)
		before = after
	}
	s.radius[l] = radius + 0x1p-48
	if largest != 0 {
		s.width[l] = 2 * epsilon * s.radius[l]
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
	for k := range dst {
		if math.IsInf(s.width[l], 1) {
			dst[k] = 0
			continue
		}
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
