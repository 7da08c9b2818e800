package nets

import (
	"fmt"

	"saddle/models"
	"saddle/models/data"
	"saddle/spectra/f64"
)

// Lanes is how many nets a [Classifier] evaluates at once.
const Lanes = 8

// ClassifierConfig describes nets with one hidden layer that tell two classes apart.
type ClassifierConfig struct {
	Data       *data.Set         // samples of the classes 0 and 1
	Hidden     int               // units of the hidden layer, h ≥ 1
	Activation models.Activation // of the hidden layer: models.ReLU or models.Sigmoid
	Mean       bool              // divide the loss by the number of samples
}

func (c *ClassifierConfig) check() error {
	switch {
	case c.Data == nil || c.Data.Classes() < 1 || c.Data.Classes() > 2:
		return models.ErrArgument{Arg: "Data", Want: "samples of the classes 0 and 1"}
	case c.Hidden < 1:
		return models.ErrArgument{Arg: "Hidden", Want: "at least one hidden unit"}
	case c.Activation != models.ReLU && c.Activation != models.Sigmoid:
		return models.ErrArgument{Arg: "Activation", Want: "ReLU or Sigmoid"}
	}
	return nil
}

// A Classifier evaluates [Lanes] nets of one shape d–h–1 side by side, each with parameters
// of its own, on all of a small data set. The net in a lane computes
//
//	o_s = c + Σ_u v_u σ(z_su),  z_su = b_u + Σ_j W_uj x_sj,
//
// for the sample s with the input x_s and the class 0 or 1, and has the log-loss
//
//	L = Σ_s log(1 + exp(−y_s o_s)),  y_s = −1 or 1,
//
// or its mean: the cross-entropy of a logistic output. A sample is right if y_s o_s > 0, so an
// output that is exactly 0, or a NaN, counts as wrong. A ReLU at its kink counts as off.
//
// What a lane gets depends on its own parameters alone, whatever the others hold, and has the
// same bits in any lane and at every level of the kernels. A Classifier belongs to one
// goroutine. A gradient takes O(N h d) operations a net, and allocates nothing.
//
// The parameters lie in lanes: number p of lane l is w[p·Lanes+l]. Their order is that of a
// models.MLP of widths d, h, 1 with biases, but for W, which is kept column by column, so that
// the weights of an input are together: W_uj is number j h + u, b_u number d h + u, v_u number
// (d+1) h + u, and c the last. [Classifier.Set] and [Classifier.Get] translate.
type Classifier struct {
	config  ClassifierConfig
	samples int
	inputs  int
	sign    []float64 // y_s
	scale   float64   // 1, or 1/N for a mean

	x        f64.Matrix // N×(d+1): a row for each sample, and a last 1 for the bias
	z        f64.Matrix // N×(h·Lanes), as a, slope and delta
	a, slope []float64
	delta    f64.Matrix
	out      []float64 // N·Lanes, as margin and pull
	margin   []float64 // y o
	pull     []float64 // ∂L/∂o
}

// NewClassifier returns the evaluator that c describes, or a models.ErrArgument that names
// the first bad argument.
func NewClassifier(c ClassifierConfig) (*Classifier, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	n, d, h := c.Data.Samples(), c.Data.Inputs(), c.Hidden
	k := &Classifier{config: c, samples: n, inputs: d, scale: 1}
	if c.Mean {
		k.scale = 1 / float64(n)
	}
	rows := make([]float64, 0, n*(d+1))
	for s, x := range c.Data.X() {
		rows = append(append(rows, x...), 1)
		k.sign = append(k.sign, float64(2*c.Data.Labels()[s]-1))
	}
	k.x = f64.NewMatrix(n, d+1, d+1, rows)
	k.z, k.delta = matrix(n, h*Lanes), matrix(n, h*Lanes)
	k.a, k.slope = make([]float64, n*h*Lanes), make([]float64, n*h*Lanes)
	k.out, k.margin, k.pull = make([]float64, n*Lanes), make([]float64, n*Lanes), make([]float64, n*Lanes)
	return k, nil
}

func matrix(rows, cols int) f64.Matrix {
	return f64.NewMatrix(rows, cols, cols, make([]float64, rows*cols))
}

// Dim returns the number of parameters of a net, P = (d+2) h + 1.
func (k *Classifier) Dim() int { return (k.inputs+2)*k.config.Hidden + 1 }

// Widths returns d, h, 1.
func (k *Classifier) Widths() []int { return []int{k.inputs, k.config.Hidden, 1} }

// place returns where number p of a models.MLP is kept.
func (k *Classifier) place(p int) int {
	if d, h := k.inputs, k.config.Hidden; p < d*h {
		return p%d*h + p/d
	}
	return p
}

// Set puts the net with the parameters x, in the order of a models.MLP, into a lane of w:
// lengths P and P·Lanes.
func (k *Classifier) Set(w []float64, lane int, x []float64) {
	k.mustFit("w", w, Lanes)
	k.mustFit("x", x, 1)
	mustBeLane(lane)
	for p, v := range x {
		w[k.place(p)*Lanes+lane] = v
	}
}

// Get sets x to the parameters of the net in a lane of w, in the order of a models.MLP:
// lengths P and P·Lanes.
func (k *Classifier) Get(x, w []float64, lane int) {
	k.mustFit("x", x, 1)
	k.mustFit("w", w, Lanes)
	mustBeLane(lane)
	for p := range x {
		x[p] = w[k.place(p)*Lanes+lane]
	}
}

// mustFit panics unless x has the length of so many nets.
func (k *Classifier) mustFit(arg string, x []float64, count int) {
	if len(x) != k.Dim()*count {
		panic(fmt.Sprintf("nets: %s has length %d, want %d", arg, len(x), k.Dim()*count))
	}
}

func mustBeLane(lane int) {
	if lane < 0 || lane >= Lanes {
		panic(fmt.Sprintf("nets: lane %d, want 0 to %d", lane, Lanes-1))
	}
}
