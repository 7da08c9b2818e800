package papers

import (
	"fmt"
	"math"
	"slices"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/models/train"
	"saddle/theorems"
)

// A DeadTraining is the training of a net of ReLUs with biases that tells two classes apart, in float64: Steps steps
// of Method, each on Batch of the samples, one batch after the other.
type DeadTraining struct {
	Widths []int
	X      [][]int
	Labels []int
	W      []int // weights in eighths, again and again; biases are 1
	Dead   int   // the hidden layer whose biases are −1000, from 1; 0 is none
	Method string
	Batch  int
	Steps  int
	Before int // steps that the method has made before, on gradients of 1
	Decay  int // λ, in 64ths, of ½λ‖w‖², added to the loss
}

// config is the net without its samples.
func (d DeadTraining) config() models.MLPConfig {
	return models.MLPConfig{Widths: d.Widths, Activation: models.ReLU, Bias: true, Criterion: models.CrossEntropy, Mean: true}
}

// start returns the parameters, and of each whether the claim says that it stays: those up to the dead layer, and the
// weights out of it. Without a dead layer it is said of the first.
func (d DeadTraining) start() (w []float64, stays []bool) {
	from, said := 0, max(d.Dead, 1)
	for l := 1; l < len(d.Widths); l++ {
		for range d.Widths[l] * d.Widths[l-1] {
			w = append(w, float64(d.W[from%len(d.W)])/8)
			stays = append(stays, l <= said+1)
			from++
		}
		for range d.Widths[l] {
			bias := 1.0
			if l == d.Dead {
				bias = -1000
			}
			w, stays = append(w, bias), append(stays, l <= said)
		}
	}
	return w, stays
}

// batch returns samples from … from + n − 1, after the last of which comes the first again.
func (d DeadTraining) batch(from, n int) (b models.Batch) {
	for s := from; s < from+n; s++ {
		for _, x := range d.X[s%len(d.X)] {
			b.X = append(b.X, float64(x))
		}
		b.Labels = append(b.Labels, d.Labels[s%len(d.X)])
	}
	return b
}

// isDead reports whether all units of the layer Dead are off at all samples.
func (d DeadTraining) isDead() bool {
	net, err := models.NewNet(d.config())
	if err != nil {
		panic(err)
	}
	w, _ := d.start()
	return d.Dead > 0 && net.Off(w, d.batch(0, len(d.X)).X)[d.Dead-1] == d.Widths[d.Dead]
}

// stay trains, and says what has moved that should not, if anything.
func (d DeadTraining) stay() theorems.Evidence {
	net, err := models.NewNet(d.config())
	if err != nil {
		panic(err)
	}
	method, err := train.Named(d.Method, 0.1)
	if err != nil {
		panic(err)
	}
	rule, err := method.New(net.Dim(), 1)
	if err != nil {
		panic(err)
	}
	w, stays := d.start()
	first, g := slices.Clone(w), make([]float64, len(w))
	for range d.Before {
		rule.Step(slices.Clone(w), slices.Repeat([]float64{1}, len(w)))
	}
	for step := range d.Steps {
		net.LossGradient(g, w, d.batch(step*d.Batch, d.Batch))
		for i := range g {
			g[i] += float64(float64(d.Decay) / 64 * w[i])
		}
		rule.Step(w, g)
		for i, x := range w {
			if stays[i] && math.Float64bits(x) != math.Float64bits(first[i]) {
				return theorems.Exactly(false, "after %d steps parameter %d is %v, not %v", step+1, i+1, x, first[i])
			}
		}
	}
	return theorems.Both(theorems.Exactly(true, "after %d steps they are what they were", d.Steps), d.answersAlike(net, w))
}

// answersAlike says whether the outputs have the same bits at all samples.
func (d DeadTraining) answersAlike(net *models.Net, w []float64) theorems.Evidence {
	outputs := make([]float64, 2*len(d.X))
	net.Outputs(outputs, w, d.batch(0, len(d.X)).X)
	for i, z := range outputs {
		if math.Float64bits(z) != math.Float64bits(outputs[i%2]) {
			return theorems.Exactly(false, "sample %d has output %v, the first has %v", i/2+1, z, outputs[i%2])
		}
	}
	return theorems.Exactly(true, "all samples have the outputs %v", outputs[:2])
}

// methodsWithMomentum go on where the gradient is 0, once they have moved.
var methodsWithMomentum = []string{"adam", "momentum", "nesterov"}

