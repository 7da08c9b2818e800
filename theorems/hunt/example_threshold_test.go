package hunt_test

import (
	"fmt"

	"saddle/models/symmetric"
	"saddle/theorems/certify"
	"saddle/theorems/hunt"
)

// At which k does the point with one flipped neuron become a minimum? Between 5 and 6: that is why
// spurious minima with n = k begin at six neurons.
func ExampleFindThreshold() {
	oneFlipped := func(k float64) (symmetric.Shape, []float64) { return symmetric.Flipped(1, k) }
	at, err := hunt.FindThreshold(oneFlipped, 5, 6, 1e-10)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("λ_min = 0 at k = %.8f\n", at.Above)
	for _, k := range []float64{5, 6} {
		point, err := hunt.Settle(oneFlipped(k))
		if err != nil {
			fmt.Println(err)
			return
		}
		proof, err := certify.CriticalPointOfShape(point.Shape, point.X)
		fmt.Printf("k = %v: spurious minimum: %v, λ_min = %.6f, %v\n", k, proof.Spurious(), proof.Curvature.Mid(), err)
	}
	// Output:
	// λ_min = 0 at k = 5.58550525
	// k = 5: spurious minimum: false, λ_min = -0.007702, <nil>
	// k = 6: spurious minimum: true, λ_min = 0.004700, <nil>
}
