package models

import (
	"saddle/models/internal/softmax"
	"saddle/spectra/f64"
)

// mlpPass is the scratch of an MLP: what a forward and a backward pass at one
// point leave for products with the Hessian there. Index l counts layers from
// 0, so that z[l] belongs to W_{l+1}; matrices have one row per sample. What they hold
// is said at [mlpSpan], whose matrices are views of them.
type mlpPass struct {
	m     *MLP
	w     []float64
	loss  float64
	spans []mlpSpan

	in, z, a, slope, bend, delta []f64.Matrix
	prob                         f64.Matrix

	rz, ra, rdelta   []f64.Matrix // of one span
	v                []float64    // a copy, where a product overwrites its vector; or one that is 0 outside of a block
	part             []float64    // a product in a block, and nothing of use outside; nil before the first
	jacobian, curved f64.Matrix   // of a net with one hidden layer, once its Hessian was asked for
}

func newMLPPass(m *MLP) *mlpPass {
	d := m.layers[0].in
	p := &mlpPass{m: m, w: make([]float64, m.dim), in: []f64.Matrix{f64.NewMatrix(m.samples, d, d, m.x)}}
	rows := m.span
	for l, layer := range m.layers {
		p.z = append(p.z, paddedMatrix(m.samples, layer.out))
		p.delta = append(p.delta, paddedMatrix(m.samples, layer.out))
		p.rz = append(p.rz, paddedMatrix(rows, layer.out))
		p.rdelta = append(p.rdelta, paddedMatrix(rows, layer.out))
		if l+1 == len(m.layers) {
			p.prob = paddedMatrix(m.samples, layer.out)
			break
		}
		p.a = append(p.a, paddedMatrix(m.samples, layer.out))
		p.ra = append(p.ra, paddedMatrix(rows, layer.out))
		p.slope = append(p.slope, paddedMatrix(m.samples, layer.out))
		p.bend = append(p.bend, paddedMatrix(m.samples, layer.out))
	}
	p.in = append(p.in, p.a...)
	for from := 0; from < m.samples; from += rows {
		p.spans = append(p.spans, p.span(from, min(from+rows, m.samples)))
	}
	if len(p.spans) > 1 || m.config.Decay != 0 {
		p.v = make([]float64, m.dim)
	}
	return p
}

// paddedMatrix returns an n×d matrix. Its Data is longer, up to a multiple of 8, for
// the vector functions.
func paddedMatrix(n, d int) f64.Matrix {
	return f64.NewMatrix(n, d, d, make([]float64, (n*d+7)&^7))
}

// outputs returns the outputs for the input x, and leaves the pre-activations of
// layer l in the first row of z[l].
func (p *mlpPass) outputs(w, x []float64) []float64 {
	c := &p.m.config
	for l, layer := range p.m.layers {
		z := p.z[l].Data[:layer.out]
		clear(z)
		if c.Bias {
			copy(z, layer.biases(w))
		}
		addRowDots(z, x, layer.weights(w))
		if l+1 == len(p.m.layers) {
			return z
		}
		n := layer.out
		x = p.a[l].Data[:n]
		c.Activation.jets(c.Slope, x, p.slope[l].Data[:n], p.bend[l].Data[:n], z)
	}
	panic("models: a net without layers")
}

// evaluate sets z, a, slope, bend, prob and the loss.
func (p *mlpPass) evaluate() {
	m, c := p.m, &p.m.config
	for i := range p.spans {
		p.spans[i].evaluate(p.w)
	}
	last := len(m.layers) - 1
	z, d := p.z[last].Data, m.layers[last].out
	if c.Criterion == CrossEntropy {
		p.loss = float64(m.scale*softmax.Losses(p.prob.Data, z, d, c.Labels)) + decayLoss(c.Decay, p.w)
		return
	}
	sum := 0.0
	for s, y := range c.Y {
		sum += squaredLoss(row(z, s, d), y)
	}
	p.loss = float64(m.scale*sum) + decayLoss(c.Decay, p.w)
}

// propagate sets delta, and completes bend and prob.
func (p *mlpPass) propagate() {
	for i := range p.spans {
		p.spans[i].propagate(p.w)
	}
}

// Loss returns L(w).
func (p *mlpPass) Loss() float64 { return p.loss }

// Gradient sets dst = Σ_s δ_l a_{l−1}ᵀ, and Σ_s δ_l for the biases, for each l, and adds 2λw.
func (p *mlpPass) Gradient(dst []float64) {
	for i := range p.spans {
		s := &p.spans[i]
		for l := range p.m.layers {
			s.outer(dst, l, &s.delta[l])
		}
	}
	addDecay(dst, p.m.config.Decay, p.w)
}

// HessVec sets dst = ∇²L(w) v. dst may be v.
func (p *mlpPass) HessVec(dst, v []float64) { p.product(dst, v, FullHessian, 0, len(p.m.layers)-1) }
