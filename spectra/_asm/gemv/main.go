// Command gemv generates the products of a few rows with a vector, and the sums of
// a few rows, with AVX2 and with AVX-512.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

func main() {
	ConstraintExpr("amd64,!purego")
	dots("dots8AVX512", 8, 64, ZMM)
	dots("dots4AVX2", 4, 32, YMM)
	combine("combine8AVX512", 64, ZMM)
	combine("combine8AVX2", 32, YMM)
	Generate()
}

// dots sums the products of each of count rows of 8·eights numbers with x, in 8
// lanes that it adds in halves.
func dots(name string, count, width int, vector func() reg.VecVirtual) {
	TEXT(name, NOSPLIT, "func(eights int, a *float64, row int, x, sums *float64)")
	Pragma("noescape")
	n := Load(Param("eights"), GP64())
	a := Load(Param("a"), GP64())
	row := Load(Param("row"), GP64())
	x := Load(Param("x"), GP64())
	sums := Load(Param("sums"), GP64())
	SHLQ(Imm(3), row)
	at := simd.Rows(a, row)
	parts := 64 / width
	acc := make([][]reg.VecVirtual, count)
	for i := range acc {
		for range parts {
			v := vector()
			VXORPD(v.AsX(), v.AsX(), v.AsX())
			acc[i] = append(acc[i], v)
		}
	}
	t := make([]reg.VecVirtual, parts)
	for p := range t {
		t[p] = vector()
	}
	TESTQ(n, n)
	JZ(LabelRef("reduce"))
	Label("eight")
	for p := range t {
		VMOVUPD(Mem{Base: x, Disp: width * p}, t[p])
	}
	for i := range acc {
		for p := range t {
			VFMADD231PD(at(i, width*p), t[p], acc[i][p])
		}
	}
	ADDQ(Imm(64), a)
	ADDQ(Imm(64), x)
	DECQ(n)
	JNZ(LabelRef("eight"))
	Label("reduce")
	four, two := YMM(), XMM()
	for i := range acc {
		low := acc[i][0]
		if parts == 1 {
			VEXTRACTF64X4(Imm(1), low, four)
			VADDPD(four, low.AsY(), four)
		} else {
			VADDPD(acc[i][1], low, four)
		}
		VEXTRACTF128(Imm(1), four, two)
		VADDPD(two, four.AsX(), two)
		VUNPCKHPD(two, two, four.AsX())
		VADDSD(four.AsX(), two, two)
		VMOVSD(two, Mem{Base: sums, Disp: 8 * i})
	}
	VZEROUPPER()
	RET()
}

// combine adds to y 8 rows of n numbers times t, in order.
func combine(name string, width int, vector func() reg.VecVirtual) {
	TEXT(name, NOSPLIT, "func(n int, a *float64, row int, t, y *float64)")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	a := Load(Param("a"), GP64())
	row := Load(Param("row"), GP64())
	from := Load(Param("t"), GP64())
	y := Load(Param("y"), GP64())
	SHLQ(Imm(3), row)
	at := simd.Rows(a, row)
	var t [8]reg.VecVirtual
	for i := range t {
		t[i] = vector()
		VBROADCASTSD(Mem{Base: from, Disp: 8 * i}, t[i])
	}
	v := []reg.VecVirtual{vector(), vector(), vector(), vector()}
	fused := func(registers int) {
		for p := range registers {
			VMOVUPD(Mem{Base: y, Disp: width * p}, v[p])
		}
		for i := range t {
			for p := range registers {
				VFMADD231PD(at(i, width*p), t[i], v[p])
			}
		}
		for p := range registers {
			VMOVUPD(v[p], Mem{Base: y, Disp: width * p})
		}
		ADDQ(U32(uint32(width*registers)), a)
		ADDQ(U32(uint32(width*registers)), y)
		SUBQ(Imm(uint64(width*registers/8)), n)
	}
	Label("blocks")
	CMPQ(n, Imm(uint64(width/2)))
	JLT(LabelRef("singles"))
	fused(4)
	JMP(LabelRef("blocks"))
	Label("singles")
	CMPQ(n, Imm(uint64(width/8)))
	JLT(LabelRef("rest"))
	fused(1)
	JMP(LabelRef("singles"))
	Label("rest")
	TESTQ(n, n)
	JZ(LabelRef("done"))
	s := v[0].AsX()
	VMOVSD(Mem{Base: y}, s)
	for i := range t {
		VFMADD231SD(at(i, 0), t[i].AsX(), s)
	}
	VMOVSD(s, Mem{Base: y})
	ADDQ(Imm(8), a)
	ADDQ(Imm(8), y)
	DECQ(n)
	JMP(LabelRef("rest"))
	Label("done")
	VZEROUPPER()
	RET()
}
