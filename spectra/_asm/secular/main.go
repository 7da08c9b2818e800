// Command secular generates the sums, vectors and products of secular equations,
// with AVX2 and with AVX-512.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

var one, tailMask Mem

func main() {
	ConstraintExpr("amd64,!purego")
	one = ConstData("secularOne", F64(1))
	// 32 words of ones, then 32 of zeros: a window of it masks what is left.
	tailMask = GLOBL("secularTail", RODATA|NOPTR)
	for i := range 64 {
		var word U64
		if i < 32 {
			word = 0xffffffffffffffff
		}
		DATA(8*i, word)
	}
	for _, width := range []int{64, 32} {
		secular(isa{width}, false)
		secular(isa{width}, true)
		loewner(isa{width})
	}
	Generate()
}

// isa holds the width of a register in bytes.
type isa struct{ width int }

func (v isa) name(base string) string {
	if v.width == 64 {
		return base + "AVX512"
	}
	return base + "AVX2"
}

func (v isa) reg() reg.VecVirtual {
	if v.width == 64 {
		return ZMM()
	}
	return YMM()
}

func (v isa) zero() reg.VecVirtual {
	r := v.reg()
	if v.width == 64 {
		VPXORQ(r, r, r)
	} else {
		VXORPD(r, r, r)
	}
	return r
}

func (v isa) broadcast(param string) reg.VecVirtual {
	r := v.reg()
	from, _ := Param(param).Resolve()
	VBROADCASTSD(from.Addr, r)
	return r
}

// A state holds the registers of one pass over the poles.
type state struct {
	isa
	d, w, v     reg.GPVirtual
	origin, tau reg.VecVirtual
	s, g        []reg.VecVirtual // the 16 lanes of each sum
	masks       []Op             // of the 4 registers, in the last block; nil before
	window      reg.GPVirtual
}

// secular generates SecularSum or, with vector, SecularVector.
func secular(v isa, vector bool) {
	if vector {
		TEXT(v.name("secularVector"), NOSPLIT, "func(n int, v, z, d *float64, origin, tau float64) (square float64)")
	} else {
		TEXT(v.name("secularSum"), NOSPLIT, "func(n int, d, w *float64, origin, tau float64) (sum, slope float64)")
	}
	Pragma("noescape")
	n := Load(Param("n"), GP64()).(reg.GPVirtual)
	p := &state{isa: v}
	p.d = Load(Param("d"), GP64()).(reg.GPVirtual)
	if vector {
		p.w = Load(Param("z"), GP64()).(reg.GPVirtual)
		p.v = Load(Param("v"), GP64()).(reg.GPVirtual)
	} else {
		p.w = Load(Param("w"), GP64()).(reg.GPVirtual)
	}
	p.origin, p.tau = v.broadcast("origin"), v.broadcast("tau")
	for range 128 / v.width {
		p.s = append(p.s, v.zero())
		if !vector {
			p.g = append(p.g, v.zero())
		}
	}
	Label("blocks")
	CMPQ(n, Imm(32))
	JLT(LabelRef("tail"))
	p.block()
	ADDQ(U32(256), p.d)
	ADDQ(U32(256), p.w)
	if vector {
		ADDQ(U32(256), p.v)
	}
	SUBQ(Imm(32), n)
	JMP(LabelRef("blocks"))

	Label("tail")
	TESTQ(n, n)
	JZ(LabelRef("reduce"))
	p.mask(n)
	p.block()
	Label("reduce")
	if vector {
		Store(v.reduce(p.s), Return("square"))
	} else {
		Store(v.reduce(p.s), Return("sum"))
		Store(v.reduce(p.g), Return("slope"))
	}
	VZEROUPPER()
	RET()
}

// mask prepares the masks of a last block of n < 32.
func (p *state) mask(n reg.GPVirtual) {
	if p.width == 32 {
		p.window = GP64()
		LEAQ(tailMask.Offset(256), p.window)
		SHLQ(Imm(3), n)
		SUBQ(n, p.window)
		return
	}
	MOVQ(n, reg.RCX)
	bits := GP64()
	MOVQ(U32(1), bits)
	SHLQ(reg.CL, bits)
	DECQ(bits)
	for range 4 {
		k := K()
		KMOVD(bits.As32(), k)
		p.masks = append(p.masks, k)
		SHRQ(Imm(8), bits)
	}
}

