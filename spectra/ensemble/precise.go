package ensemble

import "math/big"

// A precise is a floating-point number of many bits.
type precise struct{ f *big.Float }

func newPrecise(bits uint, x float64) precise {
	return precise{new(big.Float).SetPrec(bits).SetFloat64(x)}
}

func (x precise) blank() *big.Float       { return new(big.Float).SetPrec(x.f.Prec()) }
func (x precise) add(y precise) precise   { return precise{x.blank().Add(x.f, y.f)} }
func (x precise) sub(y precise) precise   { return precise{x.blank().Sub(x.f, y.f)} }
func (x precise) mul(y precise) precise   { return precise{x.blank().Mul(x.f, y.f)} }
func (x precise) quo(y precise) precise   { return precise{x.blank().Quo(x.f, y.f)} }
func (x precise) neg() precise            { return precise{x.blank().Neg(x.f)} }
func (x precise) inverse() precise        { return newPrecise(x.f.Prec(), 1).quo(x) }
func (x precise) sqrt() precise           { return precise{x.blank().Sqrt(x.f)} }
func (x precise) isZero() bool            { return x.f.Sign() == 0 }
func (x precise) times(n float64) precise { return x.mul(newPrecise(x.f.Prec(), n)) }
func (x precise) over(n float64) precise  { return x.quo(newPrecise(x.f.Prec(), n)) }
func (x precise) float64() float64        { y, _ := x.f.Float64(); return y }

func (x precise) scaled(p, q int64) precise { return x.times(float64(p)).over(float64(q)) }

// plus overwrites x.
func (x precise) plus(b, c, d, e precise) precise {
	t := x.blank()
	x.f.Add(x.f, t.Mul(b.f, c.f))
	x.f.Sub(x.f, t.Mul(d.f, e.f))
	return x
}

func (x precise) below(y precise, e int) bool { // |x| < 2^e |y|
	if x.isZero() || y.isZero() {
		return x.isZero()
	}
	return x.f.MantExp(nil) < y.f.MantExp(nil)+e
}

// exp returns e^x: by its series at x 2^−k, and k squares.
func (x precise) exp() precise {
	bits := x.f.Prec()
	k := max(0, x.f.MantExp(nil)) + 16
	wide := precise{new(big.Float).SetPrec(bits + uint(k) + 32).Set(x.f)}
	wide = precise{wide.f.SetMantExp(wide.f, -k)}
	sum := newPrecise(wide.f.Prec(), 1)
	term := sum
	for n := 1; ; n++ {
		term = term.mul(wide).over(float64(n))
		if term.below(sum, -int(wide.f.Prec())) {
			break
		}
		sum = sum.add(term)
	}
	for range k {
		sum = sum.mul(sum)
	}
	return precise{new(big.Float).SetPrec(bits).Set(sum.f)}
}

// gaussianAbove returns ∫_s^∞ e^(−a x²/2) dx for a > 0, with an absolute error of some 2^−bits: √(π/(2a)) less
// ∫_0^s, which is e^(−a s²/2) s Σ (a s²)^k/(1·3·…·(2k+1)), a series of positive terms.
func gaussianAbove(s precise, a float64) precise {
	square := s.mul(s).times(a)
	term := s.mul(square.times(-0.5).exp())
	sum := term
	for k := 1; !term.below(sum, -int(s.f.Prec())-8) && !term.isZero(); k++ {
		term = term.mul(square).over(float64(2*k + 1))
		sum = sum.add(term)
	}
	return pi(s.f.Prec()).over(2 * a).sqrt().sub(sum)
}

// pi returns π to some bits.
func pi(bits uint) precise {
	bounds := piInverse(bits + 8)
	return precise{new(big.Float).SetPrec(bits).SetRat(bounds[0])}.inverse()
}
