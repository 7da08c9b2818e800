package models

import "math"

// curvature makes p the pass at w.
func (p *teacherPass) curvature(w []float64) {
	p.angles(w)
	for i := range p.m.n {
		p.sharpen(i)
	}
	p.sum()
}

// sharpen recomputes sin t for the nearly parallel pairs of neuron i as |b − cos t a|,
// and sets the cosecants. The absolute error of that is a rounding error; that of
// √(1−cos²t) is the square root of one. Curvature needs it, value and gradient do not.
func (p *teacherPass) sharpen(i int) {
	const parallel = 0x1p-49 // below, the derivative of t is noise, and moves the gradient by less than rounding
	n, d := p.m.n, p.m.d
	at := i * (n + p.m.k)
	a := row(p.unit, i, d)
	for j := i + 1; j < n+p.m.k; j++ {
		c, s := p.cos[at+j], p.sin[at+j]
		p.cosecant[at+j] = 0
		if s < 0.1 && p.inverse[i] != 0 && (j >= n || p.inverse[j] != 0) {
			if j < n {
				s = distance(row(p.unit, j, d), a, c)
			} else {
				s = distanceToAxis(a, j-n, c)
			}
			p.sin[at+j], p.rest[at+j] = s, math.Asin(s)
			if c > 0 {
				p.rest[at+j] = math.Pi - p.rest[at+j]
			}
		}
		if s > parallel {
			p.cosecant[at+j] = 1 / s
		}
	}
}

// distance returns |b − c a|.
func distance(b, a []float64, c float64) float64 {
	var sum float64
	for l, x := range b {
		e := x - c*a[l]
		sum += e * e
	}
	return math.Sqrt(sum)
}

// distanceToAxis returns |e_j − c a|.
func distanceToAxis(a []float64, j int, c float64) float64 {
	var sum float64
	for l, x := range a {
		e := c * x
		if l == j {
			e = 1 - e
		}
		sum += e * e
	}
	return math.Sqrt(sum)
}

// HessVec sets dst = ∇²F(W) v: the derivative of the gradient along v, pair by pair. The
// derivative of cos t is that of t times −sin t, and that of t times |w_j| is multiplied by
// a_j, so that no neuron is too short.
func (p *teacherPass) HessVec(dst, v []float64) {
	n, d := p.m.n, p.m.d
	clear(p.along)
	clear(p.out)
	for i := range n {
		addRowDots(row(p.along, i, n), row(v, i, d), p.unit)
		p.radial[i] = p.along[i*n+i]
		p.turn[i*n+i] = -p.radial[i] * (p.mix[i*n+i] - math.Pi)
	}
	for i := range n {
		p.turnStudents(i)
		out := row(p.out, i, d)
		p.turnTeachers(out, i, row(v, i, d))
	}
	for i := range n {
		out := row(p.out, i, d)
		addRows(out, row(p.mix, i, n), 1, v, n)
		addRows(out, row(p.turn, i, n), 1, p.unit, n)
	}
	for j, x := range p.out {
		dst[j] = x * (1 / (2 * math.Pi))
	}
}

// turnStudents differentiates the pairs of w_i with w_j, j > i.
func (p *teacherPass) turnStudents(i int) {
	n := p.m.n
	cos, _ := p.pairs(p.cos, i)
	sin, _ := p.pairs(p.sin, i)
	cosecant, _ := p.pairs(p.cosecant, i)
	for at, c := range cos {
		j, s := i+1+at, sin[at]
		dcos := p.inverse[i]*(p.along[i*n+j]-c*p.radial[i]) + p.inverse[j]*(p.along[j*n+i]-c*p.radial[j])
		dt := -dcos * cosecant[at]
		ri, rj := p.r[i]*dt, p.r[j]*dt
		p.turn[i*n+j], p.turn[j*n+i] = -rj, -ri
		p.turn[i*n+i] += p.radial[j]*s + c*rj
		p.turn[j*n+j] += p.radial[i]*s + c*ri
	}
}

// turnTeachers differentiates the pairs of w_i with the teachers.
func (p *teacherPass) turnTeachers(out []float64, i int, x []float64) {
	_, cos := p.pairs(p.cos, i)
	_, cosecant := p.pairs(p.cosecant, i)
	var bend float64
	for j, c := range cos {
		dt := -p.inverse[i] * (x[j] - c*p.radial[i]) * cosecant[j]
		bend += c * dt
		out[j] += dt
	}
	p.turn[i*p.m.n+i] -= bend
}
