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
type fixed struct{ zero, one, minus, half, quarter, eighth reg.VecVirtual }

// angles returns s and u for cosines c.
func (v vectors) angles(c reg.VecVirtual, f fixed) (s, u reg.VecVirtual) {
	square, signed, x := v.Vector(), v.Vector(), v.Vector()
	s, u = v.Vector(), v.Vector()
	VMOVAPD(f.one, square)
	VFNMADD231PD(c, c, square)
	VMAXPD(square, f.zero, square) // of a NaN and a bound, the second operand: the NaN
	VSQRTPD(square, s)
	turn := v.Vector() // the sign of c
	v.And(c, f.minus, turn)
	v.or(s, turn, signed)
	VSUBPD(signed, c, x)
	VMULPD(v.number(math.Sqrt2/2), x, x)
	q := v.Vector()
	VMULPD(c, c, q)
	v.choose(c, square, q, signed, x, u, f)
	v.or(turn, u, u)
	VADDPD(f.half, u, u)
	VMULPD(x, x, q)
	p := v.polynomial(q)
	VMULPD(x, q, q)
	VFMADD213PD(x, p, q)
	VADDPD(q, u, u)
	return s, u
}

func (v vectors) or(x, y, z reg.VecVirtual) {
	if v.Width == 64 {
		VPORQ(x, y, z)
	} else {
		VORPD(x, y, z)
	}
}

// choose sets x, and h to the magnitude of the angle from which it counts, measured
// from π/2. x comes as for the third case.
func (v vectors) choose(c, square, q, signed, x, h reg.VecVirtual, f fixed) {
	const lessOrEqual = 18
	if v.Width == 64 {
		end, middle := K(), K()
		VCMPPD(Imm(lessOrEqual), f.eighth, square, end)
		VCMPPD(Imm(lessOrEqual), f.eighth, q, middle)
		VPXORQ(f.minus, signed, end, x)
		VMOVAPD(c, middle, x)
		VMOVAPD(f.quarter, h)
		VMOVAPD(f.half, end, h)
		VMOVAPD(f.zero, middle, h)
		return
	}
	end, middle := v.Vector(), v.Vector()
	VCMPPD(Imm(lessOrEqual), f.eighth, square, end)
	VCMPPD(Imm(lessOrEqual), f.eighth, q, middle)
	VXORPD(f.minus, signed, signed)
	VBLENDVPD(end, signed, x, x)
	VBLENDVPD(middle, c, x, x)
	VBLENDVPD(end, f.half, f.quarter, h)
	VANDNPD(h, middle, h)
}

// arcs generates the loop over n numbers: those of AVX-512 are any, the last ones masked;
// those of AVX2 a positive multiple of 4.
func arcs(v vectors) {
	TEXT("arcs"+v.Name, NOSPLIT, "func(n int, s, u, c *float64)")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	s, u, c := Load(Param("s"), GP64()), Load(Param("u"), GP64()), Load(Param("c"), GP64())
	f := fixed{one: v.number(1), minus: v.number(math.Copysign(0, -1)), half: v.number(math.Pi / 2),
		quarter: v.number(math.Pi / 4), eighth: v.number(eighth), zero: v.Vector()}
	simd.Zero(f.zero, v.Width)
	if v.Width == 64 {
		SUBQ(Imm(8), n)
		JLT(LabelRef("tail"))
	}
	Label("loop")
	x := v.Vector()
	VMOVUPD(Mem{Base: c}, x)
	sin, rest := v.angles(x, f)
	VMOVUPD(sin, Mem{Base: s})
	VMOVUPD(rest, Mem{Base: u})
	for _, p := range []reg.Register{s, u, c} {
		ADDQ(Imm(uint64(v.Width)), p)
	}
	SUBQ(Imm(uint64(v.Width/8)), n)
	if v.Width == 64 {
		JGE(LabelRef("loop"))
		Label("tail")
		v.tail(n, s, u, c, f)
	} else {
		JNZ(LabelRef("loop"))
	}
	VZEROUPPER()
	RET()
}

// tail does the last n+8 < 8 numbers.
func (v vectors) tail(n, s, u, c reg.Register, f fixed) {
	ADDQ(Imm(8), n)
	JZ(LabelRef("done"))
	bits, left := GP64(), K()
	MOVQ(I32(-1), bits)
	BZHIQ(n, bits, bits)
	KMOVW(bits.As32(), left)
	x := v.Vector()
	VMOVUPD_Z(Mem{Base: c}, left, x)
	sin, rest := v.angles(x, f)
	VMOVUPD(sin, left, Mem{Base: s})
	VMOVUPD(rest, left, Mem{Base: u})
	Label("done")
}
