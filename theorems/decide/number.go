package decide

import (
	"math/big"
	"strings"

	"saddle/models"
	"saddle/spectra/interval"
)

// exactly returns the matrix if all entries are exact, else nil.
func exactly(h [][]models.Number) [][]*big.Rat {
	out := make([][]*big.Rat, len(h))
	for i := range h {
		out[i] = make([]*big.Rat, len(h[i]))
		for j, x := range h[i] {
			if x.Exact == nil {
				return nil
			}
			out[i][j] = x.Exact
		}
	}
	return out
}

// symmetric returns the matrix in intervals.
func symmetric(h [][]models.Number) *interval.Sym {
	a := interval.NewSym(len(h))
	for i := range h {
		for j := range i + 1 {
			a.Set(i, j, interval.OfRat(h[i][j].Lo).Hull(interval.OfRat(h[i][j].Hi)))
		}
	}
	return a
}

// decimal returns c in a few digits, rounded down for the end 0 and up for the end 1.
func decimal(c *big.Rat, end int) string {
	bounds := models.Number{Lo: c, Hi: c}.String() // "[lo, hi]", or one number if that is c
	ends := strings.Split(strings.Trim(bounds, "[]"), ", ")
	return ends[min(end, len(ends)-1)]
}

// least returns a lower bound of |x| for x with a sign.
func least(x models.Number) *big.Rat {
	if x.Lo.Sign() > 0 {
		return x.Lo
	}
	return new(big.Rat).Neg(x.Hi)
}

// most returns an upper bound of |x|.
func most(x models.Number) *big.Rat {
	size := new(big.Rat).Abs(x.Hi)
	if other := new(big.Rat).Abs(x.Lo); other.Cmp(size) > 0 {
		size = other
	}
	return size
}

// minus returns −x.
func minus(x models.Number) models.Number {
	z := models.Number{Lo: new(big.Rat).Neg(x.Hi), Hi: new(big.Rat).Neg(x.Lo)}
	if x.Exact != nil {
		z.Exact = z.Lo
	}
	return z
}
