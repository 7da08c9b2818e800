// Command gemm generates the tiles of the matrix product, with AVX2 and with
// AVX-512.
//
// A strip is one run of up to 8 (AVX2: 4) rows of C against panels of up to three
// registers' width. Its sums stay in registers over k: per step one load for each
// register of B and one broadcast for each row of A. A and B come with strides, so
// the same code reads packed copies and the matrices themselves.
package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

const signature = "func(rows, vectors, last, panels, k int, a *float64, aRow, aCol int, b *float64, bRow, bPanel int, c *float64, cRow int, alpha float64, fresh bool)"

func main() {
	ConstraintExpr("amd64,!purego")
	wide := kernel{name: "stripAVX512", width: 64, rows: 8, register: z}
	wide.generate()
	lanes := GLOBL("lanes", RODATA|NOPTR)
	for i := range 4 {
		DATA(8*i, U64(uint64(i)))
	}
	narrow := kernel{name: "stripAVX2", width: 32, rows: 4, register: y, lanes: lanes}
	narrow.generate()
	Generate()
}

func z(i int) VecPhysical {
	return []VecPhysical{Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7, Z8, Z9, Z10, Z11, Z12, Z13, Z14, Z15,
		Z16, Z17, Z18, Z19, Z20, Z21, Z22, Z23, Z24, Z25, Z26, Z27, Z28, Z29, Z30, Z31}[i]
}

func y(i int) VecPhysical {
	return []VecPhysical{Y0, Y1, Y2, Y3, Y4, Y5, Y6, Y7, Y8, Y9, Y10, Y11, Y12, Y13, Y14, Y15}[i]
}

// Registers of the loops; strides are in bytes.
var (
	a, aCol                = RAX, RDX
	aRow, aRow3, aRow5     = R8, R9, R10
	aRow7                  = R11
	b, bRow                = RBX, RSI
	k                      = RCX
	c, cRow, cHere, panels = RDI, R12, R13, R14
)

// A kernel holds rows×3 registers of sums, three of B and the rest for A.
type kernel struct {
	name     string
	width    int // bytes of a register
	rows     int // the most there are
	register func(int) VecPhysical
	lanes    Mem // 0, 1, 2, 3
}

func (g kernel) generate() {
	TEXT(g.name, NOSPLIT, signature)
	Pragma("noescape")
	load("aRow", aRow)
	load("aCol", aCol)
	load("bRow", bRow)
	load("cRow", cRow)
	for _, r := range []GPPhysical{aRow, aCol, bRow, cRow} {
		SHLQ(Imm(3), r)
	}
	LEAQ(Mem{Base: aRow, Index: aRow, Scale: 2}, aRow3)
	LEAQ(Mem{Base: aRow, Index: aRow, Scale: 4}, aRow5)
	LEAQ(Mem{Base: aRow3, Index: aRow, Scale: 4}, aRow7)
	load("c", c)
	load("panels", panels)
	g.masks()
	load("vectors", RAX)
	load("rows", RBX)
	for vectors := 3; vectors >= 1; vectors-- {
		if vectors > 1 {
			CMPQ(RAX, Imm(uint64(vectors)))
			JNE(LabelRef(fmt.Sprintf("vectors%d", vectors-1)))
		}
		for rows := g.rows; rows >= 1; rows-- {
			if rows > 1 {
				CMPQ(RBX, Imm(uint64(rows)))
				JNE(LabelRef(label("rows", rows-1, vectors)))
			}
			g.strip(rows, vectors)
			if rows > 1 {
				Label(label("rows", rows-1, vectors))
			}
		}
		if vectors > 1 {
			Label(fmt.Sprintf("vectors%d", vectors-1))
		}
	}
}

func label(name string, rows, vectors int) string { return fmt.Sprintf("%s%dx%d", name, rows, vectors) }

func load(name string, r GPPhysical) {
	p, err := Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	MOVQ(p.Addr, r)
}

// masks prepares, with AVX-512, K1 for the last register's columns, and K2 and K3
// for what is read of C: as K1 and all, or nothing if C is fresh. AVX2 has no
// register to spare and makes its masks when the sums are done.
func (g kernel) masks() {
	if g.width != 64 {
		return
	}
	load("last", RCX)
	MOVL(U32(1), EAX)
	SHLL(CL, EAX)
	DECL(EAX)
	KMOVW(EAX, K1)
	fresh, _ := Param("fresh").Resolve()
	MOVBLZX(fresh.Addr, EBX)
	DECL(EBX) // all ones unless fresh
	KMOVW(EBX, K3)
	ANDL(EBX, EAX)
	KMOVW(EAX, K2)
}

