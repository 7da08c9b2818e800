package linear

import "slices"

// Separated returns the point with entries of Z put to 0 so that it is critical, with one zero block or
// none if the net is deep enough. Every unit that the blocks connect is on the side of the inputs or on
// that of the outputs, and what would lead from the first side to the second is put to 0: then Z_{H+1}…Z_1
// = 0. The first hidden layer is on the side of the inputs and the last on that of the outputs. Of an index
// with σ_i ≠ 0, only the input or only the output is connected, so that Z_{j−1}…Z_1 Σ_Qᵀ Z_{H+1}…Z_{j+1} =
// 0.
//
// late says what is on the side of the outputs: layer by layer a number for each unit beyond r of the
// hidden layers 2 … H − 1, then one for each index from 0 to d_{H+1} − 1, 0 meaning that it is not. Missing
// numbers are 0.
func (p Point) Separated(late []int) Point {
	next := func() bool {
		if len(late) == 0 {
			return false
		}
		x := late[0]
		late = late[1:]
		return x != 0
	}
	r, last := len(p.S), p.H()
	side := make([][]bool, last+1) // of the units beyond r of the hidden layers
	for h := 1; h <= last; h++ {
		side[h] = slices.Repeat([]bool{h == last && last > 1}, p.Widths[h]-r)
		for i := range side[h] {
			if h > 1 && h < last {
				side[h][i] = next()
			}
		}
	}
	output := make([]bool, p.outputs())
	for i := range output {
		output[i] = next()
	}
	tied := func(i int) bool { return i < len(p.Sigma) && p.Sigma[i] != 0 }
	for h, z := range p.zBySize() {
		rows, cols := p.block(h + 1)
		for k := range z {
			a, b := k/cols, k%cols
			var keep bool
			switch {
			case h == 0 && rows > 0:
				i := p.inputsOfQ()[b]
				keep = !side[1][a] && (!tied(i) || last > 1 && !output[i])
			case h == last:
				i := p.outputsOfQ()[a]
				keep = side[last][b] && (!tied(i) || output[i])
			default:
				keep = side[h][b] || !side[h+1][a]
			}
			if !keep {
				z[k] = 0
			}
		}
		p.Z = slices.Clone(p.Z)
		for len(p.Z) <= h {
			p.Z = append(p.Z, nil)
		}
		p.Z[h] = z
	}
	return p
}

// zBySize returns copies of all blocks, each with all its entries.
func (p Point) zBySize() [][]int {
	out := make([][]int, p.H()+1)
	for h, size := range p.BlockSizes() {
		out[h] = make([]int, size)
		if h < len(p.Z) {
			copy(out[h], p.Z[h])
		}
	}
	return out
}
