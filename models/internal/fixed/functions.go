package fixed

import "math/big"

// largest is the greatest argument of exp that is evaluated, 2¹⁵: e^−2¹⁵ is below 2⁻⁴⁷⁰⁰⁰, and a
// grid has at most 2¹⁵ bits.
const largest = 15

// beyond reports whether |n|·2⁻ᵖ > 2¹⁵.
func (g Grid) beyond(n *big.Int) bool { return n.CmpAbs(shifted(one, g.p+largest)) > 0 }

// unit is [0, 2⁻ᵖ].
func unit() Interval { return Interval{new(big.Int), one} }

// monotone returns f over x for an increasing f, from its enclosures at the ends.
func monotone(x Interval, f func(n *big.Int) (Interval, bool)) (z Interval, ok bool) {
	lo, ok := f(x.Lo)
	if !ok || x.Lo.Cmp(x.Hi) == 0 {
		return lo, ok
	}
	hi, ok := f(x.Hi)
	return Interval{lo.Lo, hi.Hi}, ok
}

// Exp returns eˣ; ok is false above 2¹⁵.
func (g Grid) Exp(x Interval) (z Interval, ok bool) { return monotone(x, g.exp) }

// exp halves x until it is below 2⁻⁸, sums Σ rⁱ/i!, of which what is left out is less than twice
// the next term, and squares as often. 64 + k + log₂ eˣ bits more leave the rest to the grid.
func (g Grid) exp(n *big.Int) (Interval, bool) {
	switch {
	case g.beyond(n):
		return unit(), n.Sign() < 0
	case n.Sign() < 0 && n.CmpAbs(shifted(big.NewInt(int64(g.p)), g.p)) >= 0: // e^−p < 2^−p
		return unit(), true
	case n.Sign() < 0:
		z, ok := g.finer(2).reciprocalExp(shifted(new(big.Int).Neg(n), 2))
		return g.Rounded(g.finer(2), z), ok
	}
	size := max(0, n.BitLen()-int(g.p)) // x < 2^size
	k := uint(size + 8)
	f := g.finer(64 + k + 3<<uint(size)/2)
	r := point(shifted(n, f.p-g.p-k))
	sum, term := f.Of(1), f.Of(1)
	for i := int64(1); ; i++ {
		term = f.Mul(term, r)
		term = Interval{floorDiv(term.Lo, big.NewInt(i)), ceilDiv(term.Hi, big.NewInt(i))}
		sum = sum.Add(term)
		if term.Hi.Cmp(one) <= 0 {
			break
		}
	}
	sum = sum.Add(Interval{new(big.Int), shifted(term.Hi, 1)})
	for range k {
		sum = f.Mul(sum, sum)
	}
	return g.Rounded(f, sum), true
}

// reciprocalExp returns 1/eˣ for x ≥ 0, where eˣ may be large.
func (g Grid) reciprocalExp(n *big.Int) (Interval, bool) {
	e, ok := g.exp(n)
	if !ok {
		return unit(), true
	}
	return g.Div(g.Of(1), e)
}

// Log returns log x; ok is false if a part of x is not above 0.
func (g Grid) Log(x Interval) (z Interval, ok bool) {
	if x.Lo.Sign() <= 0 {
		return x, false
	}
	return monotone(x, g.log)
}

// log writes x = m 2ᵉ, 1 ≤ m < 2, for log x = e log 2 + log m.
func (g Grid) log(n *big.Int) (Interval, bool) {
	f := g.finer(64)
	s := n.BitLen() - 1
	e := s - int(g.p)
	z := f.logRatio(n, uint(s))
	if e != 0 {
		ln2 := f.logRatio(big.NewInt(2), 0)
		times := big.NewInt(int64(e))
		if e < 0 {
			ln2, times = ln2.Neg(), times.Neg(times)
		}
		z = z.Add(Interval{new(big.Int).Mul(ln2.Lo, times), new(big.Int).Mul(ln2.Hi, times)})
	}
	return g.Rounded(f, z), true
}

// roots of a number are taken before its logarithm is summed.
const roots = 8

// logRatio returns log m for m = n/2ˢ, 1 ≤ m ≤ 2: 2⁹ artanh z for z = (r − 1)/(r + 1), where r is the root of
// order 2⁸ of m, so that z < 2⁻⁹. It sums z + z³/3 + …, of which what is left out is less than the next power of z.
func (g Grid) logRatio(n *big.Int, s uint) Interval {
	f := g.finer(2 * roots)
	n = shifted(n, f.p)
	r := Interval{floorShift(n, s), ceilShift(n, s)}
	for range roots {
		r, _ = f.Sqrt(r)
	}
	power, _ := f.Div(r.Sub(f.Of(1)), r.Add(f.Of(1)))
	square, sum := f.Mul(power, power), f.Of(0)
	for i := int64(1); power.Hi.Cmp(one) > 0; i += 2 {
		sum = sum.Add(Interval{floorDiv(power.Lo, big.NewInt(i)), ceilDiv(power.Hi, big.NewInt(i))})
		power = f.Mul(power, square)
	}
	sum = sum.Add(Interval{new(big.Int), shifted(power.Hi, 1)})
	return g.Rounded(f, Interval{shifted(sum.Lo, roots+1), shifted(sum.Hi, roots+1)})
}

// Sigmoid returns 1/(1 + e⁻ˣ).
func (g Grid) Sigmoid(x Interval) (z Interval, ok bool) {
	return monotone(x, func(n *big.Int) (Interval, bool) {
		e, ok := g.exp(new(big.Int).Neg(n))
		if !ok {
			return unit(), true
		}
		return g.Div(g.Of(1), g.Of(1).Add(e))
	})
}

// Tanh returns tanh x = 2/(1 + e⁻²ˣ) − 1, and −tanh(−x) for x < 0.
func (g Grid) Tanh(x Interval) (z Interval, ok bool) {
	f := g.finer(2)
	return monotone(x, func(n *big.Int) (Interval, bool) {
		e, _ := f.exp(shifted(new(big.Int).Neg(new(big.Int).Abs(n)), 3)) // of −2|x|: no more than 1
		q, ok := f.Div(f.Of(2), f.Of(1).Add(e))
		z := g.Rounded(f, q.Sub(f.Of(1)))
		if n.Sign() < 0 {
			z = z.Neg()
		}
		return z, ok
	})
}

// Softplus returns log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|).
func (g Grid) Softplus(x Interval) (z Interval, ok bool) {
	return monotone(x, func(n *big.Int) (Interval, bool) {
		e, _ := g.exp(new(big.Int).Neg(new(big.Int).Abs(n)))
		l, ok := g.Log(g.Of(1).Add(e))
		return l.Add(point(maxInt(n, new(big.Int)))), ok
	})
}
