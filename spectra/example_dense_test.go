package spectra_test

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

func ExampleLDLT() {
	a := mat.NewSymDense(2, []float64{0, 2, 2, 3})
	f, err := spectra.FactorizeLDLT(a, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	x := make([]float64, 2)
	f.Solve(x, []float64{2, 5})
	fmt.Printf("%.3f and the signs of D: %v\n", x, f.Inertia())
	// Output:
	// [1.000 1.000] and the signs of D: 1 negative, 0 zero, 1 positive
}

// Where a second matrix would not fit, the solver works in the storage of the first, which is of
// no use afterwards.
func ExampleEigenOptions_overwrite() {
	const n = 300
	ring := mat.NewSymDense(n, nil)
	for i := range n {
		ring.SetSym(i, (i+1)%n, 1)
	}
	s, err := spectra.EigenWith(ring, &spectra.EigenOptions{Range: spectra.Highest(3), Overwrite: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.6f\n", s.Values) // 2 cos(2πk/n)
	// Output:
	// [1.999561 1.999561 2.000000]
}

func ExampleEigenvaluesBatch() {
	matrices := []float64{
		1, 0, 0, 3, // diag(1, 3)
		0, 2, 2, 0, // eigenvalues ±2
	}
	values := make([]float64, 4)
	if err := spectra.EigenvaluesBatch(values, matrices, 2, 1); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f %.3f\n", values[:2], values[2:])
	// Output:
	// [1.000 3.000] [-2.000 2.000]
}

func ExampleTridiagonal() {
	t := spectra.Tridiagonal{D: []float64{2, 2, 2}, E: []float64{-1, -1}} // 2 and 2 ± √2
	brackets, err := t.Eigenvalues(1)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, b := range brackets {
		fmt.Printf("%.6f, proved to 14 digits: %v\n", b.Value(), b.Upper-b.Lower < 1e-14)
	}
	fmt.Println(brackets[1].Lower <= 2 && 2 <= brackets[1].Upper)
	// Output:
	// 0.585786, proved to 14 digits: true
	// 2.000000, proved to 14 digits: true
	// 3.414214, proved to 14 digits: true
	// true
}
