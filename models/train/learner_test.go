package train

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/nets"
)

// residualFit is the training of a residual net on three blobs, and where it starts.
func residualFit(t testing.TB, samples int) (Fit, []float64) {
	t.Helper()
	net, err := nets.NewResidual(nets.ResidualConfig{Inputs: 4, Width: 6, Depth: 6, Classes: 3, Skip: true})
	if err != nil {
		t.Fatal(err)
	}
	w := make([]float64, net.Dim())
	net.Draw(w, rand.New(rand.NewPCG(64, 0)))
	return Fit{Learner: net, Data: blobs(t, samples), Method: Nesterov{Rate: 0.05, Momentum: 0.9}, Batch: 16, Epochs: 8}, w
}

// TestFitOfLearner: a residual net learns three blobs, and what an epoch reports is a mean over the samples; in
// evaluation, by the statistics that training left, it is right as well.
func TestFitOfLearner(t *testing.T) {
	f, w := residualFit(t, 100)
	out := mustFitted(t, f, 0, &FitOptions{W: w})
	first, last := out.Epochs[0], out.Epochs[f.Epochs-1]
	if !(first.Loss > 0.3 && first.Loss < 3) || last.Wrong > 9 || !(last.Loss < 0.2) || out.Steps != 8*7 {
		t.Errorf("from %+v to %+v in %d steps", first, last, out.Steps)
	}
	net := f.Learner.(*nets.Residual)
	m, err := net.Evaluation(f.Data, net.Statistics())
	if err != nil {
		t.Fatal(err)
	}
	if loss, wrong := m.LossWrong(out.W); !(loss < 0.2) || wrong > 2 {
		t.Errorf("in evaluation, loss %v with %d wrong", loss, wrong)
	}
	again, w := residualFit(t, 100)
	sameBits(t, "w", mustFitted(t, again, 0, &FitOptions{W: w}).W, out.W)
}

// TestDrops: from an epoch on the rate is another one, that of a method with it from there on; what the
// ball has gathered stays.
func TestDrops(t *testing.T) {
	for _, m := range []func(rate float64) Method{
		func(rate float64) Method { return GradientDescent{Rate: rate} },
		func(rate float64) Method { return Momentum{Rate: rate, Momentum: 0.9} },
		func(rate float64) Method { return Nesterov{Rate: rate, Momentum: 0.9} },
		func(rate float64) Method { return Adam{Rate: rate} },
		func(rate float64) Method { return RMSprop{Rate: rate} },
	} {
		f := blobFit(t, 20)
		f.Method, f.Batch, f.Epochs = m(0.25), 0, 6
		f.Drops = []Drop{{Epoch: 2, Factor: 0.5}, {Epoch: 4, Factor: 0.25}, {Epoch: 9, Factor: 3}}
		got := mustFitted(t, f, 1, nil).W
		model, rule := mlp(t, f), mustRule(t, m(0.25), len(got), 1)
		w, g := make([]float64, len(got)), make([]float64, len(got))
		He{}.Draw(w, f.Net.Widths, true, rand.New(rand.NewPCG(62, 1)))
		rates := []float64{0.25, 0.25, 0.125, 0.125, 0.03125, 0.03125}
		for n := range 6 {
			if n == 2 || n == 4 {
				rule.(Rated).ScaleRate(rates[n] / rates[n-1])
			}
			model.Gradient(g, w)
			rule.Step(w, g)
		}
		sameBits(t, fmt.Sprintf("%T", f.Method), got, w)
	}
	// At rate 1 from 0, a gradient of 1 once, then at rate 1/4.
	for want, m := range map[float64]Method{
		-1.25: GradientDescent{Rate: 1}, -1.75: Momentum{Rate: 1, Momentum: 0.5}, -2.125: Nesterov{Rate: 1, Momentum: 0.5},
	} {
		rule, w := mustRule(t, m, 1, 1), []float64{0}
		rule.Step(w, []float64{1})
		rule.(Rated).ScaleRate(0.25)
		rule.Step(w, []float64{1})
		if w[0] != want {
			t.Errorf("%T moves to %v, want %v", m, w[0], want)
		}
	}
}

func TestLearnerRefuses(t *testing.T) {
	for want, spoil := range map[string]func(f *Fit, o *FitOptions){
		"models: bad Net and Learner: want one of the two":                         func(f *Fit, _ *FitOptions) { f.Net.Widths = []int{4, 3} },
		"models: bad Start: want nil with a Learner, which starts at FitOptions.W": func(f *Fit, _ *FitOptions) { f.Start = He{} },
		"models: bad W: want where to start, with a Learner":                       func(_ *Fit, o *FitOptions) { o.W = nil },
		"models: bad Data: want a data set":                                        func(f *Fit, _ *FitOptions) { f.Data = nil },
		"models: bad X: want rows of 4 numbers; its length 10 is no multiple": func(f *Fit, _ *FitOptions) {
			f.Data = mustSet(t, data.Config{X: [][]float64{{1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}}, Labels: make([]int, 5)})
		},
		"a batch of 1 samples: models: bad X: want at least 2 samples of 4 numbers": func(f *Fit, _ *FitOptions) { f.Batch = 11 },
		"models: bad Drops: want none, of a method that has no rate": func(f *Fit, _ *FitOptions) {
			f.Method, f.Drops = Adadelta{}, []Drop{{1, 0.1}}
		},
		"models: bad Drops: want epochs from 0 on, and finite factors above 0": func(f *Fit, _ *FitOptions) {
			f.Drops = []Drop{{1, 0.1}, {2, math.NaN()}}
		},
	} {
		f, w := residualFit(t, 12)
		o := &FitOptions{W: w}
		spoil(&f, o)
		_, err := f.Run(context.Background(), rand.New(rand.NewPCG(1, 1)), o)
		if fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
		if refused := (models.ErrArgument{}); !errors.As(err, &refused) {
			t.Errorf("%v is no models.ErrArgument", err)
		}
	}
}

func mustSet(t testing.TB, c data.Config) *data.Set {
	t.Helper()
	set, err := data.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestLearnerSteps: a step of a residual net allocates nothing.
func TestLearnerSteps(t *testing.T) {
	f, w := residualFit(t, 30)
	s, err := NewStepper(f.Learner, f.Method, slices.Clone(w))
	if err != nil {
		t.Fatal(err)
	}
	b := BatchOf(f.Data)
	if n := testing.AllocsPerRun(5, func() { s.Step(b) }); n != 0 {
		t.Errorf("%v allocations in a step", n)
	}
}
