package nets_test

import (
	"context"
	"fmt"
	"math/rand/v2"

	"saddle/models/data"
	"saddle/models/nets"
	"saddle/models/train"
)

// Deep nets with and without skip connections learn from 300 digits, and their losses in evaluation are compared along
// the line to where they started.
func ExampleResidual() {
	digits, _ := data.MNIST()
	set, _, _ := digits.First(300).Standardised()
	for _, skip := range []bool{false, true} {
		net, err := nets.NewResidual(nets.ResidualConfig{Inputs: 196, Width: 8, Depth: 14, Classes: 10, Skip: skip})
		if err != nil {
			fmt.Println(err)
			return
		}
		r := rand.New(rand.NewPCG(1, 0))
		start := make([]float64, net.Dim())
		net.Draw(start, r)
		net.Quiet(start)
		fit := train.Fit{Learner: net, Data: set, Method: train.Nesterov{Rate: 0.1, Momentum: 0.9}, Batch: 100, Epochs: 12,
			Decay: 5e-4, Drops: []train.Drop{{Epoch: 8, Factor: 0.1}}}
		out, err := fit.Run(context.Background(), r, &train.FitOptions{W: start})
		if err != nil {
			fmt.Println(err)
			return
		}
		loss, err := net.Evaluation(set, net.Statistics())
		if err != nil {
			fmt.Println(err)
			return
		}
		profile := make([]float64, 3)
		err = loss.Losses(context.Background(), profile, func(w []float64, i int) {
			for j := range w {
				w[j] = start[j] + float64(float64(i)/2*(out.W[j]-start[j]))
			}
		}, nil)
		fmt.Printf("skip %t: %.1f %v\n", skip, profile, err)
	}
	// Output:
	// skip false: [2.9 2.6 2.1] <nil>
	// skip true: [2.4 1.2 0.4] <nil>
}

// A net of 12 cells reads some of Newton's Opticks.
func ExampleLSTM() {
	text, err := data.Opticks()
	if err != nil {
		fmt.Println(err)
		return
	}
	net, err := nets.NewLSTM(nets.LSTMConfig{Symbols: text.Classes(), Hidden: 12, Length: 8})
	if err != nil {
		fmt.Println(err)
		return
	}
	r := rand.New(rand.NewPCG(2, 0))
	w, g := make([]float64, net.Dim()), make([]float64, net.Dim())
	net.Draw(w, r)
	rule, err := train.Adam{Rate: 0.01}.New(net.Dim(), 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	const size = 9 // 8 characters and the one after them
	windows := make([]int, 32*size)
	for step := range 101 {
		for from := 0; from < len(windows); from += size {
			text.Window(windows[from:][:size], r.IntN(text.Len()-size+1))
		}
		loss, _ := net.LossGradient(g, w, windows)
		rule.Step(w, g)
		if step%50 == 0 {
			fmt.Printf("step %d: %.1f nats a character\n", step, loss)
		}
	}
	// Output:
	// step 0: 3.4 nats a character
	// step 50: 2.8 nats a character
	// step 100: 2.7 nats a character
}
