package nets

import (
	"fmt"
	"math"

	"saddle/models"
	"saddle/spectra/f64"
)

// Check returns an error unless the net can be trained on the batch, which has at least two samples (of
// one alone a normalised unit is always 0) and classes: a models.ErrDimension, a models.ErrArgument or a
// models.ErrNotFinite that names the first bad argument. The other methods panic where the error is one of
// lengths or labels, and look at no number.
func (n *Residual) Check(b models.Batch) error {
	if err := n.shape.check(b, 2); err != nil {
		return err
	}
	return checkFinite("X", b.X)
}

// check returns an error unless b has at least so many samples, of the shape of the net.
func (s *residualShape) check(b models.Batch, least int) error {
	d := s.config.Inputs
	samples := len(b.X) / d
	switch {
	case samples < least:
		return models.ErrArgument{Arg: "X", Want: fmt.Sprintf("at least %d samples of %d numbers", least, d)}
	case len(b.X) != samples*d:
		return models.ErrArgument{Arg: "X", Want: fmt.Sprintf("rows of %d numbers; its length %d is no multiple", d, len(b.X))}
	case b.Y != nil:
		return models.ErrArgument{Arg: "Y", Want: "nil; the targets of a net of classes are Labels"}
	}
	return checkClasses(b.Labels, samples, s.config.Classes)
}

// checkFinite returns an error for the first entry that is not.
func checkFinite(arg string, x []float64) error {
	for i, v := range x {
		if v-v != 0 {
			return models.ErrNotFinite{Arg: fmt.Sprintf("%s[%d]", arg, i), Value: v}
		}
	}
	return nil
}

// take returns the inputs of a batch, a column for each sample, once there is scratch for it.
func (n *Residual) take(w []float64, b models.Batch) (x f64.Matrix) {
	mustHave("w", w, n.shape.dim)
	if err := n.shape.check(b, 2); err != nil {
		panic(err.Error())
	}
	samples, d := len(b.Labels), n.shape.config.Inputs
	if n.room < samples {
		n.span, n.room = newResidualSpan(&n.shape, samples, true), samples
	}
	n.span.resize(samples)
	return f64.NewMatrix(samples, d, d, b.X).T()
}

// Loss returns the mean loss of the batch, normalised by itself, and of how many samples the net is
// wrong; see models.Net.Loss. The running statistics stay.
func (n *Residual) Loss(w []float64, b models.Batch) (loss float64, wrong int) {
	x := n.take(w, b)
	n.span.forward(w, x, n.batch, true)
	loss, wrong = n.out.losses(n.span.z, b.Labels)
	return loss / float64(len(b.Labels)), wrong
}

// LossGradient sets dst to the gradient of the loss of the batch, through its means and variances too, and returns
// what [Residual.Loss] does. If the loss is finite, the running statistics s follow those of the batch,
// s ← (1 − μ) s + μ b, with the unbiased variance of n samples, n/(n − 1) v. dst must not overlap w. Cost: some 6 n P
// operations for n samples and P parameters.
func (n *Residual) LossGradient(dst, w []float64, b models.Batch) (loss float64, wrong int) {
	mustHave("dst", dst, n.shape.dim)
	loss, wrong = n.Loss(w, b)
	x := n.take(w, b)
	n.out.pull(n.span.delta, b.Labels, 1/float64(len(b.Labels)))
	n.span.backward(dst, w, x, true, true)
	if !math.IsNaN(loss) && !math.IsInf(loss, 0) {
		n.running.follow(n.batch, n.shape.config.Momentum, len(b.Labels))
	}
	return loss, wrong
}

// Statistics returns a copy of the running statistics: what training has left.
func (n *Residual) Statistics() Statistics { return n.running.Clone() }

// SetStatistics sets the running statistics to a copy of s. It returns an error that names the first bad row or
// number, a models.ErrDimension, a models.ErrNotFinite or a models.ErrArgument.
func (n *Residual) SetStatistics(s Statistics) error {
	if err := s.check(n.shape.config); err != nil {
		return err
	}
	n.running = s.Clone()
	return nil
}

// Estimate returns the statistics of all samples of b at w, as one batch: what running statistics stand for
// where the parameters were not those of training. The running statistics stay. It allocates some
// 3 h n numbers for n samples, and the result.
func (n *Residual) Estimate(w []float64, b models.Batch) Statistics {
	mustHave("w", w, n.shape.dim)
	if err := n.shape.check(b, 2); err != nil {
		panic(err.Error())
	}
	s, d := newStatistics(n.shape.config), n.shape.config.Inputs
	span := newResidualSpan(&n.shape, len(b.Labels), false)
	span.forward(w, f64.NewMatrix(len(b.Labels), d, d, b.X).T(), s, true)
	return s
}
