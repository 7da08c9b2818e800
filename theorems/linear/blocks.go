package linear

import (
	"slices"

	"saddle/spectra/rational"
)

// blocks returns Z_1 … Z_{H+1}.
func (p Point) blocks() []rational.Matrix {
	z := make([]rational.Matrix, p.H()+1)
	for h := range z {
		rows, cols := p.block(h + 1)
		if h < len(p.Z) {
			z[h] = rational.Ints(rows, cols, p.Z[h])
		} else {
			z[h] = rational.Zeros(rows, cols)
		}
	}
	return z
}

// reducedLayers returns the weights in bases in which X is the identity and Y = Σ: S and the blocks, each
// at its indices.
func (p Point) reducedLayers(z []rational.Matrix) []rational.Matrix {
	r, last := len(p.S), p.H()
	out := make([]rational.Matrix, last+1)
	for h := range z {
		rows, cols := p.hidden(h+1), p.hidden(h)
		if h == 0 {
			cols = append(slices.Clone(p.S), p.inputsOfQ()...)
			out[h] = rational.Zeros(p.Widths[1], p.inputs())
		} else {
			out[h] = rational.Zeros(p.Widths[h+1], p.Widths[h])
		}
		if h == last {
			rows = append(slices.Clone(p.S), p.outputsOfQ()...)
		}
		for a := range r {
			x := rational.Int(1)
			if h == 0 {
				if cols[a] >= p.inputs() { // an output that no input has a part in
					continue
				}
				x = rational.Int(int64(p.Sigma[cols[a]]))
			}
			out[h].Set(rows[a], cols[a], x)
		}
		for a := range z[h].Rows {
			for b := range z[h].Cols {
				out[h].Set(rows[r+a], cols[r+b], z[h].At(a, b))
			}
		}
	}
	return out
}

// hidden returns the indices of hidden layer h: those of S first, then those of the blocks.
func (p Point) hidden(h int) []int { return without(p.Widths[h], nil) }

// unimodular returns (I + strictly lower part)(I + strictly upper part).
func unimodular(n int, entries []int) rational.Matrix {
	m := rational.Ints(n, n, entries)
	lower, upper := rational.Identity(n), rational.Identity(n)
	for i := range n {
		for j := range i {
			lower.Set(i, j, m.At(i, j))
			upper.Set(j, i, m.At(j, i))
		}
	}
	return lower.Mul(upper)
}
