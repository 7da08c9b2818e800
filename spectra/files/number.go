package files

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// number returns the float64 nearest to a decimal number, and whether they are equal. The
// error is an ErrFormat or an ErrNotFinite.
func number(where, text string) (v float64, exact bool, err error) {
	v, err = strconv.ParseFloat(text, 64)
	switch {
	case math.IsInf(v, 0) || math.IsNaN(v): // written so, or beyond float64
		return 0, false, ErrNotFinite{where, text}
	case text == "":
		return 0, false, ErrFormat{where, "an entry is empty"}
	case err != nil && strings.Contains(text, ","):
		return 0, false, ErrFormat{where, fmt.Sprintf("%.40q is no number: want a decimal point, and one separator everywhere", text)}
	case err != nil || strings.ContainsAny(text, "xX_"): // hexadecimal, which Go reads too
		return 0, false, ErrFormat{where, fmt.Sprintf("%.40q is no decimal number", text)}
	}
	return v, isDecimal(v, text), nil
}

// mostDigits is the most significant decimal digits that a float64 has.
const mostDigits = 767

// isDecimal reports whether a decimal number is v, the nearest float64.
func isDecimal(v float64, text string) bool {
	digits, power, _ := strings.Cut(strings.ToLower(strings.TrimLeft(text, "+-")), "e")
	whole, fraction, _ := strings.Cut(digits, ".")
	digits = strings.Trim(whole+fraction, "0")
	if digits == "" {
		return true
	}
	e, err := strconv.Atoi(cmp.Or(power, "0"))
	zeros := len(whole+fraction) - len(strings.TrimRight(whole+fraction, "0"))
	e += zeros - len(fraction) // the number is digits · 10ᵉ
	switch {
	case err != nil || v == 0 || len(digits) > mostDigits || e < -2*len(digits):
		return false // too small or too long; or 5ᵏ is no divisor of the digits, k = −e: it is larger
	case e < 0 && digits[len(digits)-1] != '5':
		return false // no multiple of 5
	case e >= 0 && len(digits)+e <= 15:
		return true // below 2⁵³
	}
	return sameNumber(math.Abs(v), digits, e)
}

// sameNumber reports whether v = digits · 10ᵉ, e ≥ −2·len(digits).
func sameNumber(v float64, digits string, e int) bool {
	decimal, _ := new(big.Int).SetString(digits, 10)
	mantissa, exponent := math.Frexp(v)
	binary := big.NewInt(int64(math.Ldexp(mantissa, 53)))
	twos := exponent - 53 - e // v/10ᵉ = binary · 2^twos / 5ᵉ
	fives := new(big.Int).Exp(big.NewInt(5), big.NewInt(int64(max(e, -e))), nil)
	if e < 0 {
		binary.Mul(binary, fives)
	} else {
		decimal.Mul(decimal, fives)
	}
	if twos < 0 {
		decimal.Lsh(decimal, uint(-twos))
	} else {
		binary.Lsh(binary, uint(twos))
	}
	return decimal.Cmp(binary) == 0
}

// isFloat reports whether x is a float64.
func isFloat(x uint64) bool { return bits.Len64(x)-bits.TrailingZeros64(x) <= 53 || x == 0 }
