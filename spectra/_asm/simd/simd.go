// Package simd holds what the generators of several groups have in common.
package simd

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Suffix returns how the name of a kernel ends: wide ones are for AVX-512.
func Suffix(wide bool) string {
	if wide {
		return "AVX512"
	}
	return "AVX2"
}

// Spread sets every lane of v to a parameter, a float64.
func Spread(name string, v reg.Register) {
	from, err := Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	VBROADCASTSD(from.Addr, v)
}

// Zero clears a register of width bytes.
func Zero(v reg.Register, width int) {
	if width == 64 {
		VPXORQ(v, v, v)
	} else {
		VXORPD(v, v, v)
	}
}

// Rows addresses up to 8 rows that are stride bytes apart.
func Rows(base, stride reg.Register) func(i, disp int) Mem {
	three, five, seven := GP64(), GP64(), GP64()
	LEAQ(Mem{Base: stride, Index: stride, Scale: 2}, three)
	LEAQ(Mem{Base: stride, Index: stride, Scale: 4}, five)
	LEAQ(Mem{Base: three, Index: stride, Scale: 4}, seven)
	return func(i, disp int) Mem {
		return []Mem{
			{Base: base, Disp: disp}, {Base: base, Disp: disp, Index: stride, Scale: 1},
			{Base: base, Disp: disp, Index: stride, Scale: 2}, {Base: base, Disp: disp, Index: three, Scale: 1},
			{Base: base, Disp: disp, Index: stride, Scale: 4}, {Base: base, Disp: disp, Index: five, Scale: 1},
			{Base: base, Disp: disp, Index: three, Scale: 2}, {Base: base, Disp: disp, Index: seven, Scale: 1},
		}[i]
	}
}

// Sum32 adds 32 lanes, in registers of width bytes, in the order of f64.Dot. It
// overwrites them; one is scratch that the caller may use again.
func Sum32(lanes []reg.VecVirtual, width int) (sum, one reg.VecVirtual) {
	eight := len(lanes) / 4 // registers that hold 8 lanes
	for i := range eight {
		VADDPD(lanes[i+eight], lanes[i], lanes[i])
		VADDPD(lanes[i+3*eight], lanes[i+2*eight], lanes[i+2*eight])
		VADDPD(lanes[i+2*eight], lanes[i], lanes[i])
	}
	four := YMM()
	if width == 64 {
		VEXTRACTF64X4(Imm(1), lanes[0], four)
		VADDPD(four, lanes[0].AsY(), four)
	} else {
		VADDPD(lanes[1], lanes[0], four)
	}
	sum, one = XMM(), XMM()
	VEXTRACTF128(Imm(1), four, sum)
	VADDPD(sum, four.AsX(), sum)
	VUNPCKHPD(sum, sum, one)
	VADDSD(one, sum, sum)
	return sum, one
}

// Sums adds the lanes of every sum in z in halves: of 8 sums if wide, or of 4 in two
// registers each. It overwrites them, and returns the sums in their order in t.
func Sums(wide bool, z []reg.VecVirtual, t reg.VecVirtual) reg.VecVirtual {
	if !wide {
		for r := range 4 {
			VADDPD(z[2*r+1], z[2*r], z[2*r])
		}
		for _, r := range []int{0, 2} {
			VPERM2F128(Imm(0x20), z[r+4], z[r], t)
			VPERM2F128(Imm(0x31), z[r+4], z[r], z[r])
			VADDPD(z[r], t, z[r])
		}
		VUNPCKLPD(z[2], z[0], t)
		VUNPCKHPD(z[2], z[0], z[0])
		VADDPD(z[0], t, t)
		return t
	}
	fold := func(low, high uint64, a, b reg.VecVirtual) {
		VSHUFF64X2(Imm(low), b, a, t)
		VSHUFF64X2(Imm(high), b, a, a)
		VADDPD(a, t, a)
	}
	for _, q := range []int{0, 1, 4, 5} {
		fold(0x44, 0xEE, z[q], z[q+2])
	}
	fold(0x88, 0xDD, z[0], z[4])
	fold(0x88, 0xDD, z[1], z[5])
	VUNPCKLPD(z[1], z[0], t)
	VUNPCKHPD(z[1], z[0], z[0])
	VADDPD(z[0], t, t)
	return t
}
