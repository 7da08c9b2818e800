package relu

import "saddle/spectra/rational"

// hidden decides a net with one hidden layer.
func (d *decider) hidden() {
	if delta := d.outputDescent(); delta != nil {
		d.must(delta)
		d.Why = "the output layer has a gradient"
		return
	}
	if open := d.units(d.first); d.Descent != nil || open != "" {
		d.Why = open
		return
	}
	if open := d.units(d.trade); d.Descent != nil {
		return
	} else if open != "" {
		d.second(d.seen())
		return
	}
	d.Kind, d.Why = Minimum, "in every cell the residuals are orthogonal to what the outputs can change by, or on the side of it"
}

// units looks at the cells of all units until the loss falls. It returns why one stays open.
func (d *decider) units(cell func(i int, q [][]rational.Number, c cone) string) (open string) {
	d.Cells = 0
	for i := range d.Widths[1] {
		why := d.unit(i, cell)
		if d.Descent != nil {
			return ""
		}
		if open == "" {
			open = why
		}
	}
	return open
}

// outputDescent returns the negative gradient in the output layer, nil if it is 0. It does not depend on
// sides of kinks, where units are 0.
func (p *point) outputDescent() []rational.Number {
	delta := make([]rational.Number, len(p.w))
	output := p.start(len(p.Widths) - 1)
	for i, x := range p.gradient(nil)[output:] {
		delta[output+i] = x.Neg()
	}
	if zero(delta) {
		return nil
	}
	return delta
}

// unit looks at the cells of unit i. It returns why it stays open, "" if no cell does; if L falls, there is a Descent.
func (d *decider) unit(i int, cell func(i int, q [][]rational.Number, c cone) string) (open string) {
	dim := d.inputs(1)
	var at []int // samples at a kink
	var normals [][]rational.Number
	if d.Activation.bends() {
		for s, signs := range d.sign[1] {
			if signs[i] == 0 {
				at = append(at, s)
				normals = append(normals, d.input(s))
			}
		}
	}
	within := cells(dim, normals, func(signs []int, c cone) bool {
		if d.Cells++; d.Cells > d.most {
			return false
		}
		sides := map[int]int{}
		for k, s := range at {
			sides[s] = signs[k]
		}
		why := cell(i, d.moments(i, sides), c)
		if open == "" {
			open = why
		}
		return d.Descent == nil
	})
	if !within && d.Descent == nil {
		return "there are more cells than are allowed"
	}
	return open
}

// input returns the numbers that the parameters of a unit of the first layer are multiplied by: x, and 1 for the bias.
func (p *point) input(s int) []rational.Number {
	x := append([]rational.Number(nil), p.a[0][s]...)
	if !p.NoBiases {
		x = append(x, rational.Int(1))
	}
	return x
}

// moments returns q = Σ_s r_s σ'_s x_s for each output, with the given sides of kinks.
func (p *point) moments(i int, sides map[int]int) [][]rational.Number {
	q := make([][]rational.Number, p.Widths[2])
	for o := range q {
		q[o] = make([]rational.Number, p.inputs(1))
	}
	for s, signs := range p.sign[1] {
		sign := signs[i]
		if sign == 0 {
			sign = sides[s]
		}
		slope := p.Activation.slope(sign)
		for o, r := range p.r[s] {
			for j, x := range p.input(s) {
				q[o][j] = q[o][j].Add(r.Mul(slope).Mul(x))
			}
		}
	}
	return q
}

// weighted returns Σ_o v_o q_o, and whether all v_o are 0.
func (d *decider) weighted(i int, q [][]rational.Number) (p []rational.Number, alone bool) {
	p, alone = make([]rational.Number, d.inputs(1)), true
	for o := range q {
		v := d.w[d.weight(2, o, i)]
		alone = alone && v.IsZero()
		for j, x := range q[o] {
			p[j] = p[j].Add(v.Mul(x))
		}
	}
	return p, alone
}

// first decides unit i in one cell at first order: whether Σ_o v_o q_o·du ≥ 0 for all du in it.
func (d *decider) first(i int, q [][]rational.Number, c cone) (open string) {
	p, _ := d.weighted(i, q)
	if _, down := c.matrix().Cone(p); down != nil {
		d.must(d.moved(i, down, 0, rational.Number{}))
	}
	return ""
}

// trade decides unit i in one cell where it does not fall at first order: whether Σ_o (v_o + dv_o) q_o·du ≥ 0 for all
// du in it and small dv.
func (d *decider) trade(i int, q [][]rational.Number, c cone) (open string) {
	p, alone := d.weighted(i, q)
	if len(q) == 1 && !alone {
		return "" // q·du has the sign of v, or is 0
	}
	// On the face where p·du = 0 each q_o·du must be 0.
	face := cone{c.dim, append(append([]rational.Number(nil), c.rows...), negative(p)...)}.matrix()
	for o := range q {
		for _, sign := range []int64{1, -1} {
			target := q[o]
			if sign < 0 {
				target = negative(target)
			}
			_, du := face.Cone(target)
			if du == nil {
				continue
			}
			// q_o·du has the sign of −sign: with dv_o = sign·ε, r·Δ falls by ε t².
			if d.trades(i, du, o, sign, alone); d.Descent != nil {
				return ""
			}
			open = "a unit with several outputs may trade one for another"
		}
	}
	return open
}

// trades follows du with dv_o = sign·2^−k: for all v = 0 the change of the outputs is of the order of dv, and
// so L falls if dv is small enough.
func (d *decider) trades(i int, du []rational.Number, o int, sign int64, alone bool) {
	most := 12
	if alone {
		most = 1 << 12
	}
	step := rational.Int(sign)
	for range most {
		if d.falls(d.moved(i, du, o, step)) {
			return
		}
		step = step.Mul(rational.New(1, 2))
	}
	if alone {
		panic("relu: the loss does not fall, and must")
	}
}

// moved returns the direction in which the numbers into unit i move by du and that out of it to output o
// by dv.
func (p *point) moved(i int, du []rational.Number, o int, dv rational.Number) []rational.Number {
	delta := make([]rational.Number, len(p.w))
	for k, at := range p.block(1, i) {
		delta[at] = du[k]
	}
	delta[p.weight(2, o, i)] = dv
	return delta
}
