// Command symv generates the products of a symmetric matrix, stored as its lower
// triangle, with a vector, and the pass which updates it by rank 2 on the way.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/f64/_asm/simd"
)

func main() {
	ConstraintExpr("amd64,!purego")
	lanesBelow = belowTable()
	for _, wide := range []bool{true, false} {
		strip(wide)
		tiles("symvTiles", wide, false)
		tiles("rank2SymvTiles", wide, true)
	}
	Generate()
}

// lanesBelow holds nine masks of 8 lanes: mask t has the lanes below t.
var lanesBelow Mem

func belowTable() Mem {
	table := GLOBL("lanesBelow", RODATA|NOPTR)
	for t := range 9 {
		for lane := range 8 {
			bits := uint64(0)
			if lane < t {
				bits = ^bits
			}
			DATA(8*(8*t+lane), U64(bits))
		}
	}
	return table
}

// A pass walks the blocks of 8 columns of 8 rows, from column 0 to the diagonal.
type pass struct {
	wide       bool
	row        func(q int) Mem // row q of the block, its first number
	x, y, v, w Mem             // the numbers of these columns; v.Base nil: no update
	xq, vq, wq Mem             // the numbers of these rows
	acc        []reg.VecVirtual
	bx, bv     []reg.VecVirtual // broadcasts which are kept
	X, Y, V, W reg.VecVirtual
	high       reg.VecVirtual // the part of rows 4 to 7 in y, in a wide pass
	a          []reg.VecVirtual
	t          reg.VecVirtual
}

func (p *pass) updates() bool { return p.v.Base != nil }

func offset(m Mem, bytes int) Mem {
	m.Disp += bytes
	return m
}

// begin takes the vector registers and clears the sums.
func (p *pass) begin() {
	vector := YMM
	if p.wide {
		vector = ZMM
	}
	for range 8 {
		p.acc = append(p.acc, vector())
	}
	p.X, p.Y = vector(), vector()
	if p.wide {
		p.a = []reg.VecVirtual{vector(), vector(), vector()}
		p.high = vector()
		for range 8 {
			p.bx = append(p.bx, vector())
		}
	} else {
		p.a = []reg.VecVirtual{vector()}
		if p.updates() {
			p.t = vector()
		} else {
			for range 4 {
				p.bx = append(p.bx, vector())
			}
		}
	}
	if p.updates() {
		p.V, p.W = vector(), vector()
		if p.wide {
			for range 8 {
				p.bv = append(p.bv, vector())
			}
		}
	}
}

// start loads what the rows from half*4 on keep in registers.
func (p *pass) start(half int) {
	for _, acc := range p.acc {
		VXORPD(acc, acc, acc)
	}
	for q, b := range p.bx {
		VBROADCASTSD(offset(p.xq, 8*(4*half+q)), b)
	}
	for q, b := range p.bv {
		VBROADCASTSD(offset(p.vq, 8*(4*half+q)), b)
	}
}

// block is one block of columns; on the diagonal only the lower triangle counts.
func (p *pass) block(half int, diagonal bool) {
	if p.wide {
		p.part(0, 8, 0, diagonal)
		return
	}
	p.part(4*half, 4, 0, diagonal)
	p.part(4*half, 4, 1, diagonal)
}

// part does rows q0 … q0+rows−1 of one vector register of columns.
func (p *pass) part(q0, rows, column int, diagonal bool) {
	VMOVUPD(offset(p.x, 32*column), p.X)
	// Rows 0 to 3 continue y, rows 4 to 7 start from zero: shorter chains.
	if q0 == 0 {
		VMOVUPD(offset(p.y, 32*column), p.Y)
	} else {
		VXORPD(p.Y, p.Y, p.Y)
	}
	if p.wide {
		VXORPD(p.high, p.high, p.high)
	}
	if p.updates() {
		VMOVUPD(offset(p.v, 32*column), p.V)
		VMOVUPD(offset(p.w, 32*column), p.W)
	}
	for r := range rows {
		q := q0 + r
		at := offset(p.row(q), 32*column)
		a := p.a[r%len(p.a)]
		VMOVUPD(at, a)
		if p.updates() {
			p.update(q, r, a)
			VMOVUPD(a, at)
		}
		acc := p.acc[r]
		if !p.wide {
			acc = p.acc[2*r+column]
		}
		if !diagonal {
			VFMADD231PD(a, p.X, acc)
			p.fuseRow(q, r, a)
			continue
		}
		p.keep(a, q+1, column)
		VFMADD231PD(a, p.X, acc)
		p.keep(a, q, column)
		p.fuseRow(q, r, a)
	}
	if p.wide {
		VADDPD(p.high, p.Y, p.Y)
	} else if q0 > 0 {
		VADDPD(offset(p.y, 32*column), p.Y, p.Y)
	}
	VMOVUPD(p.Y, offset(p.y, 32*column))
}

