package models

import "fmt"

// Subset returns the loss of the same net on some of its samples, by their numbers, in that order: the operator of a minibatch is
// that of a [Point] of it. With Mean it is their mean: over the parts of a partition, the mean of the losses, of their gradients and of their
// curvatures, each weighted by its samples, is that of the whole; without Mean and Decay, their sum is. Decay is a part of each.
//
// A number out of range is an [ErrArgument] that names it, and so are none. A number may come twice, as in a sample with
// replacement. The samples are copied.
func (m *MLP) Subset(samples []int) (*MLP, error) {
	c := m.config
	c.X, c.Y, c.Labels = nil, nil, nil
	for i, s := range samples {
		if s < 0 || s >= m.samples {
			return nil, ErrArgument{fmt.Sprintf("samples[%d]", i), fmt.Sprintf("a sample from 0 to %d", m.samples-1)}
		}
		c.X = append(c.X, m.config.X[s])
		if c.Criterion == Squared {
			c.Y = append(c.Y, m.config.Y[s])
		} else {
			c.Labels = append(c.Labels, m.config.Labels[s])
		}
	}
	if len(samples) == 0 {
		return nil, ErrArgument{"samples", "at least one"}
	}
	return NewMLP(c)
}

// Evaluation returns the loss of the net on a batch as an [MLP], for curvature: that of [Net.Loss], to rounding. It copies the batch. The errors are those
// of [Net.Check].
func (n *Net) Evaluation(b Batch) (*MLP, error) {
	if err := n.Check(b); err != nil {
		return nil, err
	}
	c := n.m.config
	d, k := c.Widths[0], c.Widths[len(c.Widths)-1]
	for s := range len(b.X) / d {
		c.X = append(c.X, row(b.X, s, d))
		if c.Criterion == Squared {
			c.Y = append(c.Y, row(b.Y, s, k))
		}
	}
	c.Labels = b.Labels
	return NewMLP(c)
}
