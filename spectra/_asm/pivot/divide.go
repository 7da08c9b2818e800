package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

const slack = 0xbcd0000000000000 // the bits of −2⁻⁵⁰

// worst reduces the lanes of acc to the largest and returns it.
func worst(l simd.Level, acc reg.VecVirtual) {
	y, z := YMM(), YMM()
	if l.Width == 64 {
		VEXTRACTF64X4(Imm(1), acc, z)
		VMAXPD(z, acc.AsY(), y)
	} else {
		VMOVUPD(acc, y)
	}
	x, w := XMM(), XMM()
	VEXTRACTF128(Imm(1), y, x)
	VMAXPD(x, y.AsX(), x)
	VUNPCKHPD(x, x, w)
	VMAXSD(w, x, x)
	Store(x, ReturnIndex(0))
}

// divideBlock: n is a multiple of 8. VMAXPD takes its second source if the first, here
// the miss, is a NaN: in Go's order of operands the sources are the other way round.
func divideBlock(l simd.Level) {
	TEXT("divideBlock"+l.Name, NOSPLIT, "func(n int, k *float64, u0, u1, w0, w1 *float64) float64")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	k := Load(Param("k"), GP64())
	mask, minus := l.Constant(simd.Magnitude), l.Constant(slack)
	factor := make([]reg.VecVirtual, 6)
	for i := range factor {
		factor[i] = l.Vector()
		VBROADCASTSD(Mem{Base: k, Disp: 8 * i}, factor[i])
	}
	p, q, s, a, b, c := factor[0], factor[1], factor[2], factor[3], factor[4], factor[5]
	u0 := Load(Param("u0"), GP64())
	u1 := Load(Param("u1"), GP64())
	w0 := Load(Param("w0"), GP64())
	w1 := Load(Param("w1"), GP64())
	excess := l.Vector()
	simd.Zero(excess, l.Width)
	i := GP64()
	XORQ(i, i)
	Label("loop")
	CMPQ(i, n)
	JGE(LabelRef("done"))
	at := func(base reg.Register) Mem { return Mem{Base: base, Index: i, Scale: 8} }
	y0, y1 := l.Vector(), l.Vector()
	VMOVUPD(at(w0), y0)
	VMOVUPD(at(w1), y1)
	x0, x1 := l.Vector(), l.Vector()
	VMOVAPD(y0, x0)
	VFMSUB213PD(y1, p, x0)
	VMULPD(s, x0, x0)
	VMOVAPD(y1, x1)
	VFMSUB213PD(y0, q, x1)
	VMULPD(s, x1, x1)
	VMOVUPD(x0, at(u0))
	VMOVUPD(x1, at(u1))
	b0, b1 := l.Vector(), l.Vector()
	VMULPD(b, x0, b0)
	VMULPD(b, x1, b1)
	// side leaves the miss of one column in y and stores its product.
	side := func(x, diagonal, other, y reg.VecVirtual, w reg.Register) {
		v := l.Vector()
		VMOVAPD(other, v)
		VFMADD231PD(x, diagonal, v)
		VMOVUPD(v, at(w))
		VSUBPD(v, y, y)
		l.And(y, mask, y)
		l.And(other, mask, other)
		l.And(x, mask, x)
		l.And(diagonal, mask, v)
		VFMADD231PD(x, v, other)
		VFMADD231PD(other, minus, y)
		VMAXPD(excess, y, excess)
	}
	side(x0, a, b1, y0, w0)
	side(x1, c, b0, y1, w1)
	ADDQ(U32(uint32(l.Width/8)), i)
	JMP(LabelRef("loop"))
	Label("done")
	worst(l, excess)
	VZEROUPPER()
	RET()
}

// divideBy: n is a multiple of 8.
func divideBy(l simd.Level) {
	TEXT("divideBy"+l.Name, NOSPLIT, "func(n int, d, r float64, u, w *float64) float64")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	mask, minus := l.Constant(simd.Magnitude), l.Constant(slack)
	d, r := l.Vector(), l.Vector()
	simd.Spread("d", d)
	simd.Spread("r", r)
	u := Load(Param("u"), GP64())
	w := Load(Param("w"), GP64())
	excess := l.Vector()
	simd.Zero(excess, l.Width)
	i := GP64()
	XORQ(i, i)
	Label("loop")
	CMPQ(i, n)
	JGE(LabelRef("done"))
	x, v, y := l.Vector(), l.Vector(), l.Vector()
	VMOVUPD(Mem{Base: w, Index: i, Scale: 8}, y)
	VMULPD(r, y, x)
	VMOVUPD(x, Mem{Base: u, Index: i, Scale: 8})
	VMULPD(d, x, v)
	VMOVUPD(v, Mem{Base: w, Index: i, Scale: 8})
	VSUBPD(v, y, y)
	l.And(y, mask, y)
	l.And(v, mask, v)
	VFMADD231PD(v, minus, y)
	VMAXPD(excess, y, excess)
	ADDQ(U32(uint32(l.Width/8)), i)
	JMP(LabelRef("loop"))
	Label("done")
	worst(l, excess)
	VZEROUPPER()
	RET()
}
