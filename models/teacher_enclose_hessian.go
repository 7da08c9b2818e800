package models

import "saddle/spectra/interval"

// hessian returns the blocks: with a = w_i/|w_i|, b the unit vector of another neuron v, t
// their angle, u = b − cos t a, p = a + b and z = a − b,
//
//	∂²f(w_i,v)/∂w_i²    = |v|/(2π|w_i|) (sin t (I − a aᵀ) + u uᵀ/sin t),
//	∂²f(w_i,v)/∂w_i ∂v  = ((π−t) I + |z|/(2|p|) p pᵀ − |p|/(2|z|) z zᵀ)/(2π).
//
// u is sin t long, p is 2 cos(t/2) and z is 2 sin(t/2), so that no entry of u uᵀ/sin t, nor of
// the difference of the last two, exceeds sin t: where that is blurred, it is the bound. Where
// a pair is parallel, both are 0 in the Hessian, to which this is the limit.
func (b *teacherBox) hessian() *interval.Sym {
	h := interval.NewSym(len(b.w))
	d, own, mixed := b.m.d, newBlockSum(b.m.d, b.m.n+b.m.k), newBlockSum(b.m.d, 2)
	for i := range b.m.n {
		for j := i + 1; j < b.m.n; j++ {
			b.sumMixed(mixed, i, j)
			rest := b.rest[b.pair(i, j)].Div(b.twicePi)
			for l := range d {
				for c := range l {
					x := mixed.at(l, c)
					h.Set(j*d+l, i*d+c, x)
					h.Set(j*d+c, i*d+l, x)
				}
				h.Set(j*d+l, i*d+l, rest.Add(mixed.at(l, l)))
			}
		}
		diagonal := interval.Of(0.5).Add(b.sumOwn(own, i))
		for l := range d {
			for c := range l {
				h.Set(i*d+l, i*d+c, own.at(l, c))
			}
			h.Set(i*d+l, i*d+l, diagonal.Add(own.at(l, l)))
		}
	}
	return h
}

// blurred reports whether the relative width of sin t is such that sin t bounds what is
// divided by it better than division does: above all, where it may be 0.
func blurred(sin interval.Interval) bool { return !(sin.Lo > sin.Hi/2) }

// sumMixed sets sum to the block of students i and j without (π−t) I/(2π).
func (b *teacherBox) sumMixed(sum *blockSum, i, j int) {
	sum.clear()
	if sin := b.sin[b.pair(i, j)]; blurred(sin) {
		sum.blur(sin.Div(b.twicePi).Hi)
		return
	}
	p, z := b.spread(i, j)
	sum.add(z.Div(p.Mul(b.twicePi)).Scale2(-1), b.p)
	sum.add(p.Div(z.Mul(b.twicePi)).Scale2(-1).Neg(), b.z)
}

// sumOwn sets sum to the block of neuron i with itself without multiples of I. It returns what
// I has for a factor there, apart from ½: σ_i/(2π|w_i|).
func (b *teacherBox) sumOwn(sum *blockSum, i int) interval.Interval {
	n, a, scale := b.m.n, b.direction(i), b.twicePi.Mul(b.r[i])
	sum.clear()
	for j := range n {
		if j == i {
			continue
		}
		at := b.pair(min(i, j), max(i, j))
		cos := b.dot[at].Div(b.r[i].Mul(b.r[j]))
		copy(b.x, b.direction(j))
		interval.Axpy(b.x, cos.Neg(), a)
		addBend(sum, b.r[j].Div(scale), b.sin[at], b.x)
	}
	minus := interval.Of(-1).Div(scale)
	for v := range b.m.k {
		at := b.pair(i, n+v)
		for l, x := range a {
			b.x[l] = a[v].Mul(x).Neg()
		}
		b.x[v] = b.sin[at].Sqr()
		addBend(sum, minus, b.sin[at], b.x)
	}
	bend := b.bend[i].Div(scale)
	sum.add(bend.Neg(), a)
	return bend
}

// addBend adds factor u uᵀ/sin t to sum, for u of length sin t.
func addBend(sum *blockSum, factor, sin interval.Interval, u []interval.Interval) {
	if blurred(sin) {
		sum.blur(factor.Mul(sin).Mag())
		return
	}
	sum.add(factor.Div(sin), u)
}
