package polynomial_test

import (
	"fmt"

	"saddle/spectra/polynomial"
	"saddle/spectra/rational"
)

// The real roots of (x − 1/2)² (x² − 2), with their multiplicities.
func ExamplePolynomial_Roots() {
	double := polynomial.New(rational.New(-1, 2), rational.Int(1))
	p := double.Mul(double).Mul(polynomial.Ints(-2, 0, 1))
	for _, r := range p.Roots() {
		if r.Rational() {
			fmt.Println(r.Lo, r.Multiplicity, "times")
		} else {
			fmt.Println("irrational,", r.Multiplicity, "time, of sign", p.SignAt(r, polynomial.Ints(0, 1)))
		}
	}
	// Output:
	// irrational, 1 time, of sign -1
	// 1/2 2 times
	// irrational, 1 time, of sign 1
}

// Elimination of y from x² + y² = 1 and y = x.
func ExampleResultant() {
	circle := polynomial.NewBivariate(polynomial.Ints(-1, 0, 1), nil, polynomial.Ints(1))
	line := polynomial.NewBivariate(polynomial.Ints(0, -1), polynomial.Ints(1))
	fmt.Println(polynomial.Resultant(circle, line))
	// Output: -1 + 2 x^2
}
