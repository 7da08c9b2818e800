package ensemble

import (
	"fmt"
	"math/big"
	"strings"

	"saddle/spectra/interval"
	"saddle/spectra/rational"
)

// A Closed is a number in closed form, Σ_j (a_j + b_j √2) π^−j with rational a_j and b_j. Such are the
// probabilities of signs in the Gaussian orthogonal ensemble. Its zero value is 0.
type Closed struct{ terms []surd }

// Coefficients returns a_j and b_j for j = 0, 1, ….
func (c Closed) Coefficients() (a, b []*big.Rat) {
	for _, t := range c.terms {
		a, b = append(a, t.a.Rat()), append(b, t.b.Rat())
	}
	return a, b
}

// String returns the sum, as 1/4 - 1/16 √2 - 1/2 /π.
func (c Closed) String() string {
	var s strings.Builder
	write := func(x rational.Number, root string, power int) {
		if x.IsZero() {
			return
		}
		switch {
		case s.Len() == 0 && x.Sign() < 0:
			s.WriteString("-")
		case s.Len() > 0 && x.Sign() < 0:
			s.WriteString(" - ")
		case s.Len() > 0:
			s.WriteString(" + ")
		}
		s.WriteString(x.Abs().String() + root)
		switch {
		case power == 1:
			s.WriteString(" /π")
		case power > 1:
			fmt.Fprintf(&s, " /π^%d", power)
		}
	}
	for j, t := range c.terms {
		write(t.a, "", j)
		write(t.b, " √2", j)
	}
	if s.Len() == 0 {
		return "0"
	}
	return s.String()
}

// Enclose returns rational bounds lo ≤ c ≤ hi, of which the difference is at most 2^−bits. It panics unless
// 0 ≤ bits ≤ 100,000.
func (c Closed) Enclose(bits int) (lo, hi *big.Rat) {
	if bits < 0 || bits > 100_000 {
		panic(fmt.Sprintf("ensemble: %d bits, not 0 … 100,000", bits))
	}
	most := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), uint(bits)))
	for work := uint(bits + 64); ; work *= 2 {
		lo, hi = c.at(rootTwo(work), piInverse(work))
		if new(big.Rat).Sub(hi, lo).Cmp(most) <= 0 {
			return lo, hi
		}
	}
}

// at encloses the sum for positive √2 and 1/π between the given bounds.
func (c Closed) at(root, inverse [2]*big.Rat) (lo, hi *big.Rat) {
	lo, hi = new(big.Rat), new(big.Rat)
	power := [2]*big.Rat{big.NewRat(1, 1), big.NewRat(1, 1)}
	// add adds r x for x between the bounds, which are positive.
	add := func(r *big.Rat, x [2]*big.Rat) {
		least, most := x[0], x[1]
		if r.Sign() < 0 {
			least, most = most, least
		}
		lo.Add(lo, new(big.Rat).Mul(r, least))
		hi.Add(hi, new(big.Rat).Mul(r, most))
	}
	for _, t := range c.terms {
		add(t.a.Rat(), power)
		add(t.b.Rat(), [2]*big.Rat{new(big.Rat).Mul(power[0], root[0]), new(big.Rat).Mul(power[1], root[1])})
		power = [2]*big.Rat{new(big.Rat).Mul(power[0], inverse[0]), new(big.Rat).Mul(power[1], inverse[1])}
	}
	return lo, hi
}

// Interval encloses c within 2^−60 |c|, but for rounding: mostly by two neighbouring floating-point numbers.
func (c Closed) Interval() interval.Interval {
	if c.isRational() {
		a, _ := c.Coefficients()
		return interval.OfRat(append(a, new(big.Rat))[0])
	}
	// It is not 0, as π is transcendental, and √2 irrational.
	small := big.NewRat(1, 1<<60)
	for bits := 128; ; bits *= 2 {
		lo, hi := c.Enclose(bits)
		width := new(big.Rat).Sub(hi, lo)
		if size := new(big.Rat).Abs(lo); lo.Sign() == hi.Sign() && width.Cmp(size.Mul(size, small)) <= 0 {
			x, err := interval.New(interval.OfRat(lo).Lo, interval.OfRat(hi).Hi)
			if err != nil {
				panic(err)
			}
			return x
		}
	}
}

func (c Closed) isRational() bool {
	for j, t := range c.terms {
		if !t.b.IsZero() || j > 0 && !t.a.IsZero() {
			return false
		}
	}
	return true
}

// Float64 returns the floating-point number nearest to c, or one of the two beside it.
func (c Closed) Float64() float64 { return c.Interval().Mid() }
