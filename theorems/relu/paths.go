package relu

import (
	"saddle/spectra/rational"
)

// mostPaths is how many classes of paths through a net are looked at.
const mostPaths = 100_000

// still reports whether r·Δ = 0 for all δ in the cell in which kinks are on the given sides. As a polynomial in
// the parameters, r·(outputs) has a monomial for each path from an input or a bias to an output, with the
// coefficient Σ_s c_s x_s, c_s = r_s σ'_s … σ'_s. Paths with equal c, as through units that are all on, are
// one class. known is false if there are too many classes.
func (p *point) still(sides map[kink]int) (is, known bool) {
	last := len(p.Widths) - 1
	above := map[string][]rational.Number{}
	for o := range p.Widths[last] {
		c := make([]rational.Number, p.X.Rows)
		for s := range c {
			c[s] = p.r[s][o]
		}
		above[key(c)] = c
	}
	for l := last; ; l-- {
		for _, c := range above {
			if !p.NoBiases && !total(c).IsZero() {
				return false, true
			}
		}
		if l == 1 {
			return p.orthogonal(above), true
		}
		below := map[string][]rational.Number{}
		for _, c := range above {
			for j := range p.Widths[l-1] {
				next := make([]rational.Number, len(c))
				for s := range c {
					next[s] = c[s].Mul(p.slope(kink{l - 1, s, j}, sides))
				}
				if !zero(next) {
					below[key(next)] = next
				}
			}
		}
		if above = below; len(above) > mostPaths {
			return false, false
		}
	}
}

// orthogonal reports whether every c is orthogonal to every input.
func (p *point) orthogonal(all map[string][]rational.Number) bool {
	for _, c := range all {
		for j := range p.Widths[0] {
			var sum rational.Number
			for s, x := range c {
				sum = sum.Add(x.Mul(p.a[0][s][j]))
			}
			if !sum.IsZero() {
				return false
			}
		}
	}
	return true
}

func total(x []rational.Number) (sum rational.Number) {
	for _, v := range x {
		sum = sum.Add(v)
	}
	return sum
}
