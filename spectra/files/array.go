package files

import (
	"fmt"
	"math/bits"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

// An Array holds numbers in any number of dimensions.
type Array struct {
	// Shape has the length of each dimension; it is empty for a single number. A length may be 0.
	Shape []int
	// Data holds the numbers in C order, that of the last index first: row by row, for two
	// dimensions. Their number is the product of the lengths.
	Data []float64
	// Rounded counts the numbers in the file that float64 does not have, as most integers beyond
	// 2⁵³ are: the nearest stand for them.
	Rounded int
}

// Numbers returns Shape and Data, not copies of them. It is what packages ask for that take
// arrays and know no files.
func (a Array) Numbers() (shape []int, data []float64) { return a.Shape, a.Data }

// Vector returns x as an array of one dimension, which shares its numbers.
func Vector(x []float64) Array { return Array{Shape: []int{len(x)}, Data: x} }

// Dense returns a copy of m as an array of two dimensions.
func Dense(m mat.Matrix) Array {
	rows, columns := m.Dims()
	a := Array{Shape: []int{rows, columns}, Data: make([]float64, 0, rows*columns)}
	for i := range rows {
		for j := range columns {
			a.Data = append(a.Data, m.At(i, j))
		}
	}
	return a
}

// check refuses numbers that are not as many as the shape says.
func (a Array) check() error {
	for i, n := range a.Shape {
		if n < 0 {
			return spectra.ErrArgument{Arg: fmt.Sprintf("Shape[%d]", i), Value: float64(n), Want: "0 or more"}
		}
	}
	n, ok := product(a.Shape)
	if !ok || n != len(a.Data) {
		return spectra.ErrDimension{Arg: "Data", Got: len(a.Data), Want: n}
	}
	return nil
}

// product returns how many numbers an array of this shape has, unless an int cannot say it.
func product(shape []int) (n int, ok bool) {
	for _, length := range shape {
		if length == 0 {
			return 0, true
		}
	}
	n = 1
	for _, length := range shape {
		high, low := bits.Mul(uint(n), uint(length))
		if n = int(low); high != 0 || n < 0 {
			return most, false
		}
	}
	return n, true
}

// most is the largest int.
const most = int(^uint(0) >> 1)

// inCOrder returns numbers that are in Fortran order, that of the first index first, in C order.
func inCOrder(data []float64, shape []int) []float64 {
	out := make([]float64, len(data))
	index, stride := make([]int, len(shape)), make([]int, len(shape))
	step := 1
	for d, length := range shape {
		stride[d] = step
		step *= length
	}
	at := 0
	for i := range out {
		out[i] = data[at]
		for d := len(shape) - 1; d >= 0; d-- {
			index[d]++
			at += stride[d]
			if index[d] < shape[d] {
				break
			}
			index[d] = 0
			at -= stride[d] * shape[d]
		}
	}
	return out
}
