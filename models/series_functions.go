package models

import "saddle/spectra/rational"

// function returns f(x) for a constant term at which f is rational: see [special].
func (a *powerSeries) function(f op, x []rational.Number) []rational.Number {
	var at rational.Number
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
		return []rational.Number{z0}
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
func (a *powerSeries) slope(x []rational.Number) []rational.Number {
	if len(x) < 2 {
		return nil
	}
	d := make([]rational.Number, len(x)-1)
	for k := range d {
		d[k] = x[k+1].Mul(rational.Int(int64(k + 1)))
	}
	return d
}

// integral returns c + ∫d.
func (a *powerSeries) integral(c rational.Number, d []rational.Number) []rational.Number {
	z := []rational.Number{c}
	for k := 0; k < len(d) && k < a.order; k++ {
		z = append(z, d[k].Mul(rational.Int(int64(k+1)).Inverse()))
	}
	return z
}

// solve returns the series with z(0) = c and z′ = (p + q z + r z²) x′, for one coefficient after the other.
func (a *powerSeries) solve(c rational.Number, slope []rational.Number, p, q, r int) []rational.Number {
	z := []rational.Number{c}
	var g []rational.Number // p + q z + r z²
	for k := range a.order {
		next := rational.Int(int64(q)).Mul(z[k])
		if k == 0 {
			next = next.Add(rational.Int(int64(p)))
		}
		if r != 0 {
			next = next.Add(rational.Int(int64(r)).Mul(a.coefficient(z, z, k)))
		}
		g = append(g, next)
		z = append(z, a.coefficient(g, slope, k).Mul(rational.Int(int64(k+1)).Inverse()))
	}
	return z
}

// circular returns sin x or cos x for x(0) = 0, of s′ = c x′ and c′ = −s x′.
func (a *powerSeries) circular(f op, slope []rational.Number) []rational.Number {
	s, c := []rational.Number{{}}, a.integer(1)
	for k := range a.order {
		share := rational.Int(int64(k + 1)).Inverse()
		rise, fall := a.coefficient(c, slope, k), a.coefficient(s, slope, k)
		s, c = append(s, rise.Mul(share)), append(c, fall.Mul(share).Neg())
	}
	if f == opSin {
		return s
	}
	return c
}

// coefficient returns that of t^k in x y.
func (a *powerSeries) coefficient(x, y []rational.Number, k int) (sum rational.Number) {
	for j := max(0, k+1-len(x)); j <= k && j < len(y); j++ {
		if x[k-j].IsZero() || y[j].IsZero() {
			continue
		}
		if !a.pays(x[k-j].Words()+sum.Words(), y[j].Words()) {
			return rational.Number{}
		}
		sum = sum.Add(x[k-j].Mul(y[j]))
	}
	return sum
}

// sqrt solves z² = x for one coefficient after the other; a root is not smooth where it is 0.
func (a *powerSeries) sqrt(x []rational.Number, z0 rational.Number) []rational.Number {
	if z0.IsZero() {
		return a.fail(ErrUndefined{opSqrt.String(), "0"})
	}
	half := rational.Int(2).Mul(z0).Inverse()
	z := []rational.Number{z0}
	for k := 1; k <= a.order; k++ {
		sum := a.coefficient(z[1:], z[1:], k-2).Neg() // Σ z_j z_{k−j} for 0 < j < k
		if k < len(x) {
			sum = sum.Add(x[k])
		}
		z = append(z, sum.Mul(half))
	}
	return z
}
