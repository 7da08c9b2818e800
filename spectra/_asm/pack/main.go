// Command pack generates the copies that put panels of a matrix in the order in
// which the product reads them, with AVX2 and with AVX-512.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

func main() {
	ConstraintExpr("amd64,!purego")
	copyAVX512()
	copyAVX2()
	transposeAVX512()
	transposeAVX2()
	Generate()
}

// copyAVX512 copies rows of width ≤ 24 numbers, across apart, one after the other.
func copyAVX512() {
	TEXT("packCopyAVX512", NOSPLIT, "func(width, k int, dst, src *float64, across int)")
	Pragma("noescape")
	width := Load(Param("width"), GP64())
	k := Load(Param("k"), GP64())
	dst := Load(Param("dst"), GP64())
	src := Load(Param("src"), GP64())
	across := Load(Param("across"), GP64())
	SHLQ(Imm(3), across)
	one := GP64()
	MOVQ(U64(1), one)
	MOVQ(width, RCX)
	SHLQ(CL, one)
	DECQ(one)
	mask := []Register{K1, K2, K3}
	for i, m := range mask {
		if i > 0 {
			SHRQ(Imm(8), one)
		}
		KMOVW(one.(GPVirtual).As32(), m)
	}
	SHLQ(Imm(3), width)
	Label("row")
	for i, m := range mask {
		v := ZMM()
		VMOVUPD_Z(Mem{Base: src, Disp: 64 * i}, m, v)
		VMOVUPD(v, m, Mem{Base: dst, Disp: 64 * i})
	}
	ADDQ(across, src)
	ADDQ(width, dst)
	DECQ(k)
	JNZ(LabelRef("row"))
	VZEROUPPER()
	RET()
}

// copyAVX2 is the same for any width.
func copyAVX2() {
	TEXT("packCopyAVX2", NOSPLIT, "func(width, k int, dst, src *float64, across int)")
	Pragma("noescape")
	width := Load(Param("width"), GP64())
	k := Load(Param("k"), GP64())
	dst := Load(Param("dst"), GP64())
	src := Load(Param("src"), GP64())
	across := Load(Param("across"), GP64())
	SHLQ(Imm(3), across)
	from, left := GP64(), GP64()
	Label("row")
	MOVQ(src, from)
	MOVQ(width, left)
	Label("fours")
	CMPQ(left, Imm(4))
	JLT(LabelRef("ones"))
	v := YMM()
	VMOVUPD(Mem{Base: from}, v)
	VMOVUPD(v, Mem{Base: dst})
	ADDQ(Imm(32), from)
	ADDQ(Imm(32), dst)
	SUBQ(Imm(4), left)
	JMP(LabelRef("fours"))
	Label("ones")
	TESTQ(left, left)
	JZ(LabelRef("next"))
	VMOVSD(Mem{Base: from}, v.AsX())
	VMOVSD(v.AsX(), Mem{Base: dst})
	ADDQ(Imm(8), from)
	ADDQ(Imm(8), dst)
	DECQ(left)
	JMP(LabelRef("ones"))
	Label("next")
	ADDQ(across, src)
	DECQ(k)
	JNZ(LabelRef("row"))
	VZEROUPPER()
	RET()
}

// transposeAVX512 writes 8 vectors of 8·eights numbers, along apart, as the columns
// of rows that are width apart.
func transposeAVX512() {
	TEXT("packTransposeAVX512", NOSPLIT, "func(eights int, dst *float64, width int, src *float64, along int)")
	Pragma("noescape")
	count := Load(Param("eights"), GP64())
	dst := Load(Param("dst"), GP64())
	width := Load(Param("width"), GP64())
	src := Load(Param("src"), GP64())
	along := Load(Param("along"), GP64())
	SHLQ(Imm(3), width)
	SHLQ(Imm(3), along)
	at := simd.Rows(src, along)
	to := simd.Rows(dst, width)
	evens, odds := GLOBL("evens", RODATA|NOPTR), Mem{}
	for i, lane := range []uint64{0, 1, 8, 9, 4, 5, 12, 13} {
		DATA(8*i, U64(lane))
	}
	odds = GLOBL("odds", RODATA|NOPTR)
	for i, lane := range []uint64{2, 3, 10, 11, 6, 7, 14, 15} {
		DATA(8*i, U64(lane))
	}
	even, odd := ZMM(), ZMM()
	VMOVUPD(evens, even)
	VMOVUPD(odds, odd)
	Label("block")
	for half := range 2 {
		// r[i] = columns 4·half to 4·half+3 of vectors i and i+4
		var r, u [4]VecVirtual
		for i := range r {
			r[i], u[i] = ZMM(), ZMM()
			VMOVUPD(at(i, 32*half), r[i].AsY())
			VINSERTF64X4(Imm(1), at(i+4, 32*half), r[i], r[i])
		}
		VUNPCKLPD(r[1], r[0], u[0]) // columns 0 and 2 of vectors 0 and 1, 4 and 5
		VUNPCKHPD(r[1], r[0], u[1])
		VUNPCKLPD(r[3], r[2], u[2])
		VUNPCKHPD(r[3], r[2], u[3])
		for i := range 2 {
			low, high := ZMM(), u[i]
			VMOVAPD(u[i], low)
			VPERMT2PD(u[i+2], even, low)
			VPERMT2PD(u[i+2], odd, high)
			VMOVUPD(low, to(4*half+i, 0))
			VMOVUPD(high, to(4*half+i+2, 0))
		}
	}
	ADDQ(Imm(64), src)
	SHLQ(Imm(3), width)
	ADDQ(width, dst)
	SHRQ(Imm(3), width)
	DECQ(count)
	JNZ(LabelRef("block"))
	VZEROUPPER()
	RET()
}

// transposeAVX2 does the same with 4 vectors of 4·fours numbers.
func transposeAVX2() {
	TEXT("packTransposeAVX2", NOSPLIT, "func(fours int, dst *float64, width int, src *float64, along int)")
	Pragma("noescape")
	count := Load(Param("fours"), GP64())
	dst := Load(Param("dst"), GP64())
	width := Load(Param("width"), GP64())
	src := Load(Param("src"), GP64())
	along := Load(Param("along"), GP64())
	SHLQ(Imm(3), width)
	SHLQ(Imm(3), along)
	at := simd.Rows(src, along)
	to := simd.Rows(dst, width)
	Label("block")
	var r, u [4]VecVirtual
	for i := range 2 { // r[i] = columns 0 and 1 of vectors i and i+2, r[i+2] = columns 2 and 3
		for half := range 2 {
			v := YMM()
			VMOVUPD(at(i, 16*half), v.AsX())
			VINSERTF128(Imm(1), at(i+2, 16*half), v, v)
			r[i+2*half] = v
		}
	}
	for half := range 2 {
		u[2*half], u[2*half+1] = YMM(), YMM()
		VUNPCKLPD(r[2*half+1], r[2*half], u[2*half])
		VUNPCKHPD(r[2*half+1], r[2*half], u[2*half+1])
	}
	for i := range u {
		VMOVUPD(u[i], to(i, 0))
	}
	ADDQ(Imm(32), src)
	SHLQ(Imm(2), width)
	ADDQ(width, dst)
	SHRQ(Imm(2), width)
	DECQ(count)
	JNZ(LabelRef("block"))
	VZEROUPPER()
	RET()
}
