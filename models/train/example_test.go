package train_test

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/train"
)

// How often do nets with two ReLUs learn exclusive or?
func ExampleRuns() {
	task := train.Task{
		Data: data.XOR(), Hidden: 2, Activation: models.ReLU, Mean: true,
		Method: train.GradientDescent{Rate: 0.3}, Steps: 5000,
	}
	ends, err := train.Runs(context.Background(), task, 200, func(run int) *rand.Rand {
		return rand.New(rand.NewPCG(1, uint64(run)))
	}, nil)
	if err != nil {
		log.Fatal(err)
	}
	converged, still := 0, 0
	for _, e := range ends {
		if e.Converged() {
			converged++
		} else if e.Still {
			still++
		}
	}
	fmt.Printf("%d of %d runs converge, %d stand still\n", converged, len(ends), still)
	fmt.Printf("the first: %d steps, %d wrong\n", ends[0].Steps, ends[0].Wrong)
	// Output:
	// 66 of 200 runs converge, 19 stand still
	// the first: 5000 steps, 1 wrong
}

// A rule is a plain value, and works on any parameters.
func ExampleMethod() {
	o, err := train.Adam{Rate: 0.1}.New(2, 1)
	if err != nil {
		log.Fatal(err)
	}
	w := []float64{1, 1}
	for range 100 {
		o.Step(w, []float64{2 * w[0], 200 * w[1]}) // of w₀² + 100 w₁²
	}
	fmt.Printf("%.3f\n", w)
	// Output:
	// [0.003 0.003]
}

// A net of two hidden layers is trained on a data set, all of it in each step.
func ExampleFit() {
	f := train.Fit{
		Net:    models.MLPConfig{Widths: []int{2, 8, 8, 2}, Activation: models.Tanh, Bias: true, Criterion: models.CrossEntropy, Mean: true},
		Data:   data.XOR(),
		Method: train.Adam{Rate: 0.01},
		Epochs: 500,
	}
	out, err := f.Run(context.Background(), rand.New(rand.NewPCG(1, 1)), nil)
	if err != nil {
		log.Fatal(err)
	}
	first, last := out.Epochs[0], out.Epochs[499]
	fmt.Printf("%d wrong at the start, %d in the end, %d steps\n", first.Wrong, last.Wrong, out.Steps)
	// Output:
	// 2 wrong at the start, 0 in the end, 500 steps
}

// Fresh samples in every step, from a rule.
func ExampleStepper() {
	net, err := models.NewNet(models.MLPConfig{Widths: []int{1, 1}, Bias: true, Mean: true})
	if err != nil {
		log.Fatal(err)
	}
	w := make([]float64, net.Dim())
	s, err := train.NewStepper(net, train.GradientDescent{Rate: 0.1}, w)
	if err != nil {
		log.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	x, y := make([]float64, 10), make([]float64, 10)
	for range 500 {
		for i := range x {
			x[i] = r.NormFloat64()
			y[i] = 3*x[i] - 1
		}
		s.Step(models.Batch{X: x, Y: y})
	}
	fmt.Printf("%.3f\n", w)
	// Output:
	// [3.000 -1.000]
}

func ExampleNamed() {
	_, err := train.Named("sgd", 0.1)
	fmt.Println(err)
	// Output:
	// train: no method "sgd"; there are adadelta, adam, gd, momentum, nesterov, rmsprop
}
