package summary_test

import (
	"context"
	"fmt"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/summary"
)

// The signs are proved; the condition number says that 0 is an eigenvalue.
func ExampleOf() {
	a := mat.NewSymDense(3, []float64{
		2, -1, -1,
		-1, 2, -1,
		-1, -1, 2,
	})
	s, err := summary.Of(context.Background(), a, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Signs)
	fmt.Println(s.Condition.Says)
	fmt.Println("within the error of 0:", s.Density.Near)
	// Output:
	// 0 negative, 1 zero, 2 positive
	// infinite: the matrix is singular, 1 of its eigenvalues are 0
	// within the error of 0: 1
}

// A bar for each bin, the longest of which fills the line.
func ExampleHistogram_String() {
	h := summary.Histogram{Width: 0.5, Near: 2, Bins: []summary.Bin{
		{From: -0.5, To: 0, Count: 1}, {From: 0, To: 0.5, Count: 3}, {From: 0.5, To: 1}, {From: 1, To: 1.5, Count: 2},
	}}
	fmt.Print(h)
	// Output:
	//     from  to below  count
	//     -0.5         0      1  ████████████████████████▎
	//        0       0.5      3  █████████████████████████████████████████████████████████████████████████
	//      0.5         1      0
	//        1       1.5      2  ████████████████████████████████████████████████▋
	// 2 within the error of 0, counted as 0
}
