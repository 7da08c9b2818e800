package linear

import "saddle/spectra/rational"

// orbitDimension is the dimension of the orbit of the point under the changes of basis of the hidden
// layers, W_h → G W_h, W_{h+1} → W_{h+1} G⁻¹, which leave the product and hence the loss alone: the rank of
// the tangents A W_h, −W_{h+1} A. With weight decay there is no such symmetry, and it is 0.
func (c *Critical) orbitDimension() int {
	if c.Decay != 0 {
		return 0
	}
	return c.Net.OrbitDimension()
}

// OrbitDimension returns the dimension of the orbit of W under the changes of basis of the hidden layers,
// by the rank of its tangents. Cost: that of the rank.
func (n Net) OrbitDimension() int {
	var tangents []rational.Number
	count := 0
	for h := 0; h+1 < len(n.W); h++ {
		d := n.W[h].Rows
		for k := range d * d {
			a := rational.Zeros(d, d)
			a.Set(k/d, k%d, rational.Int(1))
			moved := make([]rational.Matrix, len(n.W))
			for i, l := range n.W {
				moved[i] = rational.Zeros(l.Rows, l.Cols)
			}
			moved[h] = a.Mul(n.W[h])
			moved[h+1] = moved[h+1].Sub(n.W[h+1].Mul(a))
			tangents = append(tangents, entries(moved)...)
			count++
		}
	}
	return rational.FromEntries(count, n.Dim(), tangents).Rank()
}
