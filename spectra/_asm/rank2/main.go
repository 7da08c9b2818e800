// Command rank2 generates what a panel of pairs of vectors pays: dots with one
// vector, two combinations at once, and the rank-2k update of a triangle in tiles.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

func main() {
	ConstraintExpr("amd64,!purego")
	for _, wide := range []bool{true, false} {
		dots(wide)
		combine(wide)
		update(wide)
		row(wide)
	}
	Generate()
}

// vectors returns count vector registers.
func vectors(wide bool, count int) []reg.VecVirtual {
	v := make([]reg.VecVirtual, count)
	for i := range v {
		if v[i] = YMM(); wide {
			v[i] = ZMM()
		}
	}
	return v
}

// bytes is the width of a vector register.
func bytes(wide bool) int {
	if wide {
		return 64
	}
	return 32
}

func zero(registers []reg.VecVirtual) {
	for _, v := range registers {
		VXORPD(v, v, v)
	}
}

// dots multiplies the vectors of a panel with v: eights times 8 vectors with
// AVX-512, 4 at a time with AVX2.
func dots(wide bool) {
	TEXT("panelDots"+simd.Suffix(wide), NOSPLIT, "func(eights, blocks int, stride uintptr, p, v, s *float64)")
	Pragma("noescape")
	groups := Load(Param("eights"), GP64())
	stride := Load(Param("stride"), GP64())
	panel := Load(Param("p"), GP64())
	s := Load(Param("s"), GP64())
	size := 8
	if !wide {
		size = 4
		SHLQ(Imm(1), groups)
	}
	acc := vectors(wide, 8)
	x := vectors(wide, 2)
	at, v, left := GP64(), GP64(), GP64()
	Label("groups")
	TESTQ(groups, groups)
	JZ(LabelRef("done"))
	zero(acc)
	MOVQ(panel, at)
	Load(Param("v"), v)
	Load(Param("blocks"), left)
	Label("blocks")
	VMOVUPD(Mem{Base: v}, x[0])
	if !wide {
		VMOVUPD(Mem{Base: v, Disp: 32}, x[1])
	}
	for q := range size {
		if wide {
			VFMADD231PD(Mem{Base: at, Disp: 64 * q}, x[0], acc[q])
			continue
		}
		VFMADD231PD(Mem{Base: at, Disp: 64 * q}, x[0], acc[2*q])
		VFMADD231PD(Mem{Base: at, Disp: 64*q + 32}, x[1], acc[2*q+1])
	}
	ADDQ(stride, at)
	ADDQ(Imm(64), v)
	DECQ(left)
	JNZ(LabelRef("blocks"))
	VMOVUPD(simd.Sums(wide, acc, x[0]), Mem{Base: s})
	ADDQ(Imm(uint64(8*size)), s)
	ADDQ(U32(uint32(64*size)), panel)
	DECQ(groups)
	JMP(LabelRef("groups"))
	Label("done")
	VZEROUPPER()
	RET()
}

// combine adds two combinations of the k vectors of a panel to y and to z.
func combine(wide bool) {
	TEXT("panelCombine"+simd.Suffix(wide), NOSPLIT, "func(k, blocks int, stride uintptr, p, a, b, y, z *float64)")
	Pragma("noescape")
	c := combination{wide: wide,
		left: Load(Param("blocks"), GP64()), stride: Load(Param("stride"), GP64()), panel: Load(Param("p"), GP64()),
		a: Load(Param("a"), GP64()), b: Load(Param("b"), GP64()),
		y: Load(Param("y"), GP64()), z: Load(Param("z"), GP64()), k: Load(Param("k"), GP64()),
		vector: GP64(), rows: []reg.Register{GP64(), GP64(), GP64(), GP64()}}
	several := 2
	if wide {
		several = 4
	}
	Label("several")
	CMPQ(c.left, Imm(uint64(several)))
	JLT(LabelRef("single"))
	c.blocks("vectorsOfSeveral", several)
	JMP(LabelRef("several"))
	Label("single")
	TESTQ(c.left, c.left)
	JZ(LabelRef("done"))
	c.blocks("vectorsOfOne", 1)
	JMP(LabelRef("single"))
	Label("done")
	VZEROUPPER()
	RET()
}

