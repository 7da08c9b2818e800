package spectra

import (
	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/reduce"
)

// load copies A, scaled by a power of two to max |a_ij| in [1/2, 1), so that squares
// neither overflow nor underflow where they matter, to where it is reduced. It decides on the
// way, when count vectors will be wanted. With overwrite that place is the storage of A, if
// that can be.
func (s *EigenSolver) load(a mat.Symmetric, count int, overwrite bool, workers int) error {
	n := a.SymmetricDim()
	s.n = n
	for _, x := range []*[]float64{&s.d, &s.e, &s.tau} {
		*x = num.Resized(*x, n)
	}
	s.taken = s.reduction(count)
	upper, copied := s.view(a)
	if s.taken == tinyPath || n == 0 {
		return s.loadTiny(upper)
	}
	lower, storage := upper.T(), []float64(nil)
	if overwrite || copied {
		storage = ownStorage(upper)
	}
	if storage != nil {
		// What is not finite can be named only while A is there.
		if !num.IsFinite(num.LargestEntry(upper)) {
			return entryNotFinite(upper)
		}
		lower = f64.NewMatrix(n, n, n, storage)
		copyLower(lower, upper)
	}
	var entries []float64
	if s.taken == twoStagePath {
		entries, s.spare = s.twoStage.Load(lower, storage, count > 0, workers)
	} else {
		entries, s.spare = s.householder.Load(lower, storage)
	}
	_, largest := f64.AbsMax(entries)
	if !num.IsFinite(largest) {
		return entryNotFinite(upper)
	}
	s.exponent = num.Exponent(largest)
	divide(entries, s.exponent)
	return nil
}

// release forgets storage of the caller's.
func (s *EigenSolver) release() {
	s.spare = nil
	s.householder.Release()
	s.twoStage.Release()
}

// loadTiny is load for a reduction of few numbers.
func (s *EigenSolver) loadTiny(upper f64.Matrix) error {
	s.a = num.Resized(s.a, s.n*s.n)
	largest := num.LargestEntry(upper)
	if !num.IsFinite(largest) {
		return entryNotFinite(upper)
	}
	s.exponent = num.Exponent(largest)
	copyLower(s.matrix(), upper)
	divide(s.a, s.exponent)
	return nil
}

// ownStorage returns the storage of a matrix whose rows or columns follow one another, if A
// can be reduced in it, else nil.
func ownStorage(upper f64.Matrix) []float64 {
	n := upper.Rows
	if n < reduce.LeastInPlace || max(upper.RowStride, upper.ColStride) != n || len(upper.Data) < n*n {
		return nil
	}
	return upper.Data[:n*n]
}

// divide sets x to x/2^exponent.
func divide(x []float64, exponent int) {
	f, g := num.Scaling(exponent)
	f64.Affine(x, f, 0, x)
	if g != 1 {
		f64.Affine(x, g, 0, x)
	}
}

// view returns a view whose elements (i, j) with j ≥ i are those of A, of A itself or copied.
func (s *EigenSolver) view(a mat.Symmetric) (upper f64.Matrix, copied bool) {
	// A test for a type costs less than one for an interface.
	if dense, ok := a.(*mat.SymDense); ok {
		return upperOf(dense.RawSymmetric()), false
	}
	if raw, ok := a.(mat.RawSymmetricer); ok {
		return upperOf(raw.RawSymmetric()), false
	}
	s.a = num.Resized(s.a, s.n*s.n)
	m := s.matrix()
	for i := range s.n {
		for j := i; j < s.n; j++ {
			m.Set(i, j, a.At(i, j))
		}
	}
	return m, true
}

// copyLower copies the upper triangle to the lower one of to, which may be in the same
// storage, by tiles.
func copyLower(to, upper f64.Matrix) {
	const tile = 64
	for i0 := 0; i0 < to.Rows; i0 += tile {
		height := min(tile, to.Rows-i0)
		for j0 := 0; j0 < i0; j0 += tile {
			f64.Copy(to.Block(i0, j0, height, tile), upper.Block(j0, i0, tile, height).T())
		}
		for i := i0; i < i0+height; i++ {
			for j := i0; j <= i; j++ {
				to.Set(i, j, upper.At(j, i))
			}
		}
	}
}

// tinyValues reads A where it is, if it can.
func (s *EigenSolver) tinyValues(dst []float64, a mat.Symmetric) error {
	n := len(dst)
	if n == 0 {
		return nil
	}
	s.n = n
	upper, _ := s.view(a)
	if !s.tiny.Values(dst, upper) {
		return entryNotFinite(upper)
	}
	return nil
}
