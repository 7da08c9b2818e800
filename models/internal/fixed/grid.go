package fixed

import (
	"fmt"
	"math/big"
)

// A Grid is the multiples of 2⁻ᵖ.
type Grid struct{ p uint }

// An Interval is the numbers from Lo·2⁻ᵖ to Hi·2⁻ᵖ, Lo ≤ Hi. It is not changed by what is
// computed from it.
type Interval struct{ Lo, Hi *big.Int }

// New returns the multiples of 2⁻ᵖ. It panics if p is above 2¹⁵.
func New(p uint) Grid {
	if p > 1<<largest {
		panic(fmt.Sprintf("fixed: a grid of %d bits", p))
	}
	return Grid{p}
}

var one = big.NewInt(1)

// floorDiv returns ⌊a/b⌋ and ceilDiv ⌈a/b⌉ for b > 0.
func floorDiv(a, b *big.Int) *big.Int { return new(big.Int).Div(a, b) }

func ceilDiv(a, b *big.Int) *big.Int {
	q := new(big.Int).Neg(a)
	return q.Neg(q.Div(q, b))
}

// floorShift returns ⌊a/2ˢ⌋ and ceilShift ⌈a/2ˢ⌉.
func floorShift(a *big.Int, s uint) *big.Int { return new(big.Int).Rsh(a, s) }

func ceilShift(a *big.Int, s uint) *big.Int {
	q := new(big.Int).Neg(a)
	return q.Neg(q.Rsh(q, s))
}

func shifted(a *big.Int, s uint) *big.Int { return new(big.Int).Lsh(a, s) }

// OfRat returns the tightest interval that contains c.
func (g Grid) OfRat(c *big.Rat) Interval {
	q, rest := new(big.Int).DivMod(shifted(c.Num(), g.p), c.Denom(), new(big.Int))
	if rest.Sign() == 0 {
		return point(q)
	}
	return Interval{q, new(big.Int).Add(q, one)}
}

// Of returns n.
func (g Grid) Of(n int64) Interval {
	x := shifted(big.NewInt(n), g.p)
	return Interval{x, x}
}

// Bounds returns the ends of x.
func (g Grid) Bounds(x Interval) (lo, hi *big.Rat) {
	scale := shifted(one, g.p)
	return new(big.Rat).SetFrac(x.Lo, scale), new(big.Rat).SetFrac(x.Hi, scale)
}

// Sign returns the sign of all of x; ok is false if it has none, or is 0 at one end.
func (x Interval) Sign() (sign int, ok bool) {
	switch {
	case x.Lo.Sign() > 0:
		return 1, true
	case x.Hi.Sign() < 0:
		return -1, true
	}
	return 0, x.Lo.Sign() == 0 && x.Hi.Sign() == 0
}

// Neg returns −x.
func (x Interval) Neg() Interval { return Interval{new(big.Int).Neg(x.Hi), new(big.Int).Neg(x.Lo)} }

// Add returns x + y.
func (x Interval) Add(y Interval) Interval {
	return Interval{new(big.Int).Add(x.Lo, y.Lo), new(big.Int).Add(x.Hi, y.Hi)}
}

// Sub returns x − y.
func (x Interval) Sub(y Interval) Interval { return x.Add(y.Neg()) }

// hull returns the least interval that contains x and y.
func hull(x, y Interval) Interval {
	z := x
	if y.Lo.Cmp(z.Lo) < 0 {
		z.Lo = y.Lo
	}
	if y.Hi.Cmp(z.Hi) > 0 {
		z.Hi = y.Hi
	}
	return z
}

// point returns n·2⁻ᵖ.
func point(n *big.Int) Interval { return Interval{n, n} }

// Mul returns x y.
func (g Grid) Mul(x, y Interval) Interval {
	lo, hi := product(x, y)
	hi.Neg(hi.Rsh(hi.Neg(hi), g.p))
	return Interval{lo.Rsh(lo, g.p), hi}
}

