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
