package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// step is the bytes from an element to the next of the same of sixteen matrices.
const step = 128

const lessEqual, greater, notLessEqual = 0x12, 0x1e, 0x16 // none signals

// ql is what a register's matrices carry through the iteration.
type ql struct {
	width, offset                  int
	first                          reg.VecVirtual // of a lane: step times its first row, and 8 times the lane
	negligible, shift, gamma, p, s reg.VecVirtual
	active                         reg.Register // lanes for which the row is not above the first
}

func (q *ql) mem(base reg.Register, i reg.Register, disp int) Mem {
	return Mem{Base: base, Index: i, Scale: 1, Disp: disp + q.offset}
}

func (q *ql) load(base, i reg.Register, disp int) reg.VecVirtual {
	v := vector(q.width)
	VMOVUPD(q.mem(base, i, disp), v)
	return v
}

// store writes the active lanes.
func (q *ql) store(v reg.Register, base, i reg.Register, disp int) {
	if q.width == 64 {
		VMOVUPD(v, q.active, q.mem(base, i, disp))
	} else {
		VMASKMOVPD(v, q.active, q.mem(base, i, disp))
	}
}

// gather returns the elements of each lane's first row, or disp bytes on.
func (q *ql) gather(base reg.Register, disp int) reg.VecVirtual {
	v := zero(q.width)
	m := Mem{Base: base, Index: q.first, Scale: 1, Disp: disp + q.offset}
	if q.width == 64 {
		k := K()
		KXNORB(q.active, q.active, k)
		VGATHERQPD(m, k, v)
	} else {
		k := YMM()
		VPCMPEQQ(q.first, q.first, k)
		VGATHERQPD(k, m, v)
	}
	return v
}

// larger returns the lanes in which integer a is above b.
func (q *ql) larger(a, b reg.Register) reg.Register {
	var k reg.Register
	if q.width == 64 {
		k = K()
	} else {
		k = YMM()
	}
	VPCMPGTQ(b, a, k)
	return k
}

func (q *ql) compare(predicate uint64, a, b Op) reg.Register {
	var k reg.Register
	if q.width == 64 {
		k = K()
	} else {
		k = YMM()
	}
	VCMPPD(Imm(predicate), b, a, k)
	return k
}

// bits returns a mask as an integer.
func (q *ql) bits(k reg.Register) reg.GPVirtual {
	g := GP64()
	if q.width == 64 {
		KMOVB(k, g.As32())
	} else {
		VMOVMSKPD(k, g.As32())
	}
	return g
}

// above zeroes the lanes of x that are at most negligible.
func (q *ql) above(x reg.VecVirtual) {
	k := q.compare(notLessEqual, x, q.negligible)
	if q.width == 64 {
		VMOVAPD_Z(x, k, x)
	} else {
		VANDPD(k, x, x)
	}
}

func and(width int, a Op, b, to Op) {
	if width == 64 {
		VPANDQ(a, b, to)
	} else {
		VPAND(a, b, to)
	}
}

func or(width int, a Op, b, to Op) {
	if width == 64 {
		VPORQ(a, b, to)
	} else {
		VPOR(a, b, to)
	}
}

// A kept constant is in a register, or with AVX2, which has too few, in memory.
type kept func() reg.VecVirtual

func keep(width int, x float64) kept {
	if width == 64 {
		v := constant(width, math.Float64bits(x))
		return func() reg.VecVirtual { return v }
	}
	m, ok := memory[math.Float64bits(x)]
	if !ok {
		m = ConstData(fmt.Sprintf("lanes%x", math.Float64bits(x)), U64(math.Float64bits(x)))
		memory[math.Float64bits(x)] = m
	}
	return func() reg.VecVirtual {
		v := YMM()
		VBROADCASTSD(m, v)
		return v
	}
}

var memory = make(map[uint64]Mem)

