package bench

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/nets"
	"saddle/models/train"
)

// residualRows time nets of the shape of the figure of skip connections.
func residualRows() (rows []row) {
	for _, what := range []string{"step", "point"} {
		for _, depth := range []int{20, 56, 110} {
			d := deepNet{depth, depth != 20, 1000}
			rows = append(rows, row{name("depth", depth, "skip", d.skip, "what", what), func(b *testing.B) { d.time(b, what) }})
		}
	}
	return rows
}

// A deepNet has 16 units in each layer, on noise of the size of handwritten digits.
type deepNet struct {
	depth  int
	skip   bool
	images int
}

const deepInputs, deepWidth, deepBatch = 196, 16, 128

func (d deepNet) build() (net *nets.Residual, set *data.Set, w []float64) {
	r := rand.New(rand.NewPCG(7, uint64(d.depth)))
	net = must(nets.NewResidual(nets.ResidualConfig{Inputs: deepInputs, Width: deepWidth, Depth: d.depth, Classes: 10, Skip: d.skip}))
	c := data.Config{X: normals(r, d.images, deepInputs)}
	for range d.images {
		c.Labels = append(c.Labels, r.IntN(10))
	}
	w = make([]float64, net.Dim())
	net.Draw(w, r)
	return net, must(data.New(c)), w
}

// naive is the loss in evaluation of one sample after the other, in plain loops.
func (d deepNet) naive(w []float64, set *data.Set, s nets.Statistics) (loss float64) {
	for i, a := range set.X() {
		at, behind := 0, [][]float64{a}
		for l := range d.depth - 1 {
			y := make([]float64, deepWidth)
			for j := range y {
				for p, x := range a {
					y[j] += w[at+j*len(a)+p] * x
				}
				gamma, beta := w[at+deepWidth*len(a)+j], w[at+deepWidth*(len(a)+1)+j]
				y[j] = gamma*(y[j]-s.Mean[l][j])/math.Sqrt(s.Variance[l][j]+1e-5) + beta
				if d.skip && l >= 2 && l%2 == 0 {
					y[j] += behind[l-1][j]
				}
				y[j] = max(y[j], 0)
			}
			at += deepWidth * (len(a) + 2)
			a = y
			behind = append(behind, a)
		}
		sum, label := 0.0, 0.0
		for k := range 10 {
			z := w[at+10*deepWidth+k]
			for p, x := range a {
				z += w[at+k*deepWidth+p] * x
			}
			if sum += math.Exp(z); k == set.Label(i) {
				label = z
			}
		}
		loss += (math.Log(sum) - label) / float64(set.Samples())
	}
	return loss
}

// check compares the loss of a few images with that in plain loops, where errors of one layer grow in the next, and returns
// their distance in units.
func (d deepNet) check() (float64, error) {
	d.images = 130
	net, set, w := d.build()
	s := net.Estimate(w, train.BatchOf(set))
	want := d.naive(w, set, s)
	got := must(net.Evaluation(set, s)).Loss(w)
	if n := len(w); !(math.Abs(got-want) <= tolerance(n, want)) {
		return 0, fmt.Errorf("depth %d: loss %v, in plain loops %v", d.depth, got, want)
	}
	return residual(math.Abs(got-want), len(w), want), nil
}

func (d deepNet) time(b *testing.B, what string) {
	apart, err := d.check()
	if err != nil {
		b.Fatal(err)
	}
	net, set, w := d.build()
	weights := float64(deepInputs*deepWidth + (d.depth-2)*deepWidth*deepWidth + 10*deepWidth)
	var flops float64
	if what == "step" {
		flops = 6 * deepBatch * weights
		all := train.BatchOf(set)
		batch := models.Batch{X: all.X[:deepBatch*deepInputs], Labels: all.Labels[:deepBatch]}
		s := must(train.NewStepper(net, train.Nesterov{Rate: 1e-9, Momentum: 0.9}, w))
		s.Step(batch)
		for b.Loop() {
			s.Step(batch)
		}
	} else {
		flops = 2 * float64(d.images) * weights
		m := must(net.Evaluation(set, net.Estimate(w, train.BatchOf(set))))
		one := make([]float64, 1)
		for b.Loop() {
			must(0, m.Losses(context.Background(), one, func(x []float64, _ int) { copy(x, w) }, &nets.LossesOptions{Workers: 1}))
		}
	}
	report(b, flops, apart)
}

