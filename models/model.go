// Package models holds the losses that the theorems speak about: scalar
// chains, deep linear nets, fully connected nets on a finite data set, the
// student–teacher population loss, and a few functions of two variables.
//
// Every loss exists twice: as hand-written float64 code, and as a [Tape],
// which is its textbook formula read in any of several arithmetics. The tape is
// the definition; the float64 code is tested against it.
package models

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
