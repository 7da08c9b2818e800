package symmetric

import "math"

// Families of critical points that have been seen, each with a point near it, from which Newton's method or
// descent in the subspace goes to it. Sizes may be no integers.

// Mirrored is type A: n = k, every neuron a mirror image of a teacher's, W = a I + b (J − I) with a < 0; two
// numbers (Y. Arjevani and M. Field, arXiv 2008.01805).
func Mirrored(k float64) (Shape, []float64) {
	return Shape{Blocks: []float64{k}, Classes: []Class{0}}, []float64{2/k - 1, 2 / k}
}

// Flipped is n = k with p neurons turned away from their teachers: S_p × S_{k−p}; five numbers for p = 1, six
// for more. One flipped neuron is the family that gradient descent ends in most (type II of
// Y. Arjevani and M. Field, arXiv 2008.01805).
func Flipped(p, k float64) (Shape, []float64) {
	s := Shape{Blocks: []float64{p, k - p}, Classes: []Class{0, 1}}
	if p == 1 {
		return s, []float64{-0.7, 1.3 / k, 2 / k, 1, -0.2 / k}
	}
	return s, []float64{-0.8, 2 / k, 1 / k, 2 / k, 1, 0}
}

// WithOneMore is n = k + 1: p neurons flipped, k − p aligned, and one that has the same number at all
// coordinates of a block; eight numbers.
func WithOneMore(p, k float64) (Shape, []float64) {
	s, x := Flipped(p, k)
	s.Classes = append(s.Classes, Single)
	return s, append(x, 0.6/p, -0.1)
}

// Paired is n = k + m with k = p + m: p flipped neurons, and for each of the other m coordinates two
// neurons, a long one along it and a short one against it; nine numbers.
func Paired(p, m float64) (Shape, []float64) {
	k := p + m
	s := Shape{Blocks: []float64{p, m}, Classes: []Class{0, 1, 1}}
	return s, []float64{
		-0.8, 2 / k, 1 / k,
		1.5 / k, 0.8, 0,
		1.5 / k, -0.35, 0.5 / k,
	}
}

// Accompanied is n = k + m with k = q + m: q aligned neurons, and for each of the other m coordinates
// two neurons, a flipped one and a small one, as if one flipped neuron had been split unevenly; nine
// numbers, or seven for m = 1.
func Accompanied(q, m float64) (Shape, []float64) {
	s := Shape{Blocks: []float64{q, m}, Classes: []Class{0, 1, 1}}
	x := []float64{
		1, 0, 1.7 / (q + m),
		0.6 / (q + m), -0.6, 1.2 / (q + m),
		0.6 / (q + m), -0.16, -0.04,
	}
	if m >= 3 {
		x[7], x[8] = 0.03, -0.11
	}
	if m == 1 {
		k := q + 1
		flipped := 0.9/math.Sqrt(k) - 1 // what the two have along that coordinate
		x = []float64{1, -1.9 / (k * k), 1.85 / k, 0.55 / k, flipped + 0.19, 1 / k, -0.19}
	}
	return s, x
}
