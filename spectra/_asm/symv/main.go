// Command symv generates the product of eight rows of a symmetric matrix, stored as its
// lower triangle, with a vector.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
	"saddle/spectra/_asm/triangle"
)

func main() {
	ConstraintExpr("amd64,!purego")
	triangle.Masks()
	for _, wide := range []bool{true, false} {
		strip(wide)
	}
	Generate()
}

// strip multiplies 8 rows, lda bytes apart, with x: block after block of 8
// columns, the last on the diagonal. What the rows give goes to s.
func strip(wide bool) {
	TEXT("symvStrip"+simd.Suffix(wide), NOSPLIT, "func(blocks int, a *float64, lda uintptr, x, y, xq, s *float64)")
	Pragma("noescape")
	lda := Load(Param("lda"), GP64())
	xq := Load(Param("xq"), GP64())
	rows := make([]reg.Register, 8)
	rows[0] = Load(Param("a"), GP64())
	halves := 1
	if !wide {
		halves = 2
	}
	for q := 1; q < 8; q++ {
		rows[q] = GP64()
		MOVQ(rows[q-1], rows[q])
		ADDQ(lda, rows[q])
	}
	x := Load(Param("x"), GP64())
	y := Load(Param("y"), GP64())
	off, end := GP64(), GP64()
	Load(Param("blocks"), end)
	SHLQ(Imm(6), end)
	SUBQ(Imm(64), end)
	p := &triangle.Pass{Wide: wide,
		Row: func(q int) Mem { return Mem{Base: rows[q], Index: off, Scale: 1} },
		X:   Mem{Base: x, Index: off, Scale: 1}, Y: Mem{Base: y, Index: off, Scale: 1}, XQ: Mem{Base: xq}}
	p.Begin()
	for half := range halves {
		name := []string{"first", "second"}[half]
		p.Start(half)
		XORQ(off, off)
		Label(name)
		CMPQ(off, end)
		JGE(LabelRef(name + "Diagonal"))
		p.Block(half, false)
		ADDQ(Imm(64), off)
		JMP(LabelRef(name))
		Label(name + "Diagonal")
		p.Block(half, true)
		sum := p.Sums()
		s := GP64()
		Load(Param("s"), s)
		VMOVUPD(sum, Mem{Base: s, Disp: 32 * half})
	}
	VZEROUPPER()
	RET()
}
