package rational

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
)

// A Number is a rational number. Its zero value is 0. It is a value: no method changes one,
// and copies are independent. Compare by [Number.Cmp], not by ==.
//
// Numbers that fit are fractions in lowest terms of two words of at most 63 bits, which is
// several times faster than big.Rat and allocates nothing; the others are a big.Rat.
type Number struct {
	num, den int64 // den > 0, and 0 stands for 1; num is not the least int64
	large    *big.Rat
}

// Int returns n.
func Int(n int64) Number {
	if n == math.MinInt64 {
		return Number{large: new(big.Rat).SetInt64(n)}
	}
	return Number{num: n, den: 1}
}

// New returns p/q. It panics if q is 0.
func New(p, q int64) Number {
	if q == 0 {
		panic(fmt.Sprintf("rational: %d/0", p))
	}
	return Int(p).Quo(Int(q))
}

// Of returns r, which may be changed afterwards. It panics if r is nil.
func Of(r *big.Rat) Number {
	if r.IsInt() && r.Num().IsInt64() {
		return Int(r.Num().Int64())
	}
	if x := owned(r); x.large == nil {
		return x
	}
	return Number{large: new(big.Rat).Set(r)}
}

// owned returns r, which nobody changes any more.
func owned(r *big.Rat) Number {
	if p, q := r.Num(), r.Denom(); p.IsInt64() && q.IsInt64() && p.Int64() != math.MinInt64 {
		return Number{num: p.Int64(), den: q.Int64()}
	}
	return Number{large: r}
}

// Float returns x, exactly. It panics if x is infinite or NaN.
func Float(x float64) Number {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		panic(fmt.Sprintf("rational: Float(%v)", x))
	}
	fraction, e := math.Frexp(x)
	return Dyadic(int64(math.Ldexp(fraction, 53)), e-53)
}

// Dyadic returns m 2^e, exactly. It takes memory of |e| bits.
func Dyadic(m int64, e int) Number {
	if m == 0 {
		return Number{}
	}
	zeros := bits.TrailingZeros64(uint64(m))
	m >>= zeros // odd, so m/2^−e is in lowest terms
	switch e += zeros; {
	case e <= 0 && e > -63:
		return Number{num: m, den: 1 << -e}
	case e > 0 && e+bits.Len64(magnitude(m)) < 64:
		return Int(m << e)
	}
	power := new(big.Int).Lsh(big.NewInt(1), uint(max(e, -e)))
	if e < 0 {
		return owned(new(big.Rat).SetFrac(big.NewInt(m), power))
	}
	return owned(new(big.Rat).SetInt(power.Mul(power, big.NewInt(m))))
}

// Rat returns x as a number that the caller may change.
func (x Number) Rat() *big.Rat {
	if x.large != nil {
		return new(big.Rat).Set(x.large)
	}
	return x.view()
}

// view returns x as a number that the caller must not change.
func (x Number) view() *big.Rat {
	if x.large != nil {
		return x.large
	}
	return big.NewRat(x.num, x.denominator())
}

func (x Number) denominator() int64 { return max(x.den, 1) }

// numerator returns the numerator as an integer.
func (x Number) numerator() Number {
	if x.large != nil {
		return owned(new(big.Rat).SetInt(x.large.Num()))
	}
	return Int(x.num)
}

// divisor returns the denominator as an integer.
func (x Number) divisor() Number {
	if x.large != nil {
		return owned(new(big.Rat).SetInt(x.large.Denom()))
	}
	return Int(x.denominator())
}

// Float64 returns the nearest float64 to x, to even where two are; exact reports whether it
// is x. Beyond the greatest float64 it is infinite.
func (x Number) Float64() (f float64, exact bool) {
	if q := x.denominator(); x.large == nil && magnitude(x.num)|uint64(q) <= 1<<53 {
		return float64(x.num) / float64(q), q&(q-1) == 0
	}
	return x.view().Float64()
}

// Bits returns how many bits the numerator and the denominator have together.
func (x Number) Bits() int {
	if x.large != nil {
		return x.large.Num().BitLen() + x.large.Denom().BitLen()
	}
	return bits.Len64(magnitude(x.num)) + bits.Len64(uint64(x.denominator()))
}

// Words returns 1 for a number of two words, and else about how many words its numerator and
// denominator have together: what an operation costs grows with them.
func (x Number) Words() int {
	if x.large == nil {
		return 1
	}
	return 1 + x.Bits()/64
}

// IsInt reports whether x is an integer.
func (x Number) IsInt() bool {
	if x.large != nil {
		return x.large.IsInt()
	}
	return x.den <= 1
}

// IsZero reports whether x is 0.
func (x Number) IsZero() bool { return x.num == 0 && x.large == nil }

// Sign returns −1, 0 or 1.
func (x Number) Sign() int {
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

// Cmp returns the sign of x − y.
func (x Number) Cmp(y Number) int {
	if x.large == nil && y.large == nil {
		a, okA := mulFits(x.num, y.denominator())
		b, okB := mulFits(y.num, x.denominator())
		if okA && okB {
			return cmp(a, b)
		}
	}
	return x.view().Cmp(y.view())
}

func cmp(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// String returns x as "−3/4" is written in ASCII, or as "7" if it is an integer.
func (x Number) String() string { return x.view().RatString() }
