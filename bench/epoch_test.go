package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/floats"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/train"
)

// epochRows train a small classifier of handwritten digits for an epoch, on noise and in one thread.
func epochRows() (rows []row) {
	for _, method := range []string{"gd", "adam"} {
		e := epoch{10_000, 100, method}
		rows = append(rows, row{name("net", "784,64,64,10", "samples", e.samples, "batch", e.batch, "method", method), e.time})
	}
	return rows
}

// An epoch is what is timed.
type epoch struct {
	samples, batch int
	method         string
}

// quick is the rate, in operations a nanosecond, against which an epoch is measured: 6 for each parameter and
// sample, two for each of the outputs, of the gradient of the inputs, and of the gradient.
const quick = 50

func (e epoch) fit() train.Fit {
	c := digits(e.samples).config
	c.Activation = models.ReLU
	set := must(data.New(data.Config{X: c.X, Labels: c.Labels}))
	c.X, c.Labels = nil, nil
	return train.Fit{
		Net: c, Data: set, Start: train.He{}, Method: must(train.Named(e.method, 0.001)), Batch: e.batch, Epochs: 1,
	}
}

func (e epoch) run(f train.Fit) []float64 {
	return must(f.Run(context.Background(), rand.New(rand.NewPCG(6, 0)), nil)).W
}

// check compares the end of an epoch with that of a loop over batches, each the loss of a models.MLP, and
// returns their distance in units.
func (e epoch) check(f train.Fit) (float64, error) {
	r := rand.New(rand.NewPCG(6, 0))
	c := f.Net
	got := e.run(f)
	w, order := make([]float64, len(got)), make([]int, e.samples)
	f.Start.Draw(w, c.Widths, c.Bias, r)
	for i := range order {
		order[i] = i
	}
	r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	rule, g := must(f.Method.New(len(w), 1)), make([]float64, len(w))
	x, labels := f.Data.X(), f.Data.Labels()
	for from := 0; from < len(order); from += e.batch {
		c.X, c.Labels = nil, nil
		for _, s := range order[from:min(from+e.batch, len(order))] {
			c.X, c.Labels = append(c.X, x[s]), append(c.Labels, labels[s])
		}
		must(models.NewMLP(c)).Gradient(g, w)
		rule.Step(w, g)
	}

	norm, apart := floats.Norm(w, 2), floats.Distance(got, w, 2)
	if !(apart <= tolerance(len(w), norm)) {
		return 0, fmt.Errorf("an epoch ends %v from where steps with the loss of an MLP do, at norm %v", apart, norm)
	}
	return residual(apart, len(w), norm), nil
}

func (e epoch) time(b *testing.B) {
	f := e.fit()
	apart, err := e.check(f)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var parameters int
	for b.Loop() {
		parameters = len(e.run(f))
	}
	flops := 6 * float64(parameters) * float64(e.samples)
	report(b, flops, apart)
}

// TestEpoch: what BenchmarkEpoch checks, on few samples, also where the last batch is smaller.
func TestEpoch(t *testing.T) {
	for _, method := range []string{"gd", "adam"} {
		e := epoch{250, 100, method}
		if _, err := e.check(e.fit()); err != nil {
			t.Errorf("%s: %v", method, err)
		}
	}
}
