package interval_test

import (
	"math"
	"math/big"

	"saddle/spectra/interval"
)

// bits300 is the precision of the reference.
const bits300 = precision(300)

// A bracket holds a real number between two big floats; the zero bracket says
// that the function is not defined at the argument.
type bracket struct{ lo, hi *big.Float }

func (b bracket) undefined() bool { return b.lo == nil }

// meets reports whether x may contain the number in b. It is wrong only if that
// number is outside x by less than the width of b.
func (b bracket) meets(x interval.Interval) bool {
	return !x.IsEmpty() && big.NewFloat(x.Lo).Cmp(b.hi) <= 0 && big.NewFloat(x.Hi).Cmp(b.lo) >= 0
}

func exactly(x *big.Float) bracket { return bracket{x, x} }

// about brackets a number that x approximates with relative error below 2⁻³⁰⁰.
func about(x *big.Float) bracket {
	p := bits300 + guard
	e := p.scale(p.zero().Abs(x), -int(bits300))
	return bracket{p.sub(x, e), p.add(x, e)}
}

// far bounds the arguments whose exponential is computed.
const far = 2000

var (
	huge = bracket{new(big.Float).SetMantExp(big.NewFloat(1), far), new(big.Float).SetInf(false)}
	tiny = bracket{new(big.Float), new(big.Float).SetMantExp(big.NewFloat(1), -far)}
)

// An operation is a function of the package with its reference at float64
// arguments; b is ignored where the operation has one argument.
type operation struct {
	name      string
	binary    bool
	apply     func(x, y interval.Interval) interval.Interval
	reference func(a, b float64) bracket
}

// exponent makes an exponent for Pow out of a number: |n| ≤ 40.
func exponent(b float64) int { return int(math.Float64bits(b)%81) - 40 }

var arithmetic = []operation{
	{"add", true, interval.Interval.Add, func(a, b float64) bracket {
		return exactly(wide.add(wide.real(a), wide.real(b)))
	}},
	{"sub", true, interval.Interval.Sub, func(a, b float64) bracket {
		return exactly(wide.sub(wide.real(a), wide.real(b)))
	}},
	{"mul", true, interval.Interval.Mul, func(a, b float64) bracket {
		return exactly(wide.mul(wide.real(a), wide.real(b)))
	}},
	{"div", true, interval.Interval.Div, func(a, b float64) bracket {
		if b == 0 {
			return bracket{}
		}
		return about(bits300.quo(bits300.real(a), bits300.real(b)))
	}},
	{"sqr", false, unary(interval.Interval.Sqr), func(a, _ float64) bracket {
		return exactly(wide.mul(wide.real(a), wide.real(a)))
	}},
	{"sqrt", false, unary(interval.Interval.Sqrt), func(a, _ float64) bracket {
		if a < 0 {
			return bracket{}
		}
		return about((bits300 + guard).sqrt(bits300.real(a)))
	}},
	{"abs", false, unary(interval.Interval.Abs), func(a, _ float64) bracket {
		return exactly(wide.real(math.Abs(a)))
	}},
	{"relu", false, unary(interval.Interval.Relu), func(a, _ float64) bracket {
		return exactly(wide.real(max(a, 0)))
	}},
	{"min", true, interval.Interval.Min, func(a, b float64) bracket {
		return exactly(wide.real(min(a, b)))
	}},
	{"max", true, interval.Interval.Max, func(a, b float64) bracket {
		return exactly(wide.real(max(a, b)))
	}},
}

// pow is apart: its second argument is an integer.
var pow = operation{"pow", true, func(x, y interval.Interval) interval.Interval {
	if y.IsEmpty() {
		return y
	}
	return x.Pow(exponent(y.Lo))
}, func(a, b float64) bracket { return powReference(a, exponent(b)) }}

func powReference(a float64, n int) bracket {
	if a == 0 && n < 0 {
		return bracket{}
	}
	p := bits300 + guard
	y := p.real(1)
	for range max(n, -n) {
		y = p.mul(y, p.real(a))
	}
	if n < 0 {
		y = p.quo(p.real(1), y)
	}
	return about(y)
}

var elementary = []operation{
	{"exp", false, unary(interval.Interval.Exp), func(a, _ float64) bracket {
		switch {
		case a > far:
			return huge
		case a < -far:
			return tiny
		}
		return about(bits300.exp(bits300.real(a)))
	}},
	{"log", false, unary(interval.Interval.Log), func(a, _ float64) bracket {
		if a <= 0 {
			return bracket{}
		}
		return about(bits300.log(bits300.real(a)))
	}},
	{"tanh", false, unary(interval.Interval.Tanh), func(a, _ float64) bracket {
		if a == 0 {
			return exactly(wide.real(0))
		}
		x := bits300.real(max(-far, min(2*a, far)))
		w := bits300 + guard + precision(max(0, -x.MantExp(nil)))
		e := w.exp(x)
		return about(w.quo(w.sub(e, w.real(1)), w.add(e, w.real(1))))
	}},
	{"sigmoid", false, unary(interval.Interval.Sigmoid), func(a, _ float64) bracket {
		if a < -far {
			return tiny
		}
		const w = bits300 + guard
		return about(w.quo(w.real(1), w.add(w.real(1), w.exp(w.real(max(-a, -far))))))
	}},
	{"softplus", false, unary(interval.Interval.Softplus), func(a, _ float64) bracket {
		const w = bits300 + guard
		switch {
		case a < -far:
			return tiny
		case a > far:
			return about(w.real(a))
		}
		e := w.exp(w.real(-math.Abs(a)))
		l := w.scale(w.odd(w.quo(e, w.add(w.real(2), e)), 1), 1)
		return about(w.add(l, w.real(max(a, 0))))
	}},
	{"sin", false, unary(interval.Interval.Sin), func(a, _ float64) bracket {
		s, _ := bits300.sinCos(bits300.real(a))
		return about(s)
	}},
	{"cos", false, unary(interval.Interval.Cos), func(a, _ float64) bracket {
		_, c := bits300.sinCos(bits300.real(a))
		return about(c)
	}},
	{"acos", false, unary(interval.Interval.Acos), func(a, _ float64) bracket {
		if math.Abs(a) > 1 {
			return bracket{}
		}
		return about(bits300.acos(bits300.real(a)))
	}},
	{"atan", false, unary(interval.Interval.Atan), func(a, _ float64) bracket {
		return about(bits300.atan(bits300.real(a)))
	}},
	{"atan2", true, interval.Interval.Atan2, func(a, b float64) bracket {
		if a == 0 && b == 0 {
			return bracket{}
		}
		return about(bits300.atan2(bits300.real(a), bits300.real(b)))
	}},
}

// all lists every operation; the fuzz target picks by index.
var all = append(append(append([]operation{}, arithmetic...), pow), elementary...)