type combination struct {
	wide                                       bool
	left, stride, panel, a, b, y, z, k, vector reg.Register
	rows                                       []reg.Register
}

// blocks does count blocks of 8 numbers: one chain for each of y and z, so several
// blocks at a time hide the latency.
func (c *combination) blocks(label string, count int) {
	parts := 2
	if c.wide {
		parts = 1
	}
	width := 64 / parts
	y, z := vectors(c.wide, count*parts), vectors(c.wide, count*parts)
	p := vectors(c.wide, count*parts)
	ca, cb := vectors(c.wide, 1)[0], vectors(c.wide, 1)[0]
	for i := range y {
		VMOVUPD(Mem{Base: c.y, Disp: width * i}, y[i])
		VMOVUPD(Mem{Base: c.z, Disp: width * i}, z[i])
	}
	for i := range count {
		MOVQ(c.panel, c.rows[i])
		ADDQ(c.stride, c.panel)
	}
	XORQ(c.vector, c.vector)
	Label(label)
	VBROADCASTSD(Mem{Base: c.a, Index: c.vector, Scale: 8}, ca)
	VBROADCASTSD(Mem{Base: c.b, Index: c.vector, Scale: 8}, cb)
	for i := range y {
		VMOVUPD(Mem{Base: c.rows[i/parts], Disp: width * (i % parts)}, p[i])
		VFMADD231PD(p[i], ca, y[i])
		VFMADD231PD(p[i], cb, z[i])
	}
	for i := range count {
		ADDQ(Imm(64), c.rows[i])
	}
	INCQ(c.vector)
	CMPQ(c.vector, c.k)
	JLT(LabelRef(label))
	for i := range y {
		VMOVUPD(y[i], Mem{Base: c.y, Disp: width * i})
		VMOVUPD(z[i], Mem{Base: c.z, Disp: width * i})
	}
	ADDQ(U32(uint32(64*count)), c.y)
	ADDQ(U32(uint32(64*count)), c.z)
	SUBQ(Imm(uint64(count)), c.left)
}

// update subtracts the sum of v wᵀ + w vᵀ over the pairs of a panel from strips
// of a triangle in tiles: three tiles of a strip at a time, then single ones.
func update(wide bool) {
	TEXT("rank2kTiles"+simd.Suffix(wide), NOSPLIT, "func(pairs, strips, first, step int, stride uintptr, a, p *float64)")
	Pragma("noescape")
	u := rank2k{wide: wide, strip: Load(Param("first"), GP64()), stride: Load(Param("stride"), GP64()),
		tile: GP64(), rows: GP64(), left: GP64(), columns: GP64(), pair: GP64(), row: GP64(),
		column: []reg.Register{GP64(), GP64(), GP64()}}
	Label("strips")
	strips := GP64()
	Load(Param("strips"), strips)
	CMPQ(u.strip, strips)
	JCC(LabelRef("done"))                     // unsigned: a negative step ends below 0
	LEAQ(Mem{Base: u.strip, Disp: 1}, u.left) // tiles of the strip
	MOVQ(u.left, u.tile)
	IMULQ(u.strip, u.tile)
	SHLQ(Imm(8), u.tile)
	a, p := GP64(), GP64()
	Load(Param("a"), a)
	ADDQ(a, u.tile)
	Load(Param("p"), p)
	MOVQ(p, u.columns)
	MOVQ(u.strip, u.rows)
	IMULQ(u.stride, u.rows)
	ADDQ(p, u.rows)
	Label("threes")
	CMPQ(u.left, Imm(3))
	JLT(LabelRef("singles"))
	u.tiles("three", 3)
	JMP(LabelRef("threes"))
	Label("singles")
	TESTQ(u.left, u.left)
	JZ(LabelRef("next"))
	u.tiles("one", 1)
	JMP(LabelRef("singles"))
	Label("next")
	step := GP64()
	Load(Param("step"), step)
	ADDQ(step, u.strip)
	JMP(LabelRef("strips"))
	Label("done")
	VZEROUPPER()
	RET()
}

