package data_test

import (
	"fmt"

	"saddle/models/data"
)

func ExampleJellyfish() {
	s := data.Jellyfish()
	fmt.Println(s)
	fmt.Println(s.X(), s.Labels())
	// Output:
	// Jellyfish: 4 samples of 2 inputs, 2 classes
	// [[1 0] [0.2 0.6] [0 1] [0.6 0.2]] [1 1 0 0]
}

func ExampleNew_error() {
	_, err := data.New(data.Config{X: [][]float64{{1, 2}, {3}}, Labels: []int{0, 1}})
	fmt.Println(err)
	// Output:
	// data: X[1] has length 1, want 2
}