// report tells the time of an operation beside that of its products of matrices at [quick].
func report(b *testing.B, flops, apart float64) {
	nanoseconds := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
	b.ReportMetric(flops, "flops")
	b.ReportMetric(nanoseconds*quick/flops, fmt.Sprintf("x-%dGF/s", quick))
	b.ReportMetric(apart, "residual")
}

func lstmRows() []row {
	r := reader{48, 24, 64}
	return []row{{name("cells", r.cells, "length", r.length, "windows", r.windows), r.time}}
}

// A reader is an LSTM of 30 characters.
type reader struct{ cells, length, windows int }

func (c reader) build() (net *nets.LSTM, w []float64, text []int) {
	r := rand.New(rand.NewPCG(8, 0))
	net = must(nets.NewLSTM(nets.LSTMConfig{Symbols: 30, Hidden: c.cells, Length: c.length}))
	w = make([]float64, net.Dim())
	net.Draw(w, r)
	for range c.windows * (c.length + 1) {
		text = append(text, r.IntN(30))
	}
	return net, w, text
}

// naive is the loss of one window after the other, in plain loops.
func (c reader) naive(w []float64, text []int) (loss float64) {
	h, size := c.cells, c.length+1
	u := w[30*4*h:]
	b := u[h*4*h:]
	o := b[4*h:]
	d := o[30*h:]
	logistic := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	for from := 0; from < len(text); from += size {
		hidden, cell := make([]float64, h), make([]float64, h)
		for t := range c.length {
			gates := make([]float64, 4*h)
			for k := range gates {
				gates[k] = w[text[from+t]*4*h+k] + b[k]
				for i, x := range hidden {
					gates[k] += x * u[i*4*h+k]
				}
			}
			for j := range h {
				cell[j] = logistic(gates[h+j])*cell[j] + logistic(gates[j])*math.Tanh(gates[3*h+j])
				hidden[j] = logistic(gates[2*h+j]) * math.Tanh(cell[j])
			}
			sum, label := 0.0, 0.0
			for k := range 30 {
				z := d[k]
				for j, x := range hidden {
					z += o[k*h+j] * x
				}
				if sum += math.Exp(z); k == text[from+t+1] {
					label = z
				}
			}
			loss += (math.Log(sum) - label) / float64(len(text)/size*c.length)
		}
	}
	return loss
}

// check compares the loss with that in plain loops, and returns their distance in units.
func (c reader) check() (float64, error) {
	c.windows = 3
	net, w, text := c.build()
	got, _ := net.Loss(w, text)
	want := c.naive(w, text)
	if !(math.Abs(got-want) <= tolerance(len(w), want)) {
		return 0, fmt.Errorf("loss %v, in plain loops %v", got, want)
	}
	return residual(math.Abs(got-want), len(w), want), nil
}

func (c reader) time(b *testing.B) {
	apart, err := c.check()
	if err != nil {
		b.Fatal(err)
	}
	net, w, text := c.build()
	g := make([]float64, len(w))
	rule := must(train.Adam{Rate: 1e-9}.New(len(w), 1))
	for b.Loop() {
		net.LossGradient(g, w, text)
		rule.Step(w, g)
	}
	report(b, 6*float64(c.windows*c.length)*float64(4*c.cells*c.cells+30*c.cells), apart)
}

// TestNets: what BenchmarkResidual and BenchmarkLSTM check.
func TestNets(t *testing.T) {
	for _, depth := range []int{20, 56} {
		if _, err := (deepNet{depth, depth != 20, 0}).check(); err != nil {
			t.Error(err)
		}
	}
	if _, err := (reader{12, 8, 0}).check(); err != nil {
		t.Error(err)
	}
}
