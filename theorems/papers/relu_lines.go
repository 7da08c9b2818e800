package papers

import (
	"math/big"

	"saddle/spectra/rational"
	"saddle/theorems/relu"
)

// onLines is the net 2→3→1 without biases on the inputs (x, 1) of samples (x, y).
func onLines(samples [][2]int, unit relu.Activation) relu.Net {
	n := relu.Net{Widths: []int{2, 3, 1}, Activation: unit, NoBiases: true, X: rational.Zeros(len(samples), 2), Y: rational.Zeros(len(samples), 1)}
	for s, xy := range samples {
		n.X.Set(s, 0, rational.Int(int64(xy[0])))
		n.X.Set(s, 1, rational.Int(1))
		n.Y.Set(s, 0, rational.Int(int64(xy[1])))
	}
	return n
}

// fitsOnLines returns points of the net on lines with ReLU units: its affine least-squares fit with all units on, and a better
// one with a bend, the same where there is none. Those of the net 1→2→1 with biases become such with a third unit, which is constant,
// in place of the output bias.
func fitsOnLines(samples [][2]int) (affine, bent []*big.Rat) {
	n := relu.Net{Widths: []int{1, 2, 1}, Activation: relu.ReLU, X: rational.Zeros(len(samples), 1), Y: rational.Zeros(len(samples), 1)}
	for s, xy := range samples {
		n.X.Set(s, 0, rational.Int(int64(xy[0])))
		n.Y.Set(s, 0, rational.Int(int64(xy[1])))
	}
	fit, err := relu.AffineFit(n)
	if err != nil {
		panic(err)
	}
	better, ok, err := relu.BentFit(n)
	if err != nil {
		panic(err)
	}
	if !ok {
		better = fit
	}
	without := func(p []*big.Rat) []*big.Rat { // (w_1, w_2, b_1, b_2, v_1, v_2, c), c < 0
		return []*big.Rat{p[0], p[2], p[1], p[3], new(big.Rat), new(big.Rat).Neg(p[6]), p[4], p[5], big.NewRat(-1, 1)}
	}
	return without(fit), without(better)
}
