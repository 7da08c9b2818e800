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
		return a.solve(z0, slope, 0, 1, 0)
	case opTanh:
		return a.solve(z0, slope, 1, 0, -1)
	}
	return a.solve(z0, slope, 0, 1, -1) // sigmoid
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

// solve returns the series with z(0) = c and z′ = (p + q z + r z²) x′, for one coefficient after the other.
func (a *powerSeries) solve(c fraction, slope []fraction, p, q, r int) []fraction {
	z := []fraction{c}
	var g []fraction // p + q z + r z²
	for k := range a.order {
		next := wholeFraction(q).mul(z[k])
		if k == 0 {
			next = next.add(wholeFraction(p))
		}
		if r != 0 {
			next = next.add(wholeFraction(r).mul(a.coefficient(z, z, k)))
		}
		g = append(g, next)
		z = append(z, a.coefficient(g, slope, k).mul(wholeFraction(k+1).inverse()))
	}
	return z
}

// circular returns sin x or cos x for x(0) = 0, of s′ = c x′ and c′ = −s x′.
func (a *powerSeries) circular(f op, slope []fraction) []fraction {
	s, c := []fraction{{}}, a.integer(1)
	for k := range a.order {
		share := wholeFraction(k + 1).inverse()
		rise, fall := a.coefficient(c, slope, k), a.coefficient(s, slope, k)
		s, c = append(s, rise.mul(share)), append(c, fall.mul(share).neg())
	}
	if f == opSin {
		return s
	}
	return c
}

// coefficient returns that of t^k in x y.
func (a *powerSeries) coefficient(x, y []fraction, k int) (sum fraction) {
	for j := max(0, k+1-len(x)); j <= k && j < len(y); j++ {
		if x[k-j].isZero() || y[j].isZero() {
			continue
		}
		if !a.pays(x[k-j].words()+sum.words(), y[j].words()) {
			return fraction{}
		}
		sum = sum.add(x[k-j].mul(y[j]))
	}
	return sum
}

// sqrt solves z² = x for one coefficient after the other; a root is not smooth where it is 0.
func (a *powerSeries) sqrt(x []fraction, z0 fraction) []fraction {
	if z0.isZero() {
		return a.fail(ErrUndefined{opSqrt.String(), "0"})
	}
	half := wholeFraction(2).mul(z0).inverse()
	z := []fraction{z0}
	for k := 1; k <= a.order; k++ {
		sum := a.coefficient(z[1:], z[1:], k-2).neg() // Σ z_j z_{k−j} for 0 < j < k
		if k < len(x) {
			sum = sum.add(x[k])
		}
		z = append(z, sum.mul(half))
	}
	return z
}
