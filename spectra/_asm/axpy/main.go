// Command axpy generates y += a·x, with AVX2 and with AVX-512.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

func main() {
	ConstraintExpr("amd64,!purego")
	axpy("axpyAVX512", 64, ZMM)
	axpy("axpyAVX2", 32, YMM)
	Generate()
}

func axpy(name string, width int, vector func() reg.VecVirtual) {
	TEXT(name, NOSPLIT, "func(n int, a float64, x, y *float64)")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	x := Load(Param("x"), GP64())
	y := Load(Param("y"), GP64())
	a := vector()
	simd.Spread("a", a)
	t := []reg.VecVirtual{vector(), vector(), vector(), vector()}
	fused := func(registers int) {
		for i := range registers {
			VMOVUPD(Mem{Base: y, Disp: width * i}, t[i])
			VFMADD231PD(Mem{Base: x, Disp: width * i}, a, t[i])
			VMOVUPD(t[i], Mem{Base: y, Disp: width * i})
		}
		ADDQ(U32(uint32(width*registers)), x)
		ADDQ(U32(uint32(width*registers)), y)
		SUBQ(Imm(uint64(width*registers/8)), n)
	}
	block := uint64(width / 2) // numbers in four registers
	Label("blocks")
	CMPQ(n, Imm(block))
	JLT(LabelRef("singles"))
	fused(4)
	JMP(LabelRef("blocks"))
	Label("singles")
	CMPQ(n, Imm(block/4))
	JLT(LabelRef("rest"))
	fused(1)
	JMP(LabelRef("singles"))
	Label("rest")
	TESTQ(n, n)
	JZ(LabelRef("done"))
	s := XMM()
	VMOVSD(Mem{Base: y}, s)
	VFMADD231SD(Mem{Base: x}, a.AsX(), s)
	VMOVSD(s, Mem{Base: y})
	ADDQ(Imm(8), x)
	ADDQ(Imm(8), y)
	DECQ(n)
	JMP(LabelRef("rest"))
	Label("done")
	VZEROUPPER()
	RET()
}
