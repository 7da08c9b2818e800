package relu

// visible returns, for each hidden layer, sample and unit, whether the unit can pass anything on to an output, here or
// nearby, whatever the weights are: it is at a kink or on a side with a slope, and so is a unit above it that is
// visible. What is not visible neither changes the loss nearby, nor the side of anything visible.
func (p *point) visible() [][][]bool {
	last := len(p.Widths) - 1
	up := make([][][]bool, last)
	for l := last - 1; l >= 1; l-- {
		for s, signs := range p.sign[l] {
			row := make([]bool, len(signs))
			for i, sign := range signs {
				row[i] = p.read(up, l, s) && p.alive(sign)
			}
			up[l] = append(up[l], row)
		}
	}
	return up
}

// read reports whether what layer l returns at sample s reaches a visible unit, or an output.
func (p *point) read(up [][][]bool, l, s int) bool {
	if l+1 == len(p.Widths)-1 {
		return true
	}
	for _, is := range up[l+1][s] {
		if is {
			return true
		}
	}
	return false
}

// alive reports whether a unit of that sign returns more than 0 at points nearby.
func (p *point) alive(sign int) bool {
	return sign == 0 && p.Activation.bends() || !p.Activation.slope(sign).IsZero()
}

// matters reports for each parameter whether the loss depends on it near the point.
func (p *point) matters(up [][][]bool) []bool {
	out := make([]bool, len(p.w))
	last := len(p.Widths) - 1
	for l := 1; l <= last; l++ {
		for i := range p.Widths[l] {
			for s := range p.X.Rows {
				if l < last && !up[l][s][i] {
					continue
				}
				for j, a := range p.a[l-1][s] {
					if l == 1 && !a.IsZero() || l > 1 && p.alive(p.sign[l-1][s][j]) {
						out[p.weight(l, i, j)] = true
					}
				}
				if !p.NoBiases {
					out[p.bias(l, i)] = true
				}
			}
		}
	}
	return out
}
