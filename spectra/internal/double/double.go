package double

import "math"

// A Word is the number Hi + Lo, unevaluated, with |Lo| at most half a unit in the last place of
// Hi: Hi is that number rounded to nearest. The operations are those of M. Joldes, J.-M. Muller,
// V. Popescu (Tight and rigorous error bounds for basic building blocks of double-word
// arithmetic, ACM Trans. Math. Software 44 (2017), article 15), but for Sqrt; their relative
// errors, with u = 2⁻⁵³ and where nothing overflows or underflows, are below 16u² = 2⁻¹⁰² each.
// No product is fused with what it is added to, but where that is said by math.FMA: the bits are
// the same on every machine.
type Word struct{ Hi, Lo float64 }

// Sum returns a + b exactly.
func Sum(a, b float64) Word {
	sum := a + b
	t := sum - a
	return Word{sum, (a - (sum - t)) + (b - t)}
}

// FastSum returns a + b exactly if a = 0 or |a| ≥ |b|.
func FastSum(a, b float64) Word {
	sum := a + b
	return Word{sum, b - (sum - a)}
}

// product returns ab exactly unless it is tiny or overflows.
func product(a, b float64) Word {
	p := float64(a * b)
	return Word{p, math.FMA(a, b, -p)}
}

// Neg returns −x.
func (x Word) Neg() Word { return Word{-x.Hi, -x.Lo} }

// Add returns x + y, with an error of 3u² + 13u³ (algorithm 6).
func (x Word) Add(y Word) Word {
	s, t := Sum(x.Hi, y.Hi), Sum(x.Lo, y.Lo)
	v := FastSum(s.Hi, s.Lo+t.Hi)
	return FastSum(v.Hi, t.Lo+v.Lo)
}

// AddFloat returns x + y, with an error of 2u² (algorithm 4).
func (x Word) AddFloat(y float64) Word {
	s := Sum(x.Hi, y)
	return FastSum(s.Hi, x.Lo+s.Lo)
}

// Sub returns x − y, with the error of Add.
func (x Word) Sub(y Word) Word { return x.Add(y.Neg()) }

// Mul returns xy, with an error of 5u² (algorithm 12).
func (x Word) Mul(y Word) Word {
	p := product(x.Hi, y.Hi)
	cross := math.FMA(x.Lo, y.Hi, math.FMA(x.Hi, y.Lo, float64(x.Lo*y.Lo)))
	return FastSum(p.Hi, p.Lo+cross)
}

// MulFloat returns xy, with an error of 2u² (algorithm 9).
func (x Word) MulFloat(y float64) Word {
	p := product(x.Hi, y)
	return FastSum(p.Hi, math.FMA(x.Lo, y, p.Lo))
}

// MulPower2 returns xp for a power of two p, exactly unless it is subnormal or overflows.
func (x Word) MulPower2(p float64) Word { return Word{float64(x.Hi * p), float64(x.Lo * p)} }

// Quo returns x/y, with an error of 15u² + 56u³ (algorithm 17).
func (x Word) Quo(y Word) Word {
	q := x.Hi / y.Hi
	r := y.MulFloat(q)
	return FastSum(q, ((x.Hi-r.Hi)+(x.Lo-r.Lo))/y.Hi)
}

// Sqrt returns √x for x > 0, with an error of 12u², by one Newton step from √Hi.
//
// With s = √Hi (1+δ), |δ| ≤ u, the exact correction (x−s²)/(√x+s) differs from the step
// (x−s²)/(2s) by a factor within 2u of 1, the step is at most 2us, and its three roundings lose 3u
// of it: in sum less than 12u².
func (x Word) Sqrt() Word {
	s := math.Sqrt(x.Hi)
	return FastSum(s, (x.Lo+math.FMA(-s, s, x.Hi))/(2*s))
}

// Scale returns 2^exponent x, exactly unless it is subnormal or overflows. MulPower2 is faster.
func (x Word) Scale(exponent int) Word {
	return Word{math.Ldexp(x.Hi, exponent), math.Ldexp(x.Lo, exponent)}
}

// Exponent returns e with 2^(e−1) ≤ |Hi| < 2^e, and 0 for 0.
func (x Word) Exponent() int {
	_, exponent := math.Frexp(x.Hi)
	return exponent
}

// Float returns x rounded.
func (x Word) Float() float64 { return x.Hi }

// Sign returns −1, 0 or 1 as x is below, at or above 0.
func (x Word) Sign() int {
	switch {
	case x.Hi < 0:
		return -1
	case x.Hi > 0:
		return 1
	}
	return 0
}
