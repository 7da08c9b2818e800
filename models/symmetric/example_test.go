package symmetric_test

import (
	"fmt"

	"saddle/models"
	"saddle/models/symmetric"
	"saddle/models/train"
	"saddle/spectra"
)

// The critical point with one flipped neuron for ten thousand neurons, and the smallest eigenvalue of
// its Hessian, whose order is 10⁸: that of a matrix of order 17 is the same.
func ExampleShape_Refine() {
	shape, start := symmetric.Flipped(1, 10_000)
	loss, err := symmetric.NewSubspace(shape)
	if err != nil {
		fmt.Println(err)
		return
	}
	way := train.SaddleFreeNewton(loss, loss.Coordinates(start), nil)
	x := loss.Point(way.W)

	fine, y, err := shape.Refine(x)
	if err != nil {
		fmt.Println(err)
		return
	}
	whole, err := symmetric.NewSubspace(fine)
	if err != nil {
		fmt.Println(err)
		return
	}
	values, err := spectra.Eigenvalues(models.Hessian(whole, whole.Coordinates(y)))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d numbers, k F = %.3f\n", loss.Dim(), way.Loss*shape.K())
	fmt.Printf("%v: order %d, λ_min = %.4f\n", fine, whole.Dim(), values[0])
	// Output:
	// 5 numbers, k F = 0.296
	// blocks 1+1+1+9997, classes 1 2 3 4: order 17, λ_min = 0.0898
}
