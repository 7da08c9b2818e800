package models

import "saddle/models/internal/fixed"

// function returns f(x), exactly where it is special.
func (a *precise) function(f op, x known) known {
	if !x.open {
		if z, ok := special(f, x.exact); ok {
			return exactly(z)
		}
	}
	if !a.evaluates(x) {
		return known{}
	}
	g := a.grid
	functions := map[op]func(fixed.Interval) (fixed.Interval, bool){
		opSqrt: g.Sqrt, opExp: g.Exp, opLog: g.Log, opTanh: g.Tanh, opSigmoid: g.Sigmoid, opSoftplus: g.Softplus,
		opSin: g.Sin, opCos: g.Cos, opAcos: g.Acos, opAtan: g.Atan,
	}
	z, ok := functions[f](a.interval(x))
	if !ok && (f == opExp || f == opSin || f == opCos) {
		return a.fail(ErrRange{f.String(), x.String()})
	}
	return a.between(f, x, z, ok)
}

func (a *precise) atan2(y, x known) known {
	if a.isZero(y) {
		if sign, ok := a.sign(x); ok && sign > 0 {
			return known{}
		}
	}
	if !a.evaluates(x) || !a.evaluates(y) {
		return known{}
	}
	z, ok := a.grid.Atan2(a.interval(y), a.interval(x))
	return a.between(opAtan2, y, z, ok)
}

// logSumExp returns xⱼ + log Σ exp(xₖ − xⱼ), for the j of which the lower bound is greatest.
func (a *precise) logSumExp(x []known) known {
	top := a.top(x)
	return a.add(x[top], a.function(opLog, a.sumExp(x, top)))
}

// top returns the j of which the lower bound is greatest.
func (a *precise) top(x []known) int {
	top, most := 0, a.interval(x[0]).Lo
	for j := range x {
		if lo := a.interval(x[j]).Lo; lo.Cmp(most) > 0 {
			top, most = j, lo
		}
	}
	return top
}

// sumExp returns Σ exp(xₖ − xⱼ).
func (a *precise) sumExp(x []known, j int) known {
	var sum known
	for k := range x {
		sum = a.add(sum, a.function(opExp, a.sub(x[k], x[j])))
	}
	return sum
}

// softmax divides the terms exp(xₖ − xⱼ) of that sum by it.
func (a *precise) softmax(dst, x []known) {
	top := a.top(x)
	inverse := a.pow(a.sumExp(x, top), -1)
	p := make([]known, len(x))
	for k := range x {
		p[k] = a.mul(a.function(opExp, a.sub(x[k], x[top])), inverse)
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
