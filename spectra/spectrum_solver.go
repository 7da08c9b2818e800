package spectra

import (
	"fmt"
	"math"
	"runtime"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"
	"saddle/spectra/f64"
)

// An EigenSolver computes spectra of dense matrices, one after another, in
// scratch that it keeps: what it held for the largest matrix so far is used again.
// The zero value is ready. It is not safe for concurrent use.
type EigenSolver struct {
	forced paths

	n           int
	exponent    int // A was scaled by 2^−exponent
	a           []float64
	d, e, tau   []float64
	values      []float64
	lower       []float64 // ends of brackets
	upper       []float64
	householder householderScratch
	twoStage    twoStage
	tiny        tinySolver
	taken       reductionPath
	bisector    bisector
	divider     divider
	inverter    inverter
}

// paths names the way taken at each fork; zero is the choice of the solver.
type paths struct {
	reduction reductionPath
	vectors   vectorPath
}

type reductionPath int

const (
	anyReduction reductionPath = iota
	tinyPath                   // eigenvalues of orders up to tinyOrder only
	oneStagePath
	twoStagePath
)

type vectorPath int

const (
	anyVectors vectorPath = iota
	dividePath
	inversePath
)

// inverseShare is the share of the eigenvectors up to which inverse iteration is
// faster than divide and conquer, which computes all of T's.
const inverseShare = 1.0 / 8

// Solve sets dst to the spectrum of a, as [EigenWith] does. It uses what dst holds if it
// is large enough: repeated calls for one size allocate nothing for n ≤ 32 without
// vectors, and little otherwise. After an error dst holds nothing of use.
func (s *EigenSolver) Solve(dst *Spectrum, a mat.Symmetric, opt EigenOptions) error {
	n := a.SymmetricDim()
	workers := opt.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	if err := opt.Range.check(n); err != nil {
		return err
	}
	if err := s.load(a); err != nil {
		return err
	}
	s.reduce(opt.mostVectors(n), workers)
	first, count := s.locate(opt.Range)
	dst.First = first
	dst.Values, dst.Radius = resized(dst.Values, count), resized(dst.Radius, count)
	if !opt.Vectors {
		dst.Vectors = nil
		s.bracket(dst.Values, dst.Radius, first, workers)
	} else if err := s.vectors(dst, workers); err != nil {
		return err
	}
	s.unscale(dst.Values)
	s.unscale(dst.Radius)
	for i, r := range dst.Radius {
		if r < 0x1p-1000 && s.exponent < 0 {
			dst.Radius[i] = r + 2*denormal // value and radius may have been rounded
		}
	}
	dst.Backward = math.Ldexp(4*float64(n)*epsilon*tridiagonalNorm(s.d, s.off()), s.exponent)
	return nil
}

// Values sets dst to all n eigenvalues of a, ascending, as [Eigenvalues] does; it
// panics if dst has another length. For n ≤ 32 it allocates nothing after the first
// call, if a is a [mat.SymDense] or another type that shows its numbers.
func (s *EigenSolver) Values(dst []float64, a mat.Symmetric) error {
	if len(dst) != a.SymmetricDim() {
		panic(fmt.Sprintf("spectra: Values of length %d for a matrix of size %d", len(dst), a.SymmetricDim()))
	}
	if err := s.load(a); err != nil || s.n == 0 {
		return err
	}
	if s.n <= tinyOrder && s.forced.reduction == anyReduction {
		s.tiny.eigenvalues(dst, s.a, s.n, s.n)
	} else {
		workers := runtime.GOMAXPROCS(0)
		s.reduce(0, workers)
		s.bisector.values(dst, s.d, s.off(), 0, s.n, workers)
	}
	s.unscale(dst)
	return nil
}

// unscale multiplies by 2^exponent.
func (s *EigenSolver) unscale(x []float64) {
	if s.exponent != 0 {
		for i, v := range x {
			x[i] = power2(v, s.exponent)
		}
	}
}

