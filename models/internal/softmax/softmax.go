// Package softmax holds the cross-entropy of the softmax of outputs with its first two derivatives, in
// float64, as nets need it: without overflow, and with the digits of a small loss.
//
// Outputs are rows of k ≥ 1 numbers, one for each sample; the label of a sample is its class 0, …, k − 1.
package softmax

import (
	"math"

	"saddle/spectra/f64"
)

// row returns row s of a matrix with rows of length n.
func row(a []float64, s, n int) []float64 { return a[s*n:][:n:n] }

// Largest returns the index of the largest entry of z, the first of them.
func Largest(z []float64) int {
	top := 0
	for j, x := range z {
		if x > z[top] {
			top = j
		}
	}
	return top
}

// Losses returns Σ_s (log Σ_j exp z_sj − z_s,c), with rows of k outputs, and
// sets e_sj = exp(z_sj − max_i z_si); e may be longer. With the largest output split off, no
// exponential overflows and a small loss keeps its digits.
func Losses(e, z []float64, k int, labels []int) float64 {
	sum := 0.0
	for s, label := range labels {
		out := row(z, s, k)
		top := out[Largest(out)]
		for j, x := range out {
			e[s*k+j] = x - top
		}
		sum += top - out[label]
	}
	clear(e[len(labels)*k:])
	f64.Exp(e, e)
	for s := range labels {
		out := row(e, s, k)
		top, rest := Largest(out), 0.0
		for j, x := range out {
			if j != top {
				rest += x
			}
		}
		sum += math.Log1p(rest)
	}
	return sum
}

// Wrong returns of how many samples the output of the label is not larger than all others: a tie
// is wrong, and so is a NaN.
func Wrong(z []float64, k int, labels []int) (count int) {
	for s, label := range labels {
		out := row(z, s, k)
		for j, x := range out {
			if j != label && !(x < out[label]) {
				count++
				break
			}
		}
	}
	return count
}

// Pull divides the row p by its sum, which makes the softmax of what [Losses] leaves, and sets
// delta = scale · (p − e_label). The entry of the label is −Σ of the others, which is p − 1 without
// cancellation.
func Pull(p, delta []float64, label int, scale float64) {
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

// Mul sets dst = scale · (diag p − p pᵀ) r. The matrix ignores a common
// shift of r, so r is measured from its entry at the largest p, the one whose product
// would cancel.
func Mul(dst, p, r []float64, scale float64) {
	top := Largest(p)
	var mean float64
	for j, x := range r {
		mean += float64(p[j] * (x - r[top]))
	}
	for j, x := range r {
		dst[j] = scale * p[j] * ((x - r[top]) - mean)
	}
}

// Along returns delta · r for the delta that [Pull] leaves. As its entries add up to 0, r is measured from its entry where delta is largest, and a
// common shift of r is no matter.
func Along(delta, r []float64) float64 {
	top := 0
	for j, d := range delta {
		if math.Abs(d) > math.Abs(delta[top]) {
			top = j
		}
	}
	sum := 0.0
	for j, x := range r {
		sum += float64(delta[j] * (x - r[top]))
	}
	return sum
}
