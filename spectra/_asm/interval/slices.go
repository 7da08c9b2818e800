package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// An operation on four intervals.
type operation func(c *constants, x, y reg.VecVirtual) reg.VecVirtual

// binary generates dst = x op y.
func binary(name string, prepare func() *constants, op operation) {
	TEXT(name, NOSPLIT, "func(n int, dst, x, y *float64) (done int)")
	Pragma("noescape")
	slices([]string{"x", "y"}, prepare(), func(c *constants, in []reg.VecVirtual) reg.VecVirtual {
		return op(c, in[0], in[1])
	})
}

// slices generates the loop over blocks of four intervals. What is left at the end is filled up with
// ones, by which one may divide.
func slices(names []string, c *constants, op func(c *constants, in []reg.VecVirtual) reg.VecVirtual) {
	n := Load(Param("n"), GP64())
	dst := Load(Param("dst"), GP64())
	var from []reg.Register
	for _, name := range names {
		from = append(from, Load(Param(name), GP64()))
	}
	Label("blocks")
	CMPQ(n, Imm(4))
	JLT(LabelRef("rest"))
	var in []reg.VecVirtual
	for _, p := range from {
		x := ZMM()
		VMOVUPD(Mem{Base: p}, x)
		in = append(in, x)
	}
	VMOVUPD(op(c, in), Mem{Base: dst})
	for _, p := range append(from, dst) {
		ADDQ(Imm(64), p)
	}
	SUBQ(Imm(4), n)
	JMP(LabelRef("blocks"))

	Label("rest")
	TESTQ(n, n)
	JZ(LabelRef("leave"))
	k := lanes(n)
	in = nil
	for _, p := range from {
		x := spread(one)
		VMOVUPD(Mem{Base: p}, k, x)
		in = append(in, x)
	}
	VMOVUPD(op(c, in), k, Mem{Base: dst})
	XORQ(n, n)

	Label("leave")
	finish(n)
}

// lanes returns the mask of n < 4 intervals.
func lanes(n reg.Register) reg.Register {
	count, all, k := GP32(), GP32(), K()
	LEAL(Mem{Base: n, Index: n, Scale: 1}, count)
	MOVL(I32(-1), all)
	BZHIL(count, all, all)
	KMOVB(all, k)
	return k
}

// finish returns how many of the intervals are done, of which left are not.
func finish(left reg.Register) {
	done := Load(Param("n"), GP64())
	SUBQ(left, done)
	Store(done, ReturnIndex(0))
	VZEROUPPER()
	RET()
}

func sum(c *constants, x, y reg.VecVirtual) reg.VecVirtual {
	leave(c.proper(notEmpty, y, swapped(y), c.proper(notEmpty, x, swapped(x), c.upper)), c.lower)
	z := ZMM()
	VADDPD_RU_SAE(y, x, z)
	VADDPD_RD_SAE(y, x, c.lower, z)
	VADDPD(c.zero, z, c.lower, z) // −0 rounds down to: a lower bound is +0
	return z
}

func difference(c *constants, x, y reg.VecVirtual) reg.VecVirtual {
	ys := swapped(y)
	leave(c.proper(notEmpty, y, ys, c.proper(notEmpty, x, swapped(x), c.upper)), c.lower)
	z := ZMM()
	VSUBPD_RU_SAE(ys, x, z)
	VSUBPD_RD_SAE(ys, x, c.lower, z)
	VADDPD(c.zero, z, c.lower, z)
	return z
}

func product(c *constants, x, y reg.VecVirtual) reg.VecVirtual {
	f, ys := c.factor(x), swapped(y)
	leave(c.proper(bounded, y, ys, f.bounded), c.lower)
	z := f.times(y, ys)
	c.restore(z)
	return z
}

// quotient is for divisors without 0. With those negated that are negative, and their
// dividends, a bound a ≥ 0 of the dividend is divided by that of the divisor on
// the other side, and a < 0 by that on its own. So no infinity is divided by another: a lower bound
// is not +∞, and an upper one not −∞.
func quotient(c *constants, x, y reg.VecVirtual) reg.VecVirtual {
	xs, ys := swapped(x), swapped(y)
	negative := K()
	VPMOVQ2M(y, negative)
	divisor, other, dividend := ZMM(), ZMM(), ZMM()
	VMOVAPD(y, divisor)
	VSUBPD(ys, c.zero, negative, divisor)
	VMOVAPD(ys, other)
	VSUBPD(y, c.zero, negative, other)
	VMOVAPD(x, dividend)
	VSUBPD(xs, c.zero, negative, dividend)
	k, positive := c.proper(notEmpty, y, ys, c.proper(notEmpty, x, xs, c.upper)), K()
	VCMPPD(Imm(beyond), c.zero, divisor, c.lower, positive)
	leave(k, positive)
	VPMOVQ2M(dividend, negative)
	VBLENDMPD(divisor, other, negative, other)
	VPXORQ(c.sign, dividend, dividend)
	VDIVPD_RU_SAE(other, dividend, dividend)
	c.restore(dividend)
	return dividend
}

// root generates dst = √x. An upper bound is the lower one, unless that is no root. That of +∞ is
// +∞, with a residual NaN.
func root() {
	TEXT("sqrtAVX512", NOSPLIT, "func(n int, dst, x *float64) (done int)")
	Pragma("noescape")
	c := newConstants()
	unit := spread(1) // as integers, the last place
	slices([]string{"x"}, c, func(c *constants, in []reg.VecVirtual) reg.VecVirtual {
		x := in[0]
		k := c.proper(notEmpty, x, swapped(x), c.upper)
		VCMPPD(Imm(atLeast), c.zero, x, k, k)
		leave(k, c.lower)
		above, s, residual := ZMM(), ZMM(), ZMM()
		VMAXPD(c.zero, x, above)
		VSQRTPD_RD_SAE(above, s)
		VMOVAPD(s, residual)
		VFNMADD213PD_RU_SAE(above, s, residual) // above 0 where x − s² is
		VCMPPD(Imm(beyond), c.zero, residual, c.upper, k)
		VPADDQ(unit, s, k, s)
		return s
	})
}
