package theorems_test

import (
	"context"
	"fmt"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/exact"
)

// A case is the depth d and ten times the weight decay λ.
var conjecture = theorems.Claim[[2]int]{
	Name:   "mine/decay-is-harmless",
	Expect: theorems.Held,
	Says:   "the origin is never a bad local minimum of (1 − w_1…w_d)² + λ Σ w²",
	Draw: func(t *rapid.T) [2]int {
		return [2]int{rapid.IntRange(1, 6).Draw(t, "d"), rapid.IntRange(0, 20).Draw(t, "10λ")}
	},
	Then: func(c [2]int) theorems.Evidence {
		d, lambda := c[0], models.Rat(int64(c[1]), 10)
		loss := models.Trace(d, func(w []models.Var) models.Var {
			return models.Rat(1, 1).Sub(models.Prod(w...)).Sqr().Add(lambda.Mul(models.Dot(w, w)))
		})
		origin, err := exact.Classify(loss, exact.Origin(d))
		if err != nil {
			return theorems.Undecidable("%v", err)
		}
		lower := theorems.Exactly(c[1]*d < 10, "L(0) = 1 and L(1, …, 1) = %d/10", c[1]*d)
		return theorems.Not(theorems.Both(theorems.Is(origin, exact.Minimum), lower))
	},
}

// Run finds a counterexample, shrinks it and proves it.
func Example_conjecture() {
	fmt.Println(conjecture.Run(context.Background(), theorems.Budget{}))
	// Output:
	// mine/decay-is-harmless: refuted (exact)
	//   the origin is never a bad local minimum of (1 − w_1…w_d)² + λ Σ w²
	//   classes: 11 minimum, 4 not critical, 4 saddle
	//   counterexample: [2]int{3, 1}
	//     exact: minimum: Hessian: 0 negative, 0 zero, 3 positive; L(0) = 1 and L(1, …, 1) = 3/10
	//     key: mine/decay-is-harmless@choices:AOTxuJyOx-MBHgAAAQ
	//   NOT AS EXPECTED: came out as refuted, expected held
}
