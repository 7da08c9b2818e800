package papers

import (
	"fmt"
	"math"

	"saddle/theorems"
)

// The deck assumes, with question marks of its own, that each eigenvalue of a
// Hessian is positive with probability 1/2, and multiplies. If the Hessian is
// drawn from the Gaussian orthogonal ensemble each is, and yet the product is
// wrong: eigenvalues are not independent.
var (
	GOE2FlipsCoins = goeFlipsCoins(2, "the model 1/2^N, at N = 2")
	GOE3FlipsCoins = goeFlipsCoins(3, "the model 1/2^N, of which N = 1, 2, 10 are shown, at N = 3")
)

func goeFlipsCoins(n int, locator string) theorems.Law {
	const d = 0.03
	p := math.Ldexp(1, -n)
	return theorems.Law{
		Name: fmt.Sprintf("deck/goe-%d-flips-coins", n),
		Says: fmt.Sprintf("If the Hessian is a random symmetric %d×%d matrix (GOE), it is positive definite with the probability 2^−%d = 1/%d of independent signs, to within ± %g",
			n, n, n, 1<<n, d),
		Source:    deck.Locate(locator, "Analyzing Hessian"),
		Corrected: fmt.Sprintf("dean2006/goe-%d-positive-definite", n),
		Expect:    theorems.Outside,
		Region:    theorems.Near(p, d),
		Sample:    func(r theorems.Run) (float64, string) { return isPositiveDefinite(goe(r, n, math.Sqrt2)) },
		Runs:      30_000,
		Error:     1e-8,
		Control:   &theorems.LawControl{Name: "independent signs", Sample: func(r theorems.Run) (float64, string) { return coins(r, n) }},
	}
}

// coins flips n fair coins.
func coins(r theorems.Run, n int) (float64, string) {
	if r.Uint64()<<(64-n) == 0 {
		return 1, "all positive"
	}
	return 0, "not"
}
