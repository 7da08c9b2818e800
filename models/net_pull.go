package models

import "fmt"

// PullBack sets dst to the gradient of Σ_s delta_s·z_L(x_s) in the parameters, for the inputs x, n rows of d_0 numbers,
// and delta, n rows of d_L: that of any loss of the outputs, of whose derivatives in them delta is made, after
// [Net.Outputs]. Criterion, Mean and Decay have no say. dst must not overlap w. It costs what [Net.GradientOf] does, which
// needs no Outputs before.
func (n *Net) PullBack(dst, w, x, delta []float64) {
	mustFit("dst", dst, n.m.dim)
	last := len(n.m.layers) - 1
	k := n.m.layers[last].out
	if len(delta) != len(x)/n.m.layers[0].in*k {
		panic(fmt.Sprintf("models: delta has length %d, want %d for each sample", len(delta), k))
	}
	n.eachSpan(w, x, func(s *mlpSpan, from int) {
		rows := s.z[last].Rows
		copy(s.delta[last].Data[:rows*k], delta[from*k:])
		n.gradient(dst, w)
	})
}
