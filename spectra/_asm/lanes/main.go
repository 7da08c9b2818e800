// Command lanes generates the two products of a Householder step on a small square
// matrix, Householder's reduction of eight matrices at once, and the QL iteration
// and the sort of sixteen.
package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func main() {
	ConstraintExpr("amd64,!purego")
	for _, w := range []int{64, 32} {
		squareMul(w)
		squareRank2(w)
		lanesReduce(w)
		lanesQL(w)
		lanesSort(w)
	}
	Generate()
}

func name(base string, width int) string {
	if width == 64 {
		return base + "AVX512"
	}
	return base + "AVX2"
}

func vector(width int) reg.VecVirtual {
	if width == 64 {
		return ZMM()
	}
	return YMM()
}

func zero(width int) reg.VecVirtual {
	v := vector(width)
	if width == 64 {
		VPXORQ(v, v, v)
	} else {
		VXORPD(v, v, v)
	}
	return v
}

func constant(width int, bits uint64) reg.VecVirtual {
	r, x0, v := GP64(), XMM(), vector(width)
	MOVQ(U64(bits), r)
	VMOVQ(r, x0)
	VPBROADCASTQ(x0, v)
	return v
}

const stride = 256 // bytes of a row of 32

func squareMul(width int) {
	TEXT(name("squareMul", width), NOSPLIT, "func(p, a, v *float64, blocks, fours int)")
	Pragma("noescape")
	p := Load(Param("p"), GP64())
	a := Load(Param("a"), GP64())
	v0 := Load(Param("v"), GP64())
	blocks := Load(Param("blocks"), GP64())
	fours := Load(Param("fours"), GP64())
	parts := 64 / width
	Label("blocks")
	row, v, left := GP64(), GP64(), GP64()
	MOVQ(a, row)
	MOVQ(v0, v)
	MOVQ(fours, left)
	acc := make([][]reg.VecVirtual, 4)
	for q := range acc {
		for range parts {
			acc[q] = append(acc[q], zero(width))
		}
	}
	t, b := vector(width), vector(width)
	Label("rows")
	for q := range acc {
		VBROADCASTSD(Mem{Base: v, Disp: 8 * q}, b)
		for i := range parts {
			VMOVUPD(Mem{Base: row, Disp: q*stride + width*i}, t)
			VFMADD231PD(t, b, acc[q][i])
		}
	}
	ADDQ(U32(4*stride), row)
	ADDQ(Imm(32), v)
	DECQ(left)
	JNZ(LabelRef("rows"))
	for i := range parts {
		VADDPD(acc[1][i], acc[0][i], acc[0][i])
		VADDPD(acc[3][i], acc[2][i], acc[2][i])
		VADDPD(acc[2][i], acc[0][i], acc[0][i])
		VMOVUPD(acc[0][i], Mem{Base: p, Disp: width * i})
	}
	ADDQ(Imm(64), a)
	ADDQ(Imm(64), p)
	DECQ(blocks)
	JNZ(LabelRef("blocks"))
	VZEROUPPER()
	RET()
}

func squareRank2(width int) {
	TEXT(name("squareRank2", width), NOSPLIT, "func(a, v, w *float64, blocks, m int)")
	Pragma("noescape")
	a := Load(Param("a"), GP64())
	v := Load(Param("v"), GP64())
	w := Load(Param("w"), GP64())
	blocks := Load(Param("blocks"), GP64())
	m := Load(Param("m"), GP64())
	parts := 64 / width
	block, j := GP64(), GP64()
	XORQ(block, block)
	Label("blocks")
	row := GP64()
	MOVQ(a, row)
	XORQ(j, j)
	var vc, wc []reg.VecVirtual
	for i := range parts {
		vc, wc = append(vc, vector(width)), append(wc, vector(width))
		VMOVUPD(Mem{Base: v, Index: block, Scale: 1, Disp: width * i}, vc[i])
		VMOVUPD(Mem{Base: w, Index: block, Scale: 1, Disp: width * i}, wc[i])
	}
	vj, wj, t := vector(width), vector(width), vector(width)
	Label("rows")
	VBROADCASTSD(Mem{Base: v, Index: j, Scale: 8}, vj)
	VBROADCASTSD(Mem{Base: w, Index: j, Scale: 8}, wj)
	for i := range parts {
		VMOVUPD(Mem{Base: row, Disp: width * i}, t)
		VFNMADD231PD(vj, wc[i], t)
		VFNMADD231PD(wj, vc[i], t)
		VMOVUPD(t, Mem{Base: row, Disp: width * i})
	}
	ADDQ(U32(stride), row)
	INCQ(j)
	CMPQ(j, m)
	JLT(LabelRef("rows"))
	ADDQ(Imm(64), a)
	ADDQ(Imm(64), block)
	DECQ(blocks)
	JNZ(LabelRef("blocks"))
	VZEROUPPER()
	RET()
}

