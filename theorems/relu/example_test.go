package relu_test

import (
	"fmt"
	"math/big"

	"saddle/spectra/rational"
	"saddle/theorems/relu"
)

// Two units at kinks, on samples: the second set of Swirszcz, Czarnecki and Pascanu (2016).
func ExampleDecide() {
	n := relu.Net{
		Widths: []int{1, 2, 1}, Activation: relu.ReLU,
		X: rational.Ints(6, 1, []int{-1, 0, 1, 10, 11, 12}),
		Y: rational.Ints(6, 1, []int{5, 0, -1, -3, -4, -5}),
	}
	w := []*big.Rat{big.NewRat(-3, 1), big.NewRat(1, 1), big.NewRat(13, 3), big.NewRat(-10, 1), big.NewRat(1, 1), big.NewRat(-1, 1), big.NewRat(-3, 1)}
	d, err := relu.Decide(n, w, nil)
	fmt.Println(d, err)
	w[1] = big.NewRat(-1, 1) // as it is printed
	d, err = relu.Decide(n, w, nil)
	fmt.Println(d.Kind, err)
	// Output:
	// minimum, loss 4/3, 1 kinks, 3 cells: in every cell the residuals are orthogonal to what the outputs can change by, or on the side of it <nil>
	// not critical <nil>
}

// Descent from random starts ends at minima that are not global, each proved; at the first, all units are off.
func ExampleSearch() {
	n := relu.Net{
		Widths: []int{1, 2, 1}, Activation: relu.ReLU,
		X: rational.Ints(5, 1, []int{-2, -1, 0, 1, 2}),
		Y: rational.Ints(5, 1, []int{1, -1, 2, -2, 1}),
	}
	found, err := relu.Search(n, &relu.SearchOptions{Starts: 10})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(found.Ends)
	for _, b := range found.Bad[:1] {
		loss, _ := b.Decision.Loss.Float64()
		better, _ := b.BetterLoss.Float64()
		fmt.Printf("%v: %.3f, and %.3f elsewhere\n", b.Decision.Class(), loss, better)
	}
	// Output:
	// map[in another cell:2 minimum:8]
	// minimum, dead layer: 5.400, and 4.100 elsewhere
}