// lanesQL treats 16 matrices, or with AVX2 the first 4 of them.
func lanesQL(width int) {
	TEXT(name("lanesQL", width), NOSPLIT, "func(w, f, d, e *float64, n int) (open int)")
	Pragma("noescape")
	w := Load(Param("w"), GP64())
	f := Load(Param("f"), GP64())
	d := Load(Param("d"), GP64())
	e := Load(Param("e"), GP64())
	n := Load(Param("n"), GP64())
	left := GP64()
	IMUL3Q(Imm(30), n, left)
	SHLQ(Imm(7), n)
	end := GP64() // of the last row
	LEAQ(Mem{Base: n, Disp: -step}, end)

	var all []*ql
	for offset := 0; offset < 128 && (width == 64 || offset == 0); offset += width {
		all = append(all, &ql{width: width, offset: offset})
	}
	i := GP64()
	float := func(x float64) reg.VecVirtual { return constant(width, math.Float64bits(x)) }
	modulus := constant(width, 1<<63-1)
	t := vector(width)
	for _, q := range all {
		q.negligible = q.load(d, end, 0)
		and(width, modulus, q.negligible, q.negligible)
	}
	XORQ(i, i)
	Label("largest")
	for _, q := range all {
		for _, from := range []reg.Register{d, e} {
			t := q.load(from, i, 0)
			if from == d {
				VMOVUPD(t, q.mem(w, i, 0))
			}
			and(width, modulus, t, t)
			VMAXPD(t, q.negligible, q.negligible)
		}
	}
	ADDQ(Imm(step), i)
	CMPQ(i, end)
	JLT(LabelRef("largest"))
	for _, q := range all {
		VMOVUPD(q.mem(d, end, 0), t)
		VMOVUPD(t, q.mem(w, end, 0))
		VMULPD(float(0x1p-53), q.negligible, q.negligible)
		VMULPD(q.negligible, q.negligible, q.negligible)
		z := zero(width)
		VMOVUPD(z, q.mem(f, end, 0))
		VMOVUPD(z, q.mem(w, end, step))
	}
	XORQ(i, i)
	Label("squares")
	for _, q := range all {
		VMOVUPD(q.mem(e, i, 0), t)
		VMULPD(t, t, t)
		q.above(t)
		VMOVUPD(t, q.mem(f, i, 0))
	}
	ADDQ(Imm(step), i)
	CMPQ(i, end)
	JLT(LabelRef("squares"))
	lanes := zero(width)
	shiftIn := GP64() // 0, 8, …: the place of a lane
	for l := 0; l < width; l += 8 {
		MOVQ(U32(uint32(l)), shiftIn)
		if width == 64 {
			k, g := K(), GP32()
			MOVL(U32(1<<(l/8)), g)
			KMOVB(g, k)
			VPBROADCASTQ(shiftIn, k, lanes)
		} else {
			x, y := XMM(), YMM()
			VMOVQ(shiftIn, x)
			VPBROADCASTQ(x, y)
			VPBLENDD(Imm(uint64(3<<(l/4))), y, lanes, lanes)
		}
	}
	for _, q := range all {
		q.first, q.shift, q.gamma, q.p, q.s = vector(width), vector(width), vector(width), vector(width), vector(width)
		VMOVUPD(lanes, q.first)
		q.active = q.larger(lanes, lanes)
	}

	one, least, half := keep(width, 1), keep(width, 0x1p-200), keep(width, 0.5)
	sign, mod := keep(width, math.Copysign(0, -1)), keep(width, math.Float64frombits(1<<63-1))
	stepOf := keep(width, math.Float64frombits(step))
	row := vector(width)
	// rows is above first in lanes that have the last pair of rows yet to do.
	rows := func() reg.VecVirtual {
		x, v := XMM(), vector(width)
		VMOVQ(end, x)
		VPBROADCASTQ(x, v)
		return v
	}

	Label("sweep")
	any := GP64()
	Label("deflate")
	XORQ(any, any)
	for _, q := range all {
		k := q.compare(lessEqual, q.gather(f, 0), q.negligible)
		open := q.larger(rows(), q.first)
		if width == 64 {
			KANDB(open, k, k)
			VPADDQ(stepOf(), q.first, k, q.first)
		} else {
			VPAND(open, k, k)
			VPAND(k, stepOf(), t)
			VPADDQ(t, q.first, q.first)
		}
		ORQ(q.bits(k), any)
	}
	TESTQ(any, any)
	JNZ(LabelRef("deflate"))
	for _, q := range all {
		ORQ(q.bits(q.larger(rows(), q.first)), any)
	}
	JZ(LabelRef("end"))
	DECQ(left)
	JS(LabelRef("end"))

	for _, q := range all {
		square, top, h, r := q.gather(f, 0), q.gather(w, 0), q.gather(w, step), vector(width)
		VSUBPD(top, h, h)
		VMULPD(half(), h, h)
		VMOVAPD(square, r)
		VFMADD231PD(h, h, r)
		VSQRTPD(r, r)
		u := vector(width)
		and(width, sign(), h, u)
		or(width, u, r, r)
		VADDPD(r, h, h)
		VDIVPD(h, square, square)
		VSUBPD(square, top, q.shift)
		VMOVUPD(q.mem(w, end, 0), q.gamma)
		VSUBPD(q.shift, q.gamma, q.gamma)
		offZero(width, least, mod, q.gamma)
		VMULPD(q.gamma, q.gamma, q.p)
		if width == 64 {
			VPXORQ(q.s, q.s, q.s)
		} else {
			VXORPD(q.s, q.s, q.s)
		}
	}
	LEAQ(Mem{Base: end, Disp: -step}, i)
	VMOVUPD(rows(), row)
	Label("row")
	XORQ(any, any)
	for _, q := range all {
		q.active = q.larger(row, q.first)
	}
	if width == 64 {
		KORTESTB(all[0].active, all[1].active)
	} else {
		VMOVMSKPD(all[0].active, any.As32())
		TESTQ(any, any)
	}
	JZ(LabelRef("sweep"))
	for _, q := range all {
		q.step(w, f, i, one, least, mod)
	}
	VPSUBQ(stepOf(), row, row)
	SUBQ(Imm(step), i)
	JGE(LabelRef("row"))
	JMP(LabelRef("sweep"))

	Label("end")
	XORQ(any, any)
	for at, q := range all {
		k := q.bits(q.larger(rows(), q.first))
		SHLQ(Imm(uint64(8*at)), k)
		ORQ(k, any)
	}
	Store(any, ReturnIndex(0))
	VZEROUPPER()
	RET()
}