// strip runs over the panels with fixed numbers of rows and registers.
func (g kernel) strip(rows, vectors int) {
	sum := func(i, v int) VecPhysical { return g.register(i*vectors + v) }
	free := rows * vectors
	bs := make([]VecPhysical, vectors)
	for v := range bs {
		bs[v] = g.register(free + v)
	}
	as := g.register(free + vectors)
	panel, step := label("panel", rows, vectors), label("step", rows, vectors)

	Label(panel)
	load("a", a)
	load("b", b)
	load("k", k)
	MOVQ(c, cHere)
	for i := range rows {
		PREFETCHT0(Mem{Base: cHere})
		PREFETCHT0(Mem{Base: cHere, Disp: g.width*vectors - 8})
		for line := 64; line < g.width*vectors-8; line += 64 {
			PREFETCHT0(Mem{Base: cHere, Disp: line})
		}
		for v := range vectors {
			simd.Zero(sum(i, v), g.width)
		}
		if i < rows-1 {
			ADDQ(cRow, cHere)
		}
	}
	Label(step)
	for v, r := range bs {
		m := Mem{Base: b, Disp: g.width * v}
		if g.width == 64 && v == vectors-1 {
			VMOVUPD_Z(m, K1, r)
		} else {
			VMOVUPD(m, r)
		}
	}
	for v := range bs {
		if g.width*v%64 == 0 {
			PREFETCHT0(Mem{Base: b, Disp: 8*64*3 + g.width*v})
		}
	}
	for i := range rows {
		VBROADCASTSD([]Mem{
			{Base: a}, {Base: a, Index: aRow, Scale: 1}, {Base: a, Index: aRow, Scale: 2}, {Base: a, Index: aRow3, Scale: 1},
			{Base: a, Index: aRow, Scale: 4}, {Base: a, Index: aRow5, Scale: 1}, {Base: a, Index: aRow3, Scale: 2}, {Base: a, Index: aRow7, Scale: 1},
		}[i], as)
		for v, r := range bs {
			VFMADD231PD(r, as, sum(i, v))
		}
	}
	ADDQ(aCol, a)
	ADDQ(bRow, b)
	DECQ(k)
	JNZ(LabelRef(step))

	if g.width == 64 {
		g.finish512(rows, vectors, sum)
	} else {
		g.finish256(rows, vectors, sum)
	}
	// The next panel: forward by its columns in C and by bPanel in B.
	DECQ(panels)
	JZ(LabelRef(label("done", rows, vectors)))
	bAddr, _ := Param("b").Resolve()
	load("bPanel", b)
	SHLQ(Imm(3), b)
	ADDQ(b, bAddr.Addr)
	ADDQ(U32(uint32(g.width*vectors)), c)
	JMP(LabelRef(panel))
	Label(label("done", rows, vectors))
	VZEROUPPER()
	RET()
}

// finish512 ends the block: c = fma(alpha, sum, c).
func (g kernel) finish512(rows, vectors int, sum func(i, v int) VecPhysical) {
	alpha, old := Z31, Z30
	simd.Spread("alpha", alpha)
	MOVQ(c, cHere)
	for i := range rows {
		for v := range vectors {
			m := Mem{Base: cHere, Disp: 64 * v}
			if v == vectors-1 {
				VMOVUPD_Z(m, K2, old)
				VFMADD213PD(old, alpha, sum(i, v))
				VMOVUPD(sum(i, v), K1, m)
			} else {
				VMOVUPD_Z(m, K3, old)
				VFMADD213PD(old, alpha, sum(i, v))
				VMOVUPD(sum(i, v), m)
			}
		}
		if i < rows-1 {
			ADDQ(cRow, cHere)
		}
	}
}

// finish256 is finish512 by branches: fresh or not, and, in tiles of one or two
// registers' width, with the last register whole or in part.
func (g kernel) finish256(rows, vectors int, sum func(i, v int) VecPhysical) {
	alpha, old, part := Y15, Y14, Y13
	simd.Spread("alpha", alpha)
	fresh, _ := Param("fresh").Resolve()
	MOVQ(c, cHere)
	update := func(fresh, partial bool) {
		for i := range rows {
			for v := range vectors {
				m := Mem{Base: cHere, Disp: 32 * v}
				cut := partial && v == vectors-1
				switch {
				case fresh:
					VXORPD(old, old, old)
				case cut:
					VMASKMOVPD(m, part, old)
				default:
					VMOVUPD(m, old)
				}
				VFMADD213PD(old, alpha, sum(i, v))
				if cut {
					VMASKMOVPD(sum(i, v), part, m)
				} else {
					VMOVUPD(sum(i, v), m)
				}
			}
			if i < rows-1 {
				ADDQ(cRow, cHere)
			}
		}
	}
	end := label("end", rows, vectors)
	either := func(partial bool, name string) {
		CMPB(fresh.Addr, Imm(0))
		JNE(LabelRef(label(name, rows, vectors)))
		update(false, partial)
		JMP(LabelRef(end))
		Label(label(name, rows, vectors))
		update(true, partial)
	}
	if vectors < 3 {
		load("last", k)
		CMPQ(k, Imm(4))
		JEQ(LabelRef(label("whole", rows, vectors)))
		MOVQ(k, part.AsX())
		VPBROADCASTQ(part.AsX(), part)
		VPCMPGTQ(g.lanes, part, part)
		either(true, "freshpart")
		JMP(LabelRef(end))
		Label(label("whole", rows, vectors))
	}
	either(false, "fresh")
	Label(end)
}
