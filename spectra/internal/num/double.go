package num

import "math"

// A Double is the number Hi + Lo, unevaluated, with |Lo| at most half a unit in the last place
// of Hi: some 106 bits. Its operations are those of M. Joldes, J.-M. Muller, V. Popescu (Tight
// and rigorous error bounds for basic building blocks of double-word arithmetic, ACM Trans.
// Math. Software 44 (2017), article 15); the relative errors are theirs, with u = 2⁻⁵³, where
// nothing overflows or underflows.
type Double struct{ Hi, Lo float64 }

// fast returns a + b, for |a| ≥ |b| or a = 0.
func fast(a, b float64) Double {
	sum := a + b
	return Double{sum, b - (sum - a)}
}

// twoSum returns a + b.
func twoSum(a, b float64) Double {
	sum := a + b
	t := sum - a
	return Double{sum, (a - (sum - t)) + (b - t)}
}

// Add returns x + y, with an error of 3u² (algorithm 6).
func (x Double) Add(y Double) Double {
	s, t := twoSum(x.Hi, y.Hi), twoSum(x.Lo, y.Lo)
	v := fast(s.Hi, s.Lo+t.Hi)
	return fast(v.Hi, t.Lo+v.Lo)
}

// Sub returns x − y, with the error of Add.
func (x Double) Sub(y Double) Double { return x.Add(Double{-y.Hi, -y.Lo}) }

// Mul returns xy, with an error of 4u² (algorithm 12).
func (x Double) Mul(y Double) Double {
	product := float64(x.Hi * y.Hi)
	rest := math.FMA(x.Hi, y.Hi, -product)
	cross := math.FMA(x.Lo, y.Hi, math.FMA(x.Hi, y.Lo, float64(x.Lo*y.Lo)))
	return fast(product, rest+cross)
}

// Quo returns x/y, with an error of 15u² (algorithm 17).
func (x Double) Quo(y Double) Double {
	q := x.Hi / y.Hi
	product := float64(q * y.Hi)
	r := fast(product, math.FMA(q, y.Hi, -product)) // qy
	r = fast(r.Hi, math.FMA(q, y.Lo, r.Lo))
	return fast(q, ((x.Hi-r.Hi)+(x.Lo-r.Lo))/y.Hi)
}

// Scale returns 2^exponent x.
func (x Double) Scale(exponent int) Double {
	return Double{math.Ldexp(x.Hi, exponent), math.Ldexp(x.Lo, exponent)}
}

// Exponent returns e with 2^(e−1) ≤ |Hi| < 2^e, and 0 for 0.
func (x Double) Exponent() int { return Exponent(x.Hi) }

// Float returns x rounded.
func (x Double) Float() float64 { return x.Hi }

// Sign returns −1, 0 or 1 as x is below, at or above 0.
func (x Double) Sign() int {
	switch {
	case x.Hi < 0:
		return -1
	case x.Hi > 0:
		return 1
	}
	return 0
}
