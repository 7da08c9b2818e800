package models

import (
	"math"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"
)

// Hessian sets dst = ∇²F(W), of order n·d, from its closed-form blocks (those of
// Safran and Shamir 2018, in another frame). With a = w_i/|w_i|, b the unit vector of another neuron v, t
// the angle between them and the orthonormal pair m ∝ a+b, q ∝ a−b,
//
//	∂²f(w_i,v)/∂w_i²    = |v| sin t/(2π|w_i|) (I − a aᵀ + e eᵀ),  e = sin(t/2) m − cos(t/2) q,
//	∂²f(w_i,v)/∂w_i ∂v  = ((π−t) I + sin t (m mᵀ − q qᵀ))/(2π),
//
// and block (i,i) is I/2 + Σ_{j≠i} of the first over the students − Σ over the teachers,
// block (i,j) the second. In this form nothing is divided by sin t, so that it is
// accurate to rounding for parallel and antiparallel neurons too.
//
// An empty dst is resized; Hessian panics if dst has another order. It costs
// O(n(n+k)d²).
func (m *Teacher) Hessian(dst *mat.SymDense, w []float64) {
	mustFit("w", w, m.Dim())
	fitOrder(dst, m.Dim())
	dst.Zero()
	p := m.scratch(w)
	defer m.free.put(p)
	p.angles(w)
	h := blocks{p, dst.RawSymmetric(), newPlane(m.d)}
	for i := range m.n {
		h.identity(i, i, 0.5)
		for j := range i {
			h.addStudents(j, i)
		}
		h.addTeachers(i)
	}
}

// blocks adds to the d×d blocks of a Hessian, of which it stores the upper triangle.
type blocks struct {
	*teacherPass
	h     blas64.Symmetric
	plane plane
}

func (b blocks) addStudents(i, j int) {
	if b.inverse[i] == 0 || b.inverse[j] == 0 {
		return
	}
	d, p := b.m.d, &b.plane
	p.span(row(b.unit, i, d), row(b.unit, j, d))
	b.identity(i, j, (math.Pi-p.t)/(2*math.Pi))
	b.square(i, j, p.sin/(2*math.Pi), p.m)
	b.square(i, j, -p.sin/(2*math.Pi), p.q)
	b.bend(i, -1, b.r[j])
	b.bend(j, 1, b.r[i])
}

func (b blocks) addTeachers(i int) {
	if b.inverse[i] == 0 {
		return
	}
	for j := range b.m.k {
		clear(b.plane.axis)
		b.plane.axis[j] = 1
		b.plane.span(row(b.unit, i, b.m.d), b.plane.axis)
		b.bend(i, -1, -1)
	}
}

// bend adds length times ∂²f(w_i,v)/∂w_i² to block (i, i), for a unit vector v; side is −1
// if w_i is the first vector of the plane, 1 if it is the second.
func (b blocks) bend(i int, side, length float64) {
	p := &b.plane
	x := length * b.inverse[i] * p.sin / (2 * math.Pi)
	for l := range p.e {
		p.e[l] = p.sinHalf*p.m[l] + side*p.cosHalf*p.q[l]
	}
	b.identity(i, i, x)
	b.square(i, i, -x, row(b.unit, i, b.m.d))
	b.square(i, i, x, p.e)
}

// identity adds x I to block (i, j).
func (b blocks) identity(i, j int, x float64) {
	for l := range b.m.d {
		b.h.Data[(i*b.m.d+l)*b.h.Stride+j*b.m.d+l] += x
	}
}

// square adds x z zᵀ to block (i, j), i ≤ j.
func (b blocks) square(i, j int, x float64, z []float64) {
	d := b.m.d
	for l, y := range z {
		to := b.h.Data[(i*d+l)*b.h.Stride+j*d:][:d]
		first := 0
		if i == j {
			first = l
		}
		for c := first; c < d; c++ {
			to[c] += x * y * z[c]
		}
	}
}

// plane is the orthonormal frame of two unit vectors at angle t:
// cos(t/2) m ± sin(t/2) q. Where they are parallel or antiparallel, the frame vector
// that is not determined is 0; its coefficients are 0 there.
type plane struct {
	m, q, e, axis    []float64
	t, sin           float64
	cosHalf, sinHalf float64
}

func newPlane(d int) plane {
	return plane{m: make([]float64, d), q: make([]float64, d), e: make([]float64, d), axis: make([]float64, d)}
}

// span sets p to the plane of a and b. The angle t = 2 atan2(|a−b|, |a+b|) has no
// cancellation at either end (Kahan, "How futile are mindless assessments of
// roundoff in floating-point computation?", 2006, on mangled angles).
func (p *plane) span(a, b []float64) {
	for l, x := range a {
		p.m[l], p.q[l] = x+b[l], x-b[l]
	}
	sum, difference := norm(p.m), norm(p.q)
	for l := range p.m {
		if sum > 0 {
			p.m[l] /= sum
		}
		if difference > 0 {
			p.q[l] /= difference
		}
	}
	p.t = 2 * math.Atan2(difference, sum)
	p.sinHalf, p.cosHalf = math.Sincos(p.t / 2)
	p.sin = 2 * p.sinHalf * p.cosHalf
}

var _ Hessianer = (*Teacher)(nil)
