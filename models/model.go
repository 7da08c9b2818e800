package models

import "gonum.org/v1/gonum/mat"

// A Model is a loss L: Rⁿ → R with its first two derivatives.
//
// A Model is immutable and safe for concurrent use. Lengths must be Dim();
// every method panics otherwise. dst may alias w or v. Where a user supplies
// w, use [At], which checks it.
type Model interface {
	// Dim returns n, the number of parameters.
	Dim() int
	// Loss returns L(w).
	Loss(w []float64) float64
	// Gradient sets dst = ∇L(w).
	Gradient(dst, w []float64)
	// HessVec sets dst = ∇²L(w) v.
	HessVec(dst, w, v []float64)
}

// Kinked is implemented by a Model that is not smooth everywhere.
type Kinked interface {
	// Kink returns the unit whose kink lies nearest to w, as "layer 1, unit 3,
	// sample 2", and the absolute value of its pre-activation there: 0 means
	// that the Hessian does not exist. Without units it returns "" and +Inf.
	Kink(w []float64) (unit string, distance float64)
}

// LossGradienter is implemented by a Model that computes the loss with the gradient for the
// price of the gradient, as all models of this package do.
type LossGradienter interface {
	// LossGradient sets dst = ∇L(w) and returns L(w). dst may alias w.
	LossGradient(dst, w []float64) float64
}

// LossGradient sets dst = ∇L(w) and returns L(w), in one pass if m can, else in two.
func LossGradient(m Model, dst, w []float64) float64 {
	if m, ok := m.(LossGradienter); ok {
		return m.LossGradient(dst, w)
	}
	loss := m.Loss(w) // dst may be w
	m.Gradient(dst, w)
	return loss
}

// A Pass is a model evaluated at one point w. It belongs to one goroutine. Lengths
// are those of the model, which a Pass need not check; dst may alias v.
type Pass interface {
	// Loss returns L(w).
	Loss() float64
	// Gradient sets dst = ∇L(w).
	Gradient(dst []float64)
	// HessVec sets dst = ∇²L(w) v, without allocating.
	HessVec(dst, v []float64)
}

// Passer is implemented by a Model that can evaluate what depends on w alone once
// for many Hessian products. The Pass does not refer to w afterwards.
type Passer interface {
	Pass(w []float64) Pass
}

// Hessianer is implemented by a Model that computes its Hessian at less than the cost of
// n products.
type Hessianer interface {
	// Hessian sets dst = ∇²L(w). An empty dst is resized; it panics if dst has
	// another order than n.
	Hessian(dst *mat.SymDense, w []float64)
}
