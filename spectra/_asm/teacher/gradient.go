package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

// gradient generates the gradient and the greatest of the squares of its parts, for two
// neurons at a time.
func gradient(l simd.Level) {
	start("gradient", l, "func(n, d int, dst, largest, mix, w, rest *float64)")
	g := &columns{l: l, dst: load("dst"), rest: load("rest"), mix: load("mix"), rows: entries("n"), stride: entries("d"),
		scale: number(l, 1/(2*math.Pi)), squares: []reg.VecVirtual{l.Vector(), l.Vector()}}
	for range 16 {
		g.sums = append(g.sums, l.Vector())
	}
	largest, left := zero(l), load("n")
	Label("pairs")
	CMPQ(left, Imm(2))
	JLT(LabelRef("single"))
	g.neurons(2, largest)
	SUBQ(Imm(2), left)
	JMP(LabelRef("pairs"))
	Label("single")
	TESTQ(left, left)
	JZ(LabelRef("done"))
	g.neurons(1, largest)
	Label("done")
	VMOVUPD(largest, Mem{Base: load("largest")})
	end()
}

// columns computes entries of the gradient of one neuron, or two, after the other.
type columns struct {
	l              simd.Level
	dst, rest, mix reg.Register
	rows, stride   reg.Register
	scale          reg.VecVirtual
	squares        []reg.VecVirtual
	sums           []reg.VecVirtual // eight of each neuron, as far as there are registers
}

// neurons does count neurons and goes on to the next.
func (c *columns) neurons(count int, largest reg.VecVirtual) {
	for _, s := range c.squares[:count] {
		simd.Zero(s, c.l.Width)
	}
	w, left := load("w"), load("d")
	sizes := []int{8, 4, 2, 1}
	if c.l.Width == 32 {
		sizes = sizes[1:] // it has half as many registers
	}
	for i, size := range sizes {
		name := fmt.Sprintf("columns%dx%d", count, size)
		Label(name)
		CMPQ(left, Imm(uint64(size)))
		JLT(LabelRef(name + "end"))
		c.block(count, size, name+"sum", w)
		SUBQ(Imm(uint64(size)), left)
		if i == 0 {
			JMP(LabelRef(name))
		}
		Label(name + "end")
	}
	for i, s := range c.squares[:count] {
		greatest(c.l, s, largest)
		ADDQ(c.rows, c.mix)
		if i > 0 { // the blocks have passed one row
			ADDQ(c.stride, c.dst)
			ADDQ(c.stride, c.rest)
		}
	}
}

// block computes size entries of count neurons, from those of w, and goes on to the next.
func (c *columns) block(count, size int, name string, w reg.Register) {
	at, mix, left := GP64(), GP64(), GP64()
	MOVQ(w, at)
	MOVQ(c.mix, mix)
	Load(Param("n"), left)
	x, m, sum := c.l.Vector(), []reg.VecVirtual{c.l.Vector(), c.l.Vector()}, make([][]reg.VecVirtual, count)
	for i := range sum {
		sum[i] = c.sums[8*i:][:size]
		for _, s := range sum[i] {
			simd.Zero(s, c.l.Width)
		}
	}
	Label(name)
	VMOVUPD(Mem{Base: mix}, m[0])
	if count > 1 {
		VMOVUPD(Mem{Base: mix, Index: c.rows, Scale: 1}, m[1])
	}
	for j := range size {
		VMOVUPD(Mem{Base: at, Disp: entry * j}, x)
		for i := range sum {
			VFMADD231PD(x, m[i], sum[i][j])
		}
	}
	ADDQ(Imm(entry), mix)
	ADDQ(c.stride, at)
	DECQ(left)
	JNZ(LabelRef(name))
	for i := range sum {
		for j, x := range sum[i] {
			rest, dst := Mem{Base: c.rest, Disp: entry * j}, Mem{Base: c.dst, Disp: entry * j}
			if i > 0 {
				rest.Index, rest.Scale, dst.Index, dst.Scale = c.stride, 1, c.stride, 1
			}
			VSUBPD(rest, x, x)
			VMULPD(c.scale, x, x)
			VMOVUPD(x, dst)
			VFMADD231PD(x, x, c.squares[i])
		}
	}
	for _, p := range []reg.Register{c.dst, c.rest, w} {
		ADDQ(U32(uint32(entry*size)), p)
	}
}

// greatest sets y to the greater of x and y, and to NaN where one of them is that.
func greatest(l simd.Level, x, y reg.VecVirtual) {
	const unordered = 3
	VMAXPD(y, x, y) // y where one is NaN
	if l.Width == 64 {
		k := K()
		VCMPPD(Imm(unordered), x, x, k)
		VMOVAPD(x, k, y)
		return
	}
	nan := l.Vector()
	VCMPPD(Imm(unordered), x, x, nan)
	VBLENDVPD(nan, x, y, y)
}
