package certify_test

import (
	"fmt"

	"saddle/models"
	"saddle/theorems/certify"
)

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