// product returns the exact ends of x y, on the grid of the squares, in numbers of their own.
func product(x, y Interval) (lo, hi *big.Int) {
	if x.Lo.Sign() >= 0 {
		x, y = y, x
	}
	if y.Lo.Sign() >= 0 {
		a, b := y.Lo, y.Hi
		if x.Lo.Sign() < 0 {
			a = y.Hi
		}
		if x.Hi.Sign() < 0 {
			b = y.Lo
		}
		return new(big.Int).Mul(x.Lo, a), new(big.Int).Mul(x.Hi, b)
	}
	lo = new(big.Int).Mul(x.Lo, y.Lo)
	hi = new(big.Int).Set(lo)
	for _, c := range []*big.Int{new(big.Int).Mul(x.Lo, y.Hi), new(big.Int).Mul(x.Hi, y.Lo), new(big.Int).Mul(x.Hi, y.Hi)} {
		if c.Cmp(lo) < 0 {
			lo.Set(c)
		}
		if c.Cmp(hi) > 0 {
			hi.Set(c)
		}
	}
	return lo, hi
}

// Div returns x/y; ok is false if 0 lies in y.
func (g Grid) Div(x, y Interval) (z Interval, ok bool) {
	sign, ok := y.Sign()
	switch {
	case !ok || sign == 0:
		return x, false
	case sign < 0:
		x, y = x.Neg(), y.Neg()
	}
	for _, b := range []*big.Int{y.Lo, y.Hi} {
		corner := Interval{floorDiv(shifted(x.Lo, g.p), b), ceilDiv(shifted(x.Hi, g.p), b)}
		if z.Lo == nil {
			z = corner
		}
		z = hull(z, corner)
	}
	return z, true
}

// abs returns |x|.
func (x Interval) abs() Interval {
	switch {
	case x.Lo.Sign() >= 0:
		return x
	case x.Hi.Sign() <= 0:
		return x.Neg()
	}
	return hull(point(new(big.Int)), hull(point(new(big.Int).Neg(x.Lo)), point(x.Hi)))
}

// Pow returns xⁿ; ok is false if n < 0 and 0 lies in x.
func (g Grid) Pow(x Interval, n int) (z Interval, ok bool) {
	z = g.Of(1)
	size := max(n, -n)
	if size%2 == 0 {
		x = x.abs()
	}
	for ; size > 0; size >>= 1 {
		if size&1 == 1 {
			z = g.Mul(z, x)
		}
		if size > 1 {
			x = g.Mul(x, x)
			x = Interval{maxInt(x.Lo, new(big.Int)), x.Hi} // a square
		}
	}
	if n < 0 {
		return g.Div(g.Of(1), z)
	}
	return z, true
}

func maxInt(a, b *big.Int) *big.Int {
	if a.Cmp(b) < 0 {
		return b
	}
	return a
}

// Sqrt returns √x; ok is false if a part of x is below 0.
func (g Grid) Sqrt(x Interval) (z Interval, ok bool) {
	if x.Lo.Sign() < 0 {
		return x, false
	}
	lo := new(big.Int).Sqrt(shifted(x.Lo, g.p))
	n := shifted(x.Hi, g.p)
	hi := new(big.Int).Sqrt(n)
	if new(big.Int).Mul(hi, hi).Cmp(n) < 0 {
		hi.Add(hi, one)
	}
	return Interval{lo, hi}, true
}

// Rounded returns x, which is of the finer grid f, outward on g. It panics if f is coarser.
func (g Grid) Rounded(f Grid, x Interval) Interval {
	if f.p < g.p {
		panic(fmt.Sprintf("fixed: a number on a grid of %d bits is not rounded to %d", f.p, g.p))
	}
	s := f.p - g.p
	return Interval{floorShift(x.Lo, s), ceilShift(x.Hi, s)}
}

// finer returns a grid with s more bits.
func (g Grid) finer(s uint) Grid { return Grid{g.p + s} }
