// Command dot generates the sums of products, with AVX2 and with AVX-512.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

func main() {
	ConstraintExpr("amd64,!purego")
	dot("dotAVX512", 64, ZMM)
	dot("dotAVX2", 32, YMM)
	Generate()
}

// dot sums in 32 lanes, held in 256/width registers of width bytes.
func dot(name string, width int, vector func() reg.VecVirtual) {
	TEXT(name, NOSPLIT, "func(n int, x, y *float64) float64")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	x := Load(Param("x"), GP64())
	y := Load(Param("y"), GP64())
	acc := make([]reg.VecVirtual, 256/width)
	for i := range acc {
		acc[i] = vector()
		simd.Zero(acc[i], width)
	}
	t := vector()
	fused := func(registers int) {
		for i := range registers {
			VMOVUPD(Mem{Base: x, Disp: width * i}, t)
			VFMADD231PD(Mem{Base: y, Disp: width * i}, t, acc[i])
		}
		ADDQ(U32(uint32(width*registers)), x)
		ADDQ(U32(uint32(width*registers)), y)
		SUBQ(Imm(uint64(width*registers/8)), n)
	}
	CMPQ(n, Imm(32))
	JLT(LabelRef("eights"))
	Label("blocks")
	fused(len(acc))
	CMPQ(n, Imm(32))
	JGE(LabelRef("blocks"))
	Label("eights")
	CMPQ(n, Imm(8))
	JLT(LabelRef("reduce"))
	fused(64 / width)
	JMP(LabelRef("eights"))

	Label("reduce")
	sum, one := simd.Sum32(acc, width)
	Label("rest")
	TESTQ(n, n)
	JZ(LabelRef("done"))
	VMOVSD(Mem{Base: x}, one)
	VFMADD231SD(Mem{Base: y}, one, sum)
	ADDQ(Imm(8), x)
	ADDQ(Imm(8), y)
	DECQ(n)
	JMP(LabelRef("rest"))
	Label("done")
	Store(sum, ReturnIndex(0))
	VZEROUPPER()
	RET()
}
