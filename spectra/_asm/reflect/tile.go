package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// tile generates C += A·B for m rows of C, a multiple of 4, and vectors·width/8
// columns: four rows at a time in registers, A broadcast from where it lies.
func tile(vectors, width int, vector func() reg.VecVirtual) {
	start(fmt.Sprintf("tile%dAVX%s", vectors*width/8, map[int]string{64: "512", 32: "2"}[width]),
		"func(m, k int, c *float64, ldc int, a *float64, rs, cs int, b *float64, ldb int)")
	m, k, c, ldc, a, rs, cs, b, ldb := arg("m"), arg("k"), arg("c"), arg("ldc"), arg("a"), arg("rs"), arg("cs"), arg("b"), arg("ldb")
	for _, stride := range []reg.GPVirtual{ldc, rs, cs, ldb} {
		SHLQ(Imm(3), stride)
	}
	rs3, ldc3 := GP64(), GP64()
	LEAQ(Mem{Base: rs, Index: rs, Scale: 2}, rs3)
	LEAQ(Mem{Base: ldc, Index: ldc, Scale: 2}, ldc3)
	at := func(base, stride, stride3 reg.GPVirtual, i, disp int) Mem {
		switch i {
		case 0:
			return Mem{Base: base, Disp: disp}
		case 3:
			return Mem{Base: base, Index: stride3, Scale: 1, Disp: disp}
		}
		return Mem{Base: base, Index: stride, Scale: uint8(i), Disp: disp}
	}
	acc := make([][]reg.VecVirtual, 4)
	for i := range acc {
		for range vectors {
			acc[i] = append(acc[i], vector())
		}
	}
	bs := make([]reg.VecVirtual, vectors)
	for v := range bs {
		bs[v] = vector()
	}
	x := []reg.VecVirtual{vector(), vector()}
	pa, pb, count, next := GP64(), GP64(), GP64(), GP64()
	Label("rows")
	for i := range acc {
		for v := range acc[i] {
			VMOVUPD(at(c, ldc, ldc3, i, width*v), acc[i][v])
		}
	}
	LEAQ(Mem{Base: c, Index: ldc, Scale: 4}, next)
	for i := range acc { // the next four rows
		for line := 0; line < width*vectors; line += 64 {
			PREFETCHT0(at(next, ldc, ldc3, i, line))
		}
	}
	MOVQ(a, pa)
	MOVQ(b, pb)
	MOVQ(k, count)
	Label("depth")
	for v := range bs {
		VMOVUPD(Mem{Base: pb, Disp: width * v}, bs[v])
	}
	for i := range acc {
		VBROADCASTSD(at(pa, rs, rs3, i, 0), x[i%2])
		for v := range bs {
			VFMADD231PD(bs[v], x[i%2], acc[i][v])
		}
	}
	ADDQ(cs, pa)
	ADDQ(ldb, pb)
	DECQ(count)
	JNZ(LabelRef("depth"))
	for i := range acc {
		for v := range acc[i] {
			VMOVUPD(acc[i][v], at(c, ldc, ldc3, i, width*v))
		}
	}
	LEAQ(Mem{Base: c, Index: ldc, Scale: 4}, c)
	LEAQ(Mem{Base: a, Index: rs, Scale: 4}, a)
	SUBQ(Imm(4), m)
	JNZ(LabelRef("rows"))
	VZEROUPPER()
	RET()
}
