package models

import "fmt"

// partials differentiates the curved node i twice.
func (s *sweep[T, A]) partials(i int) error {
	nd := &s.nodes[i]
	x, y, z := s.val[nd.a], s.val[nd.b], s.val[i]
	p := &s.part[nd.slot]
	switch nd.op {
	case opDiv:
		*p = quotientPartials(s.arith, y, z)
	case opAtan2:
		*p = anglePartials(s.arith, x, y)
	case opPow:
		p.a, p.aa = powPartials(s.arith, x, int(nd.n))
	default:
		p.a, p.aa = functionPartials(s.arith, nd.op, x, z)
	}
	if s.arith.err() != nil { // z is defined: its derivatives are not
		return ErrUndefined{nd.op.String(), fmt.Sprint(x)}
	}
	return nil
}

// kinkPartials differentiates the kinked node i.
func (s *sweep[T, A]) kinkPartials(i int) error {
	nd, f := &s.nodes[i], s.arith
	x, y := s.val[nd.a], s.val[nd.b]
	sign, ok := f.sign(s.kinkArgument(nd.op, x, y))
	if (!ok || sign == 0) && !f.allowsKinks() {
		return ErrNonSmooth{Unit: s.unit(i)}
	}
	zero, one := f.integer(0), f.integer(1)
	p := &s.part[nd.slot]
	switch {
	case nd.op == opMax && sign < 0, nd.op == opMin && sign > 0:
		p.a, p.b = zero, one
	case nd.op.chooses():
		p.a, p.b = one, zero
	case sign > 0:
		p.a = one
	default:
		p.a = y
	}
	return nil
}

// quotientPartials differentiates z = x/y: 1/y, −z/y; 0, −1/y², 2z/y².
func quotientPartials[T any, A arithmetic[T]](f A, y, z T) (p partial[T]) {
	square := f.pow(y, -2)
	p.a = f.pow(y, -1)
	p.b = f.neg(f.mul(z, p.a))
	p.ab = f.neg(square)
	p.bb = f.mul(f.integer(2), f.mul(z, square))
	return p
}

// anglePartials differentiates the angle of the point (x, y), with r² = x² + y²:
// ∂y: x/r², ∂x: −y/r², ∂yy: −2xy/r⁴, ∂yx: (y² − x²)/r⁴, ∂xx: 2xy/r⁴.
func anglePartials[T any, A arithmetic[T]](f A, y, x T) (p partial[T]) {
	xx, yy := f.pow(x, 2), f.pow(y, 2)
	r := f.pow(f.add(xx, yy), -1)
	p.a, p.b = f.mul(x, r), f.neg(f.mul(y, r))
	p.bb = f.mul(f.integer(-2), f.mul(p.a, p.b))
	p.aa = f.neg(p.bb)
	p.ab = f.mul(f.sub(yy, xx), f.pow(r, 2))
	return p
}

// powPartials differentiates xⁿ.
func powPartials[T any, A arithmetic[T]](f A, x T, n int) (d1, d2 T) {
	if n == 2 {
		return f.mul(f.integer(2), x), f.integer(2)
	}
	d1 = f.mul(f.integer(n), f.pow(x, n-1))
	d2 = f.mul(f.mul(f.integer(n), f.integer(n-1)), f.pow(x, n-2))
	return d1, d2
}

// functionPartials differentiates z = g(x).
func functionPartials[T any, A arithmetic[T]](f A, g op, x, z T) (d1, d2 T) {
	one, two := f.integer(1), f.integer(2)
	switch g {
	case opSqrt: // 1/(2√x), −1/(4x√x)
		d1 = f.div(one, f.mul(two, z))
		d2 = f.neg(f.div(d1, f.mul(two, x)))
	case opExp:
		d1, d2 = z, z
	case opLog: // 1/x, −1/x²
		d1 = f.pow(x, -1)
		d2 = f.neg(f.pow(x, -2))
	case opTanh: // 1 − z², −2z(1 − z²)
		d1 = f.sub(one, f.pow(z, 2))
		d2 = f.neg(f.mul(f.mul(two, z), d1))
	case opSigmoid: // with z′ = z(−x) = 1 − z: zz′, zz′(z′ − z)
		rest := f.function(opSigmoid, f.neg(x))
		d1 = f.mul(z, rest)
		d2 = f.mul(d1, f.sub(rest, z))
	case opSoftplus: // with the sigmoid s: s(x), s(x)s(−x)
		d1 = f.function(opSigmoid, x)
		d2 = f.mul(d1, f.function(opSigmoid, f.neg(x)))
	case opSin:
		d1, d2 = f.function(opCos, x), f.neg(z)
	case opCos:
		d1, d2 = f.neg(f.function(opSin, x)), f.neg(z)
	case opAcos: // with u = (1 − x)(1 + x): −1/√u, −x/(u√u)
		u := f.mul(f.sub(one, x), f.add(one, x))
		d1 = f.neg(f.div(one, f.function(opSqrt, u)))
		d2 = f.div(f.mul(x, d1), u)
	case opAtan: // with u = 1/(1 + x²): u, −2xu²
		d1 = f.pow(f.add(one, f.pow(x, 2)), -1)
		d2 = f.neg(f.mul(f.mul(two, x), f.pow(d1, 2)))
	}
	return d1, d2
}
