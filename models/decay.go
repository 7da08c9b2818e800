package models

import (
	"math/big"
)

// checkedDecay returns a copy of a weight decay λ, 0 for nil, and the nearest float64.
func checkedDecay(decay *big.Rat) (exact *big.Rat, lambda float64, err error) {
	exact = new(big.Rat)
	if decay != nil {
		exact.Set(decay)
	}
	if exact.Sign() < 0 {
		return nil, 0, ErrArgument{"Decay", "a number of at least 0"}
	}
	lambda, err = nearestFloat("Decay", exact)
	return exact, lambda, err
}

// weightDecay returns λ Σ wᵢ².
func weightDecay(lambda *big.Rat, w []Var) Var {
	var sum Var
	for _, x := range w {
		sum = sum.Add(x.Sqr())
	}
	return BigRat(lambda).Mul(sum)
}

// decayLoss returns λ‖w‖², also where ‖w‖² leaves the range of float64 and λ brings it back.
func decayLoss(lambda float64, w []float64) float64 {
	if lambda == 0 {
		return 0
	}
	squares := 0.0
	for _, x := range w {
		squares += float64(x * x)
	}
	if 1e-280 < squares && squares < 1e280 {
		return float64(lambda * squares)
	}
	r := norm(w)
	return float64(float64(lambda*r) * r)
}

// addDecay adds 2λ x to dst: to a gradient its part at the point x, to a product with the Hessian that of the vector x.
func addDecay(dst []float64, lambda float64, x []float64) {
	if lambda == 0 {
		return
	}
	for i, v := range x {
		dst[i] += float64(2 * float64(lambda*v))
	}
}
