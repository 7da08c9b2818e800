package models

import "saddle/spectra/interval"

// hessian returns the blocks: with a = w_i/|w_i|, b the unit vector of another neuron v, t
// their angle, u = b − cos t a, p = a + b and z = a − b,
//
//	∂²f(w_i,v)/∂w_i²    = |v|/(2π|w_i|) (sin t (I − a aᵀ) + u uᵀ/sin t),
//	∂²f(w_i,v)/∂w_i ∂v  = ((π−t) I + |z|/(2|p|) p pᵀ − |p|/(2|z|) z zᵀ)/(2π).
//
// u is sin t long, p is 2 cos(t/2) and z is 2 sin(t/2), so that neither u uᵀ/sin t nor the
// difference of the last two exceeds sin t in an entry.
func (b *teacherBox) hessian() *interval.Sym {
	h := interval.NewSym(len(b.w))
	block := make([]interval.Interval, b.m.d*b.m.d) // its lower triangle is used
	for i := range b.m.n {
		for j := i + 1; j < b.m.n; j++ {
			b.mixed(block, i, j)
			b.place(h, j, i, block)
		}
		b.own(block, i)
		b.place(h, i, i, block)
	}
	return h
}

// place sets block (i, j), i ≥ j, of h to a symmetric matrix.
func (b *teacherBox) place(h *interval.Sym, i, j int, block []interval.Interval) {
	d := b.m.d
	for l := range d {
		for c := range l + 1 {
			h.Set(i*d+l, j*d+c, block[l*d+c])
			h.Set(i*d+c, j*d+l, block[l*d+c])
		}
	}
}

// own sets block to the block of neuron i with itself.
func (b *teacherBox) own(block []interval.Interval, i int) {
	n, d, a := b.m.n, b.m.d, b.direction(i)
	clear(block)
	for j := range n {
		if j != i {
			at := b.pair(min(i, j), max(i, j))
			cos := b.dot[at].Div(b.r[i].Mul(b.r[j]))
			for l, x := range b.direction(j) {
				b.x[l] = x.Sub(cos.Mul(a[l]))
			}
			b.addOuter(block, b.sin[at], b.r[j])
		}
	}
	for v := range b.m.k {
		at := b.pair(i, n+v)
		for l, x := range a {
			b.x[l] = a[v].Mul(x).Neg()
		}
		b.x[v] = b.sin[at].Sqr()
		b.addOuter(block, b.sin[at], interval.Of(-1))
	}
	scale := b.twicePi.Mul(b.r[i])
	half := interval.Of(0.5)
	for l := range d {
		for c := range l {
			block[l*d+c] = block[l*d+c].Sub(b.bend[i].Mul(a[l].Mul(a[c]))).Div(scale)
		}
		across := interval.Of(1).Sub(a[l].Sqr())
		block[l*d+l] = block[l*d+l].Add(b.bend[i].Mul(across)).Div(scale).Add(half)
	}
}

// blurred reports whether the relative width of sin t is such that it bounds a quotient by
// it better than division does: above all, where it may be 0.
func blurred(sin interval.Interval) bool { return !(sin.Lo > sin.Hi/2) }

// within returns what a matrix of norm sin t has for entries.
func within(sin interval.Interval) interval.Interval {
	return interval.Interval{Lo: 0 - sin.Hi, Hi: sin.Hi}
}

// addOuter adds factor x xᵀ/sin t to block, for x of length sin t.
func (b *teacherBox) addOuter(block []interval.Interval, sin, factor interval.Interval) {
	d := b.m.d
	if blurred(sin) {
		entry := factor.Mul(within(sin))
		for l := range d {
			for c := range l + 1 {
				block[l*d+c] = block[l*d+c].Add(entry)
			}
		}
		return
	}
	weight := factor.Div(sin)
	for l, x := range b.x {
		to, x := block[l*d:][:l+1], weight.Mul(x)
		for c, y := range b.x[:l+1] {
			to[c] = to[c].Add(x.Mul(y))
		}
	}
}

// mixed sets block to the block of students i and j.
func (b *teacherBox) mixed(block []interval.Interval, i, j int) {
	d, at := b.m.d, b.pair(i, j)
	if sin := b.sin[at]; blurred(sin) {
		entry := within(sin).Div(b.twicePi)
		for l := range d * d {
			block[l] = entry
		}
	} else {
		sum, difference := b.spread(i, j)
		alpha := difference.Div(sum.Mul(b.twicePi)).Scale2(-1)
		beta := sum.Div(difference.Mul(b.twicePi)).Scale2(-1)
		for l := range d {
			x, y := alpha.Mul(b.p[l]), beta.Mul(b.z[l])
			for c := range l + 1 {
				block[l*d+c] = x.Mul(b.p[c]).Sub(y.Mul(b.z[c]))
			}
		}
	}
	rest := b.rest[at].Div(b.twicePi)
	for l := range d {
		block[l*d+l] = block[l*d+l].Add(rest)
	}
}
