package relu

import (
	"slices"

	"saddle/spectra/rational"
)

// deep decides a net with any number of hidden layers.
func (d *decider) deep() {
	all := d.seen()
	within := d.sided(all, d.slopes, func(sides map[kink]int, c cone) bool {
		_, down := c.matrix().Cone(d.gradient(sides))
		if down != nil {
			d.must(down)
		}
		return down == nil
	})
	if d.Descent != nil {
		return
	}
	if within && d.stays(all) {
		d.Kind, d.Why = Minimum, "the residuals are orthogonal to whatever the outputs can change by, in every cell"
		return
	}
	if d.Why = "there are more cells than are allowed"; within {
		d.second(all)
	}
}

// seen returns the kinks of which something is seen.
func (d *decider) seen() []kink {
	up := d.visible()
	return slices.DeleteFunc(d.kinks(), func(k kink) bool { return !up[k.l][k.s][k.i] })
}

// stays reports whether r·Δ = 0 in every cell. In the first layer z is linear in δ, and the cells are
// those of hyperplanes. Of other layers all sides of kinks are taken: what is impossible at first order may
// be possible.
func (d *decider) stays(all []kink) bool {
	stays := true
	within := d.sided(all, d.straight, func(sides map[kink]int, _ cone) bool {
		stays, _ = d.still(sides)
		return stays
	})
	return within && stays
}

// straight returns the gradient of z at a kink of the first layer, which is the wall of a cell; and 0 of others,
// whose walls are not straight.
func (d *decider) straight(k kink, sides map[kink]int) []rational.Number {
	if k.l > 1 {
		return make([]rational.Number, len(d.w))
	}
	return d.slopes(k, sides)
}

// sided calls visit for the sides of all kinks that are possible, with their cone, where normal returns
// the gradient of z at a kink, which may depend on the sides of those before; a zero is no condition. It
// stops where visit returns false, or there are too many cells, and reports whether it did not.
func (d *decider) sided(all []kink, normal func(kink, map[kink]int) []rational.Number, visit func(map[kink]int, cone) bool) bool {
	sides := map[kink]int{}
	var split func(k int, c cone) bool
	split = func(k int, c cone) bool {
		if k == len(all) {
			d.Cells++
			return d.Cells <= d.most && visit(sides, c)
		}
		a := normal(all[k], sides)
		for _, side := range []int{1, -1} {
			if part, ok := c.with(a); ok {
				sides[all[k]] = side
				if !split(k+1, part) {
					return false
				}
			}
			a = negative(a)
		}
		return true
	}
	d.Cells = 0
	return split(0, cone{dim: len(d.w)})
}

// gradient returns that of L in the cell with the given sides.
func (p *point) gradient(sides map[kink]int) []rational.Number {
	g := make([]rational.Number, len(p.w))
	for s, r := range p.r {
		p.back(g, len(p.Widths)-1, s, r, sides)
	}
	return g
}

// slopes returns the gradient of z at a kink, with the given sides of the kinks below.
func (p *point) slopes(k kink, sides map[kink]int) []rational.Number {
	g := make([]rational.Number, len(p.w))
	unit := make([]rational.Number, p.Widths[k.l])
	unit[k.i] = rational.Int(1)
	p.back(g, k.l, k.s, unit, sides)
	return g
}

// back adds to g the gradient of c·z_l at sample s: backpropagation.
func (p *point) back(g []rational.Number, l, s int, c []rational.Number, sides map[kink]int) {
	for ; ; l-- {
		for i, x := range c {
			if x.IsZero() {
				continue
			}
			for j, a := range p.a[l-1][s] {
				at := p.weight(l, i, j)
				g[at] = g[at].Add(x.Mul(a))
			}
			if !p.NoBiases {
				g[p.bias(l, i)] = g[p.bias(l, i)].Add(x)
			}
		}
		if l == 1 {
			return
		}
		next := make([]rational.Number, p.Widths[l-1])
		for j := range next {
			for i, x := range c {
				next[j] = next[j].Add(x.Mul(p.w[p.weight(l, i, j)]))
			}
			next[j] = next[j].Mul(p.slope(kink{l - 1, s, j}, sides))
		}
		c = next
	}
}
