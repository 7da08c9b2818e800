// Command sturm generates the Sturm counts of a tridiagonal matrix at many shifts.
package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

const rescaled = 6 // steps from one rescaling to the next

func main() {
	ConstraintExpr("amd64,!purego")
	for chains := 1; chains <= 4; chains++ {
		kernel{fmt.Sprintf("sturmAVX512x%d", chains), 64, chains}.generate()
	}
	kernel{"sturmAVX2", 32, 2}.generate()
	Generate()
}

// A kernel treats registers × width/8 shifts.
type kernel struct {
	name      string
	width     int // bytes of a register
	registers int
}

type chain struct{ p, before, x, count, exponent reg.VecVirtual }

func (k kernel) vector() reg.VecVirtual {
	if k.width == 64 {
		return ZMM()
	}
	return YMM()
}

func (k kernel) xor(a, b, dst Op) {
	if k.width == 64 {
		VPXORQ(a, b, dst)
	} else {
		VPXOR(a, b, dst)
	}
}

func (k kernel) and(a, b, dst Op) {
	if k.width == 64 {
		VPANDQ(a, b, dst)
	} else {
		VPAND(a, b, dst)
	}
}

// constant fills a register with bits.
func (k kernel) constant(bits uint64) reg.VecVirtual {
	r, x, v := GP64(), XMM(), k.vector()
	MOVQ(U64(bits), r)
	VMOVQ(r, x)
	VPBROADCASTQ(x, v)
	return v
}

func (k kernel) generate() {
	TEXT(k.name, NOSPLIT, "func(n int, d, e2, x *float64, bias int64, count *int64, value *float64, exponent *int64)")
	Pragma("noescape")
	n := Load(Param("n"), GP64())
	d := Load(Param("d"), GP64())
	e2 := Load(Param("e2"), GP64())
	x := Load(Param("x"), GP64())
	bias, _ := Param("bias").Resolve()
	mask := k.constant(0x7ff << 52)
	// One register for both constants: AVX2 has 16 in all.
	one := k.constant(1023 << 52)
	chains := make([]chain, k.registers)
	for i := range chains {
		c := chain{k.vector(), k.vector(), k.vector(), k.vector(), k.vector()}
		VMOVUPD(Mem{Base: x, Disp: k.width * i}, c.x)
		VMOVUPD(one, c.p)
		k.xor(c.before, c.before, c.before)
		k.xor(c.count, c.count, c.count)
		VPBROADCASTQ(bias.Addr, c.exponent)
		chains[i] = c
	}
	const stride = 8
	advance := func(steps int) {
		ADDQ(U32(uint32(steps*stride)), d)
		ADDQ(U32(uint32(steps*stride)), e2)
		SUBQ(Imm(uint64(steps)), n)
	}
	Label("blocks")
	CMPQ(n, Imm(rescaled))
	JLT(LabelRef("singles"))
	for s := range rescaled {
		k.step(chains, d, e2, s*stride)
		for i := range chains {
			chains[i].p, chains[i].before = chains[i].before, chains[i].p
		}
	}
	for _, c := range chains {
		k.rescale(c, mask, one)
	}
	advance(rescaled)
	JMP(LabelRef("blocks"))
	Label("singles")
	TESTQ(n, n)
	JZ(LabelRef("done"))
	k.step(chains, d, e2, 0)
	t := k.vector()
	for _, c := range chains {
		VMOVUPD(c.p, t)
		VMOVUPD(c.before, c.p)
		VMOVUPD(t, c.before)
	}
	advance(1)
	JMP(LabelRef("singles"))
	Label("done")
	count := Load(Param("count"), GP64())
	value := Load(Param("value"), GP64())
	exponent := Load(Param("exponent"), GP64())
	for i, c := range chains {
		VMOVUPD(c.count, Mem{Base: count, Disp: k.width * i})
		VMOVUPD(c.p, Mem{Base: value, Disp: k.width * i})
		VMOVUPD(c.exponent, Mem{Base: exponent, Disp: k.width * i})
	}
	VZEROUPPER()
	RET()
}

// step leaves −(x − d)·p − e2·before in before and counts the changes of sign.
func (k kernel) step(chains []chain, d, e2 reg.Register, disp int) {
	t := make([]reg.VecVirtual, len(chains))
	var di, ei reg.VecVirtual
	for i, c := range chains {
		t[i] = k.vector()
		if k.width == 64 {
			VSUBPD_BCST(Mem{Base: d, Disp: disp}, c.x, t[i])
			VMULPD_BCST(Mem{Base: e2, Disp: disp}, c.before, c.before)
			continue
		}
		if i == 0 {
			di, ei = YMM(), YMM()
			VBROADCASTSD(Mem{Base: d, Disp: disp}, di)
			VBROADCASTSD(Mem{Base: e2, Disp: disp}, ei)
		}
		VSUBPD(di, c.x, t[i])
		VMULPD(ei, c.before, c.before)
	}
	for i, c := range chains {
		VFNMSUB231PD(t[i], c.p, c.before)
	}
	for i, c := range chains {
		k.xor(c.before, c.p, t[i])
		VPSRLQ(Imm(63), t[i], t[i])
		VPADDQ(t[i], c.count, c.count)
	}
}

// rescale divides p and before by the power of two of the larger one.
func (k kernel) rescale(c chain, mask, one reg.VecVirtual) {
	a, b := k.vector(), k.vector()
	k.and(mask, c.p, a)
	k.and(mask, c.before, b)
	VMAXPD(a, b, a)
	VPSRLQ(Imm(52), a, b)
	VPADDQ(b, c.exponent, c.exponent)
	VPSUBQ(a, one, b)
	VPADDQ(one, b, b)
	VMULPD(b, c.p, c.p)
	VMULPD(b, c.before, c.before)
}
