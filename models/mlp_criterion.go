package models

import (
	"fmt"
	"math"

	"saddle/spectra/f64"
)

// A Criterion compares the outputs z of a net with what they should be.
type Criterion int

const (
	// Squared is ½ Σ_s ‖z_s − y_s‖² over the samples s.
	Squared Criterion = iota
	// CrossEntropy is Σ_s (log Σ_j exp z_sj − z_s,c) with c the label of s: the
	// cross-entropy of the softmax of the outputs.
	CrossEntropy
)

// String returns the name of c, as "Squared".
func (c Criterion) String() string {
	switch c {
	case Squared:
		return "Squared"
	case CrossEntropy:
		return "CrossEntropy"
	}
	return fmt.Sprintf("Criterion(%d)", int(c))
}

// GoString returns the Go expression of c, as "models.Squared".
func (c Criterion) GoString() string { return "models." + c.String() }

// squaredLoss returns ½‖z − y‖².
func squaredLoss(z, y []float64) float64 {
	var sum float64
	for j, t := range y {
		sum += (z[j] - t) * (z[j] - t)
	}
	return sum / 2
}

// largest returns the index of the largest entry of z.
func largest(z []float64) int {
	top := 0
	for j, x := range z {
		if x > z[top] {
			top = j
		}
	}
	return top
}

// crossEntropies returns Σ_s (log Σ_j exp z_sj − z_s,c), with rows of k outputs, and
// sets e_sj = exp(z_sj − max_i z_si); e may be longer. With the largest output split off, no
// exponential overflows and a small loss keeps its digits.
func crossEntropies(e, z []float64, k int, labels []int) float64 {
	sum := 0.0
	for s, label := range labels {
		out := row(z, s, k)
		top := out[largest(out)]
		for j, x := range out {
			e[s*k+j] = x - top
		}
		sum += top - out[label]
	}
	clear(e[len(labels)*k:])
	f64.Exp(e, e)
	for s := range labels {
		out := row(e, s, k)
		top, rest := largest(out), 0.0
		for j, x := range out {
			if j != top {
				rest += x
			}
		}
		sum += math.Log1p(rest)
	}
	return sum
}

// softmax divides p by its sum, and sets delta = scale · (p − e_label). The entry
// of the label is −Σ of the others, which is p − 1 without cancellation.
func softmax(p, delta []float64, label int, scale float64) {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	var others float64
	for j := range p {
		p[j] /= sum
		delta[j] = scale * p[j]
		if j != label {
			others += p[j]
		}
	}
	delta[label] = -scale * others
}

// softmaxMul sets dst = scale · (diag p − p pᵀ) r. The matrix ignores a common
// shift of r, so r is measured from its entry at the largest p, the one whose product
// would cancel.
func softmaxMul(dst, p, r []float64, scale float64) {
	top := largest(p)
	var mean float64
	for j, x := range r {
		mean += p[j] * (x - r[top])
	}
	for j, x := range r {
		dst[j] = scale * p[j] * ((x - r[top]) - mean)
	}
}
