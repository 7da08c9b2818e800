package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

// absSum adds in 32 lanes. n is a multiple of 8.
func absSum(l simd.Level) {
	TEXT("absSum"+l.Name, NOSPLIT, "func(n int, x *float64) float64")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	x := Load(Param("x"), GP64())
	mask := l.Constant(simd.Magnitude)
	acc := make([]reg.VecVirtual, 256/l.Width)
	for i := range acc {
		acc[i] = l.Vector()
		simd.Zero(acc[i], l.Width)
	}
	t := l.Vector()
	take := func(registers int) {
		for i := range registers {
			l.And(Mem{Base: x, Disp: l.Width * i}, mask, t)
			VADDPD(t, acc[i], acc[i])
		}
		ADDQ(U32(uint32(l.Width*registers)), x)
		SUBQ(U32(uint32(l.Width*registers/8)), n)
	}
	Label("blocks")
	CMPQ(n, Imm(32))
	JLT(LabelRef("eights"))
	take(len(acc))
	JMP(LabelRef("blocks"))
	Label("eights")
	TESTQ(n, n)
	JZ(LabelRef("reduce"))
	take(64 / l.Width)
	JMP(LabelRef("eights"))

	Label("reduce")
	sum, _ := simd.Sum32(acc, l.Width)
	Store(sum, ReturnIndex(0))
	VZEROUPPER()
	RET()
}

// absAxpy: n is a multiple of 8.
func absAxpy(l simd.Level) {
	TEXT("absAxpy"+l.Name, NOSPLIT, "func(n int, a float64, x, y *float64)")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	x := Load(Param("x"), GP64())
	y := Load(Param("y"), GP64())
	mask := l.Constant(simd.Magnitude)
	a := l.Vector()
	simd.Spread("a", a)
	v, w := l.Vector(), l.Vector()
	Label("eights")
	TESTQ(n, n)
	JZ(LabelRef("done"))
	for i := range 64 / l.Width {
		l.And(Mem{Base: x, Disp: l.Width * i}, mask, v)
		VMOVUPD(Mem{Base: y, Disp: l.Width * i}, w)
		VFMADD231PD(v, a, w)
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
