package models

import (
	"math"

	"saddle/spectra/f64"
)

// teacherPass is the scratch of a Teacher: the angles of all pairs of neurons at
// one point. Row i of cos, sin, rest and cosecant has an entry for each student j < n,
// of which those with j > i are used, and then for each of the k teachers.
type teacherPass struct {
	m          *Teacher
	w, unit    []float64 // the neurons w_i, and a_i = w_i/|w_i|
	across     []float64 // d×n: the a_i as columns
	r, inverse []float64 // |w_i| and 1/|w_i|
	cos, sin   []float64
	rest       []float64 // π − t
	cosecant   []float64 // 1/sin t, 0 where the pair is parallel to within rounding
	loss       float64
	mix        []float64 // n×n: 2π times the coefficient of w_j in ∂F/∂w_i

	radial []float64 // n: derivatives of the |w_i| along v
	along  []float64 // n×n: x_i·a_j with x_i the part of v for w_i
	turn   []float64 // n×n: derivative of mix along v times |w_j|, what a_j is multiplied by
	out    []float64
}

// shortest is the length below which a neuron counts as 0.
const shortest = 1e-300

func newTeacherPass(m *Teacher) *teacherPass {
	vector := func(n int) []float64 { return make([]float64, n) }
	n, pairs, dim := m.n, m.n*(m.n+m.k), m.n*m.d
	return &teacherPass{
		m: m, w: vector(dim), unit: vector(dim), across: vector(dim), r: vector(n), inverse: vector(n),
		cos: vector(pairs), sin: vector(pairs), rest: vector(pairs), cosecant: vector(pairs), mix: vector(n * n),
		radial: vector(n), along: vector(n * n), turn: vector(n * n), out: vector(dim),
	}
}

// pairs returns the entries of row i for the students j > i and for the teachers.
func (p *teacherPass) pairs(x []float64, i int) (students, teachers []float64) {
	n := p.m.n
	r := row(x, i, n+p.m.k)
	return r[i+1 : n], r[n:]
}

// value makes p the pass at w as far as Loss and Gradient need it, and returns F(W).
func (p *teacherPass) value(w []float64) float64 {
	p.angles(w)
	p.sum()
	return p.loss
}

// Loss returns F(W).
func (p *teacherPass) Loss() float64 { return p.loss }

// manyProducts is the n²d from which the products of matrices are faster as such, with the
// same bits while there are no more than the 256 products to a sum that [f64.Mul] takes at once.
const manyProducts = 200

// angles sets the lengths, cosines, sines and angles.
func (p *teacherPass) angles(w []float64) {
	n, k, d := p.m.n, p.m.k, p.m.d
	copy(p.w, w)
	off := p.lengths()
	many := n*n*d >= manyProducts
	if many {
		f64.Mul(matrix(n, n, n+k, p.cos), 1, matrix(n, d, d, p.unit), matrix(d, n, n, p.across))
	}
	for i := range n {
		a := row(p.unit, i, d)
		students, teachers := p.pairs(p.cos, i)
		if !many {
			rowDots(students, a, p.unit[(i+1)*d:])
		}
		copy(teachers, a)
		if off {
			p.switchOff(i)
		}
	}
	if n <= 16 {
		f64.Arcs(p.sin, p.rest, p.cos) // those that are not used too
		return
	}
	for i := range n {
		at, end := i*(n+k)+i+1, (i+1)*(n+k)
		f64.Arcs(p.sin[at:end], p.rest[at:end], p.cos[at:end])
	}
}

// lengths sets r, inverse, unit and across, and tells whether a neuron is 0.
func (p *teacherPass) lengths() (off bool) {
	n, d := p.m.n, p.m.d
	for i := range n {
		x, a := row(p.w, i, d), row(p.unit, i, d)
		r, inverse := norm(x), 0.0
		if r < shortest {
			off = true
		} else {
			inverse = 1 / r
		}
		p.r[i], p.inverse[i] = r, inverse
		for j, v := range x {
			v *= inverse
			a[j] = v
			p.across[j*n+i] = v
		}
	}
	return off
}

// switchOff turns the pairs of neuron i with a neuron at 0 into antiparallel ones,
// which have no effect on each other: sin t and π − t are 0.
func (p *teacherPass) switchOff(i int) {
	students, teachers := p.pairs(p.cos, i)
	for j := range students {
		if p.inverse[i] == 0 || p.inverse[i+1+j] == 0 {
			students[j] = -1
		}
	}
	for j := range teachers {
		if p.inverse[i] == 0 {
			teachers[j] = -1
		}
	}
}

