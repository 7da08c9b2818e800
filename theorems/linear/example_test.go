package linear_test

import (
	"fmt"

	"saddle/theorems/linear"
)

// ½‖W_3W_2W_1 − diag(2, 1)‖², all layers 2×2, where the product is diag(2, 0): with W_2 = I the saddle
// has a negative eigenvalue, and with W_2 = diag(1, 0) it has none.
func ExampleCritical_Kind() {
	for _, z := range [][][]int{{nil, {1}, nil}, nil} {
		c, err := linear.Point{Widths: []int{2, 2, 2, 2}, Sigma: []int{2, 1}, S: []int{0}, Z: z}.Build()
		if err != nil {
			panic(err)
		}
		k, err := c.Kind()
		fmt.Println(k.Class(), k.Inertia, err)
		if k.Descent != nil {
			fmt.Println(k.Descent)
		}
	}
	// Output:
	// strict saddle 1 negative, 7 zero, 4 positive <nil>
	// non-strict saddle 0 negative, 9 zero, 3 positive <nil>
	// along a curve the loss changes by -t^5
}

// A point that is made critical by putting some entries of its blocks to 0.
func ExamplePoint_Separated() {
	p := linear.Point{Widths: []int{2, 1, 1, 1, 2}, Sigma: []int{2, 1}, Z: [][]int{{1, 1}, {1}, {1}, {1, 1}}}
	q := p.Separated([]int{0, 1}) // of the layer in the middle, of the first output
	c, err := q.Build()
	fmt.Println(q.Z, err)
	fmt.Println(c.IsCritical(), c.Net.Loss())
	// Output:
	// [[0 1] [1] [0] [1 0]] <nil>
	// true 5/2
}
