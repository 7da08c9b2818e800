// Command interval generates + − × ÷ √ and inner products of intervals, with the static
// rounding of AVX-512.
//
// A register holds four intervals, lower bounds in even lanes, upper ones in odd lanes. The empty
// set is not computed with, nor are the arguments of which an operation says so: a kernel stops
// before the first block with any, and returns how many intervals it has done.
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
	binary("addAVX512", newConstants, sum)
	binary("subAVX512", newConstants, difference)
	binary("mulAVX512", withSigns, product)
	binary("divAVX512", withSigns, quotient)
	root()
	axpy()
	dot()
	total()
	Generate()
}

const (
	lower, upper    = 0x55, 0xAA // lanes of bounds
	swap, dupUpper  = 0x55, 0xFF // orders of lanes, for VPERMILPD
	below, atMost   = 1, 2       // comparisons of integers
	atLeast, beyond = 13, 14     // and of numbers
	sign            = 1 << 63
	infinity        = 0x7ff << 52
	one             = 0x3ff << 52
)

// constants are what every kernel keeps in registers.
type constants struct {
	lower, upper reg.Register   // masks
	infinity     reg.VecVirtual // +∞
	sign, unit   reg.VecVirtual // −0, +0 and −1, +1 in turns
	zero         reg.VecVirtual // 0
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

// withSigns adds what negates lower bounds.
func withSigns() *constants {
	c, g := newConstants(), GP64()
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

// What is wanted of an upper less a lower bound, compared with +∞ as integers without signs, of which NaN
// and all negative numbers are greater. The difference of different numbers is never rounded to
// 0, and that with an infinity is infinite or NaN.
const (
	notEmpty = atMost // if upper − lower ≤ ∞ then Lo ≤ Hi, Lo < ∞ and Hi > −∞
	bounded  = below  // if upper − lower < ∞, bounds are finite too
)

// proper returns the lanes, of all or of some, in which upper − lower is in [0, ∞), or in [0, ∞] if
// intervals need only be not empty. It leaves out [+0, −0]; and where they have to be bounded,
// bounds so far apart that their difference overflows.
func (c *constants) proper(want int, upper, lower reg.VecVirtual, among reg.Register) reg.Register {
	w, k := ZMM(), K()
	VSUBPD(lower, upper, w)
	if among == nil {
		VPCMPUQ(Imm(uint64(want)), c.infinity, w, k)
	} else {
		VPCMPUQ(Imm(uint64(want)), c.infinity, w, among, k)
	}
	return k
}

// leave stops the kernel unless every lane is in k or in rest.
func leave(k, rest reg.Register) {
	KORTESTB(rest, k)
	JCC(LabelRef("leave"))
}

// A factor is the first one of a product: either bound of each interval in both lanes of it, negated
// in that of the lower bound of the product.
type factor struct {
	lo, hi       reg.VecVirtual
	negLo, negHi reg.Register // the intervals of which they are negative
	bounded      reg.Register // both lanes of those that are
}

func (c *constants) factor(x reg.VecVirtual) (f factor) {
	lo, hi := ZMM(), ZMM()
	VMOVDDUP(x, lo)
	VPERMILPD(Imm(dupUpper), x, hi)
	f.bounded = c.proper(bounded, hi, lo, nil)
	f.negLo, f.negHi = K(), K()
	VPMOVQ2M(lo, f.negLo)
	VPMOVQ2M(hi, f.negHi)
	f.lo, f.hi = ZMM(), ZMM()
	VPXORQ(c.sign, lo, f.lo)
	VPXORQ(c.sign, hi, f.hi)
	return f
}

// times returns the product with y, whose bounds exchanged are ys; lower bounds are negated. For a
// number a the least of a·y is a·Lo, or a·Hi if a < 0. As a function of a it is concave, so that
// the least of x·y is taken at a bound of x. So with the greatest, the other way round. Bounds are
// finite: 0·∞, which is to be 0, would be NaN.
func (f factor) times(y, ys reg.VecVirtual) reg.VecVirtual {
	p, q := ZMM(), ZMM()
	VBLENDMPD(ys, y, f.negLo, p)
	VBLENDMPD(ys, y, f.negHi, q)
	VMULPD_RU_SAE(f.lo, p, p)
	VMULPD_RU_SAE(f.hi, q, q)
	VMAXPD(q, p, p)
	return p
}

// restore negates lower bounds again, and makes every 0 positive.
func (c *constants) restore(z reg.VecVirtual) { VFMADD213PD(c.zero, c.unit, z) }
