package models_test

import (
	"fmt"
	"log"

	"saddle/models"
)

// The smallest ReLU net with a local minimum that is not global (Yun, Sra and
// Jadbabaie 2019, Theorem 1): it fits three points by a line, where a kink would do better.
func ExampleNewMLP() {
	net, err := models.NewMLP(models.MLPConfig{
		Widths:     []int{1, 2, 1},
		Activation: models.ReLU,
		Bias:       true,
		X:          [][]float64{{0}, {1}, {2}},
		Y:          [][]float64{{0}, {0}, {1}},
	})
	if err != nil {
		log.Fatal(err)
	}
	line := []float64{0.5, 0, 5. / 6, 1, 1, 0, -1} // W_1, b_1, W_2, b_2
	kink := []float64{1, 0, -1, -1, 1, 0, 0}       // relu(x − 1)
	gradient := make([]float64, net.Dim())
	net.Gradient(gradient, line)
	fmt.Printf("line: loss %.4f, gradient %.4f\n", net.Loss(line), gradient)
	fmt.Printf("kink: loss %.4f\n", net.Loss(kink))

	_, err = models.At(net, kink)
	fmt.Println(err)
	// Output:
	// line: loss 0.0833, gradient [0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000]
	// kink: loss 0.0000
	// models: no Hessian: layer 1, unit 1, sample 2 is 0 from its kink; move w or use a smooth activation
}

func ExampleNewMLP_error() {
	_, err := models.NewMLP(models.MLPConfig{
		Widths: []int{2, 3, 1},
		X:      [][]float64{{1, 2}, {3}},
		Y:      [][]float64{{0}, {1}},
	})
	fmt.Println(err)
	// Output:
	// models: X[1] has length 1, want 2
}
