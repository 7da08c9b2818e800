package spectra

import (
	"fmt"
	"math"
	"runtime"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/reduce"
	"saddle/spectra/internal/small"
	"saddle/spectra/internal/tridiag"
)

// An EigenSolver computes spectra of dense matrices, one after another, in
// scratch that it keeps: what it held for the largest matrix so far is used again.
// The zero value is ready. It is not safe for concurrent use.
//
// It keeps about half of a matrix, n²/2 numbers, for eigenvalues; for eigenvectors as much
// again, by divide and conquer or after a reduction in two stages, and n² more for many but not
// all of them. Of a type that does not show its numbers it keeps a copy instead. It never keeps what
// [EigenOptions].Overwrite lets it use, and then little else.
type EigenSolver struct {
	forced paths

	n           int
	exponent    int       // A was scaled by 2^−exponent
	a           []float64 // A, if it is tiny or does not show its numbers
	spare       []float64 // storage of A that is not needed, while it may be overwritten
	d, e, tau   []float64
	values      []float64
	lower       []float64 // ends of brackets
	upper       []float64
	householder reduce.Householder
	twoStage    reduce.TwoStage
	tiny        small.Solver
	taken       reductionPath
	bisector    tridiag.Bisector
	divider     tridiag.Divider
	inverter    tridiag.Inverter
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
// faster than divide and conquer, which needs all vectors of T's halves: both take
// the same time at 1/4 for n = 256 and n = 1024.
const inverseShare = 0.2

// Solve sets dst to the spectrum of a, as [EigenWith] does. It uses what dst holds if it
// is large enough: repeated calls for one size allocate nothing for n ≤ 32 without
// vectors, and little otherwise. After an error dst holds nothing of use.
func (s *EigenSolver) Solve(dst *Spectrum, a mat.Symmetric, opt *EigenOptions) error {
	if opt == nil {
		opt = &EigenOptions{}
	}
	n := a.SymmetricDim()
	if err := notNegative(option{"Workers", opt.Workers}); err != nil {
		return err
	}
	workers := crew.Workers(opt.Workers)
	if err := opt.Range.check(n); err != nil {
		return err
	}
	count := opt.mostVectors(n)
	defer s.release()
	if err := s.load(a, count, opt.Overwrite, workers); err != nil {
		return err
	}
	s.reduce(count, workers)
	first, count := s.locate(opt.Range)
	dst.First = first
	dst.Values, dst.Radius = num.Resized(dst.Values, count), num.Resized(dst.Radius, count)
	if !opt.Vectors {
		dst.Vectors = nil
		s.bracket(dst.Values, dst.Radius, first, workers)
	} else if err := s.vectors(dst, workers); err != nil {
		return err
	}
	num.Power2Each(dst.Values, s.exponent)
	num.Power2Each(dst.Radius, s.exponent)
	for i, r := range dst.Radius {
		switch {
		case r < 0x1p-1000 && s.exponent < 0:
			dst.Radius[i] = r + 2*num.Denormal // value and radius may have been rounded
		case math.IsInf(dst.Values[i], 0):
			dst.Radius[i] = math.Inf(1)
		}
	}
	dst.Backward = math.Ldexp(4*float64(n)*num.Epsilon*tridiag.Norm(s.d, s.off()), s.exponent)
	return nil
}

// Values sets dst to all n eigenvalues of a, ascending, as [Eigenvalues] does; it
// panics if dst has another length. For n ≤ 32 it allocates nothing after the first
// call, if a is a [mat.SymDense] or another type that shows its numbers.
func (s *EigenSolver) Values(dst []float64, a mat.Symmetric) error {
	if len(dst) != a.SymmetricDim() {
		panic(fmt.Sprintf("spectra: Values of length %d for a matrix of size %d", len(dst), a.SymmetricDim()))
	}
	if len(dst) <= small.Order && s.forced.reduction == anyReduction {
		return s.tinyValues(dst, a)
	}
	workers := runtime.GOMAXPROCS(0)
	if err := s.load(a, 0, false, workers); err != nil {
		return err
	}
	s.reduce(0, workers)
	s.bisector.Values(dst, s.d, s.off(), 0, s.n, workers)
	num.Power2Each(dst, s.exponent)
	return nil
}

// off returns the off-diagonal of T.
func (s *EigenSolver) off() []float64 { return s.e[:max(0, s.n-1)] }

// matrix returns a, as n×n.
func (s *EigenSolver) matrix() f64.Matrix { return f64.NewMatrix(s.n, s.n, s.n, s.a) }

// reduce computes T = QᵀAQ; count is how many eigenvectors will be wanted.
func (s *EigenSolver) reduce(count, workers int) {
	if s.n == 0 {
		return
	}
	switch s.taken {
	case tinyPath:
		s.tiny.Load(s.matrix().T(), 0)
		s.tiny.Reduce(s.n)
		copy(s.d, s.tiny.D[:s.n])
		copy(s.off(), s.tiny.E[:s.n-1])
	case twoStagePath:
		s.twoStage.Reduce(s.d, s.off(), count > 0, workers)
	default:
		tau := s.tau
		if count == 0 {
			tau = nil
		}
		s.householder.Reduce(s.d, s.off(), tau, workers)
	}
}

// twoStageOrder is where two stages, which work at the speed of matrix products, get
// faster than one, which works at that of memory. How soon depends on both speeds:
// for values alone they take 1.14 times as long at n = 1024 on a Zen 4, and 0.94 at
// 2048; on a Sapphire Rapids 0.75 and 0.48. Eigenvectors cost 6n² flops each in
// place of 2n² then, which many do not pay: all of them take 1.9 times as long at
// 2048.
const (
	twoStageOrder = 1056
	twoStageShare = 0.1
)

func (s *EigenSolver) reduction(count int) reductionPath {
	switch {
	case s.forced.reduction == tinyPath && (count > 0 || s.n > small.Order):
		return oneStagePath // there is no other
	case s.forced.reduction != anyReduction:
		return s.forced.reduction
	case s.n <= small.Order && count == 0:
		return tinyPath
	case s.n >= twoStageOrder && float64(count) <= twoStageShare*float64(s.n):
		return twoStagePath
	}
	return oneStagePath
}

// apply replaces V, n×k, by QV.
func (s *EigenSolver) apply(v f64.Matrix, workers int) {
	if s.taken == twoStagePath {
		s.twoStage.Apply(v, workers)
	} else {
		s.householder.Apply(s.tau, v, s.spare, workers)
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
		s.bisector.Load(s.d, s.off())
		first, last := s.bisector.Numbers(math.Ldexp(r.lo, -s.exponent), math.Ldexp(r.hi, -s.exponent))
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
		s.values = num.Resized(s.values, n)
		if !s.divider.Solve(s.values, v, first, s.d, s.off(), s.spare, workers) {
			return ErrNotConverged{Residual: math.NaN(), Hint: "the QL iteration failed on a block of the tridiagonal matrix"}
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
	rows, verified := s.inverter.Solve(dst.Values, s.d, s.off(), workers)
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