// sum sets loss and mix. Sums of products are chains of fused multiply-adds, those of
// teachers apart from those of students.
func (p *teacherPass) sum() {
	n := p.m.n
	var squares, pairs float64
	for i := range n {
		p.mix[i*n+i] = 0
	}
	for i, ri := range p.r {
		cos, cosV := p.pairs(p.cos, i)
		sin, sinV := p.pairs(p.sin, i)
		rest, restV := p.pairs(p.rest, i)
		value, bend := 0.0, p.mix[i*n+i]
		var valueV, bendV float64
		for j, c := range cos {
			s, u, rj, at := sin[j], rest[j], p.r[i+1+j], i+1+j
			value = math.FMA(rj, math.FMA(u, c, s), value)
			bend = math.FMA(rj, s, bend)
			p.mix[at*n+at] = math.FMA(ri, s, p.mix[at*n+at])
			p.mix[i*n+at], p.mix[at*n+i] = u, u
		}
		for j, c := range cosV {
			valueV += math.FMA(restV[j], c, sinV[j])
			bendV += sinV[j]
		}
		squares = math.FMA(ri, ri, squares)
		pairs = math.FMA(ri, value-valueV, pairs)
		p.mix[i*n+i] = math.FMA(p.inverse[i], bend-bendV, math.Pi)
	}
	p.loss = math.FMA(pairs, 1/(2*math.Pi), math.FMA(squares, 0.25, p.m.constant))
}

// Gradient sets dst = ∇F(W). The sums over the students are chains of fused multiply-adds, from
// zero and in blocks of 256, from which the teachers are taken.
func (p *teacherPass) Gradient(dst []float64) {
	n, d := p.m.n, p.m.d
	many := n*n*d >= manyProducts
	if many {
		f64.Mul(matrix(n, d, d, dst), 1, matrix(n, n, n, p.mix), matrix(n, d, d, p.w))
	}
	for i := range n {
		g := row(dst, i, d)
		if !many {
			combineRows(g, row(p.mix, i, n), p.w)
		}
		_, rest := p.pairs(p.rest, i)
		of, free := g[:len(rest)], g[len(rest):]
		for j, u := range rest {
			of[j] = (of[j] - u) * (1 / (2 * math.Pi))
		}
		for j := range free {
			free[j] *= 1 / (2 * math.Pi)
		}
	}
}

// matrix returns the view of rows that are stride apart. It checks nothing, as products do.
func matrix(rows, columns, stride int, data []float64) f64.Matrix {
	return f64.Matrix{Rows: rows, Cols: columns, RowStride: stride, ColStride: 1, Data: data}
}

// norm returns |x|, without overflow.
func norm(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum = math.FMA(v, v, sum)
	}
	if 1e-280 < sum && sum < 1e280 {
		return math.Sqrt(sum)
	}
	var r float64
	for _, v := range x {
		r = math.Hypot(r, v)
	}
	return r
}

// rowDots sets dst[j] to x · row_j, over len(dst) rows of length len(x), as chains of fused
// multiply-adds from zero.
func rowDots(dst, x, rows []float64) {
	n := len(x)
	j := 0
	for ; j+4 <= len(dst); j += 4 {
		r0, r1, r2, r3 := four(rows, j, n)
		var s0, s1, s2, s3 float64
		for i, v := range x {
			s0 = math.FMA(v, r0[i], s0)
			s1 = math.FMA(v, r1[i], s1)
			s2 = math.FMA(v, r2[i], s2)
			s3 = math.FMA(v, r3[i], s3)
		}
		dst[j], dst[j+1], dst[j+2], dst[j+3] = s0, s1, s2, s3
	}
	for ; j < len(dst); j++ {
		var s float64
		r := rows[j*n:][:n]
		for i, v := range x {
			s = math.FMA(v, r[i], s)
		}
		dst[j] = s
	}
}

// combineRows sets dst to Σ_j c[j] row_j, over rows of length len(dst), as chains of fused
// multiply-adds from zero.
func combineRows(dst, c, rows []float64) {
	n := len(dst)
	clear(dst)
	j := 0
	for ; j+4 <= len(c); j += 4 {
		c0, c1, c2, c3 := c[j], c[j+1], c[j+2], c[j+3]
		r0, r1, r2, r3 := four(rows, j, n)
		for i, x := range dst {
			dst[i] = math.FMA(c3, r3[i], math.FMA(c2, r2[i], math.FMA(c1, r1[i], math.FMA(c0, r0[i], x))))
		}
	}
	for ; j < len(c); j++ {
		c0, r0 := c[j], rows[j*n:][:n]
		for i, x := range dst {
			dst[i] = math.FMA(c0, r0[i], x)
		}
	}
}
