package models

import (
	"saddle/models/internal/softmax"
	"saddle/spectra/f64"
)

var _ Curved = (*mlpPass)(nil)

// CurvatureVec is that of [Curved].
func (p *mlpPass) CurvatureVec(dst, v []float64, c Curvature, from, to int) {
	if to-from == p.m.dim {
		p.product(dst, v, c, 0, len(p.m.layers)-1)
		return
	}
	if from == to {
		return
	}
	if p.v == nil {
		p.v = make([]float64, p.m.dim)
	}
	if p.part == nil {
		p.part = make([]float64, p.m.dim)
	}
	lo, hi := p.m.layersOf(from, to)
	start, end := p.m.layers[lo].at, p.m.end(hi)
	clear(p.v[start:end])
	copy(p.v[from:to], v)
	p.product(p.part, p.v, c, lo, hi)
	copy(dst, p.part[from:to])
}

// layersOf returns the first and the last layer that have one of the parameters from … to−1, of which there are some.
func (m *MLP) layersOf(from, to int) (lo, hi int) {
	for m.end(lo) <= from {
		lo++
	}
	for hi = lo; m.end(hi) < to; hi++ {
	}
	return lo, hi
}

// end returns where the parameters of layer l end in w.
func (m *MLP) end(l int) int {
	if l+1 < len(m.layers) {
		return m.layers[l+1].at
	}
	return m.dim
}

// product sets the layers lo … hi of dst to the block of these layers of the matrix c times those of v. It looks at no other. dst may be v.
func (p *mlpPass) product(dst, v []float64, c Curvature, lo, hi int) {
	decay := p.m.config.Decay
	if (len(p.spans) > 1 || decay != 0) && &dst[0] == &v[0] {
		copy(p.v, v)
		v = p.v
	}
	for i := range p.spans {
		p.spans[i].product(dst, p.w, v, c, lo, hi)
	}
	if c.Decays() {
		start, end := p.m.layers[lo].at, p.m.end(hi)
		addDecay(dst[start:end], decay, v[start:end])
	}
}

// product adds the share of the span in the matrix c times v to dst, in the layers lo … hi: forward, backward and gradient
// differentiated along v, for the Hessian. The first span sets dst to it. If there is no other, dst may be
// v: layer l of v is read for the last time before layer l of dst is written.
func (s *mlpSpan) product(dst, w, v []float64, c Curvature, lo, hi int) {
	last, bends := len(s.m.layers)-1, c.Bends()
	for l := lo; l <= last; l++ {
		if l <= hi {
			s.forward(&s.rz[l], l, v)
		} else {
			clear(s.rz[l].Data)
		}
		if l > lo {
			s.addForward(&s.rz[l], l, &s.ra[l-1], w)
		}
		if l < last {
			f64.Hadamard(s.ra[l].Data, s.slope[l].Data, s.rz[l].Data)
		}
	}
	s.outputProduct(c)
	for l := last; l >= lo; l-- {
		if l > lo {
			re := &s.rdelta[l-1]
			s.backward(re, l, &s.rdelta[l], w)
			switch {
			case !bends:
				f64.Hadamard(re.Data, re.Data, s.slope[l-1].Data)
			default:
				if l <= hi {
					s.addBackward(re, l, &s.delta[l], v)
				}
				f64.Hadamards(re.Data, s.slope[l-1].Data, re.Data, s.bend[l-1].Data, s.rz[l-1].Data)
			}
		}
		if l <= hi {
			s.outer(dst, l, &s.rdelta[l])
			if bends && l > lo {
				s.addOuter(dst, l, &s.delta[l], &s.ra[l-1])
			}
		}
	}
}

// outputProduct sets the last rdelta to what stands for the Hessian of the criterion in c, times rz.
func (s *mlpSpan) outputProduct(c Curvature) {
	m, last := s.m, len(s.m.layers)-1
	rz, delta, out := s.rz[last].Data, s.delta[last].Data, s.rdelta[last].Data
	d := m.layers[last].out
	switch {
	case c == Remainder:
		clear(out)
	case c == EmpiricalFisher:
		for i := range s.rz[last].Rows {
			e, along := row(delta, i, d), 0.0
			if m.config.Criterion == Squared {
				along = f64.Dot(e, row(rz, i, d))
			} else {
				along = softmax.Along(e, row(rz, i, d))
			}
			scaleTo(row(out, i, d), along/m.scale, e)
		}
	case m.config.Criterion == Squared:
		for i, r := range rz {
			out[i] = m.scale * r
		}
	default:
		for i := range s.labels {
			softmax.Mul(row(out, i, d), row(s.prob.Data, i, d), row(rz, i, d), m.scale)
		}
	}
}
