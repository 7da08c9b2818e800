package f64

import (
	"fmt"
	"math/bits"
)

// A Matrix is a view of Rows×Cols numbers: element (i, j) is
// Data[i*RowStride+j*ColStride]. It may be a block or the transpose of another;
// the zero value is the empty matrix. Strides are not negative.
type Matrix struct {
	Rows, Cols           int
	RowStride, ColStride int
	Data                 []float64
}

// NewMatrix returns the row-major view of data, whose row i starts at i*stride.
// It panics if data is too short or stride is below cols.
func NewMatrix(rows, cols, stride int, data []float64) Matrix {
	m := Matrix{rows, cols, stride, 1, data}
	if stride < cols || !m.Fits() {
		panic(fmt.Sprintf("f64: %d numbers for a %d×%d matrix of stride %d", len(data), rows, cols, stride))
	}
	return m
}

// Fits reports whether all elements of m lie in its storage, and neither sizes nor
// strides are negative: products panic otherwise.
func (m Matrix) Fits() bool {
	if m.Rows < 0 || m.Cols < 0 || m.RowStride < 0 || m.ColStride < 0 {
		return false
	}
	if m.Rows == 0 || m.Cols == 0 {
		return true
	}
	// The place of the last element, without overflow.
	n := uint(len(m.Data))
	over, down := bits.Mul(uint(m.Rows-1), uint(m.RowStride))
	more, right := bits.Mul(uint(m.Cols-1), uint(m.ColStride))
	return over|more == 0 && down < n && right < n-down
}

// check panics unless all elements of m lie in its storage: assembly has no other
// check.
func (m Matrix) check(name string) {
	if !m.Fits() {
		panic(fmt.Sprintf("f64: %s of a %d×%d matrix of strides %d and %d in %d numbers",
			name, m.Rows, m.Cols, m.RowStride, m.ColStride, len(m.Data)))
	}
}

// T returns the transpose, a view of the same numbers.
func (m Matrix) T() Matrix {
	return Matrix{m.Cols, m.Rows, m.ColStride, m.RowStride, m.Data}
}

// At returns element (i, j), unchecked against Rows and Cols.
func (m Matrix) At(i, j int) float64 { return m.Data[i*m.RowStride+j*m.ColStride] }

// Set writes element (i, j), unchecked against Rows and Cols.
func (m Matrix) Set(i, j int, x float64) { m.Data[i*m.RowStride+j*m.ColStride] = x }

// Block returns the view of the rows×cols elements from (i, j) on. It panics if
// they do not lie in m.
func (m Matrix) Block(i, j, rows, cols int) Matrix {
	if i < 0 || j < 0 || rows < 0 || cols < 0 || rows > m.Rows-i || cols > m.Cols-j {
		panic(fmt.Sprintf("f64: block %d×%d at (%d,%d) of a %d×%d matrix", rows, cols, i, j, m.Rows, m.Cols))
	}
	data := m.Data
	if rows > 0 && cols > 0 {
		data = data[i*m.RowStride+j*m.ColStride:]
	}
	return Matrix{rows, cols, m.RowStride, m.ColStride, data}
}

// Row returns row i of a matrix with ColStride 1, as a slice of length Cols.
func (m Matrix) Row(i int) []float64 {
	if m.ColStride != 1 {
		panic("f64: the rows are not contiguous")
	}
	if m.Cols == 0 { // of which a view need not have storage
		return nil
	}
	start := i * m.RowStride
	return m.Data[start : start+m.Cols : start+m.Cols]
}
