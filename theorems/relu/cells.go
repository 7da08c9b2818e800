package relu

import "saddle/spectra/rational"

// A cone is {δ : a·δ ≥ 0 for all rows a}, with points inside.
type cone struct {
	dim  int
	rows []rational.Number
}

func (c cone) matrix() rational.Matrix {
	return rational.FromEntries(len(c.rows)/c.dim, c.dim, c.rows)
}

// with returns the part of c with a·δ ≥ 0; ok is false if that has no points inside. It has none if a·δ ≤ 0 in
// all of c, and so by Farkas's lemma if −a is a combination of the rows. With a = 0 it is c.
func (c cone) with(a []rational.Number) (part cone, ok bool) {
	if zero(a) {
		return c, true
	}
	if lambda, _ := c.matrix().Cone(negative(a)); lambda != nil {
		return cone{}, false
	}
	return cone{c.dim, append(c.rows[:len(c.rows):len(c.rows)], a...)}, true
}

// cells calls visit for every cell of the hyperplanes n_k·δ = 0: the side of each and the closed cone of
// the cell. It stops where visit returns false, and reports whether it did not.
func cells(dim int, normals [][]rational.Number, visit func(signs []int, c cone) bool) bool {
	signs := make([]int, len(normals))
	var split func(k int, c cone) bool
	split = func(k int, c cone) bool {
		if k == len(normals) {
			return visit(signs, c)
		}
		for _, side := range []int{1, -1} {
			a := normals[k]
			if side < 0 {
				a = negative(a)
			}
			if part, ok := c.with(a); ok {
				signs[k] = side
				if !split(k+1, part) {
					return false
				}
			}
		}
		return true
	}
	return split(0, cone{dim: dim})
}

func zero(x []rational.Number) bool {
	for _, v := range x {
		if !v.IsZero() {
			return false
		}
	}
	return true
}

func negative(x []rational.Number) []rational.Number {
	y := make([]rational.Number, len(x))
	for i, v := range x {
		y[i] = v.Neg()
	}
	return y
}
