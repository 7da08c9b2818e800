package exact_test

import (
	"fmt"

	"saddle/models"
	"saddle/theorems/exact"
)

// A minimum along every line, and a saddle: between two parabolas the loss falls.
func ExampleDecide() {
	loss := models.Trace(2, func(w []models.Var) models.Var {
		x2 := w[0].Sqr()
		return w[1].Sub(x2).Mul(w[1].Sub(models.Rat(3, 2).Mul(x2)))
	})
	c, err := exact.Decide(loss, exact.Origin(2), nil)
	fmt.Println(c, err)
	fmt.Println(c.Descent)
	// Output:
	// saddle: Hessian: 0 negative, 1 zero, 1 positive; along (t, 5/4 t^2) the loss changes by -1/16 t^4 <nil>
	// along (t, 5/4 t^2) the loss changes by -1/16 t^4
}

// The index of the monkey saddle.
func ExampleIndex() {
	loss := models.Trace(2, func(w []models.Var) models.Var {
		return w[0].Pow(3).Sub(models.Rat(3, 1).Mul(w[0]).Mul(w[1].Sqr()))
	})
	fmt.Println(exact.Index(loss, exact.Origin(2)))
	// Output: -2 <nil>
}