// off returns the off-diagonal of T.
func (s *EigenSolver) off() []float64 { return s.e[:max(0, s.n-1)] }

// matrix returns the copy of A.
func (s *EigenSolver) matrix() f64.Matrix { return f64.NewMatrix(s.n, s.n, s.n, s.a) }

// load copies A, scaled by a power of two to max |a_ij| in [1/2, 1), so that squares
// neither overflow nor underflow where they matter.
func (s *EigenSolver) load(a mat.Symmetric) error {
	n := a.SymmetricDim()
	s.n = n
	s.a = resized(s.a, n*n)
	for _, x := range []*[]float64{&s.d, &s.e, &s.tau} {
		*x = resized(*x, n)
	}
	upper := s.view(a)
	largest := largestEntry(upper)
	if largest > math.MaxFloat64 || largest != largest {
		return entryNotFinite(upper)
	}
	s.exponent = binaryExponent(largest)
	// Two factors, because 2^−exponent itself may not be a float64.
	half := -s.exponent / 2
	copyScaled(s.matrix(), upper, math.Ldexp(1, half), math.Ldexp(1, -s.exponent-half))
	return nil
}

// view returns a view of A whose elements (i, j) with j ≥ i are those of A.
func (s *EigenSolver) view(a mat.Symmetric) f64.Matrix {
	if raw, ok := a.(mat.RawSymmetricer); ok {
		r := raw.RawSymmetric()
		return upperOf(r)
	}
	m := s.matrix()
	for i := range s.n {
		for j := i; j < s.n; j++ {
			m.Set(i, j, a.At(i, j))
		}
	}
	return m
}

func upperOf(r blas64.Symmetric) f64.Matrix {
	m := f64.Matrix{Rows: r.N, Cols: r.N, RowStride: r.Stride, ColStride: 1, Data: r.Data}
	if r.Uplo == blas.Lower {
		return m.T()
	}
	return m
}

// largestEntry returns max |a_ij| over the upper triangle; a NaN counts as more than
// anything. The bits of |x| are ordered as numbers are, and end with infinity and NaN.
func largestEntry(m f64.Matrix) float64 {
	var largest uint64
	for i := range m.Rows {
		if m.ColStride == 1 {
			for _, x := range m.Row(i)[i:] {
				largest = max(largest, math.Float64bits(x)<<1)
			}
			continue
		}
		for j := i; j < m.Cols; j++ {
			largest = max(largest, math.Float64bits(m.At(i, j))<<1)
		}
	}
	return math.Float64frombits(largest >> 1)
}

func entryNotFinite(m f64.Matrix) error {
	for i := range m.Rows {
		for j := i; j < m.Cols; j++ {
			if x := m.At(i, j); !isFinite(x) {
				return notFiniteEntry(i, j, x)
			}
		}
	}
	return nil
}

// copyScaled copies the upper triangle, times both factors, to the lower one of to,
// which may be in the same storage, by tiles.
func copyScaled(to, upper f64.Matrix, f, g float64) {
	const tile = 32
	n := to.Rows
	for i0 := 0; i0 < n; i0 += tile {
		for j0 := i0; j0 < n; j0 += tile {
			for i := i0; i < min(i0+tile, n); i++ {
				for j := max(i, j0); j < min(j0+tile, n); j++ {
					to.Data[j*to.RowStride+i] = upper.At(i, j) * f * g
				}
			}
		}
	}
}

// reduce computes T = QᵀAQ; count is how many eigenvectors will be wanted.
func (s *EigenSolver) reduce(count, workers int) {
	if s.n == 0 {
		return
	}
	s.taken = s.reduction(count)
	switch s.taken {
	case tinyPath:
		s.tiny.load(s.a, s.n, s.n, 0)
		s.tiny.reduce(s.n)
		copy(s.d, s.tiny.d[:s.n])
		copy(s.off(), s.tiny.e[:s.n-1])
	case twoStagePath:
		reduceTwoStage(s.matrix(), s.d, s.off(), &s.twoStage, count > 0, workers)
	default:
		reduceOneStage(s.matrix(), s.d, s.off(), s.tau, &s.householder, workers)
	}
}

