package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/f64/_asm/simd"
)

// absSum adds in 32 lanes. n is a multiple of 8.
func absSum(l level) {
	TEXT("absSum"+l.name, NOSPLIT, "func(n int, x *float64) float64")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	x := Load(Param("x"), GP64())
	mask := l.constant(magnitude)
	acc := make([]reg.VecVirtual, 256/l.width)
	for i := range acc {
		acc[i] = l.vector()
		simd.Zero(acc[i], l.width)
	}
	t := l.vector()
	take := func(registers int) {
		for i := range registers {
			l.and(Mem{Base: x, Disp: l.width * i}, mask, t)
			VADDPD(t, acc[i], acc[i])
		}
		ADDQ(U32(uint32(l.width*registers)), x)
		SUBQ(U32(uint32(l.width*registers/8)), n)
	}
	Label("blocks")
	CMPQ(n, Imm(32))
	JLT(LabelRef("eights"))
	take(len(acc))
	JMP(LabelRef("blocks"))
	Label("eights")
	TESTQ(n, n)
	JZ(LabelRef("reduce"))
	take(64 / l.width)
	JMP(LabelRef("eights"))

	Label("reduce")
	sum, _ := simd.Sum32(acc, l.width)
	Store(sum, ReturnIndex(0))
	VZEROUPPER()
	RET()
}

// absAxpy: n is a multiple of 8.
func absAxpy(l level) {
	TEXT("absAxpy"+l.name, NOSPLIT, "func(n int, a float64, x, y *float64)")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	x := Load(Param("x"), GP64())
	y := Load(Param("y"), GP64())
	mask := l.constant(magnitude)
	a := l.vector()
	simd.Spread("a", a)
	v, w := l.vector(), l.vector()
	Label("eights")
	TESTQ(n, n)
	JZ(LabelRef("done"))
	for i := range 64 / l.width {
		l.and(Mem{Base: x, Disp: l.width * i}, mask, v)
		VMOVUPD(Mem{Base: y, Disp: l.width * i}, w)
		VFMADD231PD(v, a, w)
		VMOVUPD(w, Mem{Base: y, Disp: l.width * i})
	}
	ADDQ(Imm(64), x)
	ADDQ(Imm(64), y)
	SUBQ(Imm(8), n)
	JMP(LabelRef("eights"))
	Label("done")
	VZEROUPPER()
	RET()
}
