// Command sturmroots generates the step that narrows brackets of roots.
package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func main() {
	ConstraintExpr("amd64,!purego")
	simd{64, make(map[uint64]reg.VecVirtual)}.narrow("narrowAVX512")
	simd{32, nil}.narrow("narrowAVX2")
	Generate()
}

// The fields of Roots, in order, each of 264 numbers.
const (
	loX = iota
	loValue
	loPower
	hiX
	hiValue
	hiPower
	oldX
	oldValue
	oldPower
	loCount
	hiCount
	index
	before
	last
	width
	newX
	newValue
	newPower
	newCount
)

const fieldBytes = 264 * 8

// A simd writes code for registers of width bytes. It makes constants once, in
// front of the loop, where registers suffice.
type simd struct {
	width int
	kept  map[uint64]reg.VecVirtual
}

func (s simd) vector() reg.VecVirtual {
	if s.width == 64 {
		return ZMM()
	}
	return YMM()
}

func (s simd) constant(bits uint64) reg.VecVirtual {
	if v, ok := s.kept[bits]; ok {
		return v
	}
	r, x, v := GP64(), XMM(), s.vector()
	MOVQ(U64(bits), r)
	if s.width == 64 {
		VPBROADCASTQ(r, v)
		return v
	}
	VMOVQ(r, x)
	VPBROADCASTQ(x, v)
	return v
}

func (s simd) float(x float64) reg.VecVirtual { return s.constant(math.Float64bits(x)) }

type binary func(...Op)

func (s simd) op(f binary, a, b Op) reg.VecVirtual {
	v := s.vector()
	f(b, a, v) // the assembler's order is the reverse of the manual's
	return v
}

func (s simd) add(a, b Op) reg.VecVirtual { return s.op(VADDPD, a, b) }
func (s simd) sub(a, b Op) reg.VecVirtual { return s.op(VSUBPD, a, b) }
func (s simd) mul(a, b Op) reg.VecVirtual { return s.op(VMULPD, a, b) }
func (s simd) div(a, b Op) reg.VecVirtual { return s.op(VDIVPD, a, b) }
func (s simd) min(a, b Op) reg.VecVirtual { return s.op(VMINPD, a, b) } // a < b ? a : b
func (s simd) max(a, b Op) reg.VecVirtual { return s.op(VMAXPD, a, b) } // a > b ? a : b

// A mask is a mask register, or with AVX2 a register of ones and zeros.
type mask = reg.Register

func (s simd) compare(predicate uint64, a, b Op) mask {
	if s.width == 64 {
		k := K()
		VCMPPD(Imm(predicate), b, a, k)
		return k
	}
	v := YMM()
	VCMPPD(Imm(predicate), b, a, v)
	return v
}

const less, greater, notEqual = 0x11, 0x1e, 0x04

func (s simd) integers(f binary, a, b Op) mask {
	var k reg.Register
	if s.width == 64 {
		k = K()
	} else {
		k = YMM()
	}
	f(b, a, k)
	return k
}

func (s simd) and(a, b mask) mask {
	if s.width == 64 {
		k := K()
		KANDB(a, b, k)
		return k
	}
	v := YMM()
	VANDPD(a, b, v)
	return v
}

// without returns b and not a.
func (s simd) without(a, b mask) mask {
	if s.width == 64 {
		k := K()
		KANDNB(b, a, k)
		return k
	}
	v := YMM()
	VANDNPD(b, a, v)
	return v
}

// choose returns m ? yes : no.
func (s simd) choose(m mask, yes, no Op) reg.VecVirtual {
	v := s.vector()
	if s.width == 64 {
		VMOVAPD(no, v) // a blend would count as a reader of v, alive around the loop
		VMOVAPD(yes, m, v)
	} else {
		VBLENDVPD(m, yes, no, v)
	}
	return v
}

