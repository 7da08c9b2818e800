package spectra

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

func copySym(a mat.Symmetric) *mat.SymDense {
	n := a.SymmetricDim()
	if n == 0 {
		return &mat.SymDense{}
	}
	c := mat.NewSymDense(n, nil)
	c.CopySym(a)
	return c
}

// rawSymmetric returns the upper triangle of a: its own memory, or a copy.
func rawSymmetric(a mat.Symmetric) blas64.Symmetric {
	if a.SymmetricDim() == 0 {
		return blas64.Symmetric{}
	}
	if raw, ok := a.(mat.RawSymmetricer); ok {
		if s := raw.RawSymmetric(); s.Uplo == blas.Upper {
			return s
		}
	}
	return copySym(a).RawSymmetric()
}

// upperOf returns a view whose elements (i, j) with j ≥ i are those of r.
func upperOf(r blas64.Symmetric) f64.Matrix {
	m := f64.Matrix{Rows: r.N, Cols: r.N, RowStride: r.Stride, ColStride: 1, Data: r.Data}
	if r.Uplo == blas.Lower {
		return m.T()
	}
	return m
}

// largestOf returns max |a_ij|, and an error if an entry is not finite.
func largestOf(a mat.Symmetric) (float64, error) {
	upper := upperOf(rawSymmetric(a))
	largest := num.LargestEntry(upper)
	if !num.IsFinite(largest) {
		return 0, entryNotFinite(upper)
	}
	return largest, nil
}

// rowMaxima sets m[i] to max_j |a_ij| and returns the largest. An entry that is not
// finite is an error.
func rowMaxima(m []float64, a blas64.Symmetric) (float64, error) {
	clear(m)
	var largest float64
	for i := range a.N {
		row := a.Data[i*a.Stride+i : i*a.Stride+a.N]
		j, x := f64.AbsMax(row)
		if !num.IsFinite(x) {
			return 0, notFiniteEntry(i, i+j, row[j])
		}
		f64.AbsMaxEach(m[i:a.N], row)
		m[i] = math.Max(m[i], x)
		largest = math.Max(largest, x)
	}
	return largest, nil
}

// entryNotFinite names the first entry of the upper triangle that is not finite.
func entryNotFinite(m f64.Matrix) error {
	for i := range m.Rows {
		for j := i; j < m.Cols; j++ {
			if x := m.At(i, j); !num.IsFinite(x) {
				return notFiniteEntry(i, j, x)
			}
		}
	}
	return nil
}

func notFiniteEntry(i, j int, x float64) error {
	return ErrNotFinite{Arg: fmt.Sprintf("a[%d][%d]", i, j), Value: x}
}