// offZero replaces what is at most least in modulus by least.
func offZero(width int, least, modulus kept, x reg.VecVirtual) {
	if width == 64 {
		VRANGEPD(Imm(7), least(), x, x) // the larger in modulus
		return
	}
	t := YMM()
	l := least()
	VPAND(modulus(), x, t)
	VCMPPD(Imm(greater), l, t, t)
	VBLENDVPD(t, x, l, x)
}

// step treats row i of a sweep.
func (q *ql) step(w, f, i reg.Register, one, least, modulus kept) {
	v := func() reg.VecVirtual { return vector(q.width) }
	alpha, b := q.load(w, i, 0), q.load(f, i, 0)
	r, inverse, next, t := v(), v(), v(), v()
	VADDPD(b, q.p, r)
	VSUBPD(q.shift, alpha, t)
	VMULPD(q.gamma, b, next)
	VFMSUB231PD(t, q.p, next)
	VDIVPD(r, next, next)
	VMULPD(r, q.p, inverse)
	VDIVPD(inverse, one(), inverse)
	offZero(q.width, least, modulus, next)
	VMULPD(r, q.s, t)
	q.above(t)
	q.store(t, f, i, step)
	VSUBPD(next, alpha, alpha)
	VADDPD(alpha, q.gamma, alpha)
	q.store(alpha, w, i, step)
	VMULPD(b, q.p, q.s)
	VMULPD(inverse, q.s, q.s)
	VMULPD(r, r, r)
	VMULPD(inverse, r, r)
	VMULPD(next, next, q.p)
	VMULPD(r, q.p, q.p)
	VMOVAPD(next, q.gamma)
	VADDPD(next, q.shift, t)
	q.store(t, w, i, 0)
	VMULPD(q.p, q.s, t)
	q.store(t, f, i, 0)
}

// lanesSort treats 16 sequences, or with AVX2 the first 4 of them.
func lanesSort(width int) {
	TEXT(name("lanesSort", width), NOSPLIT, "func(w *float64, n int)")
	Pragma("noescape")
	w := Load(Param("w"), GP64())
	end := Load(Param("n"), GP64())
	SHLQ(Imm(7), end)
	i := GP64()
	var largest []reg.VecVirtual
	for offset := 0; offset < 128 && (width == 64 || offset == 0); offset += width {
		largest = append(largest, vector(width))
	}
	Label("pass")
	SUBQ(Imm(step), end)
	JLE(LabelRef("end"))
	for q, v := range largest {
		VMOVUPD(Mem{Base: w, Disp: width * q}, v)
	}
	MOVQ(U32(step), i)
	Label("row")
	for q, v := range largest {
		x, smaller := vector(width), vector(width)
		VMOVUPD(Mem{Base: w, Index: i, Scale: 1, Disp: width * q}, x)
		VMINPD(x, v, smaller)
		VMAXPD(x, v, v)
		VMOVUPD(smaller, Mem{Base: w, Index: i, Scale: 1, Disp: width*q - step})
	}
	ADDQ(Imm(step), i)
	CMPQ(i, end)
	JLE(LabelRef("row"))
	for q, v := range largest {
		VMOVUPD(v, Mem{Base: w, Index: end, Scale: 1, Disp: width * q})
	}
	JMP(LabelRef("pass"))
	Label("end")
	VZEROUPPER()
	RET()
}
