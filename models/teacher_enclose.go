package models

import (
	"fmt"

	"saddle/spectra/interval"
)

// EncloseGradient returns enclosures of F and of the entries of ∇F on the box w, by the
// closed forms of [Teacher]. At a point their width is that of the rounding errors. Pairs
// may be parallel or antiparallel.
//
// The error is an [ErrDimension], an [ErrArgument] for an empty entry of w or a neuron
// that may be longer than 1e100, or an [ErrNonSmooth] for a neuron that may be shorter
// than 1e-100. Cost: n(n+k) angles and O(n²d) operations on intervals.
func (m *Teacher) EncloseGradient(w []interval.Interval) (loss interval.Interval, gradient []interval.Interval, err error) {
	p, err := m.encloseAngles(w)
	if err != nil {
		return interval.Empty(), nil, err
	}
	return p.loss(), p.gradient(), nil
}

// Enclose returns enclosures of F, of ∇F and of the entries of ∇²F on the box w; the
// errors are those of EncloseGradient. The blocks are those of [Teacher.Hessian]. Where a
// pair is parallel or antiparallel on the box, or nearly so, what is divided by sin t is
// bounded by it in place of that. Cost: O(n(n+k)d²) operations on intervals.
func (m *Teacher) Enclose(w []interval.Interval) (Enclosure, error) {
	p, err := m.encloseAngles(w)
	if err != nil {
		return Enclosure{}, err
	}
	return Enclosure{p.loss(), p.gradient(), p.hessian()}, nil
}

// teacherBox holds what all enclosures over one box are made of. Row i of the pairs has
// an entry for each student, of which those with j > i are used, and then for each teacher.
type teacherBox struct {
	m         *Teacher
	w, unit   []interval.Interval // the neurons w_i and a_i = w_i/|w_i|
	r         []interval.Interval // |w_i|
	sin, rest []interval.Interval // sin t and π − t
	dot       []interval.Interval // w_i·v
	across    []interval.Interval // |w_i| sin t for teachers: the distance from their axis
	bend      []interval.Interval // σ_i = Σ_{j≠i} |w_j| sin t_ij − Σ_v sin t_iv
	twicePi   interval.Interval
	p, z, x   []interval.Interval // d numbers each
}

// The lengths of neurons between which no square or quotient leaves the range of float64.
const shortestEnclosed, longestEnclosed = 1e-100, 1e100

// encloseAngles returns the box with all angles.
func (m *Teacher) encloseAngles(w []interval.Interval) (*teacherBox, error) {
	if err := checkBox(w, m.Dim()); err != nil {
		return nil, err
	}
	vector := func(n int) []interval.Interval { return make([]interval.Interval, n) }
	n, d, pairs := m.n, m.d, m.n*(m.n+m.k)
	b := &teacherBox{
		m: m, w: w, unit: vector(n * d), r: vector(n), sin: vector(pairs), rest: vector(pairs), dot: vector(pairs),
		across: vector(n * m.k), bend: vector(n), twicePi: interval.Pi().Scale2(1),
		p: vector(d), z: vector(d), x: vector(d),
	}
	for i := range n {
		b.r[i] = length(b.neuron(i))
		switch {
		case !(b.r[i].Lo >= shortestEnclosed):
			return nil, ErrNonSmooth{fmt.Sprintf("neuron %d", i+1), b.r[i].Lo}
		case !(b.r[i].Hi <= longestEnclosed):
			return nil, ErrArgument{"w", fmt.Sprintf("neurons of length at most %g; neuron %d may be longer", longestEnclosed, i+1)}
		}
		for l, x := range b.neuron(i) {
			b.direction(i)[l] = x.Div(b.r[i])
		}
	}
	for i := range n {
		for j := i + 1; j < n; j++ {
			b.meetStudent(i, j)
		}
		b.meetTeachers(i)
	}
	return b, nil
}

func (b *teacherBox) neuron(i int) []interval.Interval    { return b.w[i*b.m.d:][:b.m.d] }
func (b *teacherBox) direction(i int) []interval.Interval { return b.unit[i*b.m.d:][:b.m.d] }

// pair returns the place of the pair of student i with the student or, from n on, teacher j.
func (b *teacherBox) pair(i, j int) int { return i*(b.m.n+b.m.k) + j }

