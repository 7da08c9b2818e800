package models

import "saddle/spectra/f64"

// squaredHessian sets the upper triangle of h for a net with one hidden layer and the squared loss, with x and a with a last entry 1 if there are
// biases. With U_jp = σ′_j x_p, c the scale of the loss, and sums over the samples,
//
//	∂²L/∂V_ki ∂V_lj = δ_kl c Σ a_i a_j
//	∂²L/∂W_jp ∂V_ki = c V_kj Σ U_jp a_i + …
//	∂²L/∂W_ip ∂W_jq = c (VᵀV)_ij Σ U_ip U_jq + …
//
// where … is what addCurvature adds: JᵀJ takes sums of as many products as there are units and inputs, whatever the number of outputs.
func (p *mlpPass) squaredHessian(h f64.Matrix) {
	for i := range p.m.dim {
		clear(h.Row(i)[i:])
	}
	p.setFactors()
	n := p.jacobian.Cols
	gram := f64.NewMatrix(n, n, n, make([]float64, n*n))
	f64.GemmLower(gram, p.m.scale, p.jacobian.T(), p.jacobian)
	p.spread(h, gram)
	p.addCurvature(h)
}

// setFactors sets a row U, a for each sample.
func (p *mlpPass) setFactors() {
	m, hidden, bias := p.m, &p.m.layers[0], 0
	if m.config.Bias {
		bias = 1
	}
	d, in := hidden.out, hidden.in
	n := d*(in+bias) + d + bias
	if p.jacobian.Data == nil {
		p.jacobian = f64.NewMatrix(m.samples, n, n, make([]float64, m.samples*n))
	}
	for s := range m.samples {
		x, a, slope := row(m.x, s, in), row(p.a[0].Data, s, d), row(p.slope[0].Data, s, d)
		to := row(p.jacobian.Data, s, n)
		for j, c := range slope {
			scaleTo(to[j*(in+bias):], c, x)
			if bias == 1 {
				to[j*(in+1)+in] = c
			}
		}
		copy(to[d*(in+bias):], a)
		if bias == 1 {
			to[n-1] = 1
		}
	}
}

// spread adds JᵀJ to h, given the lower triangle of the sums of the products of U and a.
func (p *mlpPass) spread(h, gram f64.Matrix) {
	m, hidden, last, bias := p.m, &p.m.layers[0], &p.m.layers[1], 0
	if m.config.Bias {
		bias = 1
	}
	d, in, k := hidden.out, hidden.in, last.out
	v := last.matrix(p.w)
	below := func(j, q int) int { // the place of W_jq
		if q == in {
			return d*in + j
		}
		return j*in + q
	}
	above := func(o, i int) int { // and of V_oi
		if i == d {
			return last.at + k*d + o
		}
		return last.at + o*d + i
	}
	add := func(i, j int, x float64) { h.Data[min(i, j)*h.RowStride+max(i, j)] += x }
	wide := in + bias
	for i := range d {
		for j := range i + 1 {
			both := 0.0
			for o := range k {
				both += float64(v.At(o, i) * v.At(o, j))
			}
			for q := range wide {
				for r := range wide {
					if i > j || q >= r {
						add(below(i, q), below(j, r), float64(both*gram.At(i*wide+q, j*wide+r)))
					}
				}
			}
		}
	}
	for i := range d + bias {
		sums := gram.Row(d*wide + i)
		for o := range k {
			for j := range i + 1 {
				add(above(o, i), above(o, j), sums[d*wide+j])
			}
			for j := range d {
				for q := range wide {
					add(above(o, i), below(j, q), float64(v.At(o, j)*sums[j*wide+q]))
				}
			}
		}
	}
}
