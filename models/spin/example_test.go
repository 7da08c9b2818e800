package spin_test

import (
	"fmt"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"saddle/models/spin"
)

// A descent in a glass of 40 spins ends in a minimum: no eigenvalue of the Hessian along the sphere is negative.
func ExampleGlass_Descend() {
	r := rand.New(rand.NewPCG(1, 1))
	g, err := spin.Draw(r, 40, 3)
	if err != nil {
		fmt.Println(err)
		return
	}
	sigma := make([]float64, 40)
	spin.Point(r, sigma)
	end, err := g.Descend(sigma, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	var hessian mat.SymDense
	g.Tangent(&hessian, end.Sigma)
	var cholesky mat.Cholesky
	fmt.Printf("converged: %v, energy per spin %.2f, minimum: %v\n", end.Converged, end.Energy, cholesky.Factorize(&hessian))
	// Output: converged: true, energy per spin -1.49, minimum: true
}