// spread sets p = a_i + a_j and z = a_i − a_j and returns their lengths, 2 cos(t/2) and 2 sin(t/2).
func (b *teacherBox) spread(i, j int) (sum, difference interval.Interval) {
	interval.AddSlice(b.p, b.direction(i), b.direction(j))
	interval.SubSlice(b.z, b.direction(i), b.direction(j))
	return length(b.p), length(b.z)
}

// meetStudent sets the angle of students i and j: sin t = 2 sin(t/2) cos(t/2), and
// (π − t)/2 has the tangent cot(t/2).
func (b *teacherBox) meetStudent(i, j int) {
	sum, difference := b.spread(i, j)
	at, other := b.pair(i, j), b.neuron(j)
	b.sin[at] = sum.Mul(difference).Scale2(-1)
	b.rest[at] = sum.Atan2(difference).Scale2(1)
	for l, x := range b.neuron(i) {
		b.dot[at] = b.dot[at].Add(x.Mul(other[l]))
	}
	b.bend[i] = b.bend[i].Add(b.r[j].Mul(b.sin[at]))
	b.bend[j] = b.bend[j].Add(b.r[i].Mul(b.sin[at]))
}

// meetTeachers sets the angles of student i with the axes. Its distance from axis j is the
// length of its other entries.
func (b *teacherBox) meetTeachers(i int) {
	w := b.neuron(i)
	rest := b.x // the sum of the squares of w_l, l > j
	rest[len(w)-1] = interval.Interval{}
	for l := len(w) - 1; l > 0; l-- {
		rest[l-1] = rest[l].Add(w[l].Sqr())
	}
	var before interval.Interval
	for j := range b.m.k {
		at, across := b.pair(i, b.m.n+j), before.Add(rest[j]).Sqrt()
		before = before.Add(w[j].Sqr())
		b.across[i*b.m.k+j], b.dot[at] = across, w[j]
		b.sin[at], b.rest[at] = across.Div(b.r[i]), across.Atan2(w[j].Neg())
		b.bend[i] = b.bend[i].Sub(b.sin[at])
	}
}

// length returns |x|.
func length(x []interval.Interval) interval.Interval {
	var sum interval.Interval
	for _, v := range x {
		sum = sum.Add(v.Sqr())
	}
	return sum.Sqrt()
}

// loss returns F = ½Σ f(v_i,v_j) + ¼Σ|w_i|² + Σ_{i<j} f(w_i,w_j) − Σ f(w_i,v_j), where
// 2π f(w,v) = |w||v| sin t + (π−t) w·v.
func (b *teacherBox) loss() interval.Interval {
	n, k := b.m.n, b.m.k
	var pairs, squares interval.Interval
	for i := range n {
		for j := i + 1; j < n; j++ {
			at := b.pair(i, j)
			pairs = pairs.Add(b.r[i].Mul(b.r[j]).Mul(b.sin[at])).Add(b.rest[at].Mul(b.dot[at]))
		}
		for j := range k {
			at := b.pair(i, n+j)
			pairs = pairs.Sub(b.across[i*k+j]).Sub(b.rest[at].Mul(b.dot[at]))
		}
	}
	for _, x := range b.w {
		squares = squares.Add(x.Sqr())
	}
	q := float64(k)
	teachers := interval.Of(q * (q - 1)).Scale2(-1)
	return pairs.Add(teachers).Div(b.twicePi).Add(squares.Add(interval.Of(q)).Scale2(-2))
}

// gradient returns 2π ∂F/∂w_i = (π + σ_i/|w_i|) w_i + Σ_{j≠i} (π−t_ij) w_j − Σ_v (π−t_iv) v, over 2π.
func (b *teacherBox) gradient() []interval.Interval {
	n, d := b.m.n, b.m.d
	g := make([]interval.Interval, len(b.w))
	for i := range n {
		to, own := g[i*d:][:d], interval.Pi().Add(b.bend[i].Div(b.r[i]))
		for l, x := range b.neuron(i) {
			to[l] = own.Mul(x)
		}
		for j := range n {
			if j == i {
				continue
			}
			interval.Axpy(to, b.rest[b.pair(min(i, j), max(i, j))], b.neuron(j))
		}
		for v := range b.m.k {
			to[v] = to[v].Sub(b.rest[b.pair(i, n+v)])
		}
		for l, x := range to {
			to[l] = x.Div(b.twicePi)
		}
	}
	return g
}
