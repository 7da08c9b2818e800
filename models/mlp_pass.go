package models

// mlpPass is the scratch of an MLP: what a forward and a backward pass at one
// point leave for products with the Hessian there. Index l counts layers from
// 0, so that z[l] belongs to W_{l+1}; matrices have one row per sample.
type mlpPass struct {
	m     *MLP
	w     []float64
	z     [][]float64 // pre-activations; of the last layer, outputs
	a     [][]float64 // activations of hidden layers
	slope [][]float64 // σ′(z)
	bend  [][]float64 // σ″(z) ∂L/∂a; σ″(z) alone before the backward pass
	delta [][]float64 // ∂L/∂z
	prob  []float64   // softmax of the outputs, for CrossEntropy

	rz, ra, rdelta [][]float64 // derivatives of z, a and delta along v
}

// block is the number of samples whose rows stay in cache while a gradient is
// summed over them.
const block = 32

func newMLPPass(m *MLP) *mlpPass {
	p := &mlpPass{m: m, w: make([]float64, m.dim)}
	for l, layer := range m.layers {
		n := m.samples * layer.out
		p.z = append(p.z, make([]float64, n))
		p.delta = append(p.delta, make([]float64, n))
		p.rz = append(p.rz, make([]float64, n))
		p.rdelta = append(p.rdelta, make([]float64, n))
		if l+1 == len(m.layers) {
			p.prob = make([]float64, n)
			break
		}
		p.a = append(p.a, make([]float64, n))
		p.slope = append(p.slope, make([]float64, n))
		p.bend = append(p.bend, make([]float64, n))
		p.ra = append(p.ra, make([]float64, n))
	}
	return p
}

// row returns row s of a matrix with rows of length n.
func row(a []float64, s, n int) []float64 { return a[s*n:][:n:n] }

// input returns the matrix that layer l multiplies.
func (p *mlpPass) input(l int) []float64 {
	if l == 0 {
		return p.m.x
	}
	return p.a[l-1]
}

// affine sets z = W a + b for one sample.
func (p *mlpPass) affine(layer mlpLayer, z, w, a []float64) {
	if p.m.config.Bias {
		copy(z, layer.biases(w))
	} else {
		clear(z)
	}
	addRowDots(z, a, layer.weights(w))
}

// outputs returns the outputs for the input x, and leaves the pre-activations of
// layer l in the first row of z[l].
func (p *mlpPass) outputs(w, x []float64) []float64 {
	c := &p.m.config
	for l, layer := range p.m.layers {
		z := p.z[l][:layer.out]
		p.affine(layer, z, w, x)
		if l+1 == len(p.m.layers) {
			return z
		}
		x = p.a[l][:layer.out]
		c.Activation.apply(c.Slope, x, z)
	}
	panic("models: a net without layers")
}

func (p *mlpPass) forward() {
	c := &p.m.config
	for l, layer := range p.m.layers {
		for s := range p.m.samples {
			p.affine(layer, row(p.z[l], s, layer.out), p.w, row(p.input(l), s, layer.in))
		}
		if l+1 < len(p.m.layers) {
			a, slope, bend := p.a[l], p.slope[l], p.bend[l]
			for i, z := range p.z[l] {
				a[i], slope[i], bend[i] = c.Activation.jet(c.Slope, z)
			}
		}
	}
}

func (p *mlpPass) backward() {
	m, last := p.m, len(p.m.layers)-1
	for s := range m.samples {
		n := m.layers[last].out
		delta, z := row(p.delta[last], s, n), row(p.z[last], s, n)
		if m.config.Criterion == Squared {
			for j, y := range m.config.Y[s] {
				delta[j] = m.scale * (z[j] - y)
			}
		} else {
			softmax(row(p.prob, s, n), delta, z, m.config.Labels[s], m.scale)
		}
	}
	for l := last; l > 0; l-- {
		layer := m.layers[l]
		clear(p.delta[l-1])
		for s := range m.samples {
			addRows(row(p.delta[l-1], s, layer.in), row(p.delta[l], s, layer.out), 1, layer.weights(p.w), layer.out)
		}
		delta, slope, bend := p.delta[l-1], p.slope[l-1], p.bend[l-1]
		for i, e := range delta {
			delta[i], bend[i] = slope[i]*e, bend[i]*e
		}
	}
}

