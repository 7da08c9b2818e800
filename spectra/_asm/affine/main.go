// Command affine generates sums of multiples of two vectors, with AVX2 and with AVX-512.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

func main() {
	ConstraintExpr("amd64,!purego")
	affine(true)
	affine(false)
	Generate()
}

// affine generates y = a·y + b·x in blocks of 8.
func affine(wide bool) {
	TEXT("affine"+simd.Suffix(wide), NOSPLIT, "func(blocks int, a, b float64, x, y *float64)")
	Pragma("noescape")
	left := Load(Param("blocks"), GP64())
	x := Load(Param("x"), GP64())
	y := Load(Param("y"), GP64())
	vector, width := YMM, 32
	if wide {
		vector, width = ZMM, 64
	}
	c := []reg.VecVirtual{vector(), vector()}
	for i, name := range []string{"a", "b"} {
		simd.Spread(name, c[i])
	}
	t := []reg.VecVirtual{vector(), vector()}
	Label("blocks")
	for disp := 0; disp < 64; disp += width {
		z := t[disp/32%2]
		VMULPD(Mem{Base: y, Disp: disp}, c[0], z)
		VFMADD231PD(Mem{Base: x, Disp: disp}, c[1], z)
		VMOVUPD(z, Mem{Base: y, Disp: disp})
	}
	ADDQ(Imm(64), x)
	ADDQ(Imm(64), y)
	DECQ(left)
	JNZ(LabelRef("blocks"))
	VZEROUPPER()
	RET()
}
