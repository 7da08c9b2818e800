package kerneltest

import (
	"math"
	"math/rand/v2"
)

// A View has the fields of an f64.Matrix: element (i, j) is
// Data[i*RowStride+j*ColStride].
type View struct {
	Rows, Cols           int
	RowStride, ColStride int
	Data                 []float64
}

// LowerRows returns the lower triangle of [Entries] in rows of a stride above n; the
// elements above the diagonal are NaN.
func LowerRows(r *rand.Rand, n int, wild bool) View {
	stride := n + r.IntN(4)
	a := View{n, n, stride, 1, Entries(r, n*(n+4), wild)}
	for i := range n {
		for j := i + 1; j < n; j++ {
			a.Data[i*stride+j] = math.NaN()
		}
	}
	return a
}

// Quarter is a quarter of what integers count: four times that is zero.
const Quarter = math.MaxInt/4 + 1

// Misfits returns shapes and strides that do not lie in the storage, also where the
// place of the last element overflows to one that does.
func Misfits() map[string]View {
	data := make([]float64, 64)
	const third = math.MaxUint / 3 // −1/3 in integers that wrap
	return map[string]View{
		"short":            {8, 8, 8, 1, data[:63]},
		"negative stride":  {8, 8, -8, 1, data},
		"negative column":  {8, 8, 8, -1, data},
		"negative rows":    {-8, 8, 0, 1, data},
		"negative columns": {8, -8, 8, 1, data},
		"both negative":    {-8, -8, -8, -8, data},
		"wrap to negative": {8, 8, Quarter, Quarter, data},
		"wrap to 0":        {9, 8, Quarter, 1, data},
		"wrap to 1":        {4, 8, -third, 1, data},
		"wrap to -1":       {4, 8, third, 1, data},
		"wrap by the sum":  {2, 2, math.MaxInt, math.MaxInt, data},
		"wrap the columns": {8, 9, 1, Quarter, data},
	}
}
