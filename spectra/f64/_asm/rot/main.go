// Command rot generates the plane rotation, with AVX2 and with AVX-512.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/f64/_asm/simd"
)

func main() {
	ConstraintExpr("amd64,!purego")
	rot("rotAVX512", 64, ZMM)
	rot("rotAVX2", 32, YMM)
	Generate()
}

func rot(name string, width int, vector func() reg.VecVirtual) {
	TEXT(name, NOSPLIT, "func(n int, x, y *float64, c, s float64)")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	x := Load(Param("x"), GP64())
	y := Load(Param("y"), GP64())
	c, s := vector(), vector()
	simd.Spread("c", c)
	simd.Spread("s", s)
	vectors := func(registers int) {
		for p := range registers {
			u, v, su, sv := vector(), vector(), vector(), vector()
			VMOVUPD(Mem{Base: x, Disp: width * p}, u)
			VMOVUPD(Mem{Base: y, Disp: width * p}, v)
			VMULPD(u, s, su)
			VMULPD(v, s, sv)
			VFMADD213PD(sv, c, u)
			VFMSUB213PD(su, c, v)
			VMOVUPD(u, Mem{Base: x, Disp: width * p})
			VMOVUPD(v, Mem{Base: y, Disp: width * p})
		}
		ADDQ(U32(uint32(width*registers)), x)
		ADDQ(U32(uint32(width*registers)), y)
		SUBQ(Imm(uint64(width*registers/8)), n)
	}
	Label("blocks")
	CMPQ(n, Imm(uint64(width/4)))
	JLT(LabelRef("singles"))
	vectors(2)
	JMP(LabelRef("blocks"))
	Label("singles")
	CMPQ(n, Imm(uint64(width/8)))
	JLT(LabelRef("rest"))
	vectors(1)
	JMP(LabelRef("singles"))
	Label("rest")
	TESTQ(n, n)
	JZ(LabelRef("done"))
	u, v, su, sv := XMM(), XMM(), XMM(), XMM()
	VMOVSD(Mem{Base: x}, u)
	VMOVSD(Mem{Base: y}, v)
	VMULSD(u, s.AsX(), su)
	VMULSD(v, s.AsX(), sv)
	VFMADD213SD(sv, c.AsX(), u)
	VFMSUB213SD(su, c.AsX(), v)
	VMOVSD(u, Mem{Base: x})
	VMOVSD(v, Mem{Base: y})
	ADDQ(Imm(8), x)
	ADDQ(Imm(8), y)
	DECQ(n)
	JMP(LabelRef("rest"))
	Label("done")
	VZEROUPPER()
	RET()
}
