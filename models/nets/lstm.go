package nets

import (
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/models"
	"saddle/spectra/f64"
)

// LSTMConfig describes a character-level net with one layer of long short-term memory.
type LSTMConfig struct {
	Symbols int // V ≥ 2 characters
	Hidden  int // h ≥ 1 cells
	Length  int // T ≥ 1 steps, after which back-propagation through time is truncated
}

func (c *LSTMConfig) check() error {
	switch {
	case c.Symbols < 2:
		return models.ErrArgument{Arg: "Symbols", Want: "at least two characters"}
	case c.Hidden < 1:
		return models.ErrArgument{Arg: "Hidden", Want: "at least one cell"}
	case c.Length < 1 || c.Length > largestNet:
		return models.ErrArgument{Arg: "Length", Want: fmt.Sprintf("a number of steps from 1 to %d", largestNet)}
	}
	v, h := float64(c.Symbols), float64(c.Hidden)
	if 4*h*(v+h+1)+v*(h+1) > largestNet {
		return models.ErrArgument{Arg: "Symbols and Hidden", Want: fmt.Sprintf("sizes of a net of at most %d parameters", largestNet)}
	}
	return nil
}

// An LSTM predicts each character of a text from those before it (S. Hochreiter and J. Schmidhuber, "Long
// short-term memory", Neural Computation 9, 1997, with the forget gate of F. Gers, J. Schmidhuber and F. Cummins, "Learning to
// forget", Neural Computation 12, 2000). With h_0 = c_0 = 0 and s_t the character at t,
//
//	i, f, o = σ(…), g = tanh(…) of the four parts of W_{s_t} + b + h_{t−1} U,
//	c_t = f c_{t−1} + i g,  h_t = o tanh c_t,  z_t = O h_t + d  (t = 1, …, T),
//
// entry by entry, with rows W_s of 4h numbers for each character, a matrix U of h rows of 4h, O of V rows of h, and the logistic σ. The loss is the
// mean of the cross-entropies of the softmax of z_t with s_{t+1}, over t and over the windows of a batch. Each window of
// T + 1 characters starts from 0: nothing is carried over from one to the next.
//
// The parameters are laid out as W row by row, U row by row, b, O row by row, d; the four parts of 4h numbers in the
// order i, f, o, g.
//
// An LSTM belongs to one goroutine. Gradients allocate nothing but the scratch that the largest batch yet needs, some 16 h
// numbers a character.
type LSTM struct {
	config LSTMConfig
	dim    int
	span   *lstmSpan // scratch; nil before the first batch
	room   int       // windows for which span has scratch
	out    labels
}

// NewLSTM returns the net that c describes, or a models.ErrArgument that names the first bad argument.
func NewLSTM(c LSTMConfig) (*LSTM, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	return &LSTM{config: c, dim: 4*c.Hidden*(c.Symbols+c.Hidden+1) + c.Symbols*(c.Hidden+1)}, nil
}

// Dim returns the number of parameters, 4h(V + h + 1) + V(h + 1).
func (n *LSTM) Dim() int { return n.dim }

// lstmParameters are views of the parameters, or of a gradient.
type lstmParameters struct {
	w, u f64.Matrix
	b    []float64
	o    f64.Matrix
	d    []float64
}

func (n *LSTM) parameters(w []float64) (p lstmParameters) {
	v, h := n.config.Symbols, n.config.Hidden
	next := func(rows, cols int) f64.Matrix {
		m := f64.NewMatrix(rows, cols, cols, w[:rows*cols])
		w = w[rows*cols:]
		return m
	}
	p.w, p.u = next(v, 4*h), next(h, 4*h)
	p.b = next(1, 4*h).Data
	p.o, p.d = next(v, h), w
	return p
}

// Draw sets w to where training starts: all weights uniform from ±1/√h, all biases 0 but those of the forget gates, 1, so that
// cells remember at first (as R. Jozefowicz, W. Zaremba and I. Sutskever advise, "An empirical exploration of recurrent network
// architectures", ICML 2015). It panics unless w has the length of the net.
func (n *LSTM) Draw(w []float64, r *rand.Rand) {
	mustHave("w", w, n.dim)
	p, reach := n.parameters(w), 1/math.Sqrt(float64(n.config.Hidden))
	for _, m := range []f64.Matrix{p.w, p.u, p.o} {
		for i := range m.Data {
			m.Data[i] = reach * (2*r.Float64() - 1)
		}
	}
	clear(p.b)
	clear(p.d)
	for j := range n.config.Hidden {
		p.b[n.config.Hidden+j] = 1
	}
}

// Check returns an error unless text is at least one window, of T + 1 characters 0, …, V − 1 each: a
// models.ErrDimension or a models.ErrArgument. The other methods panic then.
func (n *LSTM) Check(text []int) error {
	if size := n.config.Length + 1; len(text) == 0 || len(text)%size != 0 {
		return models.ErrDimension{Arg: "text", Got: len(text), Want: max(1, (len(text)+size-1)/size) * size}
	}
	for i, s := range text {
		if s < 0 || s >= n.config.Symbols {
			return models.ErrArgument{Arg: fmt.Sprintf("text[%d]", i), Want: fmt.Sprintf("a character from 0 to %d", n.config.Symbols-1)}
		}
	}
	return nil
}

// Loss returns the mean loss of the windows of text, one after the other, and how many characters are
// predicted wrongly: those whose output is not larger than all others.
func (n *LSTM) Loss(w []float64, text []int) (loss float64, wrong int) {
	mustHave("w", w, n.dim)
	if err := n.Check(text); err != nil {
		panic(err.Error())
	}
	windows := len(text) / (n.config.Length + 1)
	if n.room < windows {
		n.span, n.room = newLSTMSpan(n.config, windows), windows
	}
	n.span.resize(windows)
	n.span.read(text)
	n.span.forward(n.parameters(w))
	loss, wrong = n.out.losses(n.span.z, n.span.next)
	return loss / float64(len(n.span.next)), wrong
}

// LossGradient sets dst to the gradient of the loss of the windows of text, by back-propagation through the T steps,
// and returns what [LSTM.Loss] does. dst must not overlap w. Cost: some 24 h² operations a character.
func (n *LSTM) LossGradient(dst, w []float64, text []int) (loss float64, wrong int) {
	mustHave("dst", dst, n.dim)
	loss, wrong = n.Loss(w, text)
	n.out.pull(n.span.delta, n.span.next, 1/float64(len(n.span.next)))
	n.span.backward(n.parameters(dst), n.parameters(w))
	return loss, wrong
}
