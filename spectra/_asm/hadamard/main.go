// Command hadamard generates products entry by entry, with AVX2 and with AVX-512.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func main() {
	ConstraintExpr("amd64,!purego")
	hadamard("hadamardAVX512", 64, ZMM)
	hadamards("hadamardsAVX512", 64, ZMM)
	hadamard("hadamardAVX2", 32, YMM)
	hadamards("hadamardsAVX2", 32, YMM)
	Generate()
}

func hadamard(name string, width int, vector func() reg.VecVirtual) {
	TEXT(name, NOSPLIT, "func(n int, dst, x, y *float64)")
	loop(width, []string{"dst", "x", "y"}, func(p []reg.Register, i reg.Register) {
		t := vector()
		VMOVUPD(Mem{Base: p[1], Index: i, Scale: 8}, t)
		VMULPD(Mem{Base: p[2], Index: i, Scale: 8}, t, t)
		VMOVUPD(t, Mem{Base: p[0], Index: i, Scale: 8})
	})
}

func hadamards(name string, width int, vector func() reg.VecVirtual) {
	TEXT(name, NOSPLIT, "func(n int, dst, a, x, b, y *float64)")
	loop(width, []string{"dst", "a", "x", "b", "y"}, func(p []reg.Register, i reg.Register) {
		t, u := vector(), vector()
		VMOVUPD(Mem{Base: p[3], Index: i, Scale: 8}, t)
		VMULPD(Mem{Base: p[4], Index: i, Scale: 8}, t, t)
		VMOVUPD(Mem{Base: p[1], Index: i, Scale: 8}, u)
		VFMADD231PD(Mem{Base: p[2], Index: i, Scale: 8}, u, t)
		VMOVUPD(t, Mem{Base: p[0], Index: i, Scale: 8})
	})
}

// loop runs body for n numbers, n positive and a multiple of width/8.
func loop(width int, names []string, body func(p []reg.Register, i reg.Register)) {
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	var p []reg.Register
	for _, name := range names {
		p = append(p, Load(Param(name), GP64()))
	}
	i := GP64()
	XORQ(i, i)
	Label("loop")
	body(p, i)
	ADDQ(Imm(uint64(width/8)), i)
	CMPQ(i, n)
	JLT(LabelRef("loop"))
	VZEROUPPER()
	RET()
}