// update subtracts v_q w and w_q v from row q.
func (p *pass) update(q, r int, a reg.VecVirtual) {
	if p.wide {
		VFNMADD231PD(p.bv[r], p.W, a)
		VFNMADD231PD_BCST(offset(p.wq, 8*q), p.V, a)
		return
	}
	VBROADCASTSD(offset(p.vq, 8*q), p.t)
	VFNMADD231PD(p.t, p.W, a)
	VBROADCASTSD(offset(p.wq, 8*q), p.t)
	VFNMADD231PD(p.t, p.V, a)
}

// fuseRow adds x_q times row q to y.
func (p *pass) fuseRow(q, r int, a reg.VecVirtual) {
	if p.t != nil {
		VBROADCASTSD(offset(p.xq, 8*q), p.t)
		VFMADD231PD(a, p.t, p.Y)
		return
	}
	y := p.Y
	if p.wide && r >= 4 {
		y = p.high
	}
	VFMADD231PD(a, p.bx[r], y)
}

// keep clears the lanes from t on.
func (p *pass) keep(a reg.VecVirtual, t, column int) {
	VANDPD(offset(lanesBelow, 64*t+32*column), a, a)
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
	p := &pass{wide: wide,
		row: func(q int) Mem { return Mem{Base: rows[q], Index: off, Scale: 1} },
		x:   Mem{Base: x, Index: off, Scale: 1}, y: Mem{Base: y, Index: off, Scale: 1}, xq: Mem{Base: xq}}
	p.begin()
	for half := range halves {
		name := []string{"first", "second"}[half]
		p.start(half)
		XORQ(off, off)
		Label(name)
		CMPQ(off, end)
		JGE(LabelRef(name + "Diagonal"))
		p.block(half, false)
		ADDQ(Imm(64), off)
		JMP(LabelRef(name))
		Label(name + "Diagonal")
		p.block(half, true)
		sum := simd.Sums(wide, p.acc, p.a[0])
		s := GP64()
		Load(Param("s"), s)
		VMOVUPD(sum, Mem{Base: s, Disp: 32 * half})
	}
	VZEROUPPER()
	RET()
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
	p := &pass{wide: wide,
		row: func(q int) Mem { return Mem{Base: tile, Disp: 64 * q} },
		x:   Mem{Base: x, Index: off, Scale: 1}, y: Mem{Base: y, Index: off, Scale: 1}, xq: Mem{Base: xi}}
	var vi, wi reg.Register
	if update {
		v := Load(Param("v"), GP64())
		w := Load(Param("w"), GP64())
		vi, wi = GP64(), GP64()
		p.v, p.w = Mem{Base: v, Index: off, Scale: 1}, Mem{Base: w, Index: off, Scale: 1}
		p.vq, p.wq = Mem{Base: vi}, Mem{Base: wi}
	}
	p.begin()
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
		LEAQ(Mem{Base: p.v.Base, Index: end, Scale: 1}, vi)
		LEAQ(Mem{Base: p.w.Base, Index: end, Scale: 1}, wi)
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
		p.start(half)
		XORQ(off, off)
		Label(label)
		CMPQ(off, end)
		JGE(LabelRef(label + "Diagonal"))
		p.block(half, false)
		ADDQ(U32(512), tile)
		ADDQ(Imm(64), off)
		JMP(LabelRef(label))
		Label(label + "Diagonal")
		p.block(half, true)
		sum := simd.Sums(wide, p.acc, p.a[0])
		switch {
		case wide:
			VADDPD(p.y, sum, sum)
			VMOVUPD(sum, p.y)
		case half == 0:
			VMOVUPD(sum, base)
		default:
			low := p.X
			VMOVUPD(base, low)
			VADDPD(p.y, low, low)
			VMOVUPD(low, p.y)
			high := offset(p.y, 32)
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
