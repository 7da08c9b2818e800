package interval_test

import (
	"math"
	"math/big"
	"sync"
)

// A precision p computes elementary functions in big.Float with relative error
// below 2⁻ᵖ: p+guard bits are carried, and no function below performs 2²⁰
// operations or doubles an error more than 20 times.
type precision uint

const guard = 96

func (p precision) real(x float64) *big.Float {
	return new(big.Float).SetPrec(uint(p)).SetFloat64(x)
}

func (p precision) zero() *big.Float               { return new(big.Float).SetPrec(uint(p)) }
func (p precision) add(x, y *big.Float) *big.Float { return p.zero().Add(x, y) }
func (p precision) sub(x, y *big.Float) *big.Float { return p.zero().Sub(x, y) }
func (p precision) mul(x, y *big.Float) *big.Float { return p.zero().Mul(x, y) }
func (p precision) quo(x, y *big.Float) *big.Float { return p.zero().Quo(x, y) }
func (p precision) sqrt(x *big.Float) *big.Float   { return p.zero().Sqrt(x) }
func (p precision) scale(x *big.Float, k int) *big.Float {
	return p.zero().SetMantExp(x, k)
}

// negligible reports whether adding t to s changes nothing at precision p.
func (p precision) negligible(t, s *big.Float) bool {
	return t.Sign() == 0 || s.Sign() != 0 && t.MantExp(nil) < s.MantExp(nil)-int(p)
}

// odd returns Σ x²ⁿ⁺¹ sⁿ/(2n+1): the series of atanh for s = 1, of atan for s = −1.
func (p precision) odd(x *big.Float, s float64) *big.Float {
	square := p.mul(p.mul(x, x), p.real(s))
	sum, power := p.zero().Set(x), p.zero().Set(x)
	for n := 3.0; ; n += 2 {
		power = p.mul(power, square)
		term := p.quo(power, p.real(n))
		if p.negligible(term, sum) {
			return sum
		}
		sum = p.add(sum, term)
	}
}

type constantKey struct {
	name string
	p    precision
}

var constants sync.Map // of *big.Float by constantKey

func (p precision) constant(name string, f func() *big.Float) *big.Float {
	if c, ok := constants.Load(constantKey{name, p}); ok {
		return c.(*big.Float)
	}
	c := f()
	constants.Store(constantKey{name, p}, c)
	return c
}

// pi is Machin's formula 16 atan 1/5 − 4 atan 1/239.
func (p precision) pi() *big.Float {
	return p.constant("pi", func() *big.Float {
		w := p + guard
		inverse := func(n float64) *big.Float { return w.odd(w.quo(w.real(1), w.real(n)), -1) }
		return w.sub(w.mul(w.real(16), inverse(5)), w.mul(w.real(4), inverse(239)))
	})
}

// ln2 is 18 atanh 1/26 − 2 atanh 1/4801 + 8 atanh 1/8749.
func (p precision) ln2() *big.Float {
	return p.constant("ln2", func() *big.Float {
		w := p + guard
		part := func(c, n float64) *big.Float {
			return w.mul(w.real(c), w.odd(w.quo(w.real(1), w.real(n)), 1))
		}
		return w.add(w.add(part(18, 26), part(-2, 4801)), part(8, 8749))
	})
}

// reduce returns k and x − k·c for the integer k nearest to x/c.
func (p precision) reduce(x, c *big.Float) (*big.Int, *big.Float) {
	half := p.real(math.Copysign(0.5, float64(x.Sign())))
	k, _ := p.add(p.quo(x, c), half).Int(nil)
	return k, p.sub(x, p.mul(p.zero().SetInt(k), c))
}

func (p precision) exp(x *big.Float) *big.Float {
	if x.Sign() == 0 {
		return p.real(1)
	}
	w := p + guard + precision(max(0, x.MantExp(nil)))
	k, r := w.reduce(x, w.ln2())
	const halvings = 16
	r = w.scale(r, -halvings)
	sum, term := w.real(1), w.real(1)
	for n := 1.0; !w.negligible(term, sum); n++ {
		term = w.quo(w.mul(term, r), w.real(n))
		sum = w.add(sum, term)
	}
	for range halvings {
		sum = w.mul(sum, sum)
	}
	return w.scale(sum, int(k.Int64()))
}

// log is Halley's iteration for exp(y) = x, whose error is cubed in every step.
func (p precision) log(x *big.Float) *big.Float {
	excess := new(big.Float).Sub(x, big.NewFloat(1))
	if excess.Sign() == 0 {
		return p.zero()
	}
	w := p + guard + precision(max(0, -excess.MantExp(nil)))
	mantissa := new(big.Float)
	k := x.MantExp(mantissa)
	m, _ := mantissa.Float64()
	y := w.real(math.Log(m) + float64(k)*math.Ln2)
	if excess.MantExp(nil) < -40 {
		y = w.zero().Set(excess)
	}
	for {
		e := w.exp(y)
		step := w.quo(w.scale(w.sub(x, e), 1), w.add(x, e))
		y = w.add(y, step)
		if step.Sign() == 0 || step.MantExp(nil) < y.MantExp(nil)-int(w)/2 {
			return y
		}
	}
}

func (p precision) atan(x *big.Float) *big.Float {
	w := p + guard
	t := w.zero().Set(x)
	const halvings = 8
	for range halvings {
		t = w.quo(t, w.add(w.real(1), w.sqrt(w.add(w.real(1), w.mul(t, t)))))
	}
	return w.scale(w.odd(t, -1), halvings)
}

func (p precision) atan2(y, x *big.Float) *big.Float {
	w := p + guard
	switch {
	case x.Sign() > 0:
		return w.atan(w.quo(y, x))
	case x.Sign() == 0:
		return w.mul(w.pi(), w.real(0.5*float64(y.Sign())))
	case y.Sign() < 0:
		return w.sub(w.atan(w.quo(y, x)), w.pi())
	}
	return w.add(w.atan(w.quo(y, x)), w.pi())
}

func (p precision) acos(x *big.Float) *big.Float {
	w := p + guard
	one := w.real(1)
	return w.atan2(w.sqrt(w.mul(w.sub(one, x), w.add(one, x))), x)
}

// sinCos carries 128 bits for arguments that lie near a multiple of π/2.
func (p precision) sinCos(x *big.Float) (sin, cos *big.Float) {
	w := p + guard + 128 + precision(max(0, x.MantExp(nil)))
	k, r := w.reduce(x, w.mul(w.pi(), w.real(0.5)))
	sin, cos = w.taylor(r, 1), w.taylor(r, 0)
	switch new(big.Int).And(k, big.NewInt(3)).Int64() {
	case 1:
		sin, cos = cos, sin.Neg(sin)
	case 2:
		sin, cos = sin.Neg(sin), cos.Neg(cos)
	case 3:
		sin, cos = cos.Neg(cos), sin
	}
	return sin, cos
}

// taylor returns Σ (−1)ⁿ rᵏ⁺²ⁿ/(k+2n)!.
func (p precision) taylor(r *big.Float, k float64) *big.Float {
	term := p.real(1)
	if k == 1 {
		term = p.zero().Set(r)
	}
	sum, square := p.zero().Set(term), p.mul(r, r)
	for n := k + 1; ; n += 2 {
		term = p.quo(p.mul(term, square), p.real(-n*(n+1)))
		if p.negligible(term, sum) {
			return sum
		}
		sum = p.add(sum, term)
	}
}
