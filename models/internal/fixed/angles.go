package fixed

import "math/big"

// Sin returns sin x; ok is false where |x| may be above 2⁴⁰⁹⁶.
func (g Grid) Sin(x Interval) (z Interval, ok bool) { return g.lipschitz(x, 0) }

// Cos returns cos x; ok is as for Sin.
func (g Grid) Cos(x Interval) (z Interval, ok bool) { return g.lipschitz(x, 1) }

// farthest is the binary logarithm of the greatest angle that is evaluated.
const farthest = 1 << 12

// lipschitz returns sin or cos over x from that at one point: neither moves faster than x does.
func (g Grid) lipschitz(x Interval, which int) (z Interval, ok bool) {
	if max(x.Lo.BitLen(), x.Hi.BitLen()) > int(g.p)+farthest {
		return x, false
	}
	width := new(big.Int).Sub(x.Hi, x.Lo)
	z = g.sinCos(x.Lo)[which]
	return z.Add(Interval{new(big.Int).Neg(width), width}), true
}

// sinCos halves x until it is below 2⁻⁸, sums both series, of which what is left out is less than
// the next term, and doubles the angle as often: (c + is)². Each time the error is at
// most four times as large, which 2k bits more make up for.
func (g Grid) sinCos(n *big.Int) [2]Interval {
	k := uint(max(0, n.BitLen()-int(g.p)) + 8)
	f := g.finer(64 + 2*k)
	r := point(shifted(n, f.p-g.p-k))
	sums := [2]Interval{f.Of(0), f.Of(1)} // sin, cos
	term := f.Of(1)
	for i := int64(1); ; i++ {
		term = f.Mul(term, r)
		term = Interval{floorDiv(term.Lo, big.NewInt(i)), ceilDiv(term.Hi, big.NewInt(i))}
		which := 1 - int(i%2)
		if i%4 >= 2 {
			sums[which] = sums[which].Sub(term)
		} else {
			sums[which] = sums[which].Add(term)
		}
		if term.abs().Hi.Cmp(one) <= 0 {
			break
		}
	}
	rest := big.NewInt(2) // what is left out is below the last term
	s := sums[0].Add(Interval{new(big.Int).Neg(rest), rest})
	c := sums[1].Add(Interval{new(big.Int).Neg(rest), rest})
	for range k {
		sc, ss, cc := f.Mul(s, c), f.Mul(s, s), f.Mul(c, c)
		s, c = sc.Add(sc), cc.Sub(ss)
	}
	return [2]Interval{g.Rounded(f, s), g.Rounded(f, c)}
}

// Atan returns atan x.
func (g Grid) Atan(x Interval) (z Interval, ok bool) { return monotone(x, g.atan) }

// atan uses atan x = 2 atan(x/(1 + √(1 + x²))) until z < 1/8, at most 4 times as tan(π/2/2⁴) < 1/8, and then the alternating series
// z − z³/3 + …, of which what is left out is less than the next power of z.
func (g Grid) atan(n *big.Int) (Interval, bool) {
	f := g.finer(64 + uint(max(0, n.BitLen()-int(g.p))))
	z := point(shifted(new(big.Int).Abs(n), f.p-g.p))
	halvings := uint(0)
	for eighth := shifted(one, f.p-3); z.Hi.Cmp(eighth) > 0; halvings++ {
		root, _ := f.Sqrt(f.Of(1).Add(f.Mul(z, z)))
		z, _ = f.Div(z, f.Of(1).Add(root))
	}
	power, square, sum := z, f.Mul(z, z), f.Of(0)
	for i := int64(1); power.Hi.Cmp(one) > 0; i += 2 {
		term := Interval{floorDiv(power.Lo, big.NewInt(i)), ceilDiv(power.Hi, big.NewInt(i))}
		if i%4 == 1 {
			sum = sum.Add(term)
		} else {
			sum = sum.Sub(term)
		}
		power = f.Mul(power, square)
	}
	sum = sum.Add(Interval{new(big.Int).Neg(power.Hi), power.Hi})
	z = g.Rounded(f, Interval{shifted(sum.Lo, halvings), shifted(sum.Hi, halvings)})
	if n.Sign() < 0 {
		z = z.Neg()
	}
	return z, true
}

// Pi returns π = 4 atan 1.
func (g Grid) Pi() Interval {
	f := g.finer(8)
	z, _ := f.atan(shifted(one, f.p))
	return g.Rounded(f, Interval{shifted(z.Lo, 2), shifted(z.Hi, 2)})
}

// Acos returns acos x = 2 atan √((1 − x)/(1 + x)), which falls; ok is false unless x lies in
// [−1, 1].
func (g Grid) Acos(x Interval) (z Interval, ok bool) {
	if x.Lo.Cmp(shifted(big.NewInt(-1), g.p)) < 0 || x.Hi.Cmp(shifted(one, g.p)) > 0 {
		return x, false
	}
	z, ok = monotone(x.Neg(), func(n *big.Int) (Interval, bool) { return g.acos(new(big.Int).Neg(n)) })
	return z, ok
}

func (g Grid) acos(n *big.Int) (Interval, bool) {
	f := g.finer(16)
	x := point(shifted(n, f.p-g.p))
	below := f.Of(1).Add(x)
	if below.Lo.Sign() == 0 {
		return g.Pi(), true
	}
	q, _ := f.Div(f.Of(1).Sub(x), below)
	root, _ := f.Sqrt(q)
	z, ok := f.Atan(root)
	return g.Rounded(f, z.Add(z)), ok
}

// Atan2 returns the angle of the points (x, y); ok is false if 0 or a part of the negative x-axis
// may be among them.
func (g Grid) Atan2(y, x Interval) (z Interval, ok bool) {
	if x.Lo.Sign() > 0 {
		q, _ := g.Div(y, x)
		return g.Atan(q)
	}
	sign, ok := y.Sign()
	if !ok || sign == 0 {
		return y, false
	}
	q, _ := g.Div(x, y)
	z, _ = g.Atan(q)
	quarter := g.Pi()
	quarter = Interval{floorShift(quarter.Lo, 1), ceilShift(quarter.Hi, 1)}
	if sign < 0 {
		quarter = quarter.Neg()
	}
	return quarter.Sub(z), true
}
