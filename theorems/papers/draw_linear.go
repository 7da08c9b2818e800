package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/theorems/linear"
)

// What to draw.
const (
	distinct = iota
	repeated
	deficient
	tall   // distinct, with d_y > d_x
	unseen // distinct, with an input that no sample reaches
)

func hasDistinct(sigma []int) bool {
	s := slices.Clone(sigma)
	slices.Sort(s)
	return len(slices.Compact(s)) == len(s)
}

// drawLinearPoint draws critical points with one to four hidden layers.
func drawLinearPoint(values int) func(*rapid.T) CriticalPoint {
	return func(t *rapid.T) CriticalPoint {
		return CriticalPoint{Point: drawPoint(t, rapid.IntRange(1, 4).Draw(t, "H"), values)}
	}
}

// drawPoint draws a critical point with widths up to 3, one hidden layer of up to 6, and a set S that is
// the first r indices in most cases: there the non-strict saddles are.
func drawPoint(t *rapid.T, H, values int) linear.Point {
	least := 1
	if values == repeated {
		least = 2
	}
	p := linear.Point{Widths: ints(t, "widths", H+2, rapid.IntRange(1, 2).Draw(t, "narrowest"), 3)}
	k, dy := max(p.Widths[0], p.Widths[H+1], least), max(min(p.Widths[0], p.Widths[H+1]), least)
	switch values {
	case tall:
		k, dy = dy, k+1
	case unseen:
		p.Unseen = 1
	}
	p.Widths[0], p.Widths[H+1] = k+p.Unseen, dy
	if rapid.IntRange(0, 5).Draw(t, "wide") == 5 {
		p.Widths[rapid.IntRange(1, H).Draw(t, "layer")] = rapid.IntRange(4, 6).Draw(t, "width")
	}
	p.Sigma = drawSigma(t, min(k, dy), values)
	p.S = drawS(t, min(k, dy), min(k, slices.Min(p.Widths[1:])))
	drawData(t, &p)
	changed := rapid.IntRange(0, 3).Draw(t, "D") > 0
	for h := 1; h <= H && changed; h++ {
		p.D = append(p.D, ints(t, "D", p.Widths[h]*p.Widths[h], -1, 1))
	}
	return drawBlocks(t, p)
}

// drawData draws U, V, the inputs and further samples.
func drawData(t *rapid.T, p *linear.Point) {
	dx, dy := p.Widths[0], p.Widths[len(p.Widths)-1]
	k := dx - p.Unseen
	p.U, p.V = ints(t, "U", dy*(dy-1)/2, -2, 2), ints(t, "V", k*(k-1)/2, -2, 2)
	p.Scale = ints(t, "scale", dx, 1, 2)
	p.Mix = ints(t, "mix", dx*dx, -1, 1)
	p.Free = ints(t, "free", p.Widths[1]*p.Unseen, -2, 2)
	more := rapid.IntRange(0, 2).Draw(t, "samples")
	p.Extra = ints(t, "extra", more*dy, -2, 2)
	if rapid.Bool().Draw(t, "turn") {
		p.Turn = ints(t, "O", (k+more)*(k+more-1)/2, -1, 1)
	}
}

// drawSigma draws n positive numbers in descending order, with gaps of up to 3.
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

// drawS draws r ≤ r_max indices below n: in half of the cases, where there is
// a choice, not the first r.
func drawS(t *rapid.T, n, rMax int) []int {
	if n > 1 && rapid.Bool().Draw(t, "S is not the first") {
		r := rapid.IntRange(1, min(rMax, n-1)).Draw(t, "r")
		s := rapid.Permutation(upTo(n)).Draw(t, "S")[:r]
		slices.Sort(s)
		if s[r-1] == r-1 {
			s[r-1] = n - 1
		}
		return s
	}
	r := rapid.IntRange(0, min(rMax, n)).Draw(t, "r")
	if r == 0 {
		return nil
	}
	return upTo(r)
}

// drawBlocks draws Z_1 … Z_{H+1}: all of them zero, two of them at least, or so that the units are on the
// side of the inputs or on that of the outputs.
func drawBlocks(t *rapid.T, p linear.Point) linear.Point {
	pattern := rapid.IntRange(0, 3).Draw(t, "blocks")
	if pattern == 0 {
		return p
	}
	sizes := p.BlockSizes()
	p.Z = make([][]int, len(sizes))
	var zero []int
	if pattern == 1 {
		zero = rapid.Permutation(upTo(len(sizes))).Draw(t, "zero")[:2]
	}
	for h, size := range sizes {
		if !slices.Contains(zero, h) {
			p.Z[h] = ints(t, "Z", size, -2, 2)
		}
	}
	if pattern > 1 {
		p = p.Separated(ints(t, "late", 12, 0, 1))
	}
	return p
}

// patternOf names the zero blocks of a point.
func patternOf(p linear.Point) string {
	free := 0
	for _, z := range p.Z {
		if slices.ContainsFunc(z, func(x int) bool { return x != 0 }) {
			free++
		}
	}
	return [...]string{"no zero block", "one zero block", "two zero blocks or more"}[min(p.H()+1-free, 2)]
}

// shapeTraits are the classes of a shape with hidden layers.
func shapeTraits(widths []int) []string {
	H := len(widths) - 2
	hidden := widths[1 : H+1]
	ends := min(widths[0], widths[H+1])
	return append(holding(
		class{"d_x > d_y", widths[0] > widths[H+1]},
		class{"hidden width 1", slices.Contains(hidden, 1)},
		class{"hidden width 2", slices.Contains(hidden, 2)},
		class{"hidden width 3", slices.Contains(hidden, 3)},
		class{"bottleneck", slices.Min(hidden) < ends},
		class{"wide", slices.Max(hidden) > max(widths[0], widths[H+1])},
	), fmt.Sprintf("H=%d", H))
}

// pointTraits are the classes of a critical point.
func pointTraits(p linear.Point) []string {
	r := len(p.S)
	other := func(entries ...int) bool { return slices.ContainsFunc(entries, func(x int) bool { return x != 0 }) }
	return slices.Concat(shapeTraits(p.Widths), holding(
		class{"S not the first", !slices.Equal(p.S, upTo(r))},
		class{"D ≠ I", other(slices.Concat(p.D...)...)},
		class{"U ≠ I", other(p.U...)},
		class{"V ≠ I", other(p.V...)},
		class{"X ≠ I", slices.Contains(p.Scale, 2) || other(p.Mix...)},
		class{"further samples", len(p.Extra) > 0},
		class{"samples turned", other(p.Turn...)},
	), []string{fmt.Sprintf("r=%d", r), patternOf(p)})
}
