package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

// gradient generates the gradient and the greatest of the squares of its parts.
func gradient(l simd.Level) {
	start("gradient", l, "func(n, d int, dst, largest, mix, w, rest *float64)")
	g := &columns{l: l, g: load("dst"), rest: load("rest"), mix: load("mix"), stride: entries("d"), n: load("n"),
		scale: number(l, 1/(2*math.Pi)), squares: l.Vector()}
	largest, neurons := zero(l), load("n")
	Label("neurons")
	simd.Zero(g.squares, l.Width)
	w, left := load("w"), load("d")
	for _, count := range []int{8, 4, 2, 1} {
		name := fmt.Sprintf("columns%d", count)
		Label(name)
		CMPQ(left, Imm(uint64(count)))
		JLT(LabelRef(name + "end"))
		g.block(count, name+"neurons", w)
		SUBQ(Imm(uint64(count)), left)
		if count == 8 {
			JMP(LabelRef(name))
		}
		Label(name + "end")
	}
	rows := entries("n")
	ADDQ(rows, g.mix)
	greatest(l, g.squares, largest)
	DECQ(neurons)
	JNZ(LabelRef("neurons"))
	VMOVUPD(largest, Mem{Base: load("largest")})
	end()
}

// columns computes entries of the gradient of one neuron after the other.
type columns struct {
	l              simd.Level
	g, rest, mix   reg.Register
	stride, n      reg.Register
	scale, squares reg.VecVirtual
}

// block computes count entries, from those of w, and goes on to the next.
func (c *columns) block(count int, name string, w reg.Register) {
	at, mix, left := GP64(), GP64(), GP64()
	MOVQ(w, at)
	MOVQ(c.mix, mix)
	MOVQ(c.n, left)
	sum := make([]reg.VecVirtual, count)
	for i := range sum {
		sum[i] = zero(c.l)
	}
	m := c.l.Vector()
	Label(name)
	VMOVUPD(Mem{Base: mix}, m)
	for i := range sum {
		VFMADD231PD(Mem{Base: at, Disp: entry * i}, m, sum[i])
	}
	ADDQ(Imm(entry), mix)
	ADDQ(c.stride, at)
	DECQ(left)
	JNZ(LabelRef(name))
	for i, x := range sum {
		VSUBPD(Mem{Base: c.rest, Disp: entry * i}, x, x)
		VMULPD(c.scale, x, x)
		VMOVUPD(x, Mem{Base: c.g, Disp: entry * i})
		VFMADD231PD(x, x, c.squares)
	}
	for _, p := range []reg.Register{c.g, c.rest, w} {
		ADDQ(U32(uint32(entry*count)), p)
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
