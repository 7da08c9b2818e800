package spectra

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"
	"saddle/spectra/f64"
)

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
	if !isFinite(largest) {
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

// tinyValues reads A where it is, if it can.
func (s *EigenSolver) tinyValues(dst []float64, a mat.Symmetric) error {
	n := len(dst)
	if n == 0 {
		return nil
	}
	if s.n != n {
		s.n = n
		s.a = resized(s.a, n*n)
	}
	upper := s.view(a)
	if !s.tiny.values(dst, upper) {
		return entryNotFinite(upper)
	}
	return nil
}
