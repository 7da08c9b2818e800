package papers

import (
	"slices"

	"pgregory.net/rapid"

	"saddle/theorems/exact"
)

// What to draw.
const (
	distinct = iota
	repeated
	deficient
	tall // distinct, with d_y > d_x
)

func hasDistinct(sigma []int) bool {
	s := slices.Clone(sigma)
	slices.Sort(s)
	return len(slices.Compact(s)) == len(s)
}

// drawLinearPoint draws widths up to 3, one to three hidden layers, and a set S
// that is the first r indices in most cases: there the non-strict saddles are.
func drawLinearPoint(values int) func(*rapid.T) CriticalPoint {
	return func(t *rapid.T) CriticalPoint {
		H := rapid.IntRange(1, 3).Draw(t, "H")
		least := 1
		if values == repeated {
			least = 2
		}
		p := exact.LinearPoint{Widths: ints(t, "widths", H+2, 1, 3)}
		dx, dy := max(p.Widths[0], p.Widths[H+1], least), max(min(p.Widths[0], p.Widths[H+1]), least)
		if values == tall {
			dx, dy = dy, dx+1
		}
		p.Widths[0], p.Widths[H+1] = dx, dy
		p.Sigma = drawSigma(t, min(dx, dy), values)
		p.U, p.V = ints(t, "U", dy*(dy-1)/2, -2, 2), ints(t, "V", dx*(dx-1)/2, -2, 2)
		p.Scale = ints(t, "scale", dx, 1, 2)
		p.Extra = ints(t, "extra", rapid.IntRange(0, 2).Draw(t, "samples")*dy, -2, 2)
		p.S = drawS(t, dy, p.MinWidth())
		for h := 1; h <= H; h++ {
			p.D = append(p.D, ints(t, "D", p.Widths[h]*p.Widths[h], -1, 1))
		}
		p.Z = drawBlocks(t, p)
		return CriticalPoint{LinearPoint: p}
	}
}

func drawSigma(t *rapid.T, n, values int) []int {
	sigma := make([]int, n)
	s := 0
	for i := n - 1; i >= 0; i-- {
		s += rapid.IntRange(1, 3).Draw(t, "gap")
		sigma[i] = s
	}
	switch values {
	case repeated:
		sigma[0] = sigma[1]
	case deficient:
		sigma[n-1] = 0
	}
	return sigma
}

// drawS draws r ≤ r_max indices below d_y: in half of the cases, where there is
// a choice, not the first r.
func drawS(t *rapid.T, dy, rMax int) []int {
	if dy > 1 && rapid.Bool().Draw(t, "S is not the first") {
		r := rapid.IntRange(1, min(rMax, dy-1)).Draw(t, "r")
		s := rapid.Permutation(upTo(dy)).Draw(t, "S")[:r]
		slices.Sort(s)
		if s[r-1] == r-1 {
			s[r-1] = dy - 1
		}
		return s
	}
	r := rapid.IntRange(0, min(rMax, dy)).Draw(t, "r")
	if r == 0 {
		return nil
	}
	return upTo(r)
}

// drawBlocks draws Z_1 … Z_{H+1}, two of them zero at least.
func drawBlocks(t *rapid.T, p exact.LinearPoint) [][]int {
	H, r := p.H(), len(p.S)
	z := make([][]int, H+1)
	if !rapid.Bool().Draw(t, "blocks") {
		return z
	}
	zero := rapid.Permutation(upTo(H+1)).Draw(t, "zero")[:2]
	for h := range z {
		rows, cols := p.Widths[h+1]-r, p.Widths[h]-r
		if h == 0 {
			cols = p.Widths[0]
		}
		if !slices.Contains(zero, h) {
			z[h] = ints(t, "Z", rows*cols, -2, 2)
		}
	}
	return z
}