// Loss returns L(w).
func (p *mlpPass) Loss() float64 {
	last := len(p.m.layers) - 1
	var sum float64
	for s := range p.m.samples {
		sum += p.m.criterion(row(p.z[last], s, p.m.layers[last].out), s)
	}
	return p.m.scale * sum
}

// Gradient sets dst = Σ_s δ_l a_{l−1}ᵀ, and Σ_s δ_l for the biases, for each l.
func (p *mlpPass) Gradient(dst []float64) {
	clear(dst)
	for l := range p.m.layers {
		p.addOuter(dst, l, p.delta[l], p.input(l))
		p.addBias(dst, l, p.delta[l])
	}
}

// HessVec sets dst = ∇²L(w) v. dst may be v: layer l of v is read for the last time
// before layer l of dst is written.
func (p *mlpPass) HessVec(dst, v []float64) {
	p.pushForward(v)
	m, last := p.m, len(p.m.layers)-1
	for s := range m.samples {
		n := m.layers[last].out
		out, rz := row(p.rdelta[last], s, n), row(p.rz[last], s, n)
		if m.config.Criterion == Squared {
			for j, r := range rz {
				out[j] = m.scale * r
			}
		} else {
			softmaxMul(out, row(p.prob, s, n), rz, m.scale)
		}
	}
	for l := last; l >= 0; l-- {
		if l > 0 {
			p.pullBack(l, v)
		}
		layer := m.layers[l]
		clear(layer.weights(dst))
		p.addOuter(dst, l, p.rdelta[l], p.input(l))
		if l > 0 {
			p.addOuter(dst, l, p.delta[l], p.ra[l-1])
		}
		if m.config.Bias {
			clear(layer.biases(dst))
		}
		p.addBias(dst, l, p.rdelta[l])
	}
}

// pushForward sets rz and ra to the derivatives of z and a along v.
func (p *mlpPass) pushForward(v []float64) {
	for l, layer := range p.m.layers {
		for s := range p.m.samples {
			rz := row(p.rz[l], s, layer.out)
			p.affine(layer, rz, v, row(p.input(l), s, layer.in))
			if l > 0 {
				addRowDots(rz, row(p.ra[l-1], s, layer.in), layer.weights(p.w))
			}
		}
		if l+1 < len(p.m.layers) {
			ra, slope := p.ra[l], p.slope[l]
			for i, r := range p.rz[l] {
				ra[i] = slope[i] * r
			}
		}
	}
}

// pullBack sets rdelta[l−1] to the derivative of delta[l−1] along v.
func (p *mlpPass) pullBack(l int, v []float64) {
	layer := p.m.layers[l]
	re := p.rdelta[l-1]
	clear(re)
	for s := range p.m.samples {
		dst := row(re, s, layer.in)
		addRows(dst, row(p.rdelta[l], s, layer.out), 1, layer.weights(p.w), layer.out)
		addRows(dst, row(p.delta[l], s, layer.out), 1, layer.weights(v), layer.out)
	}
	slope, bend, rz := p.slope[l-1], p.bend[l-1], p.rz[l-1]
	for i, e := range re {
		re[i] = slope[i]*e + bend[i]*rz[i]
	}
}

// addOuter adds Σ_s d_s a_sᵀ to the weights of layer l.
func (p *mlpPass) addOuter(dst []float64, l int, d, a []float64) {
	layer := p.m.layers[l]
	for s := 0; s < p.m.samples; s += block {
		n := min(block, p.m.samples-s)
		ds, as := d[s*layer.out:], a[s*layer.in:]
		for j := range layer.out {
			addRows(dst[layer.at+j*layer.in:][:layer.in], ds[j:], layer.out, as, n)
		}
	}
}

// addBias adds Σ_s d_s to the biases of layer l.
func (p *mlpPass) addBias(dst []float64, l int, d []float64) {
	if !p.m.config.Bias {
		return
	}
	b := p.m.layers[l].biases(dst)
	for s := range p.m.samples {
		for j, x := range row(d, s, len(b)) {
			b[j] += x
		}
	}
}