// block handles 32 poles: at once with zmm, lanes 0–3 and then lanes 4–7 with ymm.
func (p *state) block() {
	for half := range 64 / p.width {
		var x [4]reg.VecVirtual
		for k := range x {
			x[k] = p.delta(64*k + 32*half)
		}
		p.invert(x)
		for k := range x {
			disp, lanes := 64*k+32*half, k%2*(64/p.width)+half
			t := p.times(x[k], disp)
			if p.v == nil {
				VADDPD(t, p.s[lanes], p.s[lanes])
				VFMADD231PD(x[k], t, p.g[lanes])
			} else {
				VFMADD231PD(t, t, p.s[lanes])
				p.store(t, disp)
			}
		}
	}
}

func (p *state) last() bool { return p.masks != nil || p.window != nil }

// ymask loads the mask of the register at disp.
func (p *state) ymask(disp int) reg.VecVirtual {
	m := YMM()
	VMOVUPD(Mem{Base: p.window, Disp: disp}, m)
	return m
}

// delta returns (d − origin) − tau, and 1 beyond the end.
func (p *state) delta(disp int) reg.VecVirtual {
	x, from := p.reg(), Mem{Base: p.d, Disp: disp}
	switch {
	case !p.last():
		VMOVUPD(from, x)
		VSUBPD(p.origin, x, x)
		VSUBPD(p.tau, x, x)
	case p.width == 64:
		k := p.masks[disp/64]
		t := ZMM()
		VMOVUPD_Z(from, k, t)
		VBROADCASTSD(one, x)
		VSUBPD(p.origin, t, k, x)
		VSUBPD(p.tau, x, k, x)
	default:
		m, t := p.ymask(disp), YMM()
		VMASKMOVPD(from, m, x)
		VSUBPD(p.origin, x, x)
		VSUBPD(p.tau, x, x)
		VBROADCASTSD(one, t)
		VBLENDVPD(m, x, t, x)
	}
	return x
}

// invert replaces four registers by their inverses.
func (p *state) invert(x [4]reg.VecVirtual) {
	a, b, r := p.reg(), p.reg(), p.reg()
	VMULPD(x[1], x[0], a)
	VMULPD(x[3], x[2], b)
	t := p.reg()
	VMULPD(b, a, t)
	VBROADCASTSD(one, r)
	VDIVPD(t, r, r)
	VMULPD(b, r, b) // 1/(x0 x1)
	VMULPD(a, r, a) // 1/(x2 x3)
	for k, inverse := range []reg.VecVirtual{b, a} {
		VMULPD(x[2*k+1], inverse, t)
		VMULPD(x[2*k], inverse, x[2*k+1])
		VMOVAPD(t, x[2*k])
	}
}

// times returns x·w, and 0 beyond the end.
func (p *state) times(x reg.VecVirtual, disp int) reg.VecVirtual {
	t, from := p.reg(), Mem{Base: p.w, Disp: disp}
	switch {
	case !p.last():
		VMULPD(from, x, t)
	case p.width == 64:
		VMOVUPD_Z(from, p.masks[disp/64], t)
		VMULPD(t, x, t)
	default:
		VMASKMOVPD(from, p.ymask(disp), t)
		VMULPD(t, x, t)
	}
	return t
}

func (p *state) store(t reg.VecVirtual, disp int) {
	to := Mem{Base: p.v, Disp: disp}
	switch {
	case !p.last():
		VMOVUPD(t, to)
	case p.width == 64:
		VMOVUPD(t, p.masks[disp/64], to)
	default:
		VMASKMOVPD(t, p.ymask(disp), to)
	}
}

