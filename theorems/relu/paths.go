package relu

import "saddle/spectra/rational"

// mostPaths is how many paths through a net are looked at.
const mostPaths = 100_000

// still reports whether r·Δ = 0 for all δ in the cell in which kinks are on the given sides. As a polynomial in
// the parameters, r·(outputs) has a monomial for each path from an input or a bias to an output, with the
// coefficient Σ_s r_s σ'_s … σ'_s x_s. known is false if there are too many paths.
func (p *point) still(sides map[kink]int) (is, known bool) {
	count := 0
	last := len(p.Widths) - 1
	var below func(l, i int, c []rational.Number) bool
	below = func(l, i int, c []rational.Number) bool {
		if count++; count > mostPaths {
			return false
		}
		if !p.NoBiases && !total(c).IsZero() {
			return false
		}
		for j := range p.Widths[l-1] {
			next := make([]rational.Number, len(c))
			for s := range c {
				if l == 1 {
					next[s] = c[s].Mul(p.a[0][s][j])
				} else {
					next[s] = c[s].Mul(p.slope(kink{l - 1, s, j}, sides))
				}
			}
			if l == 1 && !total(next).IsZero() || l > 1 && !zero(next) && !below(l-1, j, next) {
				return false
			}
		}
		return true
	}
	for o := range p.Widths[last] {
		c := make([]rational.Number, p.X.Rows)
		for s := range c {
			c[s] = p.r[s][o]
		}
		if !below(last, o, c) {
			return false, count <= mostPaths
		}
	}
	return true, true
}

// slope returns σ' of a unit at a sample, at a kink on the given side.
func (p *point) slope(k kink, sides map[kink]int) rational.Number {
	sign := p.sign[k.l][k.s][k.i]
	if sign == 0 {
		sign = sides[k]
	}
	return p.Activation.slope(sign)
}

func total(x []rational.Number) (sum rational.Number) {
	for _, v := range x {
		sum = sum.Add(v)
	}
	return sum
}
