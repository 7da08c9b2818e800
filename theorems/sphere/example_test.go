package sphere_test

import (
	"fmt"

	"saddle/spectra/interval"
	"saddle/spectra/rational"
	"saddle/theorems/sphere"
)

// x³ − 3xy² is cos 3θ on the circle.
func ExampleCircle() {
	c, err := sphere.Circle([]rational.Number{rational.Int(1), rational.Int(0), rational.Int(-3), rational.Int(0)})
	fmt.Println(c.Index, err)
	// Output: [3 3] <nil>
}

// The eigenvectors of a matrix, here of x² + 2xy + 3z²: minima, saddles and maxima, two of each.
func ExampleSphere() {
	var c []interval.Interval
	for _, x := range []float64{1, 2, 0, 0, 0, 3} {
		c = append(c, interval.Of(x))
	}
	census, err := sphere.Sphere(c)
	fmt.Println(census.Index, census.Euler(), err)
	// Output: [2 2 2] 2 <nil>
}
