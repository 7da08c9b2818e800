package spectra_test

import (
	"context"
	"fmt"
	"math/big"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/interval"
)

// The Hessian of −x² + 3y² is known exactly; it has one direction down.
func Example() {
	hessian := mat.NewSymDense(2, []float64{-2, 0, 0, 6})

	values, err := spectra.Eigenvalues(hessian) // fast
	fmt.Println(values, err)

	inertia, err := spectra.InertiaOfDense(hessian) // proved
	fmt.Println(inertia, err)
	// Output:
	// [-2 6] <nil>
	// 1 negative, 0 zero, 1 positive <nil>
}

func ExampleEigen() {
	values, vectors, err := spectra.Eigen(mat.NewSymDense(2, []float64{0, 1, 1, 0}))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f\n", values)
	fmt.Printf("%.4f\n", vectors.At(0, 1)*vectors.At(1, 1)) // (1, 1)/√2 belongs to 1
	// Output:
	// [-1.0000 1.0000]
	// 0.5000
}

func ExampleExactInertia() {
	third := big.NewRat(1, 3)
	a := [][]*big.Rat{ // rank one
		{third, third},
		{third, third},
	}
	fmt.Println(spectra.ExactInertia(a))
	// Output: 0 negative, 1 zero, 1 positive <nil>
}

// With 1/3 enclosed, one of the matrices is singular: its sign cannot be proved.
func ExampleInertiaOf() {
	third := interval.OfRat(big.NewRat(1, 3))
	a := interval.NewSym(2)
	a.Set(0, 0, third)
	a.Set(0, 1, third)
	a.Set(1, 1, third)
	fmt.Println(spectra.InertiaOf(a))
	// Output: 0 negative, 0 zero, 1 positive, 1 unsure <nil>
}

func ExampleSmallestEigenvalue() {
	a := interval.NewSym(2)
	a.Set(0, 0, interval.Interval{Lo: 2, Hi: 2.5})
	a.Set(0, 1, interval.Of(1))
	a.Set(1, 1, interval.Interval{Lo: 2, Hi: 2.5})
	enclosure, err := spectra.SmallestEigenvalue(a) // it runs from 1 to 1.5
	fmt.Printf("[%.3f, %.3f] %v\n", enclosure.Lo, enclosure.Hi, err)
	// Output: [1.000, 1.500] <nil>
}

func ExampleNegativeCurvature() {
	a := interval.NewSym(2)
	a.Set(0, 1, interval.Interval{Lo: 0.5, Hi: 1})
	v, value, ok, err := spectra.NegativeCurvature(a)
	fmt.Printf("v₀v₁ = %.3f, vᵀAv in [%.3f, %.3f], %v %v\n", v[0]*v[1], value.Lo, value.Hi, ok, err)
	// Output: v₀v₁ = -0.500, vᵀAv in [-1.000, -0.500], true <nil>
}

// tridiagonal is the second difference: a matrix known by its products.
type tridiagonal int

func (n tridiagonal) Dim() int { return int(n) }

func (n tridiagonal) Mul(dst, v []float64) {
	for i := range dst {
		dst[i] = 2 * v[i]
		if i > 0 {
			dst[i] -= v[i-1]
		}
		if i+1 < len(v) {
			dst[i] -= v[i+1]
		}
	}
}

func ExampleLanczos() {
	ritz, err := spectra.Lanczos(context.Background(), tridiagonal(100), &spectra.LanczosOptions{Count: 2, Ends: spectra.Largest})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, value := range ritz.Values { // 2 + 2 cos(πk/101), k = 2, 1
		fmt.Printf("%.8f, residual below 1e-9: %t\n", value, ritz.Residuals[i] < 1e-9)
	}
	// Output:
	// 3.99613119, residual below 1e-9: true
	// 3.99903256, residual below 1e-9: true
}

// grid is the five-point Laplacian of a square: where i ≠ j, the eigenvalues are double.
type grid int

func (n grid) Dim() int { return int(n * n) }

func (n grid) Mul(dst, v []float64) {
	side := int(n)
	for i := range dst {
		dst[i] = 4 * v[i]
		if i >= side {
			dst[i] -= v[i-side]
		}
		if i+side < len(v) {
			dst[i] -= v[i+side]
		}
		if i%side > 0 {
			dst[i] -= v[i-1]
		}
		if i%side < side-1 {
			dst[i] -= v[i+1]
		}
	}
}

func ExampleLanczos_copies() {
	ritz, err := spectra.Lanczos(context.Background(), grid(30), &spectra.LanczosOptions{Count: 6, Ends: spectra.Smallest})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.6f\n", ritz.Values) // 4 − 2cos(πi/31) − 2cos(πj/31)
	// Output: [0.020523 0.051201 0.051201 0.081880 0.101983 0.101983]
}
