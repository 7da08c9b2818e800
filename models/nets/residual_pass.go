package nets

import (
	"slices"

	"saddle/models"
)

// residualAt is the loss at one point, with what products with the Hessian need of all samples.
type residualAt struct {
	m    *ResidualLoss
	w, g []float64
	loss float64

	spans  []*residualSpan // one for each part of the samples
	out    []labels
	r      *residualTangent
	result []float64 // a product, which is not yet to overwrite its vector
	padded []float64 // of a product in a block: what it multiplies, 0 outside; nil before the first
}

var _ models.Curved = (*residualAt)(nil)

// Pass evaluates the net at w, for many products with the Hessian there.
func (m *ResidualLoss) Pass(w []float64) models.Pass {
	mustHave("w", w, m.shape.dim)
	n := m.shape.dim
	p := &residualAt{m: m, w: slices.Clone(w), g: make([]float64, n), result: make([]float64, n),
		out: make([]labels, len(m.x)), r: newResidualTangent(&m.shape, m.x[0].Cols)}
	for part, x := range m.x {
		span, classes := newResidualSpan(&m.shape, x.Cols, true), m.labels[part*evaluated:][:x.Cols]
		span.keepDy()
		span.forward(p.w, x, m.statistics, false)
		sum, _ := p.out[part].losses(span.z, classes)
		p.loss += sum
		p.out[part].pull(span.delta, classes, 1/float64(len(m.labels)))
		span.backward(p.g, p.w, x, false, part == 0)
		p.spans = append(p.spans, span)
	}
	p.loss /= float64(len(m.labels))
	return p
}

// Loss returns L(w).
func (p *residualAt) Loss() float64 { return p.loss }

// Gradient sets dst = ∇L(w).
func (p *residualAt) Gradient(dst []float64) { copy(dst, p.g) }

// HessVec sets dst = ∇²L(w) v.
func (p *residualAt) HessVec(dst, v []float64) {
	p.product(v, p.m.shape.whole(models.FullHessian))
	copy(dst, p.result)
}

// CurvatureVec is that of models.Curved.
func (p *residualAt) CurvatureVec(dst, v []float64, c models.Curvature, from, to int) {
	in := p.m.shape.whole(c)
	if to-from == p.m.shape.dim {
		p.product(v, in)
		copy(dst, p.result)
		return
	}
	if from == to {
		return
	}
	if p.padded == nil {
		p.padded = make([]float64, p.m.shape.dim)
	}
	for in.lo < in.hi && p.m.shape.layers[in.lo+1].at <= from {
		in.lo++
	}
	for in.hi > in.lo && p.m.shape.layers[in.hi].at >= to {
		in.hi--
	}
	clear(p.padded)
	copy(p.padded[from:to], v)
	p.product(p.padded, in)
	copy(dst, p.result[from:to])
}

// product sets the layers of the block of result to its product with v.
func (p *residualAt) product(v []float64, in residualBlock) {
	for part, x := range p.m.x {
		p.r.product(p.spans[part], &p.out[part], p.result, p.w, v, x, 1/float64(len(p.m.labels)), in, part == 0)
	}
}
