package linear

import (
	"fmt"
	"slices"
)

// mostWeights is how many weights a point may have: its Hessian has the square of that.
const mostWeights = 4000

// check reports the first field that does not fit.
func (p Point) check() error {
	if err := p.checkShape(); err != nil {
		return err
	}
	dx, dy := p.Widths[0], p.outputs()
	switch {
	case p.Scale != nil && (len(p.Scale) != dx || slices.Contains(p.Scale, 0)):
		return ErrPoint{"Scale", fmt.Sprintf("nil or %d non-zero entries", dx)}
	case len(p.Mix) > dx*dx:
		return ErrPoint{"Mix", fmt.Sprintf("at most %d entries", dx*dx)}
	case len(p.Free) > p.Widths[1]*p.Unseen:
		return ErrPoint{"Free", fmt.Sprintf("at most %d entries", p.Widths[1]*p.Unseen)}
	case p.Metric != nil && (len(p.Metric) != dx*dy || slices.Min(p.Metric) < 0):
		return ErrPoint{"Metric", fmt.Sprintf("nil or %d weights of at least 0", dx*dy)}
	case p.Decay < 0:
		return ErrPoint{"Decay", "at least 0"}
	case len(p.Extra)%dy != 0:
		return ErrPoint{"Extra", fmt.Sprintf("%d numbers for each sample", dy)}
	case len(p.Extra)/dy > mostWeights:
		return ErrPoint{"Extra", fmt.Sprintf("at most %d samples", mostWeights)}
	case p.Metric != nil && (len(p.Extra) > 0 || len(p.Turn) > 0 || p.Unseen > 0):
		return ErrPoint{"Metric", "no Extra, Turn or Unseen beside it"}
	}
	return p.checkParts()
}

// checkShape reports widths that do not fit, and what depends on them alone.
func (p Point) checkShape() error {
	if len(p.Widths) < 3 || slices.Min(p.Widths) < 1 {
		return ErrPoint{"Widths", "at least three positive widths"}
	}
	weights := 0
	for h, d := range p.Widths[1:] {
		if d > mostWeights || p.Widths[h] > mostWeights {
			return ErrPoint{"Widths", fmt.Sprintf("widths up to %d", mostWeights)}
		}
		if weights += d * p.Widths[h]; weights > mostWeights {
			return ErrPoint{"Widths", fmt.Sprintf("at most %d weights", mostWeights)}
		}
	}
	switch {
	case p.Unseen < 0 || p.Unseen >= p.Widths[0]:
		return ErrPoint{"Unseen", fmt.Sprintf("from 0 to %d", p.Widths[0]-1)}
	case len(p.Sigma) != min(p.inputs(), p.outputs()):
		return ErrPoint{"Sigma", fmt.Sprintf("%d singular values", min(p.inputs(), p.outputs()))}
	case len(p.S) > p.MinWidth():
		return ErrPoint{"S", "no more indices than the least width"}
	}
	return nil
}

// checkParts reports what the point is made of and does not fit.
func (p Point) checkParts() error {
	for i, s := range p.S {
		if s < 0 || s >= p.outputs() || i > 0 && s <= p.S[i-1] {
			return ErrPoint{"S", fmt.Sprintf("ascending indices from 0 to %d", p.outputs()-1)}
		}
	}
	switch {
	case len(p.D) > p.H():
		return ErrPoint{"D", fmt.Sprintf("at most %d matrices", p.H())}
	case len(p.Z) > p.H()+1:
		return ErrPoint{"Z", fmt.Sprintf("at most %d blocks", p.H()+1)}
	}
	for h, size := range p.BlockSizes() {
		if h < len(p.Z) && len(p.Z[h]) > size {
			return ErrPoint{fmt.Sprintf("Z[%d]", h), fmt.Sprintf("at most %d entries", size)}
		}
	}
	for h, d := range p.D {
		if n := p.Widths[h+1]; len(d) > n*n {
			return ErrPoint{fmt.Sprintf("D[%d]", h), fmt.Sprintf("at most %d entries", n*n)}
		}
	}
	return nil
}
