package papers

import (
	"fmt"
	"iter"
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
)

// A Fraction is P/Q, a rational number as it stands in a case.
type Fraction struct{ P, Q int }

// String returns the fraction in lowest terms.
func (f Fraction) String() string { return f.number().String() }

func (f Fraction) number() rational.Number { return rational.New(int64(f.P), int64(f.Q)) }

// float returns the nearest float64.
func (f Fraction) float() float64 {
	x, _ := f.number().Float64()
	return x
}

// fractionOf returns a number whose numerator and denominator are short.
func fractionOf(x rational.Number) Fraction {
	r := x.Rat()
	if !r.Num().IsInt64() || !r.Denom().IsInt64() {
		panic(fmt.Sprintf("papers: %v is too long for a case", x))
	}
	return Fraction{int(r.Num().Int64()), int(r.Denom().Int64())}
}

// numbers returns what fractions are.
func numbers(f []Fraction) []rational.Number {
	out := make([]rational.Number, len(f))
	for i := range f {
		out[i] = f[i].number()
	}
	return out
}

// rats returns numbers for a tape.
func rats(x []rational.Number) []*big.Rat {
	out := make([]*big.Rat, len(x))
	for i := range x {
		out[i] = x[i].Rat()
	}
	return out
}

// ofRats returns the numbers of a tape.
func ofRats(x []*big.Rat) []rational.Number {
	out := make([]rational.Number, len(x))
	for i := range x {
		out[i] = rational.Of(x[i])
	}
	return out
}

// product returns that of all numbers, 1 of none.
func product(x []rational.Number) rational.Number {
	p := rational.Int(1)
	for _, f := range x {
		p = p.Mul(f)
	}
	return p
}

// sum returns that of f over all numbers.
func sum(x []rational.Number, f func(rational.Number) rational.Number) (s rational.Number) {
	for _, v := range x {
		s = s.Add(f(v))
	}
	return s
}

func squared(x rational.Number) rational.Number { return x.Mul(x) }

// column returns the numbers as a matrix of one column.
func column(x []rational.Number) rational.Matrix { return rational.FromEntries(len(x), 1, x) }

// drawFraction draws p/q with lo ≤ p ≤ hi, p ≠ 0, and q from 1 to most.
func drawFraction(t *rapid.T, label string, lo, hi, most int) Fraction {
	p := rapid.IntRange(lo, hi).Filter(func(p int) bool { return p != 0 }).Draw(t, label)
	return Fraction{p, rapid.IntRange(1, most).Draw(t, label+" denominator")}
}

// drawFractions draws n of them.
func drawFractions(t *rapid.T, label string, n, lo, hi, most int) []Fraction {
	out := make([]Fraction, n)
	for i := range out {
		out[i] = drawFraction(t, label, lo, hi, most)
	}
	return out
}

// fractions are integers as fractions.
func fractions(x ...int) []Fraction {
	out := make([]Fraction, len(x))
	for i, p := range x {
		out[i] = Fraction{p, 1}
	}
	return out
}

// countZeros returns how many of the fractions are 0.
func countZeros(f []Fraction) (m int) {
	return len(slices.DeleteFunc(slices.Clone(f), func(f Fraction) bool { return f.P != 0 }))
}

// short writes a number that may be long: as it is, or to six digits.
func short(x rational.Number) string {
	if x.Bits() < 40 {
		return x.String()
	}
	return "≈ " + x.Rat().FloatString(6)
}

// fractionLists yields the lists of fractions p/q, q ≥ 1, in lowest terms or not, with Σ (|p| + q) = n.
func fractionLists(n int) iter.Seq[[]Fraction] {
	return func(yield func([]Fraction) bool) { fractionsFrom(nil, n, yield) }
}

// fractionsFrom yields the lists that begin with w and have n more; it reports whether more are wanted.
func fractionsFrom(w []Fraction, n int, yield func([]Fraction) bool) bool {
	if n == 0 {
		return yield(slices.Clone(w))
	}
	for size := 1; size <= n; size++ {
		for p := range size {
			if !fractionsFrom(append(w, Fraction{p, size - p}), n-size, yield) || p > 0 && !fractionsFrom(append(w, Fraction{-p, size - p}), n-size, yield) {
				return false
			}
		}
	}
	return true
}

// sizeOfFractions is the size of a list among [fractionLists].
func sizeOfFractions(w []Fraction) (n int) {
	for _, f := range w {
		n += max(f.P, -f.P) + max(f.Q, -f.Q)
	}
	return n
}
