package nets

import (
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/models"
	"saddle/spectra/f64"
)

// ResidualConfig describes a fully connected net with batch normalisation.
type ResidualConfig struct {
	Inputs   int     // d ≥ 1
	Width    int     // h ≥ 1 units in each hidden layer
	Depth    int     // L ≥ 2 weight matrices: L − 1 hidden layers and the outputs
	Classes  int     // k ≥ 2 outputs
	Skip     bool    // skip connections over pairs of hidden layers; else a plain net
	Epsilon  float64 // ε > 0, added to variances; 0 is 10⁻⁵
	Momentum float64 // 0 < μ ≤ 1, of the running statistics; 0 is 0.1
}

// largestNet bounds the parameters of a net, so that sizes which no memory holds are refused with an error.
const largestNet = 1 << 28

func (c *ResidualConfig) check() error {
	switch {
	case c.Inputs < 1:
		return models.ErrArgument{Arg: "Inputs", Want: "at least one input"}
	case c.Width < 1:
		return models.ErrArgument{Arg: "Width", Want: "at least one unit in a hidden layer"}
	case c.Depth < 2:
		return models.ErrArgument{Arg: "Depth", Want: "at least two weight matrices, one hidden layer"}
	case c.Classes < 2:
		return models.ErrArgument{Arg: "Classes", Want: "at least two classes"}
	case !(c.Epsilon > 0) || math.IsInf(c.Epsilon, 0):
		return models.ErrArgument{Arg: "Epsilon", Want: "a finite number above 0, or 0 for 1e-5"}
	case !(c.Momentum > 0 && c.Momentum <= 1):
		return models.ErrArgument{Arg: "Momentum", Want: "a number above 0, at most 1, or 0 for 0.1"}
	}
	h, left := float64(c.Width), float64(c.Depth-2)
	if h*float64(c.Inputs+2)+left*h*(h+2)+float64(c.Classes)*(h+1) > largestNet {
		return models.ErrArgument{Arg: "Inputs, Width, Depth and Classes", Want: fmt.Sprintf("sizes of a net of at most %d parameters", largestNet)}
	}
	return nil
}

// A Residual is a fully connected net with batch normalisation (S. Ioffe and C. Szegedy, "Batch
// normalization: accelerating deep network training by reducing internal covariate shift", ICML 2015)
// before each ReLU, with or without skip connections over pairs of layers (K. He, X. Zhang, S. Ren and
// J. Sun, "Deep residual learning for image recognition", CVPR 2016, Figure 2, with full matrices for
// convolutions). With a_0 the input and L = Depth,
//
//	u_l = W_l a_{l−1},  x̂_l = (u_l − m_l)/√(v_l + ε),  y_l = γ_l x̂_l + β_l  (l = 1, …, L−1),
//	a_l = max(y_l, 0),  or max(y_l + a_{l−2}, 0) with Skip for l = 3, 5, …,
//	z = W_L a_{L−1} + b,
//
// entry by entry but for the matrices, and its loss is the mean cross-entropy of the softmax of z. The
// pairs are layers 2 and 3, 4 and 5, …; if L is odd the last hidden layer is alone and has no skip.
//
// In training m_l and v_l are the mean and the variance of u_l over the samples of the batch, and depend
// on the parameters. The net keeps [Statistics] of them apart from the parameters; in evaluation m_l and v_l are
// such statistics, constants whatever the parameters: see [Residual.Evaluation].
//
// The parameters are laid out layer by layer: W_l row by row, γ_l, β_l; at the end W_L row by row, b.
//
// The methods of a Residual are those of training, on batches. It belongs to one goroutine. Steps allocate
// nothing but the scratch that the largest batch yet needs, some 2 n h L numbers for n samples.
type Residual struct {
	shape   residualShape
	running Statistics
	span    *residualSpan // scratch; nil before the first batch
	batch   Statistics    // of the last batch
	room    int           // samples for which span has scratch
	out     labels
}

