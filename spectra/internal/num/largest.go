package num

import (
	"math"

	"saddle/spectra/f64"
)

// Line returns what is stored side by side of the upper triangle of a: row k from the
// diagonal on, or column k down to it, and the index of its first element.
func Line(a *f64.Matrix, k int) (x []float64, first int) {
	if a.ColStride == 1 {
		return a.Data[k*a.RowStride+k : k*a.RowStride+a.Cols], k
	}
	return a.Data[k*a.ColStride : k*a.ColStride+k+1], 0
}

// LargestEntry returns max |a_ij| over the upper triangle, of which one stride is 1; a NaN
// counts as more than anything.
func LargestEntry(a f64.Matrix) (largest float64) {
	const few = 32 // columns are too short for a kernel
	if a.Rows <= few {
		return largestOfFew(a)
	}
	for k := range a.Rows {
		x, _ := Line(&a, k)
		if _, y := f64.AbsMax(x); !(y <= largest) {
			largest = y
			if math.IsNaN(y) {
				break
			}
		}
	}
	return largest
}

// largestOfFew is largestEntry in two chains. The bits of |x| are ordered as numbers are,
// and end with infinity and NaN.
func largestOfFew(a f64.Matrix) float64 {
	var even, odd uint64
	for k := range a.Rows {
		x, _ := Line(&a, k)
		for len(x) >= 2 {
			even = max(even, math.Float64bits(x[0])<<1)
			odd = max(odd, math.Float64bits(x[1])<<1)
			x = x[2:]
		}
		if len(x) > 0 {
			even = max(even, math.Float64bits(x[0])<<1)
		}
	}
	return math.Float64frombits(max(even, odd) >> 1)
}
