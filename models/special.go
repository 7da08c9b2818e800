package models

import "math/big"

// special returns f(x) where both are rational: √ of a square, exp 0 = 1, log 1 = 0, sin 0 = tanh 0
// = atan 0 = 0, cos 0 = 1, sigmoid 0 = 1/2, acos 1 = 0. At other rational numbers these functions
// are irrational: exp, log, sin, cos, tanh, atan by Lindemann's theorem (I. Niven, Irrational
// Numbers, 1956, chapter 9), and so are sigmoid and acos, which are made of them; softplus at
// all, but that is not used.
func special(f op, x fraction) (z fraction, ok bool) {
	switch f {
	case opSqrt:
		return x.sqrt()
	case opLog, opAcos:
		return fraction{}, x.add(wholeFraction(-1)).isZero()
	case opExp, opCos:
		return wholeFraction(1), x.isZero()
	case opSigmoid:
		return fraction{num: 1, den: 2}, x.isZero()
	case opSin, opTanh, opAtan:
		return fraction{}, x.isZero()
	}
	return fraction{}, false
}

// sqrt returns √x if that is rational.
func (x fraction) sqrt() (fraction, bool) {
	c := x.view()
	if c.Sign() < 0 {
		return fraction{}, false
	}
	num, den := new(big.Int).Sqrt(c.Num()), new(big.Int).Sqrt(c.Denom())
	z := new(big.Rat).SetFrac(num, den)
	return fractionOf(z), new(big.Rat).Mul(z, z).Cmp(c) == 0
}

// undefined reports whether f is not defined at x.
func undefined(f op, x fraction) bool {
	switch f {
	case opSqrt:
		return x.sign() < 0
	case opLog:
		return x.sign() <= 0
	case opAcos:
		return new(big.Rat).Abs(x.view()).Cmp(big.NewRat(1, 1)) > 0
	}
	return false
}