// A residualShape says where parameters are. It does not change.
type residualShape struct {
	config ResidualConfig
	layers []residualLayer
	dim    int
}

// A residualLayer is a matrix of out rows of in numbers from w[at], and what follows it.
type residualLayer struct {
	in, out, at int
	skip        bool // a_{l−2} is added before the ReLU
}

func (l *residualLayer) matrix(w []float64) f64.Matrix {
	return f64.NewMatrix(l.out, l.in, l.in, w[l.at:][:l.in*l.out])
}

// first returns γ, or the biases of the last layer; second returns β.
func (l *residualLayer) first(w []float64) []float64  { return w[l.at+l.in*l.out:][:l.out] }
func (l *residualLayer) second(w []float64) []float64 { return w[l.at+l.in*l.out+l.out:][:l.out] }

func newResidualShape(c ResidualConfig) residualShape {
	s := residualShape{config: c}
	in := c.Inputs
	for l := range c.Depth - 1 {
		s.layers = append(s.layers, residualLayer{in: in, out: c.Width, at: s.dim, skip: c.Skip && l >= 2 && l%2 == 0})
		s.dim += c.Width * (in + 2)
		in = c.Width
	}
	s.layers = append(s.layers, residualLayer{in: in, out: c.Classes, at: s.dim})
	s.dim += c.Classes * (in + 1)
	return s
}

// hidden returns the hidden layers.
func (s *residualShape) hidden() []residualLayer { return s.layers[:len(s.layers)-1] }

// last returns the layer of the outputs.
func (s *residualShape) last() *residualLayer { return &s.layers[len(s.layers)-1] }

// NewResidual returns the net that c describes, with running statistics of mean 0 and variance 1, or a
// models.ErrArgument that names the first bad argument.
func NewResidual(c ResidualConfig) (*Residual, error) {
	if c.Epsilon == 0 {
		c.Epsilon = 1e-5
	}
	if c.Momentum == 0 {
		c.Momentum = 0.1
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	n := &Residual{shape: newResidualShape(c)}
	n.running, n.batch = newStatistics(c), newStatistics(c)
	for _, v := range n.running.Variance {
		for j := range v {
			v[j] = 1
		}
	}
	return n, nil
}

// Dim returns the number of parameters, h(d + 2) + (L − 2) h(h + 2) + k(h + 1).
func (n *Residual) Dim() int { return n.shape.dim }

// Draw sets w to where training starts: weights of a layer with n inputs from a normal distribution of
// variance 2/n (He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015, (10)), 1/n for the outputs,
// all γ = 1, all β and b = 0. It panics unless w has the length of the net.
func (n *Residual) Draw(w []float64, r *rand.Rand) {
	mustHave("w", w, n.shape.dim)
	for _, l := range n.shape.hidden() {
		drawNormal(l.matrix(w).Data, math.Sqrt(2/float64(l.in)), r)
		for j := range l.out {
			l.first(w)[j], l.second(w)[j] = 1, 0
		}
	}
	last := n.shape.last()
	drawNormal(last.matrix(w).Data, math.Sqrt(1/float64(last.in)), r)
	clear(last.first(w))
}

// Quiet sets γ_l = 0 in the layers to which a skip connection is added, so that each pair starts as the identity (P. Goyal et
// al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", arXiv 1706.02677, 2017, section 5.1). Deep nets
// start faster from there than with γ = 1. It panics unless w has the length of the net.
func (n *Residual) Quiet(w []float64) {
	mustHave("w", w, n.shape.dim)
	for _, l := range n.shape.hidden() {
		if l.skip {
			clear(l.first(w))
		}
	}
}

func drawNormal(x []float64, deviation float64, r *rand.Rand) {
	for i := range x {
		x[i] = deviation * r.NormFloat64()
	}
}

// mustHave panics unless x has length n.
func mustHave(arg string, x []float64, n int) {
	if len(x) != n {
		panic(fmt.Sprintf("nets: %s has length %d, want %d", arg, len(x), n))
	}
}
