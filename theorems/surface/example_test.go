package surface_test

import (
	"context"
	"fmt"

	"saddle/models"
	"saddle/theorems/surface"
)

// A loss of one's own: a function, and its parameters as two blocks of weights. The plane is that of two filter-normalised random
// directions; the range is found.
func ExampleOf() {
	loss := surface.Func(4, func(w []float64) float64 { // a linear net of two hidden units on one sample
		r := 1 - (float64(w[0]*w[2]) + float64(w[1]*w[3]))
		return float64(r*r) + 0.1*(float64(w[0]*w[0])+float64(w[3]*w[3]))
	})
	w := []float64{1, 0.5, 0.5, 1}
	blocks := []models.Block{{Name: "W1", To: 2, Rows: 2, Into: "W2"}, {Name: "W2", From: 2, To: 4, Rows: 1}}
	d, _ := surface.Random(w, blocks, surface.Drawing{Index: 1})
	e, _ := surface.Random(w, blocks, surface.Drawing{Index: 2})
	p, _ := surface.Around(w, d, e)
	r, _ := surface.Range(loss, p, 0)
	s, err := surface.Of(context.Background(), loss, p, surface.Grid{X: surface.Symmetric(r, 10), Y: surface.Symmetric(r, 6)}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	sum := s.Summary()
	fmt.Printf("%d × %d nodes on [−%v, %v]², %.2f at the centre\n", len(s.Z), len(s.Z[0]), r, r, s.Centre)
	fmt.Println(sum.Minima, "minima;", sum.NonConvex, "of", sum.Curved, "inner nodes are not convex")
	// Output:
	// 13 × 21 nodes on [−0.875, 0.875]², 0.20 at the centre
	// 5 minima; 130 of 209 inner nodes are not convex
}
