// Command tanh generates exp and tanh, with AVX2 and with AVX-512.
package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func main() {
	ConstraintExpr("amd64,!purego")
	v := vectors{width: 64, register: ZMM}
	exp("expAVX512", v)
	tanh("tanhAVX512", v)
	v = vectors{width: 32, register: YMM}
	exp("expAVX2", v)
	tanh("tanhAVX2", v)
	Generate()
}

// vectors are the registers of a level, of width bytes.
type vectors struct {
	width    int
	register func() reg.VecVirtual
}

const (
	shift = 0x1.8p52
	ln2Hi = 0x1.62e42feep-1
	ln2Lo = 0x1.a39ef35793c76p-33
	far   = 1400
)

// terms are 1/14!, …, 1/2!.
var terms = []float64{
	1. / 87178291200, 1. / 6227020800, 1. / 479001600, 1. / 39916800, 1. / 3628800, 1. / 362880,
	1. / 40320, 1. / 5040, 1. / 720, 1. / 120, 1. / 24, 1. / 6, 1. / 2,
}

// constants lie in memory, four times each, so that AVX2 reads a vector.
var constants = map[uint64]Mem{}

func constant(bits uint64) Mem {
	m, ok := constants[bits]
	if !ok {
		m = GLOBL(fmt.Sprintf("tanhConstant%d", len(constants)), RODATA|NOPTR)
		for i := range 4 {
			DATA(8*i, U64(bits))
		}
		constants[bits] = m
	}
	return m
}

// number returns a register that holds x in every lane.
func (v vectors) number(x float64) reg.VecVirtual { return v.bits(math.Float64bits(x)) }

func (v vectors) bits(x uint64) reg.VecVirtual {
	r := v.register()
	VBROADCASTSD(constant(x), r)
	return r
}

// horner sets q = q·r + c.
func (v vectors) horner(c float64, r, q reg.VecVirtual) {
	m := constant(math.Float64bits(c))
	if v.width == 64 {
		VFMADD213PD_BCST(m, r, q)
	} else {
		VFMADD213PD(m, r, q)
	}
}

// fixed are the constants that stay in registers.
type fixed struct{ log2e, shift, ln2Hi, ln2Lo, first, half, bias reg.VecVirtual }

func (v vectors) fixed() fixed {
	return fixed{
		v.number(math.Log2E), v.number(shift), v.number(ln2Hi), v.number(ln2Lo),
		v.number(terms[0]), v.number(0.5), v.bits(1023 << 52),
	}
}

// parts turns x into p, a and b with eˣ = (1 + p)·a·b.
func (v vectors) parts(x reg.VecVirtual, f fixed) (p, a, b reg.VecVirtual) {
	n := v.register()
	VMOVAPD(f.log2e, n)
	VFMADD213PD(f.shift, x, n)
	VSUBPD(f.shift, n, n)
	VFNMADD231PD(f.ln2Hi, n, x)
	VFNMADD231PD(f.ln2Lo, n, x)
	q := v.register()
	VMOVAPD(f.first, q)
	for _, c := range terms[1:] {
		v.horner(c, x, q)
	}
	p = v.register()
	VMULPD(x, x, p)
	VFMADD213PD(x, q, p)
	a, b = v.register(), v.register()
	VMOVAPD(f.half, a)
	VFMADD213PD(f.shift, n, a)
	VSUBPD(f.shift, a, b)
	VSUBPD(b, n, b)
	VADDPD(f.shift, b, b)
	for _, h := range []reg.VecVirtual{a, b} {
		VPSLLQ(Imm(52), h, h)
		VPADDQ(f.bias, h, h)
	}
	return p, a, b
}

// loop runs body for n numbers, advancing the pointers.
func (v vectors) loop(n reg.Register, body func(), pointers ...reg.Register) {
	Label("loop")
	body()
	for _, p := range pointers {
		ADDQ(Imm(uint64(v.width)), p)
	}
	SUBQ(Imm(uint64(v.width/8)), n)
	JNZ(LabelRef("loop"))
	VZEROUPPER()
	RET()
}

func exp(name string, v vectors) {
	TEXT(name, NOSPLIT, "func(n int, dst, x *float64)")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	dst, x := Load(Param("dst"), GP64()), Load(Param("x"), GP64())
	f, low, high := v.fixed(), v.number(-far), v.number(far)
	v.loop(n, func() {
		y := v.register()
		VMOVUPD(Mem{Base: x}, y)
		VMAXPD(y, low, y) // of a NaN and a bound, the second operand: y
		VMINPD(y, high, y)
		p, a, b := v.parts(y, f)
		VFMADD213PD(a, a, p)
		VMULPD(b, p, p)
		VMOVUPD(p, Mem{Base: dst})
	}, dst, x)
}

func tanh(name string, v vectors) {
	TEXT(name, NOSPLIT, "func(n int, t, slope, x *float64)")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	t, slope, x := Load(Param("t"), GP64()), Load(Param("slope"), GP64()), Load(Param("x"), GP64())
	f := v.fixed()
	sign, minusTwo, low := v.bits(1<<63), v.number(-2), v.number(-far)
	v.loop(n, func() {
		z, y := v.register(), v.register()
		VMOVUPD(Mem{Base: x}, z)
		VANDNPD(z, sign, y) // |z|
		VMULPD(minusTwo, y, y)
		VMAXPD(y, low, y)
		VANDPD(z, sign, z)
		p, a, b := v.parts(y, f)
		c, m, one := v.register(), v.register(), v.register()
		VMULPD(b, a, c)
		v.broadcast(1, one)
		VSUBPD(one, c, m)
		VFMADD231PD(p, c, m)
		rest, low, s := v.register(), v.register(), v.register()
		VSUBPD(one, c, rest)
		VSUBPD(m, rest, rest)
		VFMADD231PD(p, c, rest)
		VSUBPD(minusTwo, m, s)
		VADDPD(minusTwo, s, low)
		VSUBPD(low, m, low)
		VADDPD(rest, low, low)
		inverse, t1 := v.register(), v.register()
		VDIVPD(s, one, inverse)
		VFNMADD231PD(s, inverse, one)
		VFNMADD231PD(low, inverse, one)
		VFMADD231PD(inverse, one, inverse)
		VXORPD(sign, m, m)
		u := v.register()
		VMULPD(inverse, m, u)
		VMOVAPD(m, t1)
		VFNMADD231PD(s, u, t1)
		VFNMADD231PD(low, u, t1)
		VSUBPD(rest, t1, t1)
		VFMADD231PD(inverse, t1, u)
		VANDNPD(u, sign, u)
		VORPD(z, u, u)
		VMOVUPD(u, Mem{Base: t})
		VADDPD(inverse, inverse, inverse)
		VFMADD213PD(a, a, p)
		VMULPD(inverse, p, p)
		VMULPD(inverse, p, p)
		VMULPD(b, p, p)
		VMOVUPD(p, Mem{Base: slope})
	}, t, slope, x)
}

// broadcast sets every lane of r to x.
func (v vectors) broadcast(x float64, r reg.VecVirtual) {
	VBROADCASTSD(constant(math.Float64bits(x)), r)
}
