package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func ymms(n int) []reg.VecVirtual {
	v := make([]reg.VecVirtual, n)
	for i := range v {
		v[i] = YMM()
		VXORPD(v[i], v[i], v[i])
	}
	return v
}

// columnSums256 sets p to Aᵀv, eight lanes at a time, masked at both ends.
func columnSums256(p, a, stride, v, inner, outer, lanes, rows reg.GPVirtual) {
	l, row, element, count := GP64(), GP64(), GP64(), GP64()
	XORQ(l, l)
	Label("lanes")
	even, odd := ymms(2), ymms(2)
	x, y := YMM(), YMM()
	LEAQ(Mem{Base: a, Index: l, Scale: 8}, row)
	MOVQ(v, element)
	MOVQ(rows, count)
	Label("sums")
	VBROADCASTSD(Mem{Base: element}, x)
	VBROADCASTSD(Mem{Base: element, Disp: 8}, y)
	for k := range 2 {
		VFMADD231PD(Mem{Base: row, Disp: 32 * k}, x, even[k])
	}
	ADDQ(stride, row)
	for k := range 2 {
		VFMADD231PD(Mem{Base: row, Disp: 32 * k}, y, odd[k])
	}
	ADDQ(stride, row)
	ADDQ(Imm(16), element)
	SUBQ(Imm(2), count)
	JNZ(LabelRef("sums"))
	for k := range 2 {
		VADDPD(odd[k], even[k], even[k])
		VMOVUPD(even[k], Mem{Base: p, Index: l, Scale: 8, Disp: 32 * k})
	}
	ADDQ(Imm(8), l)
	CMPQ(l, lanes)
	JLT(LabelRef("lanes"))
	t := YMM()
	for k := range 2 {
		VMOVUPD(Mem{Base: p, Disp: 32 * k}, t)
		VANDPD(Mem{Base: inner, Disp: 32 * k}, t, t)
		VMOVUPD(t, Mem{Base: p, Disp: 32 * k})
		VMOVUPD(Mem{Base: p, Index: lanes, Scale: 8, Disp: 32*k - 64}, t)
		VANDPD(Mem{Base: outer, Disp: 32 * k}, t, t)
		VMOVUPD(t, Mem{Base: p, Index: lanes, Scale: 8, Disp: 32*k - 64})
	}
}

// lanes4 adds the 4 lanes of v in halves.
func lanes4(v reg.VecVirtual) reg.VecVirtual {
	two := XMM()
	VEXTRACTF128(Imm(1), v, two)
	return sum4(v, two)
}

// dot256 returns xᵀy over n numbers, a multiple of 8.
func dot256(label string, x, y, n reg.GPVirtual) reg.VecVirtual {
	acc, t := ymms(2), YMM()
	l := GP64()
	XORQ(l, l)
	Label(label)
	for k := range 2 {
		VMOVUPD(Mem{Base: x, Index: l, Scale: 8, Disp: 32 * k}, t)
		VFMADD231PD(Mem{Base: y, Index: l, Scale: 8, Disp: 32 * k}, t, acc[k])
	}
	ADDQ(Imm(8), l)
	CMPQ(l, n)
	JLT(LabelRef(label))
	VADDPD(acc[1], acc[0], acc[0])
	return lanes4(acc[0])
}

// scaled256 sets p to scale·(p − f·v).
func scaled256(p, v, lanes reg.GPVirtual, f, scale reg.VecVirtual) {
	l, t := GP64(), YMM()
	XORQ(l, l)
	Label("scaled")
	VMOVUPD(Mem{Base: p, Index: l, Scale: 8}, t)
	VFNMADD231PD(Mem{Base: v, Index: l, Scale: 8}, f, t)
	VMULPD(scale, t, t)
	VMOVUPD(t, Mem{Base: p, Index: l, Scale: 8})
	ADDQ(Imm(4), l)
	CMPQ(l, lanes)
	JLT(LabelRef("scaled"))
}

// rankTwo256 subtracts p_i q and then r_i s from rows, eight lanes at a time; the
// first eight are masked with clear if that is not nil.
func rankTwo256(a, stride, p, q, r, s, clear, lanes, rows reg.GPVirtual) {
	l, row, i := GP64(), GP64(), GP64()
	mask := []reg.VecVirtual{YMM(), YMM()}
	if clear != nil {
		for k := range mask {
			VMOVUPD(Mem{Base: clear, Disp: 32 * k}, mask[k])
		}
	}
	XORQ(l, l)
	Label("columns")
	qs, ss, x := ymms(2), ymms(2), ymms(2)
	pi, ri := YMM(), YMM()
	for k := range 2 {
		VMOVUPD(Mem{Base: q, Index: l, Scale: 8, Disp: 32 * k}, qs[k])
		VMOVUPD(Mem{Base: s, Index: l, Scale: 8, Disp: 32 * k}, ss[k])
	}
	LEAQ(Mem{Base: a, Index: l, Scale: 8}, row)
	XORQ(i, i)
	Label("update")
	VBROADCASTSD(Mem{Base: p, Index: i, Scale: 8}, pi)
	VBROADCASTSD(Mem{Base: r, Index: i, Scale: 8}, ri)
	for k := range 2 {
		VMOVUPD(Mem{Base: row, Disp: 32 * k}, x[k])
		VFNMADD231PD(qs[k], pi, x[k])
		VFNMADD231PD(ss[k], ri, x[k])
		if clear != nil {
			VANDPD(mask[k], x[k], x[k])
		}
		VMOVUPD(x[k], Mem{Base: row, Disp: 32 * k})
	}
	ADDQ(stride, row)
	INCQ(i)
	CMPQ(i, rows)
	JLT(LabelRef("update"))
	if clear != nil {
		for k := range mask {
			VPCMPEQQ(mask[k], mask[k], mask[k])
		}
	}
	ADDQ(Imm(8), l)
	CMPQ(l, lanes)
	JLT(LabelRef("columns"))
}

