package models

import "saddle/models/internal/fixed"

// function returns f(x), exactly where it is special.
func (a *precise) function(f op, x known) known {
	if !x.open {
		if z, ok := special(f, x.exact); ok {
			return exactly(z)
		}
	}
	g := a.grid
	functions := map[op]func(fixed.Interval) (fixed.Interval, bool){
		opSqrt: g.Sqrt, opExp: g.Exp, opLog: g.Log, opTanh: g.Tanh, opSigmoid: g.Sigmoid, opSoftplus: g.Softplus,
		opSin: g.Sin, opCos: g.Cos, opAcos: g.Acos, opAtan: g.Atan,
	}
	z, ok := functions[f](a.interval(x))
	return a.between(f, x, z, ok)
}

func (a *precise) atan2(y, x known) known {
	if a.isZero(y) {
		if sign, ok := a.sign(x); ok && sign > 0 {
			return known{}
		}
	}
	z, ok := a.grid.Atan2(a.interval(y), a.interval(x))
	return a.between(opAtan2, y, z, ok)
}

// logSumExp returns xⱼ + log Σ exp(xₖ − xⱼ), for the j of which the lower bound is greatest.
func (a *precise) logSumExp(x []known) known {
	top := 0
	for j := range x {
		if a.interval(x[j]).Lo.Cmp(a.interval(x[top]).Lo) > 0 {
			top = j
		}
	}
	return a.add(x[top], a.function(opLog, a.sumExp(x, top)))
}

// sumExp returns Σ exp(xₖ − xⱼ).
func (a *precise) sumExp(x []known, j int) known {
	var sum known
	for k := range x {
		sum = a.add(sum, a.function(opExp, a.sub(x[k], x[j])))
	}
	return sum
}

func (a *precise) softmax(dst, x []known) {
	p := make([]known, len(x))
	for j := range x {
		p[j] = a.pow(a.sumExp(x, j), -1)
	}
	copy(dst, p)
}

// softmaxMul sets dstⱼ = pⱼ Σₖ pₖ (rⱼ − rₖ).
func (a *precise) softmaxMul(dst, p, r []known) {
	d := make([]known, len(p))
	for j := range p {
		var sum known
		for k := range p {
			sum = a.add(sum, a.mul(p[k], a.sub(r[j], r[k])))
		}
		d[j] = a.mul(p[j], sum)
	}
	copy(dst, d)
}
