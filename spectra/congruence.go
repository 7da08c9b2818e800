package spectra

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// congruence encloses VᵀAV, for the float64 matrices A (n×n) and V (n×m), in
// center ± radius.
//
// An inner product of length n in any order, with or without FMA, has an error
// of at most γ|x|ᵀ|y| + nη, where γ = nu/(1 − nu) and η is the least positive
// float64 (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd
// ed., (3.5), with the error η/2 of a product that underflows). So with P = fl(AV), C = fl(VᵀP), Q = |A||V|,
//
//	|P − AV| ≤ γQ + nη,    |P| ≤ (1 + γ)Q + nη,
//	|C − VᵀAV| ≤ |V|ᵀ(γQ + nη) + γ|V|ᵀ|P| + nη ≤ |V|ᵀ((2γ + γ²)Q + (1 + γ)nη) + nη.
//
// Q and the last product are computed in float64 too. With nu ≤ 1/100 the
// constants 3 and 4 below exceed the 2.1 and 1.2 that pay for this.
func congruence(a *mat.SymDense, v *mat.Dense) (center, radius *mat.Dense) {
	n, _ := v.Dims()
	if float64(n)*roundoff > 0.01 {
		panic("spectra: the dimension is too large for the error bound")
	}
	var product, bound, absProduct mat.Dense
	product.Mul(a, v)
	center = new(mat.Dense)
	center.Mul(v.T(), &product)

	absA, absV := mat.DenseCopyOf(a), mat.DenseCopyOf(v)
	absolute(absA)
	absolute(absV)
	absProduct.Mul(absA, absV)
	underflow := 4 * float64(n) * denormal
	absProduct.Apply(func(_, _ int, q float64) float64 {
		return float64(3*float64(n)*roundoff*q) + underflow
	}, &absProduct)
	bound.Mul(absV.T(), &absProduct)
	bound.Apply(func(_, _ int, r float64) float64 { return r + underflow }, &bound)
	return center, &bound
}

func absolute(a *mat.Dense) {
	a.Apply(func(_, _ int, x float64) float64 { return math.Abs(x) }, a)
}