func both256() {
	start("reflectBothAVX2", "func(n int, d *float64, stride int, v *float64, first int, tau float64, w *float64, inner, outer *uint64)")
	rows, d, stride, v, w := arg("n"), arg("d"), arg("stride"), arg("v"), arg("w")
	SHLQ(Imm(3), stride)
	lanes, element := GP64(), GP64()
	LEAQ(Mem{Base: rows, Disp: 8}, lanes)
	LEAQ(Mem{Base: v, Index: arg("first"), Scale: 8}, element)
	columnSums256(w, d, stride, element, arg("inner"), arg("outer"), lanes, rows)
	g := dot256("dot", w, v, lanes)
	tau, half, point5 := spread("tau", YMM()), XMM(), GP64()
	MOVQ(U64(0x3fe0000000000000), point5)
	VMOVQ(point5, half)
	VMULSD(tau.AsX(), half, half)
	VMULSD(g, half, half)
	h := YMM()
	VBROADCASTSD(half, h)
	scaled256(w, v, lanes, h, tau)
	ws := GP64()
	LEAQ(Mem{Base: w, Index: arg("first"), Scale: 8}, ws)
	rankTwo256(d, stride, element, w, ws, v, nil, lanes, rows)
	VZEROUPPER()
	RET()
}

func right256() {
	start("reflectRightAVX2", "func(n int, w, x, a *float64, stride int, v *float64, first int, tau float64, allButOne *uint64) float64")
	rows, w, x, a, stride, v, first := arg("n"), arg("w"), arg("x"), arg("a"), arg("stride"), arg("v"), arg("first")
	SHLQ(Imm(3), stride)
	tau := spread("tau", YMM())
	lanes, i, l, element := GP64(), GP64(), GP64(), GP64()
	LEAQ(Mem{Base: rows, Disp: 8}, lanes)
	XORQ(i, i)
	second := GP64()
	Label("rows")
	acc, vs := ymms(4), ymms(2)
	LEAQ(Mem{Base: a, Index: stride, Scale: 1}, second)
	XORQ(l, l)
	Label("lanes")
	for k := range 2 {
		VMOVUPD(Mem{Base: v, Index: l, Scale: 8, Disp: 32 * k}, vs[k])
		VFMADD231PD(Mem{Base: a, Index: l, Scale: 8, Disp: 32 * k}, vs[k], acc[k])
		VFMADD231PD(Mem{Base: second, Index: l, Scale: 8, Disp: 32 * k}, vs[k], acc[2+k])
	}
	ADDQ(Imm(8), l)
	CMPQ(l, lanes)
	JLT(LabelRef("lanes"))
	for r, row := range []reg.GPVirtual{a, second} {
		VADDPD(acc[2*r+1], acc[2*r], acc[2*r])
		s, t := lanes4(acc[2*r]), XMM()
		VMULSD(tau.AsX(), s, s)
		VMOVSD(s, Mem{Base: w, Index: i, Scale: 8, Disp: 8 * r})
		MOVQ(Mem{Base: row, Index: first, Scale: 8}, element)
		VMOVQ(element, t)
		VSUBSD(s, t, t)
		VMOVSD(t, Mem{Base: x, Index: i, Scale: 8, Disp: 8 * r})
	}
	LEAQ(Mem{Base: second, Index: stride, Scale: 1}, a)
	ADDQ(Imm(2), i)
	CMPQ(i, rows)
	JLT(LabelRef("rows"))

	// The squares of x but for its first element, which a zero replaces.
	square, mask := ymms(2), []reg.VecVirtual{YMM(), YMM()}
	allButOne := arg("allButOne")
	t := YMM()
	for k := range mask {
		VMOVUPD(Mem{Base: allButOne, Disp: 32 * k}, mask[k])
	}
	XORQ(l, l)
	Label("squares")
	for k := range 2 {
		VMOVUPD(Mem{Base: x, Index: l, Scale: 8, Disp: 32 * k}, t)
		VANDPD(mask[k], t, t)
		VFMADD231PD(t, t, square[k])
		VPCMPEQQ(mask[k], mask[k], mask[k])
	}
	ADDQ(Imm(8), l)
	CMPQ(l, rows)
	JLT(LabelRef("squares"))
	VADDPD(square[1], square[0], square[0])
	Store(lanes4(square[0]), ReturnIndex(0))
	VZEROUPPER()
	RET()
}

func left256() {
	start("reflectLeftAVX2", "func(n int, a *float64, stride int, u, v *float64, first int, sigma float64, w, z *float64, inner, outer, allButOne *uint64)")
	rows, a, stride, v, w, z := arg("n"), arg("a"), arg("stride"), arg("v"), arg("w"), arg("z")
	SHLQ(Imm(3), stride)
	lanes, us := GP64(), GP64()
	LEAQ(Mem{Base: rows, Disp: 8}, lanes)
	LEAQ(Mem{Base: arg("u"), Index: arg("first"), Scale: 8}, us)
	columnSums256(z, a, stride, us, arg("inner"), arg("outer"), lanes, rows)
	f := YMM()
	VBROADCASTSD(dot256("dot", us, w, rows), f)
	scaled256(z, v, lanes, f, spread("sigma", YMM()))
	rankTwo256(a, stride, w, v, us, z, arg("allButOne"), lanes, rows)
	VZEROUPPER()
	RET()
}
