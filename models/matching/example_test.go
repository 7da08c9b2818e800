package matching_test

import (
	"fmt"

	"saddle/models"
	"saddle/models/matching"
)

// Three workers and three jobs: u and v prove that no assignment costs less than 6.
func ExampleAssign() {
	a, err := matching.Assign([][]float64{{4, 1, 3}, {2, 0, 5}, {3, 2, 6}})
	if err != nil {
		fmt.Println(err)
		return
	}
	var bound float64
	for i := range a.To {
		bound += a.Rows[i] + a.Columns[i]
	}
	fmt.Println(a.To, a.Cost, bound, a.Gap)
	// Output: [2 1 0] 6 6 0
}

// A net and its copy with the hidden units exchanged.
func ExampleWeights() {
	net, err := models.NewNet(models.MLPConfig{Widths: []int{1, 2, 1}, Activation: models.ReLU})
	if err != nil {
		fmt.Println(err)
		return
	}
	w := []float64{1, -1, 2, 3} // 2 max(x, 0) + 3 max(−x, 0)
	copied, err := matching.Permute(w, net.Blocks(), [][]int{{1, 0}})
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := matching.Weights(w, copied, net.Blocks(), nil)
	fmt.Println(copied, m.W, m.Squares, err)
	// Output: [-1 1 3 2] [1 -1 2 3] [10 0] <nil>
}
