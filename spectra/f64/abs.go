package f64

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../_asm && go run ./abs -out ../f64/abs_amd64.s -stubs ../f64/abs_stub_amd64.go -pkg f64"

// AbsMax returns the first index at which |x[i]| is largest, and that |x[i]|: -1
// and 0 for no numbers. A NaN counts as larger than infinity.
func AbsMax(x []float64) (index int, largest float64) { return absMax(x) }

func absMaxGo(x []float64) (int, float64) {
	index, largest := -1, uint64(0)
	for i, v := range x {
		if bits := math.Float64bits(v) &^ (1 << 63); bits > largest || index < 0 {
			index, largest = i, bits
		}
	}
	return index, math.Float64frombits(largest)
}

// AbsMaxEach sets y[i] to the larger of y[i] and |x[i]|; y[i] must not be negative or
// a NaN, and becomes one that |x[i]| is. It panics if the lengths differ.
func AbsMaxEach(y, x []float64) {
	if len(x) != len(y) {
		panic(fmt.Sprintf("f64: AbsMaxEach of lengths %d and %d", len(x), len(y)))
	}
	absMaxEach(y, x)
}

func absMaxEachGo(y, x []float64) {
	for i, v := range x {
		if bits := math.Float64bits(v) &^ (1 << 63); bits > math.Float64bits(y[i]) {
			y[i] = math.Float64frombits(bits)
		}
	}
}

// AbsSum returns the sum of |x[i]|, added in the order of [Dot].
func AbsSum(x []float64) float64 { return absSum(x) }

func absSumGo(x []float64) float64 {
	var lane [32]float64
	for len(x) >= 32 {
		for l := range lane {
			lane[l] += math.Abs(x[l])
		}
		x = x[32:]
	}
	for len(x) >= 8 {
		for l := range 8 {
			lane[l] += math.Abs(x[l])
		}
		x = x[8:]
	}
	return addAbs(sum32(&lane), x)
}

func addAbs(sum float64, x []float64) float64 {
	for _, v := range x {
		sum += math.Abs(v)
	}
	return sum
}

// AbsAxpy adds a·|x| to y: y[i] = fma(a, |x[i]|, y[i]). It panics if the lengths differ.
func AbsAxpy(y []float64, a float64, x []float64) {
	if len(x) != len(y) {
		panic(fmt.Sprintf("f64: AbsAxpy of lengths %d and %d", len(x), len(y)))
	}
	absAxpy(y, a, x)
}

func absAxpyGo(y []float64, a float64, x []float64) {
	for i, v := range x {
		y[i] = math.FMA(a, math.Abs(v), y[i])
	}
}

// Reverse sets dst[i] to src[n−1−i]. It panics if the lengths differ. The two must
// not overlap.
func Reverse(dst, src []float64) {
	if len(dst) != len(src) {
		panic(fmt.Sprintf("f64: Reverse of lengths %d and %d", len(src), len(dst)))
	}
	reverse(dst, src)
}

func reverseGo(dst, src []float64) {
	for i, v := range src {
		dst[len(src)-1-i] = v
	}
}
