package models

import "saddle/spectra/f64"

// HessVec sets dst = ∇²L(w) v: forward, backward and Gradient differentiated along v.
// dst may be v: layer l of v is read for the last time before layer l of dst is
// written.
func (p *mlpPass) HessVec(dst, v []float64) {
	m, last := p.m, len(p.m.layers)-1
	for l := range m.layers {
		p.forward(&p.rz[l], l, v)
		if l > 0 {
			p.addForward(&p.rz[l], l, &p.ra[l-1], p.w)
		}
		if l < last {
			f64.Hadamard(p.ra[l].Data, p.slope[l].Data, p.rz[l].Data)
		}
	}
	p.outputProduct()
	for l := last; l >= 0; l-- {
		if l > 0 {
			re := &p.rdelta[l-1]
			p.backward(re, l, &p.rdelta[l], p.w)
			p.addBackward(re, l, &p.delta[l], v)
			f64.Hadamards(re.Data, p.slope[l-1].Data, re.Data, p.bend[l-1].Data, p.rz[l-1].Data)
		}
		p.outer(dst, l, &p.rdelta[l])
		if l > 0 {
			p.addOuter(dst, l, &p.delta[l], &p.ra[l-1])
		}
	}
}

// outputProduct sets the last rdelta to the Hessian of the criterion times rz.
func (p *mlpPass) outputProduct() {
	m, last := p.m, len(p.m.layers)-1
	rz, out := p.rz[last].Data, p.rdelta[last].Data
	if m.config.Criterion == Squared {
		for i, r := range rz {
			out[i] = m.scale * r
		}
		return
	}
	d := m.layers[last].out
	for s := range m.samples {
		softmaxMul(row(out, s, d), row(p.prob.Data, s, d), row(rz, s, d), m.scale)
	}
}
