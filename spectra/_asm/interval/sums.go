package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// axpy generates y += a·x for a that is bounded.
func axpy() {
	TEXT("axpyAVX512", NOSPLIT, "func(n int, dst, a, x, y *float64) (done int)")
	Pragma("noescape")
	c := withSigns()
	a := ZMM()
	VBROADCASTF64X2(Mem{Base: Load(Param("a"), GP64())}, a)
	f := c.factor(a)
	slices([]string{"x", "y"}, c, func(c *constants, in []reg.VecVirtual) reg.VecVirtual {
		x, y := in[0], in[1]
		xs := swapped(x)
		leave(c.proper(notEmpty, y, swapped(y), c.proper(bounded, x, xs, c.upper)), c.lower)
		z := f.times(x, xs)
		VPXORQ(c.sign, y, y)
		VADDPD_RU_SAE(y, z, z)
		c.restore(z)
		return z
	})
}

// dot generates sums of products, term i to sum i mod 8.
func dot() {
	TEXT("dotAVX512", NOSPLIT, "func(n int, sums, x, y *float64) (done int)")
	Pragma("noescape")
	sums([]string{"x", "y"}, func(c *constants, in []reg.VecVirtual, among reg.Register) (reg.VecVirtual, reg.Register) {
		f, ys := c.factor(in[0]), swapped(in[1])
		k := f.bounded
		if among != nil {
			KANDB(among, k, k)
		}
		return f.times(in[1], ys), c.proper(bounded, in[1], ys, k)
	})
}

// total generates sums, term i to sum i mod 8.
func total() {
	TEXT("sumAVX512", NOSPLIT, "func(n int, sums, x *float64) (done int)")
	Pragma("noescape")
	sums([]string{"x"}, func(c *constants, in []reg.VecVirtual, among reg.Register) (reg.VecVirtual, reg.Register) {
		if among == nil {
			among = c.upper
		}
		z := ZMM()
		VPXORQ(c.sign, in[0], z)
		return z, c.proper(notEmpty, in[0], swapped(in[0]), among)
	})
}

// A term returns what four intervals add, lower bounds negated, and the lanes of those that it can
// take: upper lanes tell, and of these only those in among, unless it is nil.
type term func(c *constants, in []reg.VecVirtual, among reg.Register) (reg.VecVirtual, reg.Register)

// sums generates the loop over blocks of eight terms. What is left at the end is filled up with
// zeros. When all is done, the first sum is that of all, in halves: of s₀+s₄, s₁+s₅, s₂+s₆ and s₃+s₇, and
// so on.
func sums(names []string, op term) {
	c := withSigns()
	n := Load(Param("n"), GP64())
	to := Load(Param("sums"), GP64())
	var from []reg.Register
	for _, name := range names {
		from = append(from, Load(Param(name), GP64()))
	}
	s := []reg.VecVirtual{ZMM(), ZMM()}
	for i := range s {
		VXORPD(Mem{Base: to, Disp: 64 * i}, c.sign, s[i])
	}
	Label("blocks")
	CMPQ(n, Imm(8))
	JLT(LabelRef("rest"))
	c.add(s, from, nil, op)
	for _, p := range from {
		ADDQ(Imm(128), p)
	}
	SUBQ(Imm(8), n)
	JMP(LabelRef("blocks"))

	Label("rest")
	TESTQ(n, n)
	JZ(LabelRef("fold"))
	c.add(s, from, halves(n), op)
	XORQ(n, n)

	Label("fold")
	VADDPD_RU_SAE(s[1], s[0], s[0])
	fold(s[0], s[1])
	c.restore(s[0])
	VMOVUPD(s[0].AsX(), Mem{Base: to})
	finish(n)

	Label("leave")
	for i := range s {
		c.restore(s[i])
		VMOVUPD(s[i], Mem{Base: to, Disp: 64 * i})
	}
	finish(n)
}

// add adds eight terms, or those of masks, once all are known to be such as the term can take.
func (c *constants) add(s []reg.VecVirtual, from, masks []reg.Register, op term) {
	var k reg.Register
	var terms [2]reg.VecVirtual
	for i := range s {
		var in []reg.VecVirtual
		for _, p := range from {
			x := ZMM()
			if masks == nil {
				VMOVUPD(Mem{Base: p, Disp: 64 * i}, x)
			} else {
				VMOVUPD_Z(Mem{Base: p, Disp: 64 * i}, masks[i], x)
			}
			in = append(in, x)
		}
		terms[i], k = op(c, in, k)
	}
	leave(k, c.lower)
	for i := range s {
		VADDPD_RU_SAE(terms[i], s[i], s[i])
	}
}

// fold adds the four intervals of s in halves. It overwrites t.
func fold(s, t reg.VecVirtual) {
	VSHUFF64X2(Imm(0xEE), s, s, t)
	VADDPD_RU_SAE(t, s, s)
	VSHUFF64X2(Imm(0x55), s, s, t)
	VADDPD_RU_SAE(t, s, s)
}

// halves returns the masks of the first four and of the last of n < 8 intervals.
func halves(n reg.Register) []reg.Register {
	count, all := GP32(), GP32()
	LEAL(Mem{Base: n, Index: n, Scale: 1}, count)
	MOVL(I32(-1), all)
	BZHIL(count, all, all)
	first, last := K(), K()
	KMOVB(all, first)
	SHRL(Imm(8), all)
	KMOVB(all, last)
	return []reg.Register{first, last}
}
