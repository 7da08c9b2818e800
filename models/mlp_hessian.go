package models

import (
	"gonum.org/v1/gonum/mat"

	"saddle/models/internal/softmax"
	"saddle/spectra/f64"
)

// Hessian sets dst = ∇²L(w). An empty dst is resized; it panics if dst has another
// order. A net with one hidden layer and few outputs k is summed in closed form, in
// N k n² flops and without allocating again; one with more outputs and the squared loss, d₀ inputs and d₁ units in
// N d₀²d₁² flops; for others the rows are products with unit vectors.
func (m *MLP) Hessian(dst *mat.SymDense, w []float64) {
	n := fitOrder(dst, m.dim)
	p := m.at(w)
	defer m.free.put(p)
	raw := dst.RawSymmetric()
	switch k := m.layers[len(m.layers)-1].out; {
	case len(m.layers) == 2 && k <= maxShallow && m.samples*k*n <= maxJacobian:
		p.shallowHessian(f64.NewMatrix(n, n, raw.Stride, raw.Data))
	case len(m.layers) == 2 && m.config.Criterion == Squared && m.samples*n <= maxJacobian:
		p.squaredHessian(f64.NewMatrix(n, n, raw.Stride, raw.Data))
	default:
		hessianTo(dst, n, p.HessVec)
		return
	}
	if decay := m.config.Decay; decay != 0 {
		for i := range n {
			raw.Data[i*raw.Stride+i] += 2 * decay
		}
	}
}

const (
	maxShallow  = 8       // outputs up to which the closed form takes less time than products
	maxJacobian = 1 << 22 // numbers of its Jacobian
)

// shallowHessian sets the upper triangle of h for a net with one hidden layer. With
// J = ∂z₂/∂w, C and δ the Hessian and the gradient of the criterion by z₂, and x with
// a last entry 1 if there are biases, it is the sum over the samples of
//
//	JᵀCJ, σ″_j(W₂ᵀδ)_j x xᵀ for row j of W₁, and σ′_j δ_k x for row j of W₁ with (W₂)_kj.
func (p *mlpPass) shallowHessian(h f64.Matrix) {
	m := p.m
	for i := range m.dim {
		clear(h.Row(i)[i:])
	}
	p.setJacobian()
	scale, left := m.scale, p.jacobian
	if m.config.Criterion == CrossEntropy {
		p.curveJacobian()
		scale, left = 1, p.curved
	}
	if m.loops {
		addGram(h, scale, left, p.jacobian)
	} else {
		f64.GemmLower(h.T(), scale, left.T(), p.jacobian) // below the diagonal of hᵀ
	}
	p.addCurvature(h)
}

// addGram adds scale·AᵀB to the upper triangle of h, four rows of A and B at a time.
func addGram(h f64.Matrix, scale float64, a, b f64.Matrix) {
	n, s := h.Rows, 0
	for ; s+4 <= a.Rows; s += 4 {
		a0, a1, a2, a3 := four(a.Data, s, n)
		b0, b1, b2, b3 := four(b.Data, s, n)
		for i := range n {
			c0, c1, c2, c3 := scale*a0[i], scale*a1[i], scale*a2[i], scale*a3[i]
			to := h.Data[i*h.RowStride:][:n]
			for j := i; j < n; j++ {
				to[j] += (c0*b0[j] + c1*b1[j]) + (c2*b2[j] + c3*b3[j])
			}
		}
	}
	for ; s < a.Rows; s++ {
		as, bs := row(a.Data, s, n), row(b.Data, s, n)
		for i := range n {
			addTo(h.Data[i*h.RowStride+i:], scale*as[i], bs[i:])
		}
	}
}

// setJacobian sets J, with a row for each sample and output. The derivatives by the weights of
// other outputs are 0 from the start.
func (p *mlpPass) setJacobian() {
	m, hidden, last := p.m, &p.m.layers[0], &p.m.layers[1]
	k, d, in := last.out, last.in, hidden.in
	if p.jacobian.Data == nil {
		p.jacobian = f64.NewMatrix(m.samples*k, m.dim, m.dim, make([]float64, m.samples*k*m.dim))
	}
	v := last.weights(p.w)
	for s := range m.samples {
		x, a, slope := row(m.x, s, in), row(p.a[0].Data, s, d), row(p.slope[0].Data, s, d)
		for o := range k {
			j := row(p.jacobian.Data, s*k+o, m.dim)
			for i, c := range row(v, o, d) {
				c *= slope[i]
				scaleTo(j[i*in:], c, x)
				if m.config.Bias {
					j[d*in+i] = c
				}
			}
			copy(j[last.at+o*d:], a)
			if m.config.Bias {
				j[last.at+k*d+o] = 1
			}
		}
	}
}

// curveJacobian sets CJ for CrossEntropy, as softmax.Mul does.
func (p *mlpPass) curveJacobian() {
	m, k := p.m, p.m.layers[1].out
	if p.curved.Data == nil {
		p.curved = f64.NewMatrix(m.samples*k, m.dim, m.dim, make([]float64, m.samples*k*m.dim))
	}
	for s := range m.samples {
		prob := row(p.prob.Data, s, k)
		j, c := p.jacobian.Data[s*k*m.dim:], p.curved.Data[s*k*m.dim:]
		top := row(j, softmax.Largest(prob), m.dim)
		for r, t := range top {
			mean := 0.0
			for o, q := range prob {
				mean += q * (j[o*m.dim+r] - t)
			}
			for o, q := range prob {
				c[o*m.dim+r] = m.scale * q * ((j[o*m.dim+r] - t) - mean)
			}
		}
	}
}

// addCurvature adds what bends the net itself.
func (p *mlpPass) addCurvature(h f64.Matrix) {
	m, hidden, last := p.m, &p.m.layers[0], &p.m.layers[1]
	k, d, in := last.out, last.in, hidden.in
	for s := range m.samples {
		x, delta := row(m.x, s, in), row(p.delta[1].Data, s, k)
		slope, bend := row(p.slope[0].Data, s, d), row(p.bend[0].Data, s, d)
		for j := range d {
			for i, xi := range x {
				to := h.Data[(j*in+i)*h.RowStride:]
				addTo(to[j*in+i:], bend[j]*xi, x[i:])
				for o, e := range delta {
					to[last.at+o*d+j] += slope[j] * e * xi
				}
				if m.config.Bias {
					to[d*in+j] += bend[j] * xi
				}
			}
			if m.config.Bias {
				to := h.Data[(d*in+j)*h.RowStride:]
				to[d*in+j] += bend[j]
				for o, e := range delta {
					to[last.at+o*d+j] += slope[j] * e
				}
			}
		}
	}
}

// addTo adds c·x to the first numbers of dst.
func addTo(dst []float64, c float64, x []float64) {
	dst = dst[:len(x)]
	for i, y := range x {
		dst[i] += c * y
	}
}
