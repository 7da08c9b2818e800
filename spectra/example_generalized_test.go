package spectra_test

import (
	"context"
	"fmt"
	"math/big"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

// The Hessian H of a net f with squared loss Σ(f(x_i) − y_i)²/2 is G + R: the Gauss–Newton matrix
// G = JᵀJ and what the second derivatives of f add. Eigenvalues of H relative to G + λI do not
// depend on the units of the parameters but for λ: those above 1 are directions in which R adds
// curvature, those below 0 lead down. Here f = w₂w₁x, with one sample x = 1, y = 3, at w = (1,
// 1).
func ExampleEigenGeneralized() {
	jacobian := mat.NewVecDense(2, []float64{1, 1}) // of w₂w₁
	const residual = 1 - 3                          // w₂w₁ − y
	hessian, metric := mat.NewSymDense(2, nil), mat.NewSymDense(2, nil)
	metric.SymOuterK(1, jacobian)
	hessian.CopySym(metric)
	hessian.SetSym(0, 1, hessian.At(0, 1)+residual) // ∂²f/∂w₁∂w₂ = 1
	for i := range 2 {
		metric.SetSym(i, i, metric.At(i, i)+0.5)
	}
	g, err := spectra.EigenGeneralized(hessian, metric, &spectra.GeneralizedOptions{Residuals: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f with residuals below 1e-14: %v\n", g.Values, g.Residuals[0] < 1e-14 && g.Residuals[1] < 1e-14)

	// A proof that one eigenvalue, and no more, lies below 1: the signs of H − 1·(G + I/2), by
	// Sylvester's law.
	half := big.NewRat(-1, 2)
	fmt.Println(spectra.ExactInertia([][]*big.Rat{{half, big.NewRat(-2, 1)}, {big.NewRat(-2, 1), half}}))
	// Output:
	// [0.0000 4.0000] with residuals below 1e-14: true
	// 1 negative, 0 zero, 1 positive <nil>
}

// The same by products alone: the Gauss–Newton matrix is known by Jv and Jᵀu, and its inverse by
// an iteration.
func ExampleLanczosGeneralized() {
	hessian := mat.NewSymDense(3, []float64{2, 0, 1, 0, -1, 0, 1, 0, 1})
	metric := spectra.Shift(gaussNewton{mat.NewDense(2, 3, []float64{1, 2, 0, 0, 1, 1})}, 0.5)
	g, err := spectra.LanczosGeneralized(context.Background(), spectra.Dense(hessian), metric, nil, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, mu := range g.Values {
		fmt.Printf("%.6f to 1e-9: %v\n", mu, g.Distances[i] < 1e-9)
	}
	// Output:
	// -0.193881 to 1e-9: true
	// 4.143677 to 1e-9: true
}

// gaussNewton is JᵀJ.
type gaussNewton struct{ j *mat.Dense }

func (g gaussNewton) Dim() int { _, n := g.j.Dims(); return n }

func (g gaussNewton) Mul(dst, v []float64) {
	var u mat.VecDense
	u.MulVec(g.j, mat.NewVecDense(len(v), v))
	mat.NewVecDense(len(dst), dst).MulVec(g.j.T(), &u)
}

// With a factor of B at hand, everything that takes an Operator speaks of Ax = μBx.
func ExampleCholesky_Reduced() {
	f, err := spectra.FactorizeCholesky(mat.NewSymDense(2, []float64{4, 2, 2, 2}))
	if err != nil {
		fmt.Println(err)
		return
	}
	ritz, err := spectra.Lanczos(context.Background(), f.Reduced(spectra.Dense(mat.NewSymDense(2, []float64{4, 0, 0, -2}))), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f\n", ritz.Values)
	x := make([]float64, 2)
	f.Solve(x, []float64{6, 4})
	fmt.Printf("%.4f\n", x)
	// Output:
	// [-1.4142 1.4142]
	// [1.0000 1.0000]
}
