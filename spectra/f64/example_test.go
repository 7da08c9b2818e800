package f64_test

import (
	"fmt"

	"saddle/spectra/f64"
)

func ExampleGemm() {
	a := f64.NewMatrix(2, 3, 3, []float64{1, 2, 3, 4, 5, 6})
	c := f64.NewMatrix(2, 2, 2, make([]float64, 4))
	f64.Gemm(c, 1, a, a.T())
	fmt.Println(c.Row(0), c.Row(1))
	// Output: [14 32] [32 77]
}

// A factor of many products is packed once.
func ExamplePackLeft() {
	x := f64.PackLeft(f64.NewMatrix(2, 2, 2, []float64{0, 1, 1, 0}))
	y := f64.NewMatrix(2, 1, 1, make([]float64, 2))
	for _, w := range [][]float64{{1, 2}, {3, 4}} {
		f64.MulPacked(y, 1, x, f64.AsRight(f64.NewMatrix(2, 1, 1, w)))
		fmt.Println(y.Data)
	}
	// Output:
	// [2 1]
	// [4 3]
}

func ExampleTrsmLower() {
	l := f64.NewMatrix(2, 2, 2, []float64{2, 0, 1, 4})
	x := f64.NewMatrix(2, 1, 1, []float64{2, 9})
	f64.TrsmLower(l, x, f64.Stored)
	fmt.Println(x.Data)
	// Output: [1 2]
}

func ExampleUse() {
	x, y := []float64{1, 2, 3}, []float64{4, 5, 6}
	fast := f64.Dot(x, y)
	before := f64.Use(f64.Go)
	fmt.Println(fast == f64.Dot(x, y), fast)
	f64.Use(before)
	// Output: true 32
}