// twoStageOrder is where two stages, which work at the speed of matrix products, get
// faster than one, which works at that of memory: for values alone they take 1.13
// times as long at n = 768, 0.89 at 896, 0.75 at 1024 and 0.48 at 2048. Eigenvectors
// cost 6n² flops each in place of 2n² then, which many do not pay: all of
// them take 1.9 times as long at 2048.
const twoStageOrder = 832

func (s *EigenSolver) reduction(count int) reductionPath {
	switch {
	case s.forced.reduction == tinyPath && (count > 0 || s.n > tinyOrder):
		return oneStagePath // there is no other
	case s.forced.reduction != anyReduction:
		return s.forced.reduction
	case s.n <= tinyOrder && count == 0:
		return tinyPath
	case s.n >= twoStageOrder && float64(count) <= inverseShare*float64(s.n):
		return twoStagePath
	}
	return oneStagePath
}

// apply replaces V, n×k, by QV.
func (s *EigenSolver) apply(v f64.Matrix, workers int) {
	if s.taken == twoStagePath {
		s.twoStage.apply(v, workers)
	} else {
		applyOneStage(s.matrix(), s.tau, v, &s.householder, workers)
	}
}

// locate returns the number of the first wanted eigenvalue, and how many there are.
func (s *EigenSolver) locate(r Range) (first, count int) {
	n := s.n
	switch r.kind {
	case lowestRange:
		return 0, min(n, r.last)
	case highestRange:
		count = min(n, r.last)
		return n - count, count
	case indexRange:
		return r.first, r.last - r.first + 1
	case valueRange:
		if n == 0 || !(r.lo < r.hi) {
			return 0, 0
		}
		s.bisector.load(s.d, s.off())
		first, last := s.bisector.numbers(math.Ldexp(r.lo, -s.exponent), math.Ldexp(r.hi, -s.exponent))
		return first, last - first
	}
	return 0, n
}

// vectors computes the wanted eigenpairs of T, and multiplies the vectors by Q.
func (s *EigenSolver) vectors(dst *Spectrum, workers int) error {
	n, first, k := s.n, dst.First, len(dst.Values)
	if dst.Vectors == nil {
		dst.Vectors = new(mat.Dense)
	}
	dst.Vectors.Reset()
	if k == 0 {
		return nil
	}
	dst.Vectors.ReuseAs(n, k)
	raw := dst.Vectors.RawMatrix()
	v := f64.NewMatrix(n, k, raw.Stride, raw.Data)
	if !s.byInverseIteration(dst, v, workers) {
		s.values = resized(s.values, n)
		if err := s.divider.solve(s.values, v, first, s.d, s.off(), workers); err != nil {
			return err
		}
		copy(dst.Values, s.values[first:first+k])
		s.certify(dst.Values, dst.Radius, first, workers)
	}
	s.apply(v, workers)
	return nil
}

// byInverseIteration reports whether it was worth trying, and what it found was
// verified.
func (s *EigenSolver) byInverseIteration(dst *Spectrum, v f64.Matrix, workers int) bool {
	k := len(dst.Values)
	try := float64(k) <= inverseShare*float64(s.n)
	if s.forced.vectors != anyVectors {
		try = s.forced.vectors == inversePath
	}
	if !try {
		return false
	}
	s.bracket(dst.Values, dst.Radius, dst.First, workers)
	rows, verified := s.inverter.solve(dst.Values, s.d, s.off(), workers)
	if !verified {
		return false
	}
	for j := range k {
		for i, x := range rows.Row(j) {
			v.Set(i, j, x)
		}
	}
	return true
}
