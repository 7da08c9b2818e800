package models

import (
	"fmt"
	"slices"

	"saddle/spectra/f64"
)

// A Net is a fully connected net whose samples come in batches: the loss of an [MLP] on any
// samples that the caller hands in, as rows of a matrix that it keeps. It is for training, by
// batches of a data set or by fresh samples in every step; who asks for curvature takes an MLP.
//
// The parameters are laid out as those of an MLP. A loss and a gradient take the same operations
// as there, and a gradient has the same bits; a loss of more than 256 samples is summed by 256 at
// a time. Nothing is allocated, but for the scratch that the largest batch yet needs, some 6
// numbers a unit for each of at most 256 samples; of a very small net, of more.
//
// A Net belongs to one goroutine.
type Net struct {
	m    *MLP    // without data; scale and loops are those of the last batch
	room int     // samples for which span has scratch
	span mlpSpan // of the last samples that were passed through the net
}

// A Batch is some samples, as views that a [Net] reads and does not keep.
type Batch struct {
	X      []float64 // inputs, row by row: n·d_0 numbers
	Y      []float64 // targets for Squared, row by row: n·d_L numbers
	Labels []int     // n classes 0, …, d_L − 1 for CrossEntropy
}

// NewNet returns the net that c describes. Its X, Y and Labels must be nil: the samples come later. With
// Mean the loss is the mean over a batch; Decay is added to the loss of each. It returns an [ErrArgument] or an [ErrNotFinite] that
// names the first bad argument.
func NewNet(c MLPConfig) (*Net, error) {
	if err := c.checkNet(); err != nil {
		return nil, err
	}
	if c.X != nil || c.Y != nil || c.Labels != nil {
		return nil, ErrArgument{"X, Y and Labels", "none of them: the samples of a net come in batches"}
	}
	m := &MLP{config: c}
	m.config.Widths = slices.Clone(c.Widths)
	m.layers, m.dim = mlpLayers(c.Widths, c.Bias)
	return &Net{m: m}, nil
}

// Dim returns the number of parameters, Σ_l d_l d_{l−1} and, with biases, Σ_l d_l.
func (n *Net) Dim() int { return n.m.dim }

// Widths returns a copy of d_0, …, d_L.
func (n *Net) Widths() []int { return slices.Clone(n.m.config.Widths) }

// Check returns an error unless the net can take the batch: an [ErrDimension], an [ErrArgument] or
// an [ErrNotFinite] that names the first bad argument. The other methods panic where the error
// is one of lengths or labels, and look at no number.
func (n *Net) Check(b Batch) error {
	if err := n.checkShape(&b); err != nil {
		return err
	}
	if err := finite("X", b.X); err != nil {
		return err
	}
	return finite("Y", b.Y)
}

func (n *Net) checkShape(b *Batch) error {
	d, k := n.m.config.Widths[0], n.m.config.Widths[len(n.m.config.Widths)-1]
	samples := len(b.X) / d
	switch {
	case samples == 0:
		return ErrArgument{"X", "at least one sample"}
	case len(b.X) != samples*d:
		return ErrArgument{"X", fmt.Sprintf("rows of %d numbers; its length %d is no multiple", d, len(b.X))}
	case n.m.config.Criterion == CrossEntropy:
		if b.Y != nil {
			return ErrArgument{"Y", "nil with CrossEntropy, whose targets are Labels"}
		}
		return checkLabels(b.Labels, samples, k)
	case b.Labels != nil:
		return ErrArgument{"Labels", "nil with Squared, whose targets are Y"}
	case len(b.Y) != samples*k:
		return ErrDimension{"Y", len(b.Y), samples * k}
	}
	return nil
}

// Loss returns the loss of the batch, and of how many samples the net is wrong: those of which the
// output of the label is not larger than all others, so that a tie is wrong, and a NaN; 0 with
// Squared, which has no classes.
func (n *Net) Loss(w []float64, b Batch) (loss float64, wrong int) {
	n.mustTake(b)
	n.eachSpan(w, b.X, func(s *mlpSpan, from int) {
		n.target(b, from)
		loss += float64(n.m.scale * s.loss())
		wrong += s.wrong()
	})
	return loss + decayLoss(n.m.config.Decay, w), wrong
}

// LossGradient sets dst to the gradient of the loss of the batch, and returns what [Net.Loss] does.
// dst must not overlap w. Cost: O(n P) operations for n samples and P parameters.
func (n *Net) LossGradient(dst, w []float64, b Batch) (loss float64, wrong int) {
	mustFit("dst", dst, n.m.dim)
	n.mustTake(b)
	n.eachSpan(w, b.X, func(s *mlpSpan, from int) {
		n.target(b, from)
		loss += float64(n.m.scale * s.loss())
		wrong += s.wrong()
		s.pull()
		n.gradient(dst, w)
	})
	addDecay(dst, n.m.config.Decay, w)
	return loss + decayLoss(n.m.config.Decay, w), wrong
}

// GradientOf sets dst to the gradient of any loss of the outputs for the inputs x, n rows of d_0
// numbers. It calls pull for some samples at a time, in order, those from number from on, with their
// outputs z, a row for each; pull sets all of delta, of the same shape, to the derivatives of the loss
// in the outputs. Criterion, Mean and Decay have no say. dst must not overlap w.
func (n *Net) GradientOf(dst, w, x []float64, pull func(from int, delta, z f64.Matrix)) {
	mustFit("dst", dst, n.m.dim)
	last := len(n.m.layers) - 1
	n.eachSpan(w, x, func(s *mlpSpan, from int) {
		pull(from, s.delta[last], s.z[last])
		n.gradient(dst, w)
	})
}

// Outputs sets dst to the outputs z_L for the inputs x, row by row: lengths n·d_L and n·d_0.
func (n *Net) Outputs(dst, w, x []float64) {
	last := len(n.m.layers) - 1
	k := n.m.layers[last].out
	mustFit("dst", dst, len(x)/n.m.layers[0].in*k)
	n.eachSpan(w, x, func(s *mlpSpan, from int) { copy(dst[from*k:], s.z[last].Data[:s.z[last].Rows*k]) })
}

// Off returns how many units of each hidden layer are off at all of the inputs x, z ≤ 0; zeros for
// activations other than ReLU.
func (n *Net) Off(w, x []float64) []int {
	hidden := n.m.layers[:len(n.m.layers)-1]
	off, on := make([]int, len(hidden)), make([][]bool, len(hidden))
	if n.m.config.Activation != ReLU {
		return off
	}
	for l, layer := range hidden {
		on[l] = make([]bool, layer.out)
	}
	n.eachSpan(w, x, func(s *mlpSpan, _ int) {
		for l, on := range on {
			for i := range s.z[l].Rows {
				for j, z := range row(s.z[l].Data, i, len(on)) {
					on[j] = on[j] || !(z <= 0)
				}
			}
		}
	})
	for l, on := range on {
		for _, is := range on {
			if !is {
				off[l]++
			}
		}
	}
	return off
}