// lanesReduce treats 8 matrices, or with AVX2 the first 4 of 8.
func lanesReduce(width int) {
	TEXT(name("lanesReduce", width), NOSPLIT, "func(d, e, a, p *float64, n int)")
	Pragma("noescape")
	d := Load(Param("d"), GP64())
	e := Load(Param("e"), GP64())
	a := Load(Param("a"), GP64())
	p := Load(Param("p"), GP64())
	m := Load(Param("n"), GP64())
	constant := func(x float64) reg.VecVirtual { return constant(width, math.Float64bits(x)) }
	// All offsets are in bytes: 64 for an element.
	SHLQ(Imm(6), m)
	SUBQ(Imm(64), m)
	v := GP64()
	rowOf := func(i, row reg.Register) { // row = a + i(i+1)/2 elements
		t := GP64()
		MOVQ(i, t)
		SHRQ(Imm(6), t)
		LEAQ(Mem{Base: t, Disp: 1}, row)
		IMULQ(t, row)
		SHLQ(Imm(5), row)
		ADDQ(a, row)
	}

	Label("steps")
	CMPQ(m, Imm(128))
	JLT(LabelRef("end"))
	rowOf(m, v)
	i, j, row := GP64(), GP64(), GP64()
	t := vector(width)
	VMOVUPD(Mem{Base: v, Index: m, Scale: 1}, t)
	VMOVUPD(t, Mem{Base: d, Index: m, Scale: 2})

	// β, h and v in place of the row.
	rest := zero(width)
	XORQ(j, j)
	Label("squares")
	VMOVUPD(Mem{Base: v, Index: j, Scale: 1}, t)
	VFMADD231PD(t, t, rest)
	ADDQ(Imm(64), j)
	LEAQ(Mem{Base: j, Disp: 64}, i)
	CMPQ(i, m)
	JLT(LabelRef("squares"))
	last, beta, inverse, h := vector(width), vector(width), vector(width), vector(width)
	VMOVUPD(Mem{Base: v, Index: j, Scale: 1}, last)
	VMULPD(last, last, h)
	VADDPD(h, rest, h)
	VSQRTPD(h, h)
	sign := constant(math.Copysign(0, -1))
	if width == 64 {
		k := K()
		VPMOVQ2M(last, k)
		neg := vector(width)
		VPXORQ(sign, h, neg)
		VBLENDMPD(h, neg, k, beta) // −√ where last is not negative
	} else {
		neg := vector(width)
		VXORPD(sign, h, neg)
		VBLENDVPD(last, h, neg, beta)
	}
	VMULPD(beta, beta, h)
	VMULPD(last, beta, t)
	VSUBPD(t, h, h)
	one := constant(1)
	VDIVPD(h, one, inverse)
	negligible := constant(0x1p-800)
	VSUBPD(beta, last, t)
	if width == 64 {
		k := K()
		VCMPPD(Imm(0x1e), negligible, rest, k)
		VMOVAPD_Z(inverse, k, inverse)
		VBLENDMPD(beta, last, k, beta)
	} else {
		k := YMM()
		VCMPPD(Imm(0x1e), negligible, rest, k)
		VANDPD(k, inverse, inverse)
		VBLENDVPD(k, beta, last, beta)
	}
	VMOVUPD(beta, Mem{Base: e, Index: j, Scale: 2})
	VMOVUPD(t, Mem{Base: v, Index: j, Scale: 1})

	// p = A v from the lower triangle.
	z := zero(width)
	XORQ(j, j)
	Label("clear")
	VMOVUPD(z, Mem{Base: p, Index: j, Scale: 1})
	ADDQ(Imm(64), j)
	CMPQ(j, m)
	JLT(LabelRef("clear"))
	XORQ(i, i)
	MOVQ(a, row)
	Label("rows")
	s0, s1, vi := zero(width), zero(width), vector(width)
	x, y := vector(width), vector(width)
	VMOVUPD(Mem{Base: v, Index: i, Scale: 1}, vi)
	XORQ(j, j)
	next := GP64()
	Label("pairs")
	LEAQ(Mem{Base: j, Disp: 128}, next)
	CMPQ(next, i)
	JGT(LabelRef("odd"))
	for q, s := range []reg.VecVirtual{s0, s1} {
		VMOVUPD(Mem{Base: row, Index: j, Scale: 1, Disp: 64 * q}, x)
		VMOVUPD(Mem{Base: p, Index: j, Scale: 1, Disp: 64 * q}, y)
		VFMADD231PD(Mem{Base: v, Index: j, Scale: 1, Disp: 64 * q}, x, s)
		VFMADD231PD(vi, x, y)
		VMOVUPD(y, Mem{Base: p, Index: j, Scale: 1, Disp: 64 * q})
	}
	MOVQ(next, j)
	JMP(LabelRef("pairs"))
	Label("odd")
	CMPQ(j, i)
	JGE(LabelRef("diagonal"))
	VMOVUPD(Mem{Base: row, Index: j, Scale: 1}, x)
	VMOVUPD(Mem{Base: p, Index: j, Scale: 1}, y)
	VFMADD231PD(Mem{Base: v, Index: j, Scale: 1}, x, s0)
	VFMADD231PD(vi, x, y)
	VMOVUPD(y, Mem{Base: p, Index: j, Scale: 1})
	ADDQ(Imm(64), j)
	Label("diagonal")
	VFMADD231PD(Mem{Base: row, Index: i, Scale: 1}, vi, s0)
	VADDPD(s1, s0, s0)
	VADDPD(Mem{Base: p, Index: i, Scale: 1}, s0, s0)
	VMOVUPD(s0, Mem{Base: p, Index: i, Scale: 1})
	ADDQ(Imm(64), i)
	ADDQ(i, row)
	CMPQ(i, m)
	JLT(LabelRef("rows"))

	// w = p/h − k v with k = vᵀp/(2h²).
	k := zero(width)
	XORQ(j, j)
	Label("dot")
	VMOVUPD(Mem{Base: v, Index: j, Scale: 1}, t)
	VFMADD231PD(Mem{Base: p, Index: j, Scale: 1}, t, k)
	ADDQ(Imm(64), j)
	CMPQ(j, m)
	JLT(LabelRef("dot"))
	VMULPD(inverse, k, k)
	VMULPD(inverse, k, k)
	half := constant(0.5)
	VMULPD(half, k, k)
	XORQ(j, j)
	Label("w")
	VMULPD(Mem{Base: v, Index: j, Scale: 1}, k, t)
	VMULPD(Mem{Base: p, Index: j, Scale: 1}, inverse, x)
	VSUBPD(t, x, x)
	VMOVUPD(x, Mem{Base: p, Index: j, Scale: 1})
	ADDQ(Imm(64), j)
	CMPQ(j, m)
	JLT(LabelRef("w"))

	// A −= vwᵀ + wvᵀ.
	XORQ(i, i)
	MOVQ(a, row)
	wi := vector(width)
	Label("updates")
	VMOVUPD(Mem{Base: v, Index: i, Scale: 1}, vi)
	VMOVUPD(Mem{Base: p, Index: i, Scale: 1}, wi)
	XORQ(j, j)
	Label("update")
	VMOVUPD(Mem{Base: row, Index: j, Scale: 1}, x)
	VFNMADD231PD(Mem{Base: p, Index: j, Scale: 1}, vi, x)
	VFNMADD231PD(Mem{Base: v, Index: j, Scale: 1}, wi, x)
	VMOVUPD(x, Mem{Base: row, Index: j, Scale: 1})
	ADDQ(Imm(64), j)
	CMPQ(j, i)
	JLE(LabelRef("update"))
	ADDQ(Imm(64), i)
	ADDQ(i, row)
	CMPQ(i, m)
	JLT(LabelRef("updates"))
	SUBQ(Imm(64), m)
	JMP(LabelRef("steps"))

	Label("end")
	VMOVUPD(Mem{Base: a}, t)
	VMOVUPD(t, Mem{Base: d})
	VMOVUPD(Mem{Base: a, Disp: 64}, t)
	VMOVUPD(t, Mem{Base: e})
	VMOVUPD(Mem{Base: a, Disp: 128}, t)
	VMOVUPD(t, Mem{Base: d, Disp: 128})
	VZEROUPPER()
	RET()
}
