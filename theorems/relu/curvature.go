package relu

import "saddle/spectra/rational"

// curvature returns second derivatives, in the parameters given, in the cell with the given sides of kinks: those of
//
//	Σ_s c_s·z_l(s), or Σ_s (c_s·z_l(s) + ½‖z_l(s) − z_l(s)(w)‖²)
//
// where squares is set, so that c = r for the last layer makes those of L. A column is the derivative of
// backpropagation along a parameter, at the cost of two such passes; samples without an entry of c are passed over.
func (p *point) curvature(l int, c map[int][]rational.Number, squares bool, sides map[kink]int, params []int) rational.Matrix {
	place := make([]int, len(p.w)) // from 1
	for k, at := range params {
		place[at] = k + 1
	}
	h := rational.Zeros(len(params), len(params))
	for column, at := range params {
		add := func(at int, x rational.Number) {
			if k := place[at]; k > 0 && !x.IsZero() {
				h.Set(k-1, column, h.At(k-1, column).Add(x))
			}
		}
		for s, bar := range c {
			da := p.tangents(l, s, at, sides)
			dbar := make([]rational.Number, len(bar))
			if squares {
				copy(dbar, da[l])
			}
			p.backTangent(l, s, at, bar, dbar, da, sides, add)
		}
	}
	return h
}

// tangents returns the derivatives of a_0, …, a_{l−1} and z_l at sample s along a parameter.
func (p *point) tangents(l, s, at int, sides map[kink]int) [][]rational.Number {
	da := [][]rational.Number{make([]rational.Number, p.Widths[0])}
	for k := 1; k <= l; k++ {
		dz := make([]rational.Number, p.Widths[k])
		for i := range dz {
			for j, x := range da[k-1] {
				weight := p.weight(k, i, j)
				if weight == at {
					dz[i] = dz[i].Add(p.a[k-1][s][j])
				}
				if !x.IsZero() {
					dz[i] = dz[i].Add(p.w[weight].Mul(x))
				}
			}
			if !p.NoBiases && p.bias(k, i) == at {
				dz[i] = dz[i].Add(rational.Int(1))
			}
			if k < l {
				dz[i] = dz[i].Mul(p.slope(kink{k, s, i}, sides))
			}
		}
		da = append(da, dz)
	}
	return da
}

// backTangent hands the derivatives of the gradient of bar·z_l, of which bar has the derivative dbar, to add.
func (p *point) backTangent(l, s, at int, bar, dbar []rational.Number, da [][]rational.Number, sides map[kink]int, add func(int, rational.Number)) {
	for ; ; l-- {
		for i := range bar {
			for j, a := range p.a[l-1][s] {
				add(p.weight(l, i, j), dbar[i].Mul(a).Add(bar[i].Mul(da[l-1][j])))
			}
			if !p.NoBiases {
				add(p.bias(l, i), dbar[i])
			}
		}
		if l == 1 {
			return
		}
		next, dnext := make([]rational.Number, p.Widths[l-1]), make([]rational.Number, p.Widths[l-1])
		for j := range next {
			for i, x := range bar {
				weight := p.weight(l, i, j)
				next[j] = next[j].Add(x.Mul(p.w[weight]))
				dnext[j] = dnext[j].Add(dbar[i].Mul(p.w[weight]))
				if weight == at {
					dnext[j] = dnext[j].Add(x)
				}
			}
			slope := p.slope(kink{l - 1, s, j}, sides)
			next[j], dnext[j] = next[j].Mul(slope), dnext[j].Mul(slope)
		}
		bar, dbar = next, dnext
	}
}