func drawDeadTraining(t *rapid.T) DeadTraining {
	d := DeadTraining{Widths: []int{rapid.IntRange(1, 2).Draw(t, "d_x")}}
	for l := range rapid.IntRange(1, 3).Draw(t, "H") {
		d.Widths = append(d.Widths, rapid.IntRange(1, 4).Draw(t, fmt.Sprintf("d_%d", l+1)))
	}
	d.Widths = append(d.Widths, 2)
	n := rapid.IntRange(2, 8).Draw(t, "samples")
	for range n {
		d.X = append(d.X, ints(t, "x", d.Widths[0], -3, 3))
	}
	d.Labels = ints(t, "labels", n, 0, 1)
	d.W = ints(t, "w", rapid.IntRange(1, 20).Draw(t, "weights"), -8, 8)
	d.Dead = rapid.IntRange(1, len(d.Widths)-2).Draw(t, "dead")
	d.Method = rapid.SampledFrom(train.Names()).Draw(t, "method")
	d.Batch = rapid.IntRange(1, n).Draw(t, "batch")
	d.Steps = rapid.IntRange(1, 50).Draw(t, "steps")
	return d
}

// leastDeadTraining is one step on two samples of a net with one hidden unit.
func leastDeadTraining(dead int, method string) DeadTraining {
	return DeadTraining{Widths: []int{1, 1, 2}, X: [][]int{{0}, {1}}, Labels: []int{0, 1}, W: []int{1, 1, 2}, Dead: dead, Method: method, Batch: 2, Steps: 1}
}

func (d DeadTraining) with(before, decay int) DeadTraining {
	d.Before, d.Decay = before, decay
	return d
}

// DeadLayersStayAsTheyAre is why training is of no use once a layer is off: what its units get depends on parameters
// whose gradient is exactly 0. It is said of the numbers of the code in float64.
var DeadLayersStayAsTheyAre = theorems.Claim[DeadTraining]{
	Name: "swirszcz2016/dead-layers-stay-as-they-are",
	Says: "A net of ReLUs with biases for two classes, H = 1, 2, 3, of which a hidden layer is off at all samples, in float64: 1 to 50 steps of gradient descent, with momentum or Nesterov's, Adam, RMSprop or Adadelta on the cross-entropy of batches of them change no bit of the parameters up to that layer and of the weights out of it, " +
		"and the outputs are the same at all samples",
	Source: swirszcz2016.Locate("Theorem 1 and Figure 1, in which such nets do not learn; derived", "“Blind Spot” of ReLU"),
	Expect: theorems.Held,
	Draw:   drawDeadTraining,
	Given: []theorems.Hypothesis[DeadTraining]{
		{
			Name:  "a layer is off",
			Holds: DeadTraining.isDead,
			Drop: func(t *rapid.T) DeadTraining {
				d := drawDeadTraining(t)
				d.Dead = 0
				return d
			},
			Known: []DeadTraining{leastDeadTraining(0, "gd")},
		},
		{
			Name:  "there is no weight decay",
			Holds: func(d DeadTraining) bool { return d.Decay == 0 },
			Drop: func(t *rapid.T) DeadTraining {
				return drawDeadTraining(t).with(0, rapid.IntRange(1, 8).Draw(t, "λ"))
			},
			Known: []DeadTraining{leastDeadTraining(1, "gd").with(0, 1), leastDeadTraining(1, "adadelta").with(0, 1)},
		},
		{
			Name:  "the method is at rest at the start",
			Holds: func(d DeadTraining) bool { return d.Before == 0 },
			Drop: func(t *rapid.T) DeadTraining {
				d := drawDeadTraining(t)
				d.Method = rapid.SampledFrom(methodsWithMomentum).Draw(t, "method")
				return d.with(rapid.IntRange(1, 5).Draw(t, "before"), 0)
			},
			Known: []DeadTraining{leastDeadTraining(1, "adam").with(1, 0), leastDeadTraining(1, "momentum").with(1, 0), leastDeadTraining(1, "nesterov").with(1, 0)},
		},
	},
	MinDecided: 1,
	Labels: func(d DeadTraining) []string {
		return append(holding(class{fmt.Sprintf("H=%d", len(d.Widths)-2), true}, class{"the last hidden layer", d.Dead == len(d.Widths)-2}, class{"an earlier layer", d.Dead < len(d.Widths)-2}, class{"batches", d.Batch < len(d.X)}), d.Method)
	},
	Share: map[string]float64{"H=1": .1, "H=2": .1, "H=3": .1, "the last hidden layer": .2, "an earlier layer": .1, "batches": .2,
		"adadelta": .05, "adam": .05, "gd": .05, "momentum": .05, "nesterov": .05, "rmsprop": .05},
	Then: DeadTraining.stay,
}
