package linear

import (
	"math/rand/v2"
	"slices"
)

// some returns n integers from −2 to 2.
func some(rng *rand.Rand, n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = rng.IntN(5) - 2
	}
	return out
}

// draw makes a critical point with random small shapes and blocks, two of them zero.
func draw(rng *rand.Rand) Point {
	H := 1 + rng.IntN(3)
	p := Point{}
	for range H + 2 {
		p.Widths = append(p.Widths, 1+rng.IntN(3))
	}
	return fill(rng, p)
}

// fill makes the rest of a point with the given widths.
func fill(rng *rand.Rand, p Point) Point {
	H := p.H()
	if p.Widths[0] > 1 && rng.IntN(3) == 0 {
		p.Unseen = 1
	}
	dx, dy := p.Widths[0], p.outputs()
	for i := range min(p.inputs(), dy) {
		p.Sigma = append(p.Sigma, max(5-i, 1))
	}
	p.U, p.V = some(rng, dy*(dy-1)/2), some(rng, p.inputs()*(p.inputs()-1)/2)
	for range dx {
		p.Scale = append(p.Scale, 1+rng.IntN(2))
	}
	p.Mix, p.Free = some(rng, dx*dx), some(rng, p.Widths[1]*p.Unseen)
	first := rng.IntN(2) == 0 // S = {1, …, r}: where the non-strict saddles are
	for i := range dy {
		if (first || rng.IntN(2) == 0) && len(p.S) < p.MinWidth() && (!first || len(p.S) < p.MinWidth()-1) {
			p.S = append(p.S, i)
		}
	}
	p.Extra = some(rng, dy*rng.IntN(2))
	if n := p.samples(); rng.IntN(2) == 0 {
		p.Turn = some(rng, n*(n-1)/2)
	}
	for h := 1; h <= H; h++ {
		p.D = append(p.D, some(rng, p.Widths[h]*p.Widths[h]))
	}
	p.Z = make([][]int, H+1)
	zero, all := rng.Perm(H + 1)[:2], rng.IntN(2) == 0
	for h, size := range p.BlockSizes() {
		if !slices.Contains(zero, h) && !all {
			p.Z[h] = some(rng, size)
		}
	}
	return p
}

// drawAny makes a critical point whose blocks are sparse, and as many of them zero as it takes.
func drawAny(rng *rand.Rand) Point {
	p := draw(rng)
	for {
		sizes := p.BlockSizes()
		for h := range p.Z {
			p.Z[h] = make([]int, sizes[h])
			for k := range p.Z[h] {
				if rng.IntN(3) == 0 {
					p.Z[h][k] = rng.IntN(5) - 2
				}
			}
		}
		c, err := p.Build()
		if err != nil {
			panic(err)
		}
		if c.IsCritical() {
			return p
		}
	}
}

// drawSeparated makes a critical point of a net of up to five hidden layers whose blocks lead from the
// inputs, or to the outputs.
func drawSeparated(rng *rand.Rand) Point {
	p := Point{}
	for range 4 + rng.IntN(4) {
		p.Widths = append(p.Widths, 2+rng.IntN(2))
	}
	p = fill(rng, p)
	for h, size := range p.BlockSizes() {
		p.Z[h] = some(rng, size)
	}
	return p.Separated(sides(rng))
}

// sides says which units are on the side of the outputs, half of them.
func sides(rng *rand.Rand) []int {
	late := make([]int, 40)
	for i := range late {
		late[i] = rng.IntN(2)
	}
	return late
}
