package surface_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

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

// A surface that takes long is made in parts, by as many processes as there are: each makes its nodes in a folder of its own, and a process that was
// killed goes on when it is started again. The folders are then merged.
func ExampleMake() {
	dir, err := os.MkdirTemp("", "surface")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	loss := surface.Func(2, func(w []float64) float64 { return w[0]*w[0] - w[1]*w[1] })
	p, _ := surface.Through([]float64{0, 0}, []float64{1, 1}, []float64{1, -1})
	grid := surface.Grid{X: surface.Axis{From: -1, To: 2, Nodes: 7}, Y: surface.Symmetric(1, 2)}
	var folders []string
	for i := 1; i <= 2; i++ {
		folder := filepath.Join(dir, fmt.Sprint("part", i))
		if _, err := surface.Make(context.Background(), folder, loss, p, grid, &surface.Options{Shard: [2]int{i, 2}}); err != nil {
			fmt.Println(err)
			return
		}
		folders = append(folders, folder)
	}
	s, err := surface.Merge(folders, filepath.Join(dir, "whole"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Summary().Made, "nodes")
	fmt.Println(s.Hides())
	// Output:
	// 35 nodes
	// inner nodes that are not convex: 15 of 15; local minima away from the rim: 0; the cosine of the axes is 0
}
