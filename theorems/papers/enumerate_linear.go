package papers

import (
	"iter"
	"reflect"
	"slices"

	"saddle/theorems"
	"saddle/theorems/linear"
)

// smallPoints lists critical points with singular values n, …, 2, 1, identity data and bases, any widths
// and S, and blocks of integers.
func smallPoints() *theorems.Enumeration[linear.Point] {
	return &theorems.Enumeration[linear.Point]{
		By:  "Σ d_h + |S| + Σ |z| over the entries of the blocks, for identity data and bases and σ = …, 2, 1, and 1000 more otherwise",
		Of:  sizeOfPoint,
		All: pointsOfSize,
	}
}

func sizeOfPoint(p linear.Point) int {
	size := len(p.S)
	if !reflect.DeepEqual(p, linear.Point{Widths: p.Widths, Sigma: downTo1(len(p.Sigma)), S: p.S, Z: p.Z}) || len(p.Z) != p.H()+1 {
		size += 1000
	}
	for _, d := range p.Widths {
		size += d
	}
	for _, x := range slices.Concat(p.Z...) {
		size += max(x, -x)
	}
	return size
}

func pointsOfSize(n int) iter.Seq[linear.Point] {
	return func(yield func(linear.Point) bool) {
		for units := 3; units <= n; units++ {
			for widths := range compositions(units) {
				if len(widths) >= 3 && !pointsOfWidths(widths, n-units, yield) {
					return
				}
			}
		}
	}
}

// pointsOfWidths yields the points with |S| + Σ|z| = left; it reports whether more are wanted.
func pointsOfWidths(widths []int, left int, yield func(linear.Point) bool) bool {
	p := linear.Point{Widths: widths, Sigma: downTo1(min(widths[0], widths[len(widths)-1]))}
	for mask := range 1 << len(p.Sigma) {
		p.S = nil
		for i := range p.Sigma {
			if mask>>i&1 == 1 {
				p.S = append(p.S, i)
			}
		}
		if len(p.S) > p.MinWidth() || len(p.S) > left {
			continue
		}
		sizes := p.BlockSizes()
		total := 0
		for _, size := range sizes {
			total += size
		}
		for entries := range ofAbsoluteSum(total, left-len(p.S)) {
			p.Z = make([][]int, len(sizes))
			for h, size := range sizes {
				p.Z[h], entries = slices.Clone(entries[:size]), entries[size:]
			}
			if c := built(p); c.IsCritical() && c.Net.Product().Rank() == len(p.S) && !yield(p) { // else S is another
				return false
			}
		}
	}
	return true
}

// downTo1 returns n, …, 2, 1.
func downTo1(n int) []int {
	sigma := from(1, n)
	slices.Reverse(sigma)
	return sigma
}

// compositions yields the lists of positive integers with sum n.
func compositions(n int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		for cuts := range 1 << (n - 1) { // after which of the n − 1 first units one list entry ends
			list := []int{1}
			for i := range n - 1 {
				if cuts>>i&1 == 1 {
					list = append(list, 1)
				} else {
					list[len(list)-1]++
				}
			}
			if !yield(list) {
				return
			}
		}
	}
}

// ofAbsoluteSum yields the lists of m integers with Σ|x| = sum.
func ofAbsoluteSum(m, sum int) iter.Seq[[]int] {
	return func(yield func([]int) bool) { absolutely(nil, m, sum, yield) }
}

func absolutely(x []int, m, sum int, yield func([]int) bool) bool {
	if m == 0 {
		return sum > 0 || yield(slices.Clone(x))
	}
	for a := 0; a <= sum; a++ {
		if m == 1 && a < sum {
			continue
		}
		if !absolutely(append(x, a), m-1, sum-a, yield) || a > 0 && !absolutely(append(x, -a), m-1, sum-a, yield) {
			return false
		}
	}
	return true
}
