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
		*p = powPartials(s.arith, x, int(nd.n))
	default:
		*p = functionPartials(s.arith, nd.op, x, z)
	}
	err := s.arith.err()
	if _, ok := err.(ErrUndefined); ok { // z is defined: its derivatives are not
		return ErrUndefined{nd.op.String(), fmt.Sprint(x)}
	}
	return err
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
	p.a = f.pow(y, -1)
	p.b = f.neg(f.mul(z, p.a))
	p.c, p.aa, p.ab = p.a, f.integer(0), f.neg(p.a)
	p.bb = f.mul(f.integer(-2), p.b)
	return p
}

// anglePartials differentiates the angle of the point (x, y), with r² = x² + y²:
// ∂y: x/r², ∂x: −y/r², ∂yy: −2xy/r⁴, ∂yx: (y² − x²)/r⁴, ∂xx: 2xy/r⁴.
func anglePartials[T any, A arithmetic[T]](f A, y, x T) (p partial[T]) {
	xx, yy := f.pow(x, 2), f.pow(y, 2)
	p.c = f.pow(f.add(xx, yy), -1)
	p.a, p.b = f.mul(x, p.c), f.neg(f.mul(y, p.c))
	p.aa = f.mul(f.integer(2), f.mul(x, p.b))
	p.bb = f.neg(p.aa)
	p.ab = f.mul(f.sub(yy, xx), p.c)
	return p
}

// powPartials differentiates xⁿ: nxⁿ⁻¹, n(n − 1)xⁿ⁻².
func powPartials[T any, A arithmetic[T]](f A, x T, n int) (p partial[T]) {
	p.aa = f.integer(1)
	switch {
	case n == 2:
		p.a, p.c = f.mul(f.integer(2), x), f.integer(2)
	case n > 2:
		p.a = f.mul(f.integer(n), f.pow(x, n-1))
		p.c = f.mul(f.mul(f.integer(n), f.integer(n-1)), f.pow(x, n-2))
	default:
		p.a = f.mul(f.integer(n), f.pow(x, n-1))
		p.c, p.aa = p.a, f.div(f.integer(n-1), x)
	}
	return p
}

// functionPartials differentiates z = g(x).
func functionPartials[T any, A arithmetic[T]](f A, g op, x, z T) (p partial[T]) {
	one, two := f.integer(1), f.integer(2)
	switch g {
	case opSqrt: // 1/(2√x), −1/(4x√x)
		p.a = f.div(one, f.mul(two, z))
		p.c, p.aa = p.a, f.neg(f.div(one, f.mul(two, x)))
	case opExp:
		p.a, p.c, p.aa = z, z, one
	case opLog: // 1/x, −1/x²
		p.a = f.pow(x, -1)
		p.c, p.aa = p.a, f.neg(p.a)
	case opTanh: // 1 − z², −2z(1 − z²)
		p.a = f.sub(one, f.pow(z, 2))
		p.c, p.aa = p.a, f.neg(f.mul(two, z))
	case opSigmoid: // with z′ = z(−x) = 1 − z: zz′, zz′(z′ − z)
		rest := f.function(opSigmoid, f.neg(x))
		p.a = f.mul(z, rest)
		p.c, p.aa = p.a, f.sub(rest, z)
	case opSoftplus: // with the sigmoid s: s(x), s(x)s(−x)
		p.a = f.function(opSigmoid, x)
		p.c, p.aa = p.a, f.function(opSigmoid, f.neg(x))
	case opSin:
		p.a, p.c, p.aa = f.function(opCos, x), f.neg(z), one
	case opCos:
		p.a, p.c, p.aa = f.neg(f.function(opSin, x)), f.neg(z), one
	case opAcos: // with u = (1 − x)(1 + x): −1/√u, −x/(u√u)
		u := f.mul(f.sub(one, x), f.add(one, x))
		p.a = f.neg(f.div(one, f.function(opSqrt, u)))
		p.c, p.aa = p.a, f.div(x, u)
	case opAtan: // with u = 1/(1 + x²): u, −2xu²
		p.a = f.pow(f.add(one, f.pow(x, 2)), -1)
		p.c, p.aa = p.a, f.neg(f.mul(f.mul(two, x), p.a))
	}
	return p
}
