package rational

import (
	"math"
	"math/big"
	"math/bits"
)

// Neg returns −x.
func (x Number) Neg() Number {
	if x.large != nil {
		return owned(new(big.Rat).Neg(x.large))
	}
	return Number{num: -x.num, den: x.den}
}

// Abs returns |x|.
func (x Number) Abs() Number {
	if x.Sign() < 0 {
		return x.Neg()
	}
	return x
}

// Add returns x + y.
func (x Number) Add(y Number) Number {
	switch {
	case x.IsZero():
		return y
	case y.IsZero():
		return x
	}
	if x.large == nil && y.large == nil {
		if z, ok := x.addSmall(y); ok {
			return z
		}
	}
	return owned(new(big.Rat).Add(x.view(), y.view()))
}

// Sub returns x − y.
func (x Number) Sub(y Number) Number { return x.Add(y.Neg()) }

// addSmall adds over the least common denominator (Knuth, The Art of Computer
// Programming, volume 2, section 4.5.1); not ok if a step does not fit.
func (x Number) addSmall(y Number) (Number, bool) {
	p, q := x.denominator(), y.denominator()
	if p == 1 && q == 1 {
		s, ok := addFits(x.num, y.num)
		return Number{num: s, den: 1}, ok
	}
	g := gcd(p, q)
	a, ok1 := mulFits(x.num, q/g)
	b, ok2 := mulFits(y.num, p/g)
	s, ok3 := addFits(a, b)
	if !(ok1 && ok2 && ok3) {
		return Number{}, false
	}
	if s == 0 {
		return Number{}, true
	}
	h := gcd(int64(magnitude(s)), g)
	den, ok := mulFits(p/g, q/h)
	return Number{num: s / h, den: den}, ok
}

// Mul returns xy.
func (x Number) Mul(y Number) Number {
	if x.IsZero() || y.IsZero() {
		return Number{}
	}
	if x.large == nil && y.large == nil {
		if z, ok := x.mulSmall(y); ok {
			return z
		}
	}
	return owned(new(big.Rat).Mul(x.view(), y.view()))
}

// mulSmall multiplies non-zero fractions after cancelling crosswise.
func (x Number) mulSmall(y Number) (Number, bool) {
	p, q := x.denominator(), y.denominator()
	g, h := int64(1), int64(1)
	if q != 1 {
		g = gcd(int64(magnitude(x.num)), q)
	}
	if p != 1 {
		h = gcd(int64(magnitude(y.num)), p)
	}
	num, ok1 := mulFits(x.num/g, y.num/h)
	den, ok2 := mulFits(p/h, q/g)
	return Number{num: num, den: den}, ok1 && ok2
}

// Quo returns x/y. It panics if y is 0.
func (x Number) Quo(y Number) Number { return x.Mul(y.Inverse()) }

// Inverse returns 1/x. It panics if x is 0.
func (x Number) Inverse() Number {
	switch {
	case x.IsZero():
		panic("rational: division by 0")
	case x.large != nil:
		return owned(new(big.Rat).Inv(x.large))
	case x.num < 0:
		return Number{num: -x.denominator(), den: -x.num}
	}
	return Number{num: x.denominator(), den: x.num}
}

// Pow returns xⁿ, with x⁰ = 1. It panics if x is 0 and n < 0.
func (x Number) Pow(n int) Number {
	p := Int(1)
	for k := magnitude(int64(n)); k > 0; k >>= 1 {
		if k&1 == 1 {
			p = p.Mul(x)
		}
		if k > 1 {
			x = x.Mul(x)
		}
	}
	if n < 0 {
		return p.Inverse()
	}
	return p
}

// Sqrt returns √x ≥ 0; ok is false if that is not rational.
func (x Number) Sqrt() (root Number, ok bool) {
	c := x.view()
	if c.Sign() < 0 {
		return Number{}, false
	}
	num, den := new(big.Int).Sqrt(c.Num()), new(big.Int).Sqrt(c.Denom())
	root = owned(new(big.Rat).SetFrac(num, den))
	return root, root.Mul(root).Cmp(x) == 0
}

// gcdOf returns the greatest common divisor of two integers, not negative.
func gcdOf(x, y Number) Number {
	switch {
	case x.IsZero():
		return y.Abs()
	case y.IsZero():
		return x.Abs()
	case x.large == nil && y.large == nil:
		return Int(gcd(int64(magnitude(x.num)), int64(magnitude(y.num))))
	case x.large == nil:
		x, y = y, x
	}
	if y.large == nil {
		rest := new(big.Int).Rem(x.large.Num(), big.NewInt(y.num))
		return gcdOf(Int(rest.Int64()), y)
	}
	a, b := new(big.Int).Abs(x.large.Num()), new(big.Int).Abs(y.large.Num())
	return owned(new(big.Rat).SetInt(a.GCD(nil, nil, a, b)))
}

// bitLen returns the number of bits of |x|, for an integer x.
func (x Number) bitLen() int {
	if x.large != nil {
		return x.large.Num().BitLen()
	}
	return bits.Len64(magnitude(x.num))
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// addFits returns a + b; not ok beyond ±(2⁶³ − 1).
func addFits(a, b int64) (int64, bool) {
	s := a + b
	return s, (a^s)&(b^s) >= 0 && s != math.MinInt64
}

// mulFits returns a b; not ok beyond ±(2⁶³ − 1).
func mulFits(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
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
