package models

import (
	"fmt"
	"math"
)

// A Teacher is the population loss of a two-layer ReLU student with n neurons that
// learns from an orthonormal ReLU teacher with k neurons under Gaussian inputs:
//
//	F(W) = ½ E (Σ_{i≤n} relu(w_i·x) − Σ_{j≤k} relu(v_j·x))²,  x ~ N(0, I_d),
//
// v_j = e_j, d ≥ k. The parameters are w_1, …, w_n, each of d numbers. In closed form
//
//	F(W) = ½ Σ_ij f(w_i,w_j) − Σ_ij f(w_i,v_j) + ½ Σ_ij f(v_i,v_j),
//	f(w,v) = E relu(w·x) relu(v·x) = |w||v| (sin t + (π−t) cos t)/(2π),  t = ∠(w,v),
//
// where f is the arc-cosine kernel of order 1 (Cho and Saul, "Kernel methods for deep
// learning", NIPS 2009) and F the objective of Safran and Shamir, "Spurious local
// minima are common in two-layer ReLU neural networks" (ICML 2018). F is twice
// continuously differentiable wherever no neuron is 0, parallel and antiparallel
// ones included. A neuron at 0 counts as off for every input; see [Teacher.Kink].
//
// One value, gradient or product costs O(n(n+k)) angles and O(n²d) operations and
// allocates nothing once scratch is warm.
type Teacher struct {
	k, n, d  int
	constant float64 // ½ Σ_ij f(v_i,v_j)
	free     stack[teacherPass]
}

var (
	_ Model  = (*Teacher)(nil)
	_ Kinked = (*Teacher)(nil)
	_ Passer = (*Teacher)(nil)
)

// NewTeacher returns the loss for k teacher neurons, n student neurons and inputs
// of dimension d. It returns an [ErrArgument] unless k ≥ 1, n ≥ 1 and d ≥ k.
func NewTeacher(k, n, d int) (*Teacher, error) {
	switch {
	case k < 1:
		return nil, ErrArgument{"k", "at least one teacher neuron"}
	case n < 1:
		return nil, ErrArgument{"n", "at least one student neuron"}
	case d < k:
		return nil, ErrArgument{"d", fmt.Sprintf("at least k = %d, as the teacher is orthonormal", k)}
	}
	q := float64(k)
	return &Teacher{k: k, n: n, d: d, constant: q/4 + q*(q-1)/(4*math.Pi)}, nil
}

// Dim returns n·d.
func (m *Teacher) Dim() int { return m.n * m.d }

// Shape returns the numbers of teacher and of student neurons, and the dimension of
// the input.
func (m *Teacher) Shape() (k, n, d int) { return m.k, m.n, m.d }

// scratch returns a pass without a point.
func (m *Teacher) scratch(w []float64) *teacherPass {
	mustFit("w", w, m.Dim())
	if p := m.free.get(); p != nil {
		return p
	}
	return newTeacherPass(m)
}

// Loss returns F(W). It is a difference of sums of size (n+k)², and carries rounding
// errors in proportion to these: near 0 it may be slightly negative.
func (m *Teacher) Loss(w []float64) float64 {
	p := m.scratch(w)
	defer m.free.put(p)
	return p.value(w)
}

// Gradient sets dst = ∇F(W): with a_i = w_i/|w_i|,
//
//	2π ∂F/∂w_i = π w_i + Σ_{j≠i} (|w_j| sin t_ij a_i + (π−t_ij) w_j) − Σ_j (sin t_iv a_i + (π−t_iv) v_j).
func (m *Teacher) Gradient(dst, w []float64) { m.LossGradient(dst, w) }

// LossGradient sets dst = ∇F(W) and returns F(W), for the price of the gradient.
func (m *Teacher) LossGradient(dst, w []float64) float64 {
	mustFit("dst", dst, m.Dim())
	p := m.scratch(w)
	defer m.free.put(p)
	loss := p.value(w)
	p.Gradient(dst)
	return loss
}

// HessVec sets dst = ∇²F(W) v.
func (m *Teacher) HessVec(dst, w, v []float64) {
	mustFit("dst", dst, m.Dim())
	mustFit("v", v, m.Dim())
	p := m.scratch(w)
	defer m.free.put(p)
	p.curvature(w)
	p.HessVec(dst, v)
}

// Pass evaluates F at w, for many products with the Hessian there.
func (m *Teacher) Pass(w []float64) Pass {
	p := m.scratch(w)
	p.curvature(w)
	return p
}

// Kink returns the shortest neuron, as "neuron 3" (counted from 1), and its length:
// F has no gradient where it is 0. Lengths below 1e-300 count as 0.
func (m *Teacher) Kink(w []float64) (unit string, distance float64) {
	mustFit("w", w, m.Dim())
	neuron, distance := 0, math.Inf(1)
	for i := range m.n {
		if r := norm(row(w, i, m.d)); r < distance {
			neuron, distance = i+1, r
		}
	}
	if distance < shortest {
		distance = 0
	}
	return fmt.Sprintf("neuron %d", neuron), distance
}
