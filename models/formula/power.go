package formula

import (
	"fmt"
	"math/big"
)

// raised returns x to the power of the second operand of n.
func (e *evaluation) raised(n *node, x value) (value, error) {
	y, err := e.value(n.args[1])
	if err != nil {
		return value{}, err
	}
	exponent, ok := y.v.Rational()
	switch {
	case !ok:
		return value{}, e.fail(n, "the exponent must be a rational number", "a^b for a > 0 is exp(b*log(a))")
	case new(big.Rat).Abs(exponent).Cmp(big.NewRat(mostExponent, 1)) > 0:
		return value{}, e.fail(n, fmt.Sprintf("this power is above %d", mostExponent), "")
	case exponent.IsInt():
		return e.whollyRaised(n, x, int(exponent.Num().Int64()))
	case exponent.Denom().Cmp(big.NewInt(2)) != 0:
		return value{}, e.fail(n, fmt.Sprintf("%s is no exponent that is defined for all signs", exponent.RatString()),
			fmt.Sprintf("for a > 0 write exp(%s*log(a))", exponent.RatString()))
	}
	if c, ok := x.v.Rational(); ok && c.Sign() < 0 {
		return value{}, e.fail(n, fmt.Sprintf("a root of %s", c.RatString()), "")
	}
	if isZero(x.v) && exponent.Sign() < 0 {
		return value{}, e.fail(n, "a negative power of 0", "")
	}
	return e.whollyRaised(n, value{x.v.Sqrt(), x.degree}, int(exponent.Num().Int64()))
}

// whollyRaised returns xᵏ.
func (e *evaluation) whollyRaised(n *node, x value, k int) (value, error) {
	size := max(k, -k)
	if c, ok := x.v.Rational(); ok {
		if c.Sign() == 0 && k < 0 {
			return value{}, e.fail(n, "a negative power of 0", "")
		}
		if (bits(c)-1)*size > mostBits {
			return value{}, e.fail(n, "the constant here is too long", fmt.Sprintf("want a fraction of at most %d bits", mostBits))
		}
	}
	return value{x.v.Pow(k), x.degree * size}, nil
}
