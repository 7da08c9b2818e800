package models

import "saddle/spectra/rational"

// special returns f(x) where both are rational: √ of a square, exp 0 = 1, log 1 = 0, sin 0 = tanh 0
// = atan 0 = 0, cos 0 = 1, sigmoid 0 = 1/2, acos 1 = 0. At other rational numbers these functions
// are irrational: exp, log, sin, cos, tanh, atan by Lindemann's theorem (I. Niven, Irrational
// Numbers, 1956, chapter 9), and so are sigmoid and acos, which are made of them; softplus at
// all, but that is not used.
func special(f op, x rational.Number) (z rational.Number, ok bool) {
	switch f {
	case opSqrt:
		return x.Sqrt()
	case opLog, opAcos:
		return rational.Number{}, x.Cmp(rational.Int(1)) == 0
	case opExp, opCos:
		return rational.Int(1), x.IsZero()
	case opSigmoid:
		return rational.New(1, 2), x.IsZero()
	case opSin, opTanh, opAtan:
		return rational.Number{}, x.IsZero()
	}
	return rational.Number{}, false
}

// undefined reports whether f is not defined at x.
func undefined(f op, x rational.Number) bool {
	switch f {
	case opSqrt:
		return x.Sign() < 0
	case opLog:
		return x.Sign() <= 0
	case opAcos:
		return x.Abs().Cmp(rational.Int(1)) > 0
	}
	return false
}