type rank2k struct {
	wide                                                bool
	strip, stride, tile, rows, left, columns, pair, row reg.Register
	column                                              []reg.Register
}

// tiles updates count tiles side by side: at once with AVX-512; with AVX2 four
// rows and up to three registers of columns at a time.
func (u *rank2k) tiles(label string, count int) {
	if u.wide {
		u.block(label, 0, 8, 0, count, count)
	} else {
		registers := 2 * count
		group := min(3, registers)
		for row := 0; row < 8; row += 4 {
			for from := 0; from < registers; from += group {
				u.block(label+string(rune('a'+row))+string(rune('a'+from)), row, 4, from, group, count)
			}
		}
	}
	for range count {
		ADDQ(u.stride, u.columns)
	}
	ADDQ(U32(uint32(512*count)), u.tile)
	SUBQ(Imm(uint64(count)), u.left)
}

// block updates rows row0 … by the registers of columns from … of count tiles.
func (u *rank2k) block(label string, row0, rows, from, registers, count int) {
	acc := vectors(u.wide, rows*registers)
	zero(acc)
	b := vectors(u.wide, registers)
	broadcasts := 1
	if u.wide {
		broadcasts = 4
	}
	r := vectors(u.wide, broadcasts)
	width, per := 32, 2
	if u.wide {
		width, per = 64, 1
	}
	MOVQ(u.rows, u.row)
	for i := range count {
		MOVQ(u.columns, u.column[i])
		for range i {
			ADDQ(u.stride, u.column[i])
		}
	}
	Load(Param("pairs"), u.pair)
	Label(label)
	for vector := range 2 {
		for i := range b { // the rows of one vector of the pair, the columns of the other
			at := from + i
			VMOVUPD(Mem{Base: u.column[at/per], Disp: 64*(1-vector) + width*(at%per)}, b[i])
		}
		for i := range rows {
			t := r[i%broadcasts]
			VBROADCASTSD(Mem{Base: u.row, Disp: 64*vector + 8*(row0+i)}, t)
			for j := range b {
				VFMADD231PD(t, b[j], acc[i*registers+j])
			}
		}
	}
	ADDQ(U32(128), u.row)
	for i := range count {
		ADDQ(U32(128), u.column[i])
	}
	DECQ(u.pair)
	JNZ(LabelRef(label))
	for i := range rows {
		for j := range b {
			at := from + j
			c := Mem{Base: u.tile, Disp: 512*(at/per) + width*(at%per) + 64*(row0+i)}
			VMOVUPD(c, b[j])
			VSUBPD(acc[i*registers+j], b[j], b[j])
			VMOVUPD(b[j], c)
		}
	}
}

// row takes one row from tiles, 512 bytes apart, and updates it by rank 2.
func row(wide bool) {
	TEXT("rank2Row"+simd.Suffix(wide), NOSPLIT, "func(blocks int, a *float64, cv, cw float64, v, w, r *float64)")
	Pragma("noescape")
	left := Load(Param("blocks"), GP64())
	a := Load(Param("a"), GP64())
	v := Load(Param("v"), GP64())
	w := Load(Param("w"), GP64())
	r := Load(Param("r"), GP64())
	c := vectors(wide, 2)
	for i, name := range []string{"cv", "cw"} {
		simd.Spread(name, c[i])
	}
	t := vectors(wide, 2)
	Label("blocks")
	for disp := 0; disp < 64; disp += bytes(wide) {
		x := t[disp/32%2]
		VMOVUPD(Mem{Base: a, Disp: disp}, x)
		VFNMADD231PD(Mem{Base: w, Disp: disp}, c[0], x)
		VFNMADD231PD(Mem{Base: v, Disp: disp}, c[1], x)
		VMOVUPD(x, Mem{Base: r, Disp: disp})
	}
	ADDQ(U32(512), a)
	for _, p := range []reg.Register{v, w, r} {
		ADDQ(Imm(64), p)
	}
	DECQ(left)
	JNZ(LabelRef("blocks"))
	VZEROUPPER()
	RET()
}
