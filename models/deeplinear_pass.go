package models

// deepLinearPass is a deep linear loss at w. Matrices lie row by row, with N columns.
type deepLinearPass struct {
	m    *DeepLinear
	w    []float64
	loss float64
	a    [][]float64 // A₀ = X, A_l = W_l A_{l−1}
	b    [][]float64 // B_l = ∂L/∂A_l for l ≥ 1: ω∘(A − Y) at the end, then W_{l+1}ᵀB_{l+1}
	da   [][]float64 // tangents of a and b
	db   [][]float64

	padded, part []float64 // of a product in a block: what it multiplies, 0 outside, and the product; nil before the first
}

// scratch returns a pass with w, which it refers to.
func (m *DeepLinear) scratch(w []float64) *deepLinearPass {
	mustFit("w", w, m.Dim())
	p := m.free.get()
	if p == nil {
		p = &deepLinearPass{m: m, a: m.matrices(), b: m.matrices(), da: m.matrices(), db: m.matrices()}
		p.a[0] = m.x
	}
	p.w = w
	return p
}

func (m *DeepLinear) release(p *deepLinearPass) {
	p.w = nil
	m.free.put(p)
}

// matrices returns a d_l × N matrix for every layer l ≥ 1.
func (m *DeepLinear) matrices() [][]float64 {
	x := make([][]float64, len(m.widths))
	for l := 1; l < len(x); l++ {
		x[l] = make([]float64, m.widths[l]*m.samples)
	}
	return x
}

// layer returns the part of w that is W_l.
func (m *DeepLinear) layer(w []float64, l int) []float64 { return w[m.offsets[l-1]:m.offsets[l]] }

// forward sets a, the last of b, and returns the loss.
func (p *deepLinearPass) forward() float64 {
	m, last := p.m, len(p.a)-1
	for l := 1; l <= last; l++ {
		clear(p.a[l])
		addProduct(p.a[l], m.layer(p.w, l), p.a[l-1], m.widths[l-1], m.samples)
	}
	errors := 0.0
	for i, a := range p.a[last] {
		r := a - m.y[i]
		e := m.weighted(i, r)
		p.b[last][i] = e
		errors += float64(e * r)
	}
	return errors/2 + decayLoss(m.lambda, p.w)
}

// weighted returns ω r for entry i of the residual.
func (m *DeepLinear) weighted(i int, r float64) float64 {
	if m.weights == nil {
		return r
	}
	return m.weights[i] * r
}

// backward sets the other b.
func (p *deepLinearPass) backward() {
	m := p.m
	for l := len(p.b) - 1; l > 1; l-- {
		clear(p.b[l-1])
		addTransposedProduct(p.b[l-1], m.layer(p.w, l), p.b[l], m.widths[l-1], m.samples)
	}
}

func (p *deepLinearPass) Loss() float64 { return p.loss }

// Gradient sets dst to B_l A_{l−1}ᵀ + 2λW_l for every layer.
func (p *deepLinearPass) Gradient(dst []float64) {
	m := p.m
	for i, x := range p.w {
		dst[i] = 2 * float64(m.lambda*x)
	}
	for l := 1; l < len(p.a); l++ {
		addOuterProduct(m.layer(dst, l), p.b[l], p.a[l-1], m.widths[l-1], m.samples)
	}
}
