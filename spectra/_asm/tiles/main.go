// Command tiles generates the products of a symmetric matrix, stored as its lower
// triangle in tiles, with a vector, and the pass which updates it by rank 2 on the way.
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
		tiles("symvTiles", wide, false)
		tiles("rank2SymvTiles", wide, true)
	}
	Generate()
}

// tiles does the strips first, first+step, … from 0 to strips−1 of a triangle in tiles.
func tiles(name string, wide, update bool) {
	signature := "func(strips, first, step int, a, x, y *float64)"
	if update {
		signature = "func(strips, first, step int, a, x, y, v, w *float64)"
	}
	TEXT(name+simd.Suffix(wide), NOSPLIT, signature)
	Pragma("noescape")
	i := Load(Param("first"), GP64())
	x := Load(Param("x"), GP64())
	y := Load(Param("y"), GP64())
	tile, off, end := GP64(), GP64(), GP64()
	base := AllocLocal(32) // sums of the first four rows
	xi := GP64()
	p := &triangle.Pass{Wide: wide,
		Row: func(q int) Mem { return Mem{Base: tile, Disp: 64 * q} },
		X:   Mem{Base: x, Index: off, Scale: 1}, Y: Mem{Base: y, Index: off, Scale: 1}, XQ: Mem{Base: xi}}
	var vi, wi reg.Register
	if update {
		v := Load(Param("v"), GP64())
		w := Load(Param("w"), GP64())
		vi, wi = GP64(), GP64()
		p.V, p.W = Mem{Base: v, Index: off, Scale: 1}, Mem{Base: w, Index: off, Scale: 1}
		p.VQ, p.WQ = Mem{Base: vi}, Mem{Base: wi}
	}
	p.Begin()
	Label("strips")
	{
		strips := GP64()
		Load(Param("strips"), strips)
		CMPQ(i, strips)
		JCC(LabelRef("done")) // unsigned: a negative step ends below 0
	}
	MOVQ(i, end)
	SHLQ(Imm(6), end)
	LEAQ(Mem{Base: x, Index: end, Scale: 1}, xi)
	if update {
		LEAQ(Mem{Base: p.V.Base, Index: end, Scale: 1}, vi)
		LEAQ(Mem{Base: p.W.Base, Index: end, Scale: 1}, wi)
	}
	halves := 1
	if !wide {
		halves = 2
	}
	for half := range halves {
		label := []string{"first", "second"}[half]
		LEAQ(Mem{Base: i, Disp: 1}, tile) // tile i(i+1)/2 of 512 bytes
		IMULQ(i, tile)
		SHLQ(Imm(8), tile)
		a := GP64()
		Load(Param("a"), a)
		ADDQ(a, tile)
		p.Start(half)
		XORQ(off, off)
		Label(label)
		CMPQ(off, end)
		JGE(LabelRef(label + "Diagonal"))
		p.Block(half, false)
		ADDQ(U32(512), tile)
		ADDQ(Imm(64), off)
		JMP(LabelRef(label))
		Label(label + "Diagonal")
		p.Block(half, true)
		sum := p.Sums()
		switch {
		case wide:
			VADDPD(p.Y, sum, sum)
			VMOVUPD(sum, p.Y)
		case half == 0:
			VMOVUPD(sum, base)
		default:
			low := p.Spare()
			VMOVUPD(base, low)
			VADDPD(p.Y, low, low)
			VMOVUPD(low, p.Y)
			high := triangle.Offset(p.Y, 32)
			VADDPD(high, sum, sum)
			VMOVUPD(sum, high)
		}
	}
	step := GP64()
	Load(Param("step"), step)
	ADDQ(step, i)
	JMP(LabelRef("strips"))
	Label("done")
	VZEROUPPER()
	RET()
}
