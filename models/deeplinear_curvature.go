package models

var _ Curved = (*deepLinearPass)(nil)

// HessVec differentiates forward, backward and Gradient along v.
func (p *deepLinearPass) HessVec(dst, v []float64) { p.product(dst, v, FullHessian, 1, len(p.a)-1) }

// CurvatureVec is that of [Curved]. With weights ω of the entries the noise of the Fisher information has the variance 1/ω.
func (p *deepLinearPass) CurvatureVec(dst, v []float64, c Curvature, from, to int) {
	m := p.m
	if to-from == m.Dim() {
		p.product(dst, v, c, 1, len(p.a)-1)
		return
	}
	if from == to {
		return
	}
	if p.padded == nil {
		p.padded, p.part = make([]float64, m.Dim()), make([]float64, m.Dim())
	}
	lo := 1
	for m.offsets[lo] <= from {
		lo++
	}
	hi := lo
	for m.offsets[hi] < to {
		hi++
	}
	clear(p.padded[m.offsets[lo-1]:m.offsets[hi]])
	copy(p.padded[from:to], v)
	p.product(p.part, p.padded, c, lo, hi)
	copy(dst, p.part[from:to])
}

// product sets the layers lo … hi of dst to the block of these layers of the matrix c times those of v. It looks at no other. dst may be v.
func (p *deepLinearPass) product(dst, v []float64, c Curvature, lo, hi int) {
	m, last := p.m, len(p.a)-1
	for l := lo; l <= last; l++ {
		clear(p.da[l])
		if l <= hi {
			addProduct(p.da[l], m.layer(v, l), p.a[l-1], m.widths[l-1], m.samples)
		}
		if l > lo {
			addProduct(p.da[l], m.layer(p.w, l), p.da[l-1], m.widths[l-1], m.samples)
		}
	}
	p.outputProduct(c)
	for l := last; l > lo; l-- {
		clear(p.db[l-1])
		if c.Bends() && l <= hi {
			addTransposedProduct(p.db[l-1], m.layer(v, l), p.b[l], m.widths[l-1], m.samples)
		}
		addTransposedProduct(p.db[l-1], m.layer(p.w, l), p.db[l], m.widths[l-1], m.samples)
	}
	lambda := m.lambda
	if !c.Decays() {
		lambda = 0
	}
	for i := m.offsets[lo-1]; i < m.offsets[hi]; i++ {
		dst[i] = 2 * float64(lambda*v[i])
	}
	for l := lo; l <= hi; l++ {
		addOuterProduct(m.layer(dst, l), p.db[l], p.a[l-1], m.widths[l-1], m.samples)
		if c.Bends() && l > lo {
			addOuterProduct(m.layer(dst, l), p.b[l], p.da[l-1], m.widths[l-1], m.samples)
		}
	}
}

// outputProduct sets the last db to what stands for the Hessian of the squared loss in c, times da.
func (p *deepLinearPass) outputProduct(c Curvature) {
	m, last := p.m, len(p.a)-1
	da, b, db := p.da[last], p.b[last], p.db[last]
	switch c {
	case Remainder:
		clear(db)
	case EmpiricalFisher:
		for s := range m.samples {
			along := 0.0
			for i := s; i < len(b); i += m.samples {
				along += float64(b[i] * da[i])
			}
			for i := s; i < len(b); i += m.samples {
				db[i] = b[i] * along
			}
		}
	default:
		for i, a := range da {
			db[i] = m.weighted(i, a)
		}
	}
}
