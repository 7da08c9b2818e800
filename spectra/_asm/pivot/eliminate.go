package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

// eliminate keeps a chunk of dst in registers while it runs through the rows of m.
// The last chunks are masked. Strides are in bytes.
func eliminate(l simd.Level) {
	TEXT("eliminate"+l.Name, NOSPLIT, "func(n int, dst, src *float64, rows int, x *float64, dx uintptr, m *float64, dm uintptr)")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	dst := Load(Param("dst"), GP64())
	src := Load(Param("src"), GP64())
	rows := Load(Param("rows"), GP64())
	x := Load(Param("x"), GP64())
	dx := Load(Param("dx"), GP64())
	m := Load(Param("m"), GP64())
	dm := Load(Param("dm"), GP64())
	factor := l.Vector()
	xp, mp, left := GP64(), GP64(), GP64()
	// chain runs through the rows for one chunk.
	chain := func(label string, step func()) {
		MOVQ(x, xp)
		MOVQ(m, mp)
		MOVQ(rows, left)
		TESTQ(left, left)
		JZ(LabelRef(label + "done"))
		Label(label)
		VBROADCASTSD(Mem{Base: xp}, factor)
		step()
		ADDQ(dx, xp)
		ADDQ(dm, mp)
		DECQ(left)
		JNZ(LabelRef(label))
		Label(label + "done")
	}
	advance := func(bytes int) {
		ADDQ(U32(uint32(bytes)), dst)
		ADDQ(U32(uint32(bytes)), src)
		ADDQ(U32(uint32(bytes)), m)
		SUBQ(U32(uint32(bytes/8)), n)
	}
	acc := make([]reg.VecVirtual, map[int]int{64: 16, 32: 8}[l.Width])
	for i := range acc {
		acc[i] = l.Vector()
	}
	at := func(p reg.Register, i int) Mem { return Mem{Base: p, Disp: l.Width * i} }
	full := len(acc) * l.Width
	Label("full")
	CMPQ(n, U32(uint32(full/8)))
	JLT(LabelRef("rest"))
	for i, a := range acc {
		VMOVUPD(at(src, i), a)
	}
	chain("fullrows", func() {
		for i, a := range acc {
			VFNMADD231PD(at(mp, i), factor, a)
		}
	})
	for i, a := range acc {
		VMOVUPD(a, at(dst, i))
	}
	advance(full)
	JMP(LabelRef("full"))

	Label("rest")
	CMPQ(n, Imm(0))
	JLE(LabelRef("done"))
	if l.Width == 64 {
		masked512(l, acc[:4], n, dst, src, mp, factor, chain)
	} else {
		masked256(l, acc[:4], n, dst, src, mp, factor, chain)
	}
	advance(4 * l.Width)
	JMP(LabelRef("rest"))
	Label("done")
	VZEROUPPER()
	RET()
}

func masked512(l simd.Level, acc []reg.VecVirtual, n, dst, src, mp reg.Register, factor reg.VecVirtual, chain func(string, func())) {
	bits, thirtytwo := GP64(), GP64()
	MOVQ(U64(32), thirtytwo)
	MOVQ(n, bits)
	CMPQ(n, Imm(32))
	CMOVQGT(thirtytwo, bits)
	ones := GP64()
	MOVQ(U64(1<<32-1), ones)
	BZHIQ(bits, ones, ones)
	masks := make([]reg.OpmaskVirtual, 4)
	for i := range masks {
		masks[i] = K()
		KMOVW(ones.As32(), masks[i])
		SHRQ(Imm(8), ones)
	}
	for i, a := range acc {
		VMOVUPD_Z(Mem{Base: src, Disp: 64 * i}, masks[i], a)
	}
	chain("restrows", func() {
		for i, a := range acc {
			VFNMADD231PD(Mem{Base: mp, Disp: 64 * i}, factor, masks[i], a)
		}
	})
	for i, a := range acc {
		VMOVUPD(a, masks[i], Mem{Base: dst, Disp: 64 * i})
	}
}

func masked256(l simd.Level, acc []reg.VecVirtual, n, dst, src, mp reg.Register, factor reg.VecVirtual, chain func(string, func())) {
	lanes := GLOBL("lanes", RODATA|NOPTR)
	for i := range 16 {
		DATA(8*i, U64(uint64(i)))
	}
	count := YMM()
	x := XMM()
	VMOVQ(n, x)
	VPBROADCASTQ(x, count)
	masks := make([]reg.VecVirtual, 4)
	for i := range masks {
		masks[i] = YMM()
		place := lanes
		place.Disp += 32 * i
		VMOVDQU(place, masks[i])
		VPCMPGTQ(masks[i], count, masks[i])
	}
	for i, a := range acc {
		VMASKMOVPD(Mem{Base: src, Disp: 32 * i}, masks[i], a)
	}
	row := YMM()
	chain("restrows", func() {
		for i, a := range acc {
			VMASKMOVPD(Mem{Base: mp, Disp: 32 * i}, masks[i], row)
			VFNMADD231PD(row, factor, a)
		}
	})
	for i, a := range acc {
		VMASKMOVPD(a, masks[i], Mem{Base: dst, Disp: 32 * i})
	}
}