// reduce adds 16 lanes in halves.
func (v isa) reduce(s []reg.VecVirtual) reg.VecVirtual {
	four := YMM()
	if v.width == 64 {
		VADDPD(s[1], s[0], s[0])
		VEXTRACTF64X4(Imm(1), s[0], four)
		VADDPD(four, s[0].AsY(), four)
	} else {
		VADDPD(s[2], s[0], s[0])
		VADDPD(s[3], s[1], s[1])
		VADDPD(s[1], s[0], four)
	}
	two, last := XMM(), XMM()
	VEXTRACTF128(Imm(1), four, two)
	VADDPD(two, four.AsX(), two)
	VUNPCKHPD(two, two, last)
	VADDSD(last, two, two)
	return two
}

// loewner generates LoewnerProduct: each lane has an i of its own.
func loewner(v isa) {
	TEXT(v.name("loewnerProduct"), NOSPLIT, "func(m int, w, d *float64, n int, pole, origin, tau *float64)")
	Pragma("noescape")
	m := Load(Param("m"), GP64())
	w := Load(Param("w"), GP64())
	d := Load(Param("d"), GP64())
	n := Load(Param("n"), GP64())
	pole := Load(Param("pole"), GP64())
	origin := Load(Param("origin"), GP64())
	tau := Load(Param("tau"), GP64())
	lanes := v.width / 8
	unit, zero, x := v.reg(), v.zero(), v.reg()
	VBROADCASTSD(one, unit)
	j := GP64()

	factor := func(above, below reg.VecVirtual, disp int) {
		at := func(base reg.Register) Mem { return Mem{Base: base, Index: j, Scale: 8, Disp: disp} }
		t, gap := v.reg(), v.reg()
		VBROADCASTSD(at(origin), t)
		VSUBPD(t, x, t)
		VBROADCASTSD(at(tau), gap)
		VSUBPD(gap, t, t)
		VMULPD(t, above, above)
		VBROADCASTSD(at(pole), gap)
		VSUBPD(gap, x, gap)
		if v.width == 64 {
			k := K()
			VCMPPD(Imm(4), zero, gap, k)
			VMULPD(gap, below, k, below)
		} else {
			is := v.reg()
			VCMPPD(Imm(4), zero, gap, is)
			VBLENDVPD(is, gap, unit, gap)
			VMULPD(gap, below, below)
		}
	}
	times := func(product reg.VecVirtual, factors int) {
		above, below := v.reg(), v.reg()
		VMOVAPD(unit, above)
		VMOVAPD(unit, below)
		for f := range factors {
			factor(above, below, 8*f)
		}
		VDIVPD(below, above, above)
		VMULPD(above, product, product)
	}
	all := func(label string) reg.VecVirtual {
		product := v.reg()
		VMOVAPD(unit, product)
		XORQ(j, j)
		left := GP64()
		MOVQ(n, left)
		Label(label + "fours")
		CMPQ(left, Imm(4))
		JLT(LabelRef(label + "ones"))
		times(product, 4)
		ADDQ(Imm(4), j)
		SUBQ(Imm(4), left)
		JMP(LabelRef(label + "fours"))
		Label(label + "ones")
		TESTQ(left, left)
		JZ(LabelRef(label + "end"))
		times(product, 1)
		INCQ(j)
		DECQ(left)
		JMP(LabelRef(label + "ones"))
		Label(label + "end")
		return product
	}

	Label("vectors")
	CMPQ(m, Imm(uint64(lanes)))
	JLT(LabelRef("tail"))
	VMOVUPD(Mem{Base: d}, x)
	VMOVUPD(all("body"), Mem{Base: w})
	ADDQ(Imm(uint64(v.width)), d)
	ADDQ(Imm(uint64(v.width)), w)
	SUBQ(Imm(uint64(lanes)), m)
	JMP(LabelRef("vectors"))

	Label("tail")
	TESTQ(m, m)
	JZ(LabelRef("done"))
	p := &state{isa: v}
	p.mask(m.(reg.GPVirtual))
	if v.width == 64 {
		VMOVUPD_Z(Mem{Base: d}, p.masks[0], x)
		VMOVUPD(all("tail"), p.masks[0], Mem{Base: w})
	} else {
		VMASKMOVPD(Mem{Base: d}, p.ymask(0), x)
		product := all("tail")
		VMASKMOVPD(product, p.ymask(0), Mem{Base: w})
	}
	Label("done")
	VZEROUPPER()
	RET()
}
