package spectra_test

import (
	"context"
	"fmt"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

// A Newton step at a saddle, and a bound of its error from a proved count of signs: no
// eigenvalue of the Hessian lies within 1 of 0.
func ExampleMINRES() {
	hessian := mat.NewSymDense(3, []float64{4, 1, 0, 1, -3, 1, 0, 1, 5})
	gradient := []float64{1, 2, 3}
	below, err := spectra.InertiaOfDense(mat.NewSymDense(3, []float64{5, 1, 0, 1, -2, 1, 0, 1, 6})) // A + I
	if err != nil {
		fmt.Println(err)
		return
	}
	above, err := spectra.InertiaOfDense(mat.NewSymDense(3, []float64{3, 1, 0, 1, -4, 1, 0, 1, 4})) // A − I
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(below)
	fmt.Println(above)
	s, err := spectra.MINRES(context.Background(), spectra.Dense(hessian), gradient, &spectra.MINRESOptions{Smallest: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("x = %.4f in %d steps, within 1e-9 of the solution: %v\n", s.X, s.Steps, s.Error < 1e-9)
	// Output:
	// 1 negative, 0 zero, 2 positive
	// 1 negative, 0 zero, 2 positive
	// x = [0.3333 -0.3333 0.6667] in 3 steps, within 1e-9 of the solution: true
}

// A gradient with a part in the null space of the Hessian: the least squares solution of least
// norm comes with an error that says so.
func ExampleErrSingular() {
	hessian := mat.NewSymDense(2, []float64{1, 1, 1, 1})
	s, err := spectra.MINRES(context.Background(), spectra.Dense(hessian), []float64{3, 1}, nil)
	fmt.Println(err)
	fmt.Printf("x = %.4f\n", s.X)
	// Output:
	// spectra: singular: the residual stays at 1.41, and the matrix takes its direction to length 0; X is the least squares solution; a Shift makes the matrix regular
	// x = [1.0000 1.0000]
}

// The steps of a trust region method for many multipliers λ, from one Krylov space.
func ExampleMINRESShifts() {
	hessian := mat.NewSymDense(2, []float64{2, 0, 0, -1})
	solutions, err := spectra.MINRESShifts(context.Background(), spectra.Dense(hessian), []float64{6, 6}, []float64{2, 4, 10}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range solutions {
		fmt.Printf("%.4f\n", s.X)
	}
	// Output:
	// [1.5000 6.0000]
	// [1.0000 2.0000]
	// [0.5000 0.6667]
}
