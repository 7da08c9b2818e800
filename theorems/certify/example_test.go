package certify_test

import (
	"fmt"
	"os"

	"saddle/models"
	"saddle/theorems/certify"
	"saddle/theorems/verify"
)

// A minimum of which float64 does not have the point.
func ExamplePolishedMinimum() {
	loss := models.Trace(1, func(w []models.Var) models.Var { // (x² − 2)²
		return w[0].Sqr().Sub(models.Rat(2, 1)).Sqr()
	})
	m, err := certify.PolishedMinimum(loss, []float64{1.41421356})
	fmt.Printf("√2 = %v %.4g within %.1g, %v\n", m.W[0], m.Tail[0], m.R, err)
	// Output:
	// √2 = 1.4142135623730951 -9.667e-17 within 9e-19, <nil>
}

// A point near which no minimum is: the error says which inequality fails.
func ExampleSpurious() {
	m, err := models.NewTeacher(2, 3, 2)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = certify.Spurious(m, []float64{-0.1, -0.1, 1, 0, 0, 1})
	fmt.Println(err)
	// Output:
	// certify: not proved: w is not converged: ‖∇L(w)‖ ≤ 0.073, and the Newton step from there, 0.141 long, is not below 1.91e-06; descend further
}

// A certificate is read from its file. That it says something does not make it true: package verify does.
func ExampleReadCertificate() {
	f, err := os.Open("../verify/testdata/flipped-6.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	c, err := certify.ReadCertificate(f)
	fmt.Println(c.K, c.N, c.D, c.Curvature, err)
	_, err = verify.Certificate(c.Text())
	fmt.Println(err)
	// Output:
	// 6 6 6 0.004625 <nil>
	// <nil>
}

// x² + y⁴ and x² − y⁴ have the same Hessian at the origin. How their gradients turn around it tells the
// minimum, with one turn, from the saddle.
func ExampleWindingNumber() {
	for _, sign := range []int64{1, -1} {
		f := models.Trace(2, func(w []models.Var) models.Var {
			return w[0].Sqr().Add(models.Rat(sign, 1).Mul(w[1].Pow(4)))
		})
		turns, err := certify.WindingNumber(f, 0, 0, 1)
		fmt.Println(turns, err)
	}
	// Output:
	// 1 <nil>
	// -1 <nil>
}
