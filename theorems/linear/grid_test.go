package linear

import (
	"testing"

	"saddle/spectra/rational"
)

// All weights of small integers that are critical, found by trying each: their products are parts of the
// target, and their Hessians have the signs that the ranks foretell. Nothing here is constructed.
func TestAllCriticalPointsOfSmallNets(t *testing.T) {
	for _, g := range []struct {
		widths []int
		sigma  []int
		most   int // entries are from −most to most
		short  bool
	}{
		{[]int{1, 1, 1}, []int{1}, 3, true},
		{[]int{1, 1, 1, 1}, []int{2}, 3, true},
		{[]int{2, 1, 1, 2}, []int{2, 1}, 2, true},
		{[]int{2, 1, 1, 1, 2}, []int{2, 1}, 1, true},
		{[]int{1, 2, 1, 1}, []int{1}, 2, true},
		{[]int{2, 2, 2}, []int{2, 1}, 1, false},
		{[]int{1, 2, 2, 1}, []int{1}, 1, true},
		{[]int{1, 1, 2, 1, 1}, []int{1}, 1, true},
		{[]int{3, 1, 1, 1}, []int{1}, 2, false},
		{[]int{1, 1, 1, 3}, []int{1}, 2, false},
		{[]int{2, 2, 1, 2}, []int{2, 1}, 1, false},
		{[]int{2, 1, 2, 2}, []int{2, 1}, 1, false},
		{[]int{2, 2, 1, 1, 2}, []int{2, 1}, 1, false},
	} {
		if testing.Short() && !g.short {
			continue
		}
		p := Point{Widths: g.widths, Sigma: g.sigma}
		c, err := p.Build()
		if err != nil {
			t.Fatal(err)
		}
		critical := 0
		for w := range everyWeights(p.Dim(), g.most) {
			if n := netOf(c.Net, w); isCritical(n) {
				critical++
				checkByRanks(t, p, n)
			}
		}
		if critical < 2 {
			t.Errorf("%v: %d critical points", g.widths, critical)
		}
	}
}

// everyWeights yields all lists of n integers from −most to most.
func everyWeights(n, most int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		w := make([]int, n)
		for i := range w {
			w[i] = -most
		}
		for {
			if !yield(w) {
				return
			}
			i := 0
			for i < n && w[i] == most {
				w[i] = -most
				i++
			}
			if i == n {
				return
			}
			w[i]++
		}
	}
}

// netOf returns the net with other weights.
func netOf(n Net, w []int) Net {
	m := Net{X: n.X, Y: n.Y}
	for _, l := range n.W {
		m.W = append(m.W, rational.Ints(l.Rows, l.Cols, w[:l.Rows*l.Cols]))
		w = w[l.Rows*l.Cols:]
	}
	return m
}

func isCritical(n Net) bool {
	for _, g := range n.Gradient() {
		if !g.IsZero() {
			return false
		}
	}
	return true
}

// checkByRanks compares the signs of the Hessian with what S and the ranks foretell.
func checkByRanks(t *testing.T, p Point, n Net) {
	t.Helper()
	product := n.Product()
	first, r := true, 0
	for i := range product.Rows {
		for j := range product.Cols {
			x := product.At(i, j)
			if !x.IsZero() && (i != j || x.Cmp(n.Y.At(i, j)) != 0) {
				t.Fatalf("%v at %v: the product is no part of the target", p.Widths, entries(n.W))
			}
			if !x.IsZero() {
				first, r = first && i == r, r+1
			}
		}
	}
	signs, err := n.Hessian().Signature()
	if err != nil {
		t.Fatal(err)
	}
	strict := !first || r < p.MinWidth() && !n.Tightened(r)
	if strict != (signs.Neg > 0) {
		t.Errorf("%v at %v: %+v, foretold strict %v", p.Widths, entries(n.W), signs, strict)
	}
	if least := n.Loss().Cmp(p.leastLoss(1)) == 0; least != (first && r == p.MinWidth()) {
		t.Errorf("%v at %v: the least loss %v", p.Widths, entries(n.W), least)
	}
}
