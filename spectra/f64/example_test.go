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

func ExampleUse() {
	x, y := []float64{1, 2, 3}, []float64{4, 5, 6}
	fast := f64.Dot(x, y)
	before := f64.Use(f64.Go)
	fmt.Println(fast == f64.Dot(x, y), fast)
	f64.Use(before)
	// Output: true 32
}
