package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

// A pair is what the loop over the pairs of one neuron needs: the arrays of cosines,
// sines and angles, and what it sums.
type pair struct {
	l              simd.Level
	cos, sin, rest reg.Register
	value, bend    reg.VecVirtual
}

// overlap returns s and s + u c at an offset, and calls f with u.
func (p pair) overlap(at reg.Register, f func(u reg.VecVirtual)) (s, v reg.VecVirtual) {
	u := p.l.Vector()
	s, v = p.l.Vector(), p.l.Vector()
	VMOVUPD(Mem{Base: p.rest, Index: at, Scale: 1}, u)
	VMOVUPD(Mem{Base: p.sin, Index: at, Scale: 1}, s)
	VMOVAPD(s, v)
	VFMADD231PD(Mem{Base: p.cos, Index: at, Scale: 1}, u, v)
	f(u)
	return s, v
}

// sums generates the loss and the coefficients of the gradient.
func sums(l simd.Level) {
	start("sums", l, "func(n, k, d int, constant float64, loss, mix, bend, r, inverse, cos, sin, rest *float64)")
	p := pair{l: l, cos: load("cos"), sin: load("sin"), rest: load("rest"), value: l.Vector(), bend: l.Vector()}
	r, bend, stride := load("r"), load("bend"), entries("n")
	squares, pairs, ri, π := zero(l), zero(l), l.Vector(), number(l, math.Pi)
	i, students, teachers := GP64(), GP64(), GP64()
	Load(Param("n"), students)
	d := load("d")
	IMULQ(d, students)
	SHLQ(Imm(6), students) // they come after the teachers
	XORQ(teachers, teachers)
	XORQ(i, i)
	diagonal := load("mix")
	Label("neurons")
	VMOVUPD(Mem{Base: r, Index: i, Scale: 1}, ri)
	VMOVUPD(Mem{Base: bend, Index: i, Scale: 1}, p.bend)
	simd.Zero(p.value, l.Width)
	p.students(i, students, stride, r, bend, diagonal, ri)
	p.teachers(teachers)
	VFMADD231PD(ri, ri, squares)
	VFMADD231PD(ri, p.value, pairs)
	inverse := load("inverse")
	VMOVUPD(Mem{Base: inverse, Index: i, Scale: 1}, ri)
	VFMADD213PD(π, ri, p.bend)
	VMOVUPD(p.bend, Mem{Base: diagonal})
	LEAQ(Mem{Base: diagonal, Index: stride, Scale: 1, Disp: entry}, diagonal)
	ADDQ(Imm(entry), i)
	CMPQ(i, stride)
	JLT(LabelRef("neurons"))
	simd.Spread("constant", ri)
	VFMADD231PD(number(l, 0.25), squares, ri)
	VFMADD231PD(number(l, 1/(2*math.Pi)), pairs, ri)
	VMOVUPD(ri, Mem{Base: load("loss")})
	end()
}

// students does the pairs of neuron i with those after it.
func (p pair) students(i, at, stride, r, bend, diagonal reg.Register, ri reg.VecVirtual) {
	j, right, down := GP64(), GP64(), GP64()
	MOVQ(diagonal, right)
	MOVQ(diagonal, down)
	MOVQ(i, j)
	JMP(LabelRef("next"))
	Label("students")
	s, v := p.overlap(at, func(u reg.VecVirtual) {
		VMOVUPD(u, Mem{Base: right})
		VMOVUPD(u, Mem{Base: down})
	})
	rj, other := p.l.Vector(), p.l.Vector()
	VMOVUPD(Mem{Base: r, Index: j, Scale: 1}, rj)
	VFMADD231PD(rj, v, p.value)
	VFMADD231PD(rj, s, p.bend)
	VMOVUPD(Mem{Base: bend, Index: j, Scale: 1}, other)
	VFMADD231PD(ri, s, other)
	VMOVUPD(other, Mem{Base: bend, Index: j, Scale: 1})
	ADDQ(Imm(entry), at)
	Label("next")
	ADDQ(Imm(entry), right)
	ADDQ(stride, down)
	ADDQ(Imm(entry), j)
	CMPQ(j, stride)
	JLT(LabelRef("students"))
}

// teachers takes the pairs of a neuron with the teachers from the sums.
func (p pair) teachers(row reg.Register) {
	at, left := GP64(), GP64()
	MOVQ(row, at)
	Load(Param("k"), left)
	value, bend := zero(p.l), zero(p.l)
	Label("teachers")
	s, v := p.overlap(at, func(reg.VecVirtual) {})
	VADDPD(v, value, value)
	VADDPD(s, bend, bend)
	ADDQ(Imm(entry), at)
	DECQ(left)
	JNZ(LabelRef("teachers"))
	VSUBPD(value, p.value, p.value)
	VSUBPD(bend, p.bend, p.bend)
	stride := entries("d")
	ADDQ(stride, row)
}
