package relu

import "saddle/spectra/rational"

// unique reports whether no other parameters are outputs as these: those of a net without a hidden layer with
// independent inputs.
func (p *point) unique() bool {
	x := p.X
	if !p.NoBiases {
		x = p.features()
	}
	return len(p.Widths) == 2 && x.Rank() == x.Cols
}

// leastLoss returns ½ Σ ‖y − ȳ‖², with ȳ the mean target of equal inputs, or the least loss of linear
// functions where the net is one.
func (p *point) leastLoss() (sum rational.Number) {
	if !p.Activation.bends() {
		x := p.X
		if !p.NoBiases {
			x = p.features()
		}
		return p.Y.Sub(x.Mul(x.LeastSquares(p.Y))).Norm2().Mul(rational.New(1, 2))
	}
	groups := map[int][]int{}
	for s, first := range p.first {
		groups[first] = append(groups[first], s)
	}
	for _, group := range groups {
		count := rational.Int(int64(len(group)))
		for o := range p.Y.Cols {
			var total, squares rational.Number
			for _, s := range group {
				y := p.Y.At(s, o)
				total, squares = total.Add(y), squares.Add(y.Mul(y))
			}
			sum = sum.Add(squares.Sub(total.Mul(total).Quo(count)))
		}
	}
	return sum.Mul(rational.New(1, 2))
}
