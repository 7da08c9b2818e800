package models

import (
	"math"
	"math/big"
	"math/bits"
)

// A fraction is a rational number. Numbers that fit are num/den in lowest terms
// with den > 0 and both of at most 63 bits, which is several times faster than
// big.Rat; the others are in large. The zero value is 0.
type fraction struct {
	num, den int64 // den 0 stands for 1
	large    *big.Rat
}

func fractionOf(r *big.Rat) fraction {
	if n, d := r.Num(), r.Denom(); n.IsInt64() && d.IsInt64() && n.Int64() != math.MinInt64 {
		return fraction{num: n.Int64(), den: d.Int64()}
	}
	return fraction{large: r}
}

func wholeFraction(n int) fraction { return fraction{num: int64(n), den: 1} }

// rat returns x as a number that the caller may change.
func (x fraction) rat() *big.Rat { return new(big.Rat).Set(x.view()) }

// view returns x as a number that the caller must not change.
func (x fraction) view() *big.Rat {
	if x.large != nil {
		return x.large
	}
	return big.NewRat(x.num, x.denominator())
}

func (x fraction) denominator() int64 { return max(x.den, 1) }

func (x fraction) isZero() bool { return x.num == 0 && x.large == nil }

func (x fraction) sign() int {
	switch {
	case x.large != nil:
		return x.large.Sign()
	case x.num > 0:
		return 1
	case x.num < 0:
		return -1
	}
	return 0
}

func (x fraction) neg() fraction {
	if x.large != nil {
		return fraction{large: new(big.Rat).Neg(x.large)}
	}
	return fraction{num: -x.num, den: x.den}
}

func (x fraction) add(y fraction) fraction {
	switch {
	case x.isZero():
		return y
	case y.isZero():
		return x
	}
	if x.large == nil && y.large == nil {
		if z, ok := x.addSmall(y); ok {
			return z
		}
	}
	return fractionOf(new(big.Rat).Add(x.view(), y.view()))
}

// addSmall adds over the least common denominator (Knuth, The Art of Computer
// Programming, volume 2, section 4.5.1); not ok if a step does not fit.
func (x fraction) addSmall(y fraction) (fraction, bool) {
	p, q := x.denominator(), y.denominator()
	if p == 1 && q == 1 {
		s, ok := addFits(x.num, y.num)
		return fraction{num: s, den: 1}, ok
	}
	g := gcd(p, q)
	a, ok1 := mulFits(x.num, q/g)
	b, ok2 := mulFits(y.num, p/g)
	s, ok3 := addFits(a, b)
	if !(ok1 && ok2 && ok3) {
		return fraction{}, false
	}
	if s == 0 {
		return fraction{}, true
	}
	h := gcd(abs(s), g)
	den, ok := mulFits(p/g, q/h)
	return fraction{num: s / h, den: den}, ok
}

func (x fraction) mul(y fraction) fraction {
	if x.isZero() || y.isZero() {
		return fraction{}
	}
	if x.large == nil && y.large == nil {
		if z, ok := x.mulSmall(y); ok {
			return z
		}
	}
	return fractionOf(new(big.Rat).Mul(x.view(), y.view()))
}

// mulSmall multiplies non-zero fractions after cancelling crosswise.
func (x fraction) mulSmall(y fraction) (fraction, bool) {
	p, q := x.denominator(), y.denominator()
	g, h := int64(1), int64(1)
	if q != 1 {
		g = gcd(abs(x.num), q)
	}
	if p != 1 {
		h = gcd(abs(y.num), p)
	}
	num, ok1 := mulFits(x.num/g, y.num/h)
	den, ok2 := mulFits(p/h, q/g)
	return fraction{num: num, den: den}, ok1 && ok2
}

// inverse returns 1/x for x ≠ 0.
func (x fraction) inverse() fraction {
	switch {
	case x.large != nil:
		return fractionOf(new(big.Rat).Inv(x.large))
	case x.num < 0:
		return fraction{num: -x.denominator(), den: -x.num}
	}
	return fraction{num: x.denominator(), den: x.num}
}

// pow returns xⁿ, for x ≠ 0 if n < 0.
func (x fraction) pow(n int) fraction {
	p := wholeFraction(1)
	for k := max(n, -n); k > 0; k >>= 1 {
		if k&1 == 1 {
			p = p.mul(x)
		}
		if k > 1 {
			x = x.mul(x)
		}
	}
	if n < 0 {
		return p.inverse()
	}
	return p
}

func abs(n int64) int64 { return max(n, -n) }

// addFits returns a + b; not ok beyond ±(2⁶³ − 1).
func addFits(a, b int64) (int64, bool) {
	s := a + b
	return s, (a^s)&(b^s) >= 0 && s != math.MinInt64
}

// mulFits returns a b; not ok beyond ±(2⁶³ − 1).
func mulFits(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(uint64(abs(a)), uint64(abs(b)))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

// gcd returns the greatest common divisor of two positive numbers, by halving and
// subtracting.
func gcd(a, b int64) int64 {
	if a == 1 || b == 1 {
		return 1
	}
	u, v := uint64(a), uint64(b)
	k := bits.TrailingZeros64(u | v)
	u >>= bits.TrailingZeros64(u)
	for v != 0 {
		v >>= bits.TrailingZeros64(v)
		if u > v {
			u, v = v, u
		}
		v -= u
	}
	return int64(u << k)
}

// bits is how long the numerator and the denominator of x are together, and words about that in words.
func (x fraction) bits() int {
	if x.large != nil {
		return x.large.Num().BitLen() + x.large.Denom().BitLen()
	}
	return bits.Len64(uint64(abs(x.num))) + bits.Len64(uint64(x.den))
}

func (x fraction) words() int {
	if x.large == nil {
		return 1
	}
	return 1 + x.bits()/64
}
