package models_test

import (
	"fmt"
	"log"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
)

// Gradient descent of six neurons that learn from six ends in a local minimum if it starts with
// one of them pointing away from its teacher.
func ExampleNewTeacher() {
	const k = 6
	teacher, err := models.NewTeacher(k, k, k)
	if err != nil {
		log.Fatal(err)
	}
	w, gradient := make([]float64, teacher.Dim()), make([]float64, teacher.Dim())
	for i := range k {
		w[i*k+i] = 1
		w[i] += 0.25 // of w_1, all entries
	}
	w[0] = -0.75
	var loss float64
	for range 10000 {
		loss = teacher.LossGradient(gradient, w)
		for i, g := range gradient {
			w[i] -= 0.1 * g
		}
	}
	var hessian mat.SymDense
	var eigen mat.EigenSym
	teacher.Hessian(&hessian, w)
	if !eigen.Factorize(&hessian, false) {
		log.Fatal("no eigenvalues")
	}
	fmt.Printf("loss %.5f, least eigenvalue %.5f\n", loss, eigen.Values(nil)[0])
	// Output:
	// loss 0.02508, least eigenvalue 0.00470
}
