package models

import "saddle/spectra/f64"

// mlpPass is the scratch of an MLP: what a forward and a backward pass at one
// point leave for products with the Hessian there. Index l counts layers from
// 0, so that z[l] belongs to W_{l+1}; matrices have one row per sample.
type mlpPass struct {
	m     *MLP
	w     []float64
	loss  float64
	z     []f64.Matrix // pre-activations; of the last layer, outputs
	a     []f64.Matrix // activations of hidden layers
	slope []f64.Matrix // σ′(z)
	bend  []f64.Matrix // σ″(z) ∂L/∂a; σ″(z) alone before the backward pass
	delta []f64.Matrix // ∂L/∂z
	prob  f64.Matrix   // for CrossEntropy: exp of the outputs, then their softmax
	in    []f64.Matrix // what a layer gets: X, a[0], a[1], …

	rz, ra, rdelta   []f64.Matrix // derivatives of z, a and delta along v
	jacobian, curved f64.Matrix   // of a net with one hidden layer, once its Hessian was asked for
}

func newMLPPass(m *MLP) *mlpPass {
	d := m.layers[0].in
	p := &mlpPass{m: m, w: make([]float64, m.dim), in: []f64.Matrix{f64.NewMatrix(m.samples, d, d, m.x)}}
	for l, layer := range m.layers {
		p.z = append(p.z, m.matrix(layer.out))
		p.delta = append(p.delta, m.matrix(layer.out))
		p.rz = append(p.rz, m.matrix(layer.out))
		p.rdelta = append(p.rdelta, m.matrix(layer.out))
		if l+1 == len(m.layers) {
			p.prob = m.matrix(layer.out)
			break
		}
		p.a = append(p.a, m.matrix(layer.out))
		p.ra = append(p.ra, m.matrix(layer.out))
		p.slope = append(p.slope, m.matrix(layer.out))
		p.bend = append(p.bend, m.matrix(layer.out))
	}
	p.in = append(p.in, p.a...)
	return p
}

// matrix returns an N×d matrix. Its Data is longer, up to a multiple of 8, for the
// vector functions.
func (m *MLP) matrix(d int) f64.Matrix {
	return f64.NewMatrix(m.samples, d, d, make([]float64, (m.samples*d+7)&^7))
}

// row returns row s of a matrix with rows of length n.
func row(a []float64, s, n int) []float64 { return a[s*n:][:n:n] }

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
	for l := range m.layers {
		p.forward(&p.z[l], l, p.w)
		if l+1 < len(m.layers) {
			c.Activation.jets(c.Slope, p.a[l].Data, p.slope[l].Data, p.bend[l].Data, p.z[l].Data)
		}
	}
	last := len(m.layers) - 1
	z, d := p.z[last].Data, m.layers[last].out
	if c.Criterion == CrossEntropy {
		p.loss = m.scale * crossEntropies(p.prob.Data, z, d, c.Labels)
		return
	}
	sum := 0.0
	for s, y := range c.Y {
		sum += squaredLoss(row(z, s, d), y)
	}
	p.loss = m.scale * sum
}

// propagate sets delta, and completes bend and prob.
func (p *mlpPass) propagate() {
	m, last := p.m, len(p.m.layers)-1
	d := m.layers[last].out
	for s := range m.samples {
		delta := row(p.delta[last].Data, s, d)
		if m.config.Criterion == Squared {
			z := row(p.z[last].Data, s, d)
			for j, y := range m.config.Y[s] {
				delta[j] = m.scale * (z[j] - y)
			}
		} else {
			softmax(row(p.prob.Data, s, d), delta, m.config.Labels[s], m.scale)
		}
	}
	for l := last; l > 0; l-- {
		p.backward(&p.delta[l-1], l, &p.delta[l], p.w)
		delta, bend := p.delta[l-1].Data, p.bend[l-1].Data
		f64.Hadamard(bend, bend, delta)
		f64.Hadamard(delta, delta, p.slope[l-1].Data)
	}
}

// Loss returns L(w).
func (p *mlpPass) Loss() float64 { return p.loss }

// Gradient sets dst = Σ_s δ_l a_{l−1}ᵀ, and Σ_s δ_l for the biases, for each l.
func (p *mlpPass) Gradient(dst []float64) {
	for l := range p.m.layers {
		p.outer(dst, l, &p.delta[l])
	}
}
