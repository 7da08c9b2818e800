// Command arcs generates the angles that belong to cosines, with AVX2 and with AVX-512.
package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

func main() {
	ConstraintExpr("amd64,!purego")
	for _, l := range simd.Levels {
		arcs(vectors{l})
	}
	Generate()
}

const (
	sign   = 1 << 63
	eighth = (2 - math.Sqrt2) / 4 // sin²(π/8)
)

// terms are those of P, from the lowest.
var terms = []float64{
	0.16666666666665855, 0.07500000000220788, 0.044642856908859295, 0.030381957126451947, 0.022371759605907794,
	0.0173605689978962, 0.01386768943977395, 0.012318435689868104, 0.006102583241066614, 0.017621406719819706,
}

// vectors are the registers of a level.
type vectors struct{ simd.Level }

// constants lie in memory, four times each, so that AVX2 reads a vector.
var constants = map[uint64]Mem{}

func constant(x float64) Mem {
	b := math.Float64bits(x)
	m, ok := constants[b]
	if !ok {
		m = GLOBL(fmt.Sprintf("arcsConstant%d", len(constants)), RODATA|NOPTR)
		for i := range 4 {
			DATA(8*i, U64(b))
		}
		constants[b] = m
	}
	return m
}

// number returns a register that holds x in every lane.
func (v vectors) number(x float64) reg.VecVirtual {
	r := v.Vector()
	VBROADCASTSD(constant(x), r)
	return r
}

// addTo sets x = x·y + c, with c from memory.
func (v vectors) addTo(c float64, y, x reg.VecVirtual) {
	if v.Width == 64 {
		VFMADD213PD_BCST(constant(c), y, x)
	} else {
		VFMADD213PD(constant(c), y, x)
	}
}

// pair returns a + b·q.
func (v vectors) pair(a, b float64, q reg.VecVirtual) reg.VecVirtual {
	r := v.number(b)
	v.addTo(a, q, r)
	return r
}

// polynomial returns P(q).
func (v vectors) polynomial(q reg.VecVirtual) reg.VecVirtual {
	q2, q4 := v.Vector(), v.Vector()
	VMULPD(q, q, q2)
	VMULPD(q2, q2, q4)
	low := v.pair(terms[0], terms[1], q)
	VFMADD231PD(q2, v.pair(terms[2], terms[3], q), low)
	high := v.pair(terms[4], terms[5], q)
	VFMADD231PD(q2, v.pair(terms[6], terms[7], q), high)
	VFMADD231PD(q4, v.pair(terms[8], terms[9], q), high)
	VFMADD231PD(q4, high, low)
	return low
}

// fixed are the constants that stay in registers.
type fixed struct{ zero, one, minus, half, quarter, eighth, rest, diagonal reg.VecVirtual }

func (v vectors) fixed() fixed {
	f := fixed{one: v.number(1), minus: v.number(math.Copysign(0, -1)), half: v.number(math.Pi / 2), quarter: v.number(math.Pi / 4),
		eighth: v.number(eighth), rest: v.number(1 - eighth), diagonal: v.number(math.Sqrt2 / 2), zero: v.Vector()}
	simd.Zero(f.zero, v.Width)
	return f
}

// A cosine is on its way: c, sin² t and, some time later, sin t.
type cosine struct{ c, square, sin reg.VecVirtual }

func (v vectors) cosine() cosine { return cosine{v.Vector(), v.Vector(), v.Vector()} }

// begin takes the root, from x.c.
func (v vectors) begin(x cosine, f fixed) {
	VMOVAPD(f.one, x.square)
	VFNMADD231PD(x.c, x.c, x.square)
	VMAXPD(x.square, f.zero, x.square) // of a NaN and a bound, the second operand: the NaN
	VSQRTPD(x.square, x.sin)
}

// move sets x to y.
func (x cosine) move(y cosine) {
	VMOVAPD(y.c, x.c)
	VMOVAPD(y.square, x.square)
	VMOVAPD(y.sin, x.sin)
}

// angle returns u.
func (v vectors) angle(y cosine, f fixed) reg.VecVirtual {
	signed, x, u, q := v.Vector(), v.Vector(), v.Vector(), v.Vector()
	v.copySign(y.sin, y.c, signed, f)
	VSUBPD(signed, y.c, x)
	VMULPD(f.diagonal, x, x)
	v.choose(y, signed, x, u, f)
	v.copySign(u, y.c, u, f)
	VADDPD(f.half, u, u)
	VMULPD(x, x, q)
	p := v.polynomial(q)
	VMULPD(x, q, q)
	VFMADD213PD(x, p, q)
	VADDPD(q, u, u)
	return u
}

// copySign sets z to x ≥ 0 with the sign of y.
func (v vectors) copySign(x, y, z reg.VecVirtual, f fixed) {
	if v.Width == 64 {
		if x != z {
			VMOVAPD(x, z)
		}
		VPTERNLOGQ(Imm(0xf8), f.minus, y, z) // z or (y and minus)
		return
	}
	t := v.Vector()
	VANDPD(f.minus, y, t)
	VORPD(x, t, z)
}

