package interval_test

import (
	"math"
	"math/big"
	"testing"

	"saddle/spectra/interval"
)

// binary returns m·2ᵉ.
func binary(m *big.Int, e int) *big.Rat {
	power := new(big.Int).Lsh(big.NewInt(1), uint(max(e, -e)))
	if e < 0 {
		return new(big.Rat).SetFrac(m, power)
	}
	return new(big.Rat).SetInt(power.Mul(power, m))
}

// valueOf returns a finite x from its bits, without the conversions of math/big.
func valueOf(x float64) *big.Rat {
	b := math.Float64bits(x)
	m, e := int64(b&(1<<52-1)), int(b>>52&2047)
	if e == 0 {
		e = 1
	} else {
		m |= 1 << 52
	}
	if x < 0 {
		m = -m
	}
	return binary(big.NewInt(m), e-1075)
}

// isFloat64 reports whether r = m·2ᵉ, m odd, is a float64: m has at most 53 bits, and
// the first and the last of them are not beyond 2¹⁰²³ and 2⁻¹⁰⁷⁴.
func isFloat64(r *big.Rat) bool {
	if r.Sign() == 0 {
		return true
	}
	e := int(r.Num().TrailingZeroBits()) - int(r.Denom().TrailingZeroBits())
	bits := r.Num().BitLen() - int(r.Num().TrailingZeroBits())
	dyadic := r.Denom().BitLen() == int(r.Denom().TrailingZeroBits())+1
	return dyadic && bits <= 53 && e >= -1074 && e+bits <= 1024
}

// rational draws a number of any size from 2⁻²²⁰⁰ on: a dyadic one, one beside the middle
// between neighbours, a quotient of integers as long as that.
func (d draw) rational() *big.Rat {
	integer := func(bits int) *big.Int {
		m := new(big.Int)
		for range bits/64 + 1 {
			m.Lsh(m, 64).Or(m, new(big.Int).SetUint64(d.Uint64()))
		}
		m.Rsh(m, uint(64*(bits/64+1)-bits))
		return m.SetBit(m, bits-1, 1)
	}
	var r *big.Rat
	switch d.IntN(4) {
	case 0:
		r = binary(integer(1+d.IntN(60)), d.IntN(3400)-2200)
	case 1, 2:
		low := math.Abs(d.finite())
		if d.IntN(2) == 0 {
			low = float64(d.IntN(1<<d.IntN(20))) * 0x1p-1074
		}
		r = valueOf(low)
		r.Add(r, valueOf(math.Nextafter(min(low, math.Nextafter(math.MaxFloat64, 0)), math.Inf(1))))
		r.Quo(r, big.NewRat(2, 1))
		r.Add(r, binary(big.NewInt(int64(d.IntN(3)-1)), -1-d.IntN(2200)))
	default:
		r = new(big.Rat).SetFrac(integer(1+d.IntN(2300)), integer(1+d.IntN(2300)))
	}
	if d.IntN(2) == 0 {
		r.Neg(r)
	}
	return r
}

// checkRat compares with r by integer arithmetic alone.
func checkRat(t *testing.T, r *big.Rat) {
	t.Helper()
	x := interval.OfRat(r)
	switch point := isFloat64(r); {
	case x.IsEmpty() || point != x.IsPoint() || !point && math.Nextafter(x.Lo, inf) != x.Hi:
		t.Errorf("OfRat(%v) = %v", r, x)
	case x.Lo >= -math.MaxFloat64 && valueOf(x.Lo).Cmp(r) > 0, x.Hi <= math.MaxFloat64 && valueOf(x.Hi).Cmp(r) < 0:
		t.Errorf("OfRat(%v) = %v is beside it", r, x)
	case !x.ContainsRat(r):
		t.Errorf("ContainsRat(%v) of %v", r, x)
	}
}

func TestOfRatIsTightest(t *testing.T) {
	d := newDraw(9)
	for range samples(8000) {
		checkRat(t, d.rational())
	}
	for _, x := range edges {
		checkRat(t, valueOf(x))
	}
}

// TestOfRatOfPowersOfTwo: the dyadics at and below the least float64, which math/big
// rounds to 0 and some of which it calls exact.
func TestOfRatOfPowersOfTwo(t *testing.T) {
	for e := -2200; e <= 1200; e++ {
		if near := -1080 < e && e < -1015 || 1015 < e && e < 1030; testing.Short() && !near && e%8 != 0 {
			continue
		}
		for _, m := range []int64{1, -1, 3, -5} {
			checkRat(t, binary(big.NewInt(m), e))
		}
	}
	if x := interval.OfRat(binary(big.NewInt(1), -1076)); x != of(0, 5e-324) {
		t.Errorf("OfRat(2⁻¹⁰⁷⁶) = %v", x)
	}
	if x := interval.OfRat(binary(big.NewInt(-1), 1100)); x != of(-inf, -math.MaxFloat64) {
		t.Errorf("OfRat(−2¹¹⁰⁰) = %v", x)
	}
	if x := interval.OfRat(big.NewRat(1, 10)); x.IsPoint() {
		t.Errorf("OfRat(1/10) = %v is a point", x)
	}
}

// TestContainsRat: a number just beyond a bound is not contained.
func TestContainsRat(t *testing.T) {
	d, tiny := newDraw(31), binary(big.NewInt(1), -2200)
	for range samples(2000) {
		x := d.interval(d.finite)
		for _, bound := range []float64{x.Lo, x.Hi} {
			if math.IsInf(bound, 0) {
				continue
			}
			below, above := new(big.Rat).Sub(valueOf(bound), tiny), new(big.Rat).Add(valueOf(bound), tiny)
			if !x.ContainsRat(valueOf(bound)) || x.ContainsRat(below) != (bound > x.Lo) || x.ContainsRat(above) != (bound < x.Hi) {
				t.Errorf("%v at its bound %v", x, bound)
			}
		}
	}
}
