package models

// function returns f(x) for a constant term at which f is rational: see [special].
func (a *powerSeries) function(f op, x []fraction) []fraction {
	var at fraction
	if len(x) > 0 {
		at = x[0]
	}
	var r rationals
	z0 := r.function(f, at)
	if r.failure != nil {
		return a.fail(r.failure)
	}
	slope := a.slope(x)
	if len(slope) == 0 {
		return []fraction{z0}
	}
	switch f {
	case opSqrt:
		return a.sqrt(x, z0)
	case opLog:
		return a.integral(z0, a.div(slope, x))
	case opAtan:
		return a.integral(z0, a.div(slope, a.add(a.integer(1), a.mul(x, x))))
	case opAcos:
		root := a.function(opSqrt, a.sub(a.integer(1), a.mul(x, x)))
		return a.integral(z0, a.neg(a.div(slope, root)))
	case opSin, opCos:
		return a.circular(f, slope)
	case opExp:
		return a.solve(z0, slope, func(z []fraction) []fraction { return z })
	case opTanh:
		return a.solve(z0, slope, func(z []fraction) []fraction { return a.sub(a.integer(1), a.mul(z, z)) })
	}
	return a.solve(z0, slope, func(z []fraction) []fraction { return a.sub(z, a.mul(z, z)) }) // sigmoid
}

// slope returns x′.
func (a *powerSeries) slope(x []fraction) []fraction {
	if len(x) < 2 {
		return nil
	}
	d := make([]fraction, len(x)-1)
	for k := range d {
		d[k] = x[k+1].mul(wholeFraction(k + 1))
	}
	return d
}

// integral returns c + ∫d.
func (a *powerSeries) integral(c fraction, d []fraction) []fraction {
	z := []fraction{c}
	for k := 0; k < len(d) && k < a.order; k++ {
		z = append(z, d[k].mul(wholeFraction(k+1).inverse()))
	}
	return z
}

// solve returns the series with z(0) = c and z′ = g(z) x′: each step of Picard's iteration gets one
// more coefficient right.
func (a *powerSeries) solve(c fraction, slope []fraction, g func(z []fraction) []fraction) []fraction {
	z := []fraction{c}
	for range a.order {
		z = a.integral(c, a.mul(g(z), slope))
	}
	return z
}

// circular returns sin x or cos x for x(0) = 0, of s′ = c x′ and c′ = −s x′.
func (a *powerSeries) circular(f op, slope []fraction) []fraction {
	s, c := []fraction(nil), a.integer(1)
	for range a.order {
		s, c = a.integral(fraction{}, a.mul(c, slope)), a.integral(wholeFraction(1), a.neg(a.mul(s, slope)))
	}
	if f == opSin {
		return s
	}
	return c
}

// sqrt solves z² = x for one coefficient after the other; a root is not smooth where it is 0.
func (a *powerSeries) sqrt(x []fraction, z0 fraction) []fraction {
	if z0.isZero() {
		return a.fail(ErrUndefined{opSqrt.String(), "0"})
	}
	half := wholeFraction(2).mul(z0).inverse()
	z := []fraction{z0}
	for k := 1; k <= a.order; k++ {
		var sum fraction
		if k < len(x) {
			sum = x[k]
		}
		for j := 1; j < k; j++ {
			sum = sum.add(z[j].mul(z[k-j]).neg())
		}
		z = append(z, sum.mul(half))
	}
	return z
}