// choose sets x, and h to the magnitude of the angle from which it counts, measured
// from π/2. x comes as for the third case.
func (v vectors) choose(y cosine, signed, x, h reg.VecVirtual, f fixed) {
	const lessOrEqual = 18
	if v.Width == 64 {
		end, middle := K(), K()
		VCMPPD(Imm(lessOrEqual), f.eighth, y.square, end)
		VCMPPD(Imm(lessOrEqual), y.square, f.rest, middle)
		VPXORQ(f.minus, signed, end, x)
		VMOVAPD(y.c, middle, x)
		VMOVAPD(f.quarter, h)
		VMOVAPD(f.half, end, h)
		VMOVAPD(f.zero, middle, h)
		return
	}
	end, middle := v.Vector(), v.Vector()
	VCMPPD(Imm(lessOrEqual), f.eighth, y.square, end)
	VCMPPD(Imm(lessOrEqual), y.square, f.rest, middle)
	VXORPD(f.minus, signed, signed)
	VBLENDVPD(end, signed, x, x)
	VBLENDVPD(middle, y.c, x, x)
	VBLENDVPD(end, f.half, f.quarter, h)
	VANDNPD(h, middle, h)
}

// arcs generates the loop over n numbers: those of AVX-512 are any, the last ones masked;
// those of AVX2 a positive multiple of 4. AVX-512 takes the roots of long arrays two vectors ahead of the
// angles: a root has half of the latency of a cosine.
func arcs(v vectors) {
	TEXT("arcs"+v.Name, NOSPLIT, "func(n int, s, u, c *float64)")
	Pragma("noescape")
	k := &kernel{vectors: v, n: Load(Param("n"), GP64()), s: Load(Param("s"), GP64()), u: Load(Param("u"), GP64()), c: Load(Param("c"), GP64())}
	k.f = v.fixed()
	lanes := v.Width / 8
	if v.Width == 64 { // AVX2 has not got the registers
		CMPQ(k.n, Imm(uint64(3*lanes)))
		JLT(LabelRef("short"))
		k.ahead()
		Label("short")
	}
	SUBQ(Imm(uint64(lanes)), k.n)
	JLT(LabelRef("tail"))
	Label("loop")
	x := v.cosine()
	VMOVUPD(Mem{Base: k.c}, x.c)
	v.begin(x, k.f)
	k.store(x)
	ADDQ(Imm(uint64(v.Width)), k.c)
	SUBQ(Imm(uint64(lanes)), k.n)
	JGE(LabelRef("loop"))
	Label("tail")
	if v.Width == 64 {
		k.tail()
	}
	VZEROUPPER()
	RET()
}

// A kernel is the code for one level.
type kernel struct {
	vectors
	f          fixed
	n, s, u, c reg.Register
}

// store writes s and u, and goes on to the next.
func (k *kernel) store(x cosine) {
	VMOVUPD(x.sin, Mem{Base: k.s})
	VMOVUPD(k.angle(x, k.f), Mem{Base: k.u})
	ADDQ(Imm(uint64(k.Width)), k.s)
	ADDQ(Imm(uint64(k.Width)), k.u)
}

// ahead does all but the last n%8 or n%4 numbers, of at least three vectors.
func (k *kernel) ahead() {
	lanes := k.Width / 8
	first, second, third := k.cosine(), k.cosine(), k.cosine()
	VMOVUPD(Mem{Base: k.c}, first.c)
	k.begin(first, k.f)
	VMOVUPD(Mem{Base: k.c, Disp: k.Width}, second.c)
	k.begin(second, k.f)
	ADDQ(Imm(uint64(2*k.Width)), k.c)
	SUBQ(Imm(uint64(3*lanes)), k.n)
	Label("ahead")
	VMOVUPD(Mem{Base: k.c}, third.c)
	k.begin(third, k.f)
	k.store(first)
	first.move(second)
	second.move(third)
	ADDQ(Imm(uint64(k.Width)), k.c)
	SUBQ(Imm(uint64(lanes)), k.n)
	JGE(LabelRef("ahead"))
	ADDQ(Imm(uint64(lanes)), k.n)
	k.store(first)
	k.store(second)
}

// tail does the last n+8 < 8 numbers.
func (k *kernel) tail() {
	ADDQ(Imm(8), k.n)
	JZ(LabelRef("done"))
	bits, left := GP64(), K()
	MOVQ(I32(-1), bits)
	BZHIQ(k.n, bits, bits)
	KMOVW(bits.As32(), left)
	x := k.cosine()
	VMOVUPD_Z(Mem{Base: k.c}, left, x.c)
	k.begin(x, k.f)
	VMOVUPD(x.sin, left, Mem{Base: k.s})
	VMOVUPD(k.angle(x, k.f), left, Mem{Base: k.u})
	Label("done")
}
