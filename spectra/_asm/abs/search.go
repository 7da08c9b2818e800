package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

// larger sets acc to the larger of x and acc, as integers; t is scratch.
func larger(l simd.Level, x, acc, t reg.VecVirtual) {
	if l.Width == 64 {
		VPMAXUQ(x, acc, acc)
		return
	}
	VPCMPGTQ(acc, x, t)
	VBLENDVPD(t, x, acc, acc)
}

// absMax finds the largest magnitude by its bits, as an integer, and then its first
// place. n is a positive multiple of 8.
func absMax(l simd.Level) {
	TEXT("absMax"+l.Name, NOSPLIT, "func(n int, x *float64) (index int, largest float64)")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	x := Load(Param("x"), GP64())
	mask := l.Constant(simd.Magnitude)
	per := 64 / l.Width // registers for 8 numbers
	acc := make([]reg.VecVirtual, 4*per)
	for i := range acc {
		if i < 4 {
			acc[i] = l.Vector()
			simd.Zero(acc[i], l.Width)
		} else {
			acc[i] = acc[i%4]
		}
	}
	v, t := l.Vector(), l.Vector()
	p, left := GP64(), GP64()
	MOVQ(x, p)
	MOVQ(n, left)
	take := func(registers int) {
		for i := range registers {
			l.And(Mem{Base: p, Disp: l.Width * i}, mask, v)
			larger(l, v, acc[i], t)
		}
		ADDQ(U32(uint32(l.Width*registers)), p)
		SUBQ(U32(uint32(l.Width*registers/8)), left)
	}
	Label("blocks")
	CMPQ(left, Imm(32))
	JLT(LabelRef("eights"))
	take(4 * per)
	JMP(LabelRef("blocks"))
	Label("eights")
	TESTQ(left, left)
	JZ(LabelRef("reduce"))
	take(per)
	JMP(LabelRef("eights"))

	Label("reduce")
	larger(l, acc[1], acc[0], t)
	larger(l, acc[3], acc[2], t)
	larger(l, acc[2], acc[0], t)
	half := simd.Level{Width: 32}
	y, s := acc[0].AsY().(reg.VecVirtual), YMM()
	z := YMM()
	if l.Width == 64 {
		VEXTRACTI64X4(Imm(1), acc[0], z)
		larger(half, z, y, s)
	}
	VPERM2F128(Imm(1), y, y, z)
	larger(half, z, y, s)
	VPERMILPD(Imm(5), y, z)
	larger(half, z, y, s)
	Store(y.AsX(), Return("largest"))

	// The first place with these bits.
	all := l.Vector()
	VPBROADCASTQ(y.AsX(), all)
	i, found := GP64(), GP64()
	XORQ(i, i)
	Label("search")
	if l.Width == 64 {
		k := K()
		l.And(Mem{Base: x, Index: i, Scale: 8}, mask, v)
		VPCMPEQQ(v, all, k)
		KMOVW(k, found.As32())
	} else {
		high := GP64()
		l.And(Mem{Base: x, Index: i, Scale: 8}, mask, v)
		VPCMPEQQ(v, all, v)
		VMOVMSKPD(v, found.As32())
		l.And(Mem{Base: x, Index: i, Scale: 8, Disp: 32}, mask, v)
		VPCMPEQQ(v, all, v)
		VMOVMSKPD(v, high.As32())
		SHLQ(Imm(4), high)
		ORQ(high, found)
	}
	TESTQ(found, found)
	JNZ(LabelRef("found"))
	ADDQ(Imm(8), i)
	CMPQ(i, n)
	JLT(LabelRef("search"))
	Label("found")
	BSFQ(found, found)
	ADDQ(found, i)
	Store(i, Return("index"))
	VZEROUPPER()
	RET()
}

// absMaxEach: n is a multiple of 8.
func absMaxEach(l simd.Level) {
	TEXT("absMaxEach"+l.Name, NOSPLIT, "func(n int, y, x *float64)")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	y := Load(Param("y"), GP64())
	x := Load(Param("x"), GP64())
	mask := l.Constant(simd.Magnitude)
	v, w, t := l.Vector(), l.Vector(), l.Vector()
	Label("eights")
	TESTQ(n, n)
	JZ(LabelRef("done"))
	for i := range 64 / l.Width {
		l.And(Mem{Base: x, Disp: l.Width * i}, mask, v)
		VMOVUPD(Mem{Base: y, Disp: l.Width * i}, w)
		larger(l, v, w, t)
		VMOVUPD(w, Mem{Base: y, Disp: l.Width * i})
	}
	ADDQ(Imm(64), x)
	ADDQ(Imm(64), y)
	SUBQ(Imm(8), n)
	JMP(LabelRef("eights"))
	Label("done")
	VZEROUPPER()
	RET()
}

// reverse: n is a multiple of 8.
func reverse(l simd.Level) {
	TEXT("reverse"+l.Name, NOSPLIT, "func(n int, dst, src *float64)")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	dst := Load(Param("dst"), GP64())
	src := Load(Param("src"), GP64())
	end := GP64()
	LEAQ(Mem{Base: src, Index: n, Scale: 8}, end)
	v := l.Vector()
	Label("eights")
	TESTQ(n, n)
	JZ(LabelRef("done"))
	for i := range 64 / l.Width {
		VMOVUPD(Mem{Base: end, Disp: -l.Width * (i + 1)}, v)
		if l.Width == 64 {
			VPERMQ(Imm(0x1b), v, v)
			VSHUFF64X2(Imm(0x4e), v, v, v)
		} else {
			VPERMQ(Imm(0x1b), v, v)
		}
		VMOVUPD(v, Mem{Base: dst, Disp: l.Width * i})
	}
	SUBQ(Imm(64), end)
	ADDQ(Imm(64), dst)
	SUBQ(Imm(8), n)
	JMP(LabelRef("eights"))
	Label("done")
	VZEROUPPER()
	RET()
}
