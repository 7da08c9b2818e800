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

// A handwritten digit, as an input of 14×14 numbers.
func ExampleMNIST() {
	training, test := data.MNIST()
	fmt.Println(training)
	fmt.Println(test)
	x := make([]float64, training.Inputs())
	training.Input(x, 2)
	for row := range 14 {
		fmt.Print("\"")
		for _, v := range x[14*row:][:14] {
			fmt.Printf("%c", " .:*#"[int(4*v+.5)])
		}
		fmt.Println("\"")
	}
	fmt.Println(training.Label(2))
	// Output:
	// training images of MNIST, 14×14: 6000 samples of 196 inputs, 10 classes
	// test images of MNIST, 14×14: 2000 samples of 196 inputs, 10 classes
	// "              "
	// "              "
	// "          .   "
	// "  :       *   "
	// "  *      .*   "
	// " .*      ::   "
	// " .*     .#.   "
	// " .*::***:#    "
	// "  ....  .*    "
	// "        .:    "
	// "        .*    "
	// "        .*    "
	// "         :    "
	// "              "
	// 4
}

// Pictures of two by two, as numpy.savez has them, with a row for each class.
func ExampleFromArrays() {
	x := array{[]int{3, 2, 2}, []float64{0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1}} // as files.ReadArrays returns them
	labels := array{[]int{3, 2}, []float64{1, 0, 1, 0, 0, 1}}
	s, err := data.FromArrays(data.Arrays{Name: "pictures", X: x, Labels: labels})
	fmt.Println(s, err)
	fmt.Println(s.X()[0], s.Labels())

	labels.data[0] = 0.5
	_, err = data.FromArrays(data.Arrays{X: x, Labels: labels})
	fmt.Println(err)
	// Output:
	// pictures: 3 samples of 4 inputs, 2 classes <nil>
	// [0 1 1 0] [0 0 1]
	// data: bad Labels[0]: want one 1, and 0 for the other classes
}

type array struct {
	shape []int
	data  []float64
}

func (a array) Numbers() ([]int, []float64) { return a.shape, a.data }
