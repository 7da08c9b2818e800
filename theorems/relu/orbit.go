package relu

import "saddle/spectra/rational"

// orbit returns, as rows, the tangents at w of motions of the parameters that leave the loss near w alone:
//
//   - parameters on which it does not depend take any value;
//   - a unit is scaled by t > 0 where it comes in, and by 1/t where it goes out;
//   - a unit that is at no kink, with one slope c at all samples, is shifted by its bias, and the biases above by −c
//     times the weights to them;
//   - of two units of a layer that are at no kink, and have equal slopes at each sample, one is added to the other, as
//     z_i + tz_j, and t times the weights out of i is taken from those out of j;
//   - the numbers into a unit of the first layer move where its samples do not see it: orthogonal to all inputs at
//     which it is visible.
//
// Samples at which nothing visible reads the layer do not count. Each of these maps takes the loss, and what
// visible units are above, to themselves near w; so a w + tδ that is reached from others by them may be
// moved into a slice S that the tangents cross: with tangents T and T ⊕ S all of space, the map (g, s) ↦ g·s has the
// differential T ⊕ S, and is onto a neighbourhood of w. So w is a minimum of L exactly if it is one of L on S.
func (p *point) orbit(up [][][]bool) rational.Matrix {
	o := &orbit{point: p, up: up}
	for at, matters := range p.matters(up) {
		if !matters {
			o.add(map[int]rational.Number{at: rational.Int(1)})
		}
	}
	for i := range p.Widths[1] {
		o.unseen(i)
	}
	for l := 1; l < len(p.Widths)-1; l++ {
		for i := range p.Widths[l] {
			o.scaled(l, i)
			if !p.NoBiases {
				o.shifted(l, i)
			}
			for j := range p.Widths[l] {
				if i != j && o.alike(l, i, j) {
					o.mixed(l, i, j)
				}
			}
		}
	}
	return rational.FromEntries(len(o.rows)/len(p.w), len(p.w), o.rows)
}

type orbit struct {
	*point
	up   [][][]bool
	rows []rational.Number
}

func (o *orbit) add(tangent map[int]rational.Number) {
	row := make([]rational.Number, len(o.w))
	for at, x := range tangent {
		row[at] = x
	}
	if !zero(row) {
		o.rows = append(o.rows, row...)
	}
}

// scaled adds the tangent of t: those into the unit times 1 + t, those out of it times 1 − t.
func (o *orbit) scaled(l, i int) {
	tangent := map[int]rational.Number{}
	for _, at := range o.block(l, i) {
		tangent[at] = o.w[at]
	}
	for k := range o.Widths[l+1] {
		at := o.weight(l+1, k, i)
		tangent[at] = o.w[at].Neg()
	}
	o.add(tangent)
}

// shifted adds that of a bias, and of those above.
func (o *orbit) shifted(l, i int) {
	if !o.alike(l, i, i) {
		return
	}
	var slope rational.Number
	first := true
	for s, signs := range o.sign[l] {
		if !o.read(o.up, l, s) {
			continue
		}
		c := o.Activation.slope(signs[i])
		if !first && c.Cmp(slope) != 0 {
			return
		}
		slope, first = c, false
	}
	tangent := map[int]rational.Number{o.bias(l, i): rational.Int(1)}
	for k := range o.Widths[l+1] {
		tangent[o.bias(l+1, k)] = slope.Mul(o.w[o.weight(l+1, k, i)]).Neg()
	}
	o.add(tangent)
}

// alike reports whether two units are at no kink, and have the same slopes.
func (o *orbit) alike(l, i, j int) bool {
	for s, signs := range o.sign[l] {
		if !o.read(o.up, l, s) {
			continue
		}
		if o.Activation.bends() && (signs[i] == 0 || signs[j] == 0) || o.Activation.slope(signs[i]).Cmp(o.Activation.slope(signs[j])) != 0 {
			return false
		}
	}
	return true
}

// mixed adds that of z_i + tz_j.
func (o *orbit) mixed(l, i, j int) {
	tangent := map[int]rational.Number{}
	from := o.block(l, j)
	for k, at := range o.block(l, i) {
		tangent[at] = o.w[from[k]]
	}
	for k := range o.Widths[l+1] {
		tangent[o.weight(l+1, k, j)] = o.w[o.weight(l+1, k, i)].Neg()
	}
	o.add(tangent)
}

// unseen adds what is orthogonal to the inputs at which unit i of the first layer is visible.
func (o *orbit) unseen(i int) {
	inputs := rational.Zeros(0, o.inputs(1))
	for s := range o.X.Rows {
		if len(o.Widths) == 2 || o.up[1][s][i] {
			inputs = inputs.Above(rational.FromEntries(1, o.inputs(1), o.input(s)))
		}
	}
	for _, u := range inputs.Kernel().ToRows() {
		tangent := map[int]rational.Number{}
		for k, at := range o.block(1, i) {
			tangent[at] = rational.Of(u[k])
		}
		o.add(tangent)
	}
}