func (s simd) narrow(name string) {
	TEXT(name, NOSPLIT, "func(r *float64, n int) (active int)")
	Pragma("noescape")
	r := Load(Param("r"), GP64())
	n := Load(Param("n"), GP64())
	active := GP64()
	XORQ(active, active)
	at := func(field int) Mem { return Mem{Base: r, Disp: field * fieldBytes} }
	load := func(field int) reg.VecVirtual {
		v := s.vector()
		VMOVUPD(at(field), v)
		return v
	}
	store := func(v Op, field int) { VMOVUPD(v, at(field)) }

	if s.kept != nil {
		for _, bits := range []uint64{400, ^uint64(399), 1023, 1, 1<<63 - 1} {
			s.kept[bits] = s.constant(bits)
		}
		for _, x := range []float64{0, 0x1p-5, 0.125, 0.375, 0.5} {
			s.kept[math.Float64bits(x)] = s.float(x)
		}
	}
	Label("loop")
	// The new point replaces the end of its side.
	open := s.compare(greater, s.sub(load(hiX), load(loX)), load(width))
	above := s.integers(VPCMPGTQ, load(newCount), load(index))
	toHi := s.and(open, above)
	toLo := s.without(above, open)
	for f := range 3 {
		lo, hi, point := load(loX+f), load(hiX+f), load(newX+f)
		old := s.choose(toLo, lo, load(oldX+f))
		store(s.choose(toHi, hi, old), oldX+f)
		store(s.choose(toLo, point, lo), loX+f)
		store(s.choose(toHi, point, hi), hiX+f)
	}
	count := load(newCount)
	store(s.choose(toLo, count, load(loCount)), loCount)
	store(s.choose(toHi, count, load(hiCount)), hiCount)

	// The determinants, divided by the power of two of that at the lower end.
	lo, hi := load(loX), load(hiX)
	w := s.sub(hi, lo)
	atLo := at(loValue)
	scaled := func(value, power int) reg.VecVirtual {
		p := s.op(VPSUBQ, load(power), load(loPower))
		limit := s.constant(400)
		p = s.choose(s.integers(VPCMPGTQ, p, limit), limit, p)
		limit = s.constant(^uint64(399))
		p = s.choose(s.integers(VPCMPGTQ, limit, p), limit, p)
		p = s.op(VPADDQ, p, s.constant(1023))
		VPSLLQ(Imm(52), p, p)
		return s.mul(load(value), p)
	}
	atHi, atOld := scaled(hiValue, hiPower), scaled(oldValue, oldPower)
	step := s.div(s.mul(w, atLo), s.sub(load(loValue), atHi))
	old := load(oldX)
	fromOld := s.sub(lo, old)
	weightOld, weightHi := s.mul(s.mul(w, atHi), atLo), s.mul(s.mul(fromOld, atOld), atLo)
	weightLo := s.mul(s.mul(s.sub(old, hi), atHi), atOld)
	sum := s.add(s.add(weightLo, weightHi), weightOld)
	fraction := s.div(s.sub(s.mul(weightHi, w), s.mul(weightOld, fromOld)), sum)
	zero := s.float(0)
	good := s.and(s.compare(greater, fraction, zero), s.compare(less, fraction, w))
	good = s.and(good, s.compare(notEqual, fromOld, zero))
	over := s.sub(fraction, step)
	if s.width == 64 {
		VPANDQ(s.constant(1<<63-1), over, over)
	} else {
		VANDPD(s.constant(1<<63-1), over, over)
	}
	over = s.choose(good, s.mul(over, s.float(0x1p-5)), s.mul(w, s.float(0.125)))
	step = s.choose(good, fraction, step)
	over = s.max(over, s.mul(load(width), s.float(0.375)))
	half := s.mul(w, s.float(0.5))
	left := s.compare(less, step, half)
	step = s.choose(left, s.min(s.add(step, over), half), s.max(s.sub(step, over), half))
	lo, hi = load(loX), load(hiX)
	x := s.add(lo, step)
	ok := s.and(s.compare(greater, x, lo), s.compare(less, x, hi))
	ok = s.without(s.compare(greater, w, s.mul(load(before), s.float(0.5))), ok)
	one := s.op(VPSUBQ, load(hiCount), load(loCount))
	ok = s.and(ok, s.integers(VPCMPEQQ, one, s.constant(1)))
	store(s.choose(ok, x, s.add(lo, half)), newX)
	store(load(last), before)
	store(w, last)
	g := GP64()
	open = s.compare(greater, w, load(width))
	if s.width == 64 {
		KMOVB(open, g.As32())
	} else {
		VMOVMSKPD(open, g.As32())
	}
	ORQ(g, active)

	ADDQ(U32(uint32(s.width)), r)
	SUBQ(Imm(uint64(s.width/8)), n)
	JNZ(LabelRef("loop"))
	Store(active, ReturnIndex(0))
	VZEROUPPER()
	RET()
}
