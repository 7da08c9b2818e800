// Command interval generates + − × ÷ √ and inner products of intervals, with the static
// rounding of AVX-512.
//
// A register holds four intervals, lower bounds in even lanes, upper ones in odd lanes. Only
// intervals with finite bounds Lo ≤ Hi are computed with: a kernel stops before the first
// block with any other, and returns how many it has done.
//
// −⌊a⌋ = ⌈−a⌉: where bounds are products, quotients or sums of many, lower ones are computed
// negated, and all lanes are rounded up.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func main() {
	ConstraintExpr("amd64,!purego")
	binary("addAVX512", sum)
	binary("subAVX512", difference)
	binary("mulAVX512", product)
	binary("divAVX512", quotient)
	root()
	axpy()
	dot()
	total()
	Generate()
}

const (
	lower, upper    = 0x55, 0xAA // lanes of bounds
	swap, dupUpper  = 0x55, 0xFF // orders of lanes, for VPERMILPD
	below           = 1          // comparisons
	atLeast, beyond = 13, 14
	sign            = 1 << 63
	infinity        = 0x7ff << 52
	one             = 0x3ff << 52
)

// constants are what every kernel keeps in registers.
type constants struct {
	lower, upper reg.Register      // masks
	infinity     reg.VecVirtual    // +∞
	sign, unit   reg.VecVirtual    // −0, +0 and −1, +1 in turns
	zero         reg.VecVirtual    // 0
	room         [2]reg.VecVirtual // zeros or ones
}

func mask(bits uint32) reg.Register {
	g, k := GP32(), K()
	MOVL(U32(bits), g)
	KMOVB(g, k)
	return k
}

func spread(bits uint64) reg.VecVirtual {
	g, z := GP64(), ZMM()
	MOVQ(U64(bits), g)
	VPBROADCASTQ(g, z)
	return z
}

func newConstants() *constants {
	c := &constants{lower: mask(lower), upper: mask(upper), infinity: spread(infinity)}
	c.zero = ZMM()
	VPXORQ(c.zero, c.zero, c.zero)
	return c
}

// signed adds what negates lower bounds.
func (c *constants) signed() *constants {
	g := GP64()
	MOVQ(U64(sign), g)
	c.sign = ZMM()
	VPBROADCASTQ_Z(g, c.lower, c.sign)
	c.unit = spread(one)
	VPXORQ(c.sign, c.unit, c.unit)
	return c
}

// swapped returns x with the bounds of each interval exchanged.
func swapped(x reg.VecVirtual) reg.VecVirtual {
	z := ZMM()
	VPERMILPD(Imm(swap), x, z)
	return z
}

// ordinary returns the lanes among those in which upper − lower is in [0, ∞). If so of an
// interval, its bounds are finite and Lo ≤ Hi: a difference is never rounded to 0, one
// with an infinity is infinite or NaN, and as integers without signs +∞ is less
// than NaN and all negative numbers. Bounds so far apart that it overflows are left out.
func (c *constants) ordinary(upper, lower reg.VecVirtual, among reg.Register) reg.Register {
	w, k := ZMM(), K()
	VSUBPD(lower, upper, w)
	if among == nil {
		VPCMPUQ(Imm(below), c.infinity, w, k)
	} else {
		VPCMPUQ(Imm(below), c.infinity, w, among, k)
	}
	return k
}

// leave stops the kernel unless k has all lanes, or all of upper bounds or lower ones too
// where those are given.
func leave(k, rest reg.Register) {
	KORTESTB(rest, k)
	JCC(LabelRef("leave"))
}

// halves are both bounds of each interval of a factor in all lanes of it: lower ones are negated in
// even lanes once their signs are known.
type factor struct {
	lo, hi         reg.VecVirtual
	negLo, negHi   reg.Register // where lo, hi < 0
	ordinary       reg.Register
	loSign, hiSign reg.VecVirtual
}

// factor prepares the first factor of a product.
func (c *constants) factor(x reg.VecVirtual) (f factor) {
	f.lo, f.hi = ZMM(), ZMM()
	VMOVDDUP(x, f.lo)
	VPERMILPD(Imm(dupUpper), x, f.hi)
	f.ordinary = c.ordinary(f.hi, f.lo, nil)
	f.negLo, f.negHi = K(), K()
	VPMOVQ2M(f.lo, f.negLo)
	VPMOVQ2M(f.hi, f.negHi)
	f.loSign, f.hiSign = ZMM(), ZMM()
	VPXORQ(c.sign, f.lo, f.loSign)
	VPXORQ(c.sign, f.hi, f.hiSign)
	return f
}

// times returns the product with y whose bounds exchanged are ys, lower bounds negated. For a number a, the
// least of a·y is a·Lo, or a·Hi if a < 0; as a function of a it is concave, so that
// the least of x·y is that of a bound of x.
func (f factor) times(y, ys reg.VecVirtual) reg.VecVirtual {
	p, q := ZMM(), ZMM()
	VBLENDMPD(ys, y, f.negLo, p)
	VBLENDMPD(ys, y, f.negHi, q)
	VMULPD_RU_SAE(f.loSign, p, p)
	VMULPD_RU_SAE(f.hiSign, q, q)
	VMAXPD(q, p, p)
	return p
}

// restore negates lower bounds again, and makes every 0 positive.
func (c *constants) restore(z reg.VecVirtual) { VFMADD213PD(c.zero, c.unit, z) }
