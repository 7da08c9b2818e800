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
)

// blobs are samples of three classes about three points.
func blobs(t testing.TB, n int) *data.Set {
	t.Helper()
	r := rand.New(rand.NewPCG(61, uint64(n)))
	c := data.Config{}
	for s := range n {
		x := normals(r, 4, 0.3)
		x[s%3] += 2
		c.X, c.Labels = append(c.X, x), append(c.Labels, s%3)
	}
	set, err := data.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func blobFit(t testing.TB, n int) Fit {
	return Fit{
		Net:  models.MLPConfig{Widths: []int{4, 8, 3}, Activation: models.ReLU, Bias: true, Criterion: models.CrossEntropy, Mean: true},
		Data: blobs(t, n), Start: He{}, Method: GradientDescent{Rate: 0.3}, Batch: 16, Epochs: 5,
	}
}

func mustFitted(t testing.TB, f Fit, seed uint64, o *FitOptions) Fitted {
	t.Helper()
	out, err := f.Run(context.Background(), rand.New(rand.NewPCG(62, seed)), o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// mlp is the model of all samples of a fit.
func mlp(t testing.TB, f Fit) *models.MLP {
	t.Helper()
	c := f.Net
	c.X, c.Y, c.Labels = f.Data.X(), f.Data.Y(), f.Data.Labels()
	m, err := models.NewMLP(c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestWholeBatches: on all samples at a time, every method takes the steps that it takes with the gradient of
// an MLP, decay and all.
func TestWholeBatches(t *testing.T) {
	for i, m := range methods {
		f := blobFit(t, 50)
		f.Method, f.Batch, f.Epochs, f.Decay = m, 0, 20, 0.01
		out := mustFitted(t, f, uint64(i), nil)

		model, rule := mlp(t, f), mustRule(t, m, 67, 1)
		w, g := make([]float64, 67), make([]float64, 67)
		He{}.Draw(w, f.Net.Widths, true, rand.New(rand.NewPCG(62, uint64(i))))
		for n := range f.Epochs {
			loss := model.LossGradient(g, w)
			for j := range g {
				g[j] = math.FMA(0.01, w[j], g[j])
			}
			norm := math.Sqrt(square(g))
			if e := out.Epochs[n]; !(math.Abs(e.Loss-loss) <= 1e-13*loss) || !(math.Abs(e.Gradient-norm) <= 1e-13*norm) {
				t.Errorf("%T: epoch %d has %+v, want loss %v and gradient %v", m, n, e, loss, norm)
			}
			rule.Step(w, g)
		}
		sameBits(t, fmt.Sprintf("%T", m), out.W, w)
		if out.Steps != 20 || out.Stop != Spent || len(out.Epochs) != 20 {
			t.Errorf("%T: %d steps, %v", m, out.Steps, out.Stop)
		}
	}
}

// TestEpochsSeeEachSampleOnce: where steps move nothing, an epoch adds up to the whole, whatever
// the batches.
func TestEpochsSeeEachSampleOnce(t *testing.T) {
	for _, mean := range []bool{true, false} {
		for _, batch := range []int{0, 1, 7, 16, 49, 50, 1000} {
			f := blobFit(t, 50)
			f.Net.Mean, f.Start, f.Method, f.Batch, f.Epochs = mean, nil, GradientDescent{Rate: 1e-300}, batch, 3 // no biases of 0, no ties
			out := mustFitted(t, f, 3, nil)
			net, err := models.NewNet(f.Net)
			if err != nil {
				t.Fatal(err)
			}
			loss, wrong := net.Loss(out.W, BatchOf(f.Data))
			if !mean {
				loss /= 50
			}
			steps := 1
			if batch != 0 {
				steps = (50 + batch - 1) / batch
			}
			for _, e := range out.Epochs {
				if !(math.Abs(e.Loss-loss) <= 1e-13*loss) || e.Wrong != wrong {
					t.Errorf("mean %t, batches of %d: loss %v, %d wrong, want %v, %d", mean, batch, e.Loss, e.Wrong, loss, wrong)
				}
			}
			if out.Steps != 3*steps {
				t.Errorf("batches of %d: %d steps, want %d", batch, out.Steps, 3*steps)
			}
		}
	}
}

// TestOrders: batches are other ones in each epoch and with other random numbers; with the same, the
// result has the same bits at every level of the kernels.
func TestOrders(t *testing.T) {
	f := blobFit(t, 50)
	want := mustFitted(t, f, 4, nil)
	if last := want.Epochs[4]; last.Wrong != 0 || !(last.Loss < 0.1) {
		t.Errorf("three blobs are not learned: %+v", last)
	}
	if other := mustFitted(t, f, 4, &FitOptions{W: make([]float64, 67)}); slices.Equal(other.W, want.W) {
		t.Error("another start ends at the same point")
	}
	start := normals(rand.New(rand.NewPCG(1, 1)), 67, 0.3)
	if slices.Equal(mustFitted(t, f, 5, &FitOptions{W: start}).W, mustFitted(t, f, 6, &FitOptions{W: start}).W) {
		t.Error("another order ends at the same point")
	}
	still := f
	still.Method, still.Epochs = GradientDescent{Rate: 1e-300}, 2
	if e := mustFitted(t, still, 4, nil).Epochs; e[0].Gradient == e[1].Gradient {
		t.Error("two epochs have the same batches")
	}
	eachLevel(t, func(t *testing.T) { sameBits(t, "w", mustFitted(t, f, 4, nil).W, want.W) })
}

// TestInterrupts: what was found is kept, and is what a shorter run finds.
func TestInterrupts(t *testing.T) {
	f := blobFit(t, 50)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	told := 0
	out, err := f.Run(ctx, rand.New(rand.NewPCG(62, 7)), &FitOptions{
		Progress: func(done, total int) {
			if told++; done != told || total != 5 {
				t.Errorf("%d of %d after epoch %d", done, total, told)
			}
		},
		After: func(Epoch, []float64) bool {
			if told == 2 {
				cancel()
			}
			return false
		},
	})
	if !errors.Is(err, context.Canceled) || out.Stop != Interrupted || len(out.Epochs) != 2 || out.Steps != 8 {
		t.Fatalf("%v, %v, %d epochs, %d steps", err, out.Stop, len(out.Epochs), out.Steps)
	}
	f.Epochs = 2
	short := mustFitted(t, f, 7, nil)
	sameBits(t, "w", out.W, short.W)
	f.Epochs = 5
	enough := mustFitted(t, f, 7, &FitOptions{After: func(e Epoch, w []float64) bool { return slices.Equal(w, short.W) }})
	if enough.Stop != Converged || !slices.Equal(enough.Epochs, short.Epochs) {
		t.Errorf("%v after %d epochs", enough.Stop, len(enough.Epochs))
	}
}

// TestDiverges: no step is made from where the loss is not finite.
func TestDiverges(t *testing.T) {
	f := blobFit(t, 50)
	f.Method, f.Epochs = GradientDescent{Rate: 1e200}, 50
	out := mustFitted(t, f, 8, nil)
	if out.Stop != NotFinite || slices.ContainsFunc(out.W, math.IsNaN) {
		t.Fatalf("%v at %v", out.Stop, out.W)
	}
}

// TestDecay: on inputs and targets of 0 it is all that there is.
func TestDecay(t *testing.T) {
	set, err := data.New(data.Config{X: [][]float64{{0, 0}}, Y: [][]float64{{0}}})
	if err != nil {
		t.Fatal(err)
	}
	f := Fit{Net: models.MLPConfig{Widths: []int{2, 1}}, Data: set, Method: GradientDescent{Rate: 0.5}, Epochs: 3, Decay: 0.5}
	out := mustFitted(t, f, 9, &FitOptions{W: []float64{64, -128}})
	sameBits(t, "w", out.W, []float64{27, -54})
	if want := math.Hypot(32, 64); out.Epochs[0].Gradient != want || out.Epochs[0].Loss != 0 {
		t.Errorf("%+v, want gradient %v and loss 0", out.Epochs[0], want)
	}
}

// TestFreshSamples: a linear net learns a linear rule from samples that it never sees twice.
func TestFreshSamples(t *testing.T) {
	net, err := models.NewNet(models.MLPConfig{Widths: []int{3, 1}, Bias: true, Mean: true})
	if err != nil {
		t.Fatal(err)
	}
	w := make([]float64, 4)
	s, err := NewStepper(net, Momentum{Rate: 0.05, Momentum: 0.5}, w)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(63, 0))
	x, y := make([]float64, 30), make([]float64, 10)
	step := func() {
		for i := range y {
			copy(x[3*i:], normals(r, 3, 1))
			y[i] = x[3*i] - 2*x[3*i+1] + 0.5
		}
		s.Step(models.Batch{X: x, Y: y})
	}
	for range 500 {
		step()
	}
	near(t, "w", w, []float64{1, -2, 0, 0.5}, 1e-6)
	near(t, "W", s.W(), w, 0)
	if n := testing.AllocsPerRun(10, func() { s.Step(models.Batch{X: x, Y: y}) }); n != 0 {
		t.Errorf("%v allocations in a step", n)
	}
}

func TestFitRefuses(t *testing.T) {
	good := blobFit(t, 6)
	targets, err := data.New(data.Config{X: [][]float64{{1, 2, 3, 4}}, Y: [][]float64{{1, 2}}})
	if err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(f *Fit){
		"models: bad Data: want a data set":                                                        func(f *Fit) { f.Data = nil },
		"models: an input of Data has length 4, want 5":                                            func(f *Fit) { f.Net.Widths = []int{5, 3} },
		"models: bad Data: want classes 0 to 1: the net has 2 outputs, the data have a class 2":    func(f *Fit) { f.Net.Widths = []int{4, 2} },
		"models: bad Data: want samples with targets, for Squared":                                 func(f *Fit) { f.Net.Criterion = models.Squared },
		"models: bad Data: want samples with classes, for CrossEntropy":                            func(f *Fit) { f.Data = targets },
		"models: a target of Data has length 2, want 3":                                            func(f *Fit) { f.Data, f.Net.Criterion = targets, models.Squared },
		"models: bad Method: want a rule to step by":                                               func(f *Fit) { f.Method = nil },
		"models: bad Rate: want a finite number above 0":                                           func(f *Fit) { f.Method = GradientDescent{} },
		"models: bad Batch: want a number of samples, or 0 for all":                                func(f *Fit) { f.Batch = -1 },
		"models: bad Epochs: want a number of epochs of at least 0":                                func(f *Fit) { f.Epochs = -1 },
		"models: bad Decay: want a finite number of at least 0":                                    func(f *Fit) { f.Decay = math.NaN() },
		"models: bad Net.Decay: want 0: that of a Fit is Decay, of ½λ‖w‖², which no loss here has": func(f *Fit) { f.Net.Decay = 0.5 },
		"models: bad Widths: want at least two widths, of the inputs and of the outputs":           func(f *Fit) { f.Net.Widths = nil },
		"models: bad X, Y and Labels: want none of them: the samples of a net come in batches":     func(f *Fit) { f.Net.Labels = []int{} },
	} {
		f := good
		spoil(&f)
		_, err := f.Run(context.Background(), rand.New(rand.NewPCG(1, 1)), nil)
		if fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	_, err = good.Run(context.Background(), nil, &FitOptions{W: make([]float64, 3)})
	if err != error(models.ErrDimension{Arg: "W", Got: 3, Want: 67}) {
		t.Error(err)
	}
	net, _ := models.NewNet(good.Net)
	if _, err := NewStepper(net, Adam{}, nil); err != error(models.ErrDimension{Arg: "w", Got: 0, Want: 67}) {
		t.Error(err)
	}
}

func TestNamed(t *testing.T) {
	for _, name := range Names() {
		m, err := Named(name, 0.25)
		if err != nil {
			t.Fatal(err)
		}
		mustRule(t, m, 1, 1)
	}
	if m, err := Named("nesterov", 0.25); err != nil || m != Method(Nesterov{Rate: 0.25, Momentum: 0.9}) {
		t.Errorf("%#v, %v", m, err)
	}
	_, err := Named("sgdm", 1)
	if want := `train: no method "sgdm"; there are adadelta, adam, gd, momentum, nesterov, rmsprop`; fmt.Sprint(err) != want || !errors.As(err, new(ErrMethod)) {
		t.Errorf("%v, want %s", err, want)
	}
}
