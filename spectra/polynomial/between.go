package polynomial

import (
	"math/big"

	"saddle/spectra/rational"
)

// Between returns the number of least denominator, and of those the one nearest to 0, strictly between lo
// and hi: the first of the Stern–Brocot tree. It panics unless lo < hi.
func Between(lo, hi rational.Number) rational.Number {
	switch {
	case lo.Cmp(hi) >= 0:
		panic("polynomial: nothing is between " + lo.String() + " and " + hi.String())
	case lo.Sign() < 0 && hi.Sign() > 0:
		return rational.Number{}
	case hi.Sign() <= 0:
		return Between(hi.Neg(), lo.Neg()).Neg()
	}
	n := rational.Of(new(big.Rat).SetInt(floor(lo)))
	next := n.Add(rational.Int(1))
	if next.Cmp(hi) < 0 {
		return next
	}
	// n ≤ lo < hi ≤ n + 1: 1/(x − n) lies between 1/(hi − n) and 1/(lo − n)
	from := hi.Sub(n).Inverse()
	if lo.Cmp(n) == 0 {
		return n.Add(above(from).Inverse())
	}
	return n.Add(Between(from, lo.Sub(n).Inverse()).Inverse())
}

// above returns the least integer above x.
func above(x rational.Number) rational.Number {
	return rational.Of(new(big.Rat).SetInt(floor(x))).Add(rational.Int(1))
}
