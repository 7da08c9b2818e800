package spectra

import (
	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/kernel"
	"saddle/spectra/internal/num"
)

// load copies A, scaled by a power of two to max |a_ij| in [1/2, 1), so that squares
// neither overflow nor underflow where they matter. It decides on the way to reduce A,
// when count vectors will be wanted.
func (s *EigenSolver) load(a mat.Symmetric, count int) error {
	n := a.SymmetricDim()
	s.n = n
	s.a = num.Resized(s.a, n*n)
	for _, x := range []*[]float64{&s.d, &s.e, &s.tau} {
		*x = num.Resized(*x, n)
	}
	upper := s.view(a)
	if s.taken = s.reduction(count); s.taken == oneStagePath && count == 0 && n > 0 {
		return s.loadTiles(upper)
	}
	largest := num.LargestEntry(upper)
	if !num.IsFinite(largest) {
		return entryNotFinite(upper)
	}
	s.exponent = num.Exponent(largest)
	copyScaled(s.matrix(), upper, s.exponent)
	return nil
}

// loadTiles is load for a reduction in one stage that keeps nothing: A goes where that
// works on it, and is looked at there.
func (s *EigenSolver) loadTiles(upper f64.Matrix) error {
	s.householder.Reserve(s.n)
	s.householder.Tiles.Pack(upper.T())
	data := s.householder.Slab[:kernel.TilesLen(s.n)]
	_, largest := f64.AbsMax(data)
	if !num.IsFinite(largest) {
		return entryNotFinite(upper)
	}
	s.exponent = num.Exponent(largest)
	divide(data, s.exponent)
	return nil
}

// divide sets x to x/2^exponent.
func divide(x []float64, exponent int) {
	f, g := num.Scaling(exponent)
	f64.Affine(x, f, 0, x)
	if g != 1 {
		f64.Affine(x, g, 0, x)
	}
}

// view returns a view of A whose elements (i, j) with j ≥ i are those of A.
func (s *EigenSolver) view(a mat.Symmetric) f64.Matrix {
	// A test for a type costs less than one for an interface.
	if dense, ok := a.(*mat.SymDense); ok {
		return upperOf(dense.RawSymmetric())
	}
	if raw, ok := a.(mat.RawSymmetricer); ok {
		return upperOf(raw.RawSymmetric())
	}
	m := s.matrix()
	for i := range s.n {
		for j := i; j < s.n; j++ {
			m.Set(i, j, a.At(i, j))
		}
	}
	return m
}

// copyScaled copies the upper triangle, divided by 2^exponent, to the lower one of to,
// which may be in the same storage, by tiles.
func copyScaled(to, upper f64.Matrix, exponent int) {
	const tile = 64
	for i0 := 0; i0 < to.Rows; i0 += tile {
		height := min(tile, to.Rows-i0)
		for j0 := 0; j0 < i0; j0 += tile {
			f64.Copy(to.Block(i0, j0, height, tile), upper.Block(j0, i0, tile, height).T())
		}
		for i := i0; i < i0+height; i++ {
			row := to.Row(i)[:i+1]
			for j := i0; j <= i; j++ {
				row[j] = upper.At(j, i)
			}
			divide(row, exponent)
		}
	}
}

// tinyValues reads A where it is, if it can.
func (s *EigenSolver) tinyValues(dst []float64, a mat.Symmetric) error {
	n := len(dst)
	if n == 0 {
		return nil
	}
	if s.n != n {
		s.n = n
		s.a = num.Resized(s.a, n*n)
	}
	upper := s.view(a)
	if !s.tiny.Values(dst, upper) {
		return entryNotFinite(upper)
	}
	return nil
}
