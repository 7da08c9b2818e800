package models

import (
	"math"

	"saddle/models/internal/softmax"
)

// floats is float64 arithmetic. Products are rounded before they are added, on
// every architecture.
type floats struct{}

func (floats) constant(c *exactConst) float64 { return c.float }
func (floats) integer(n int) float64          { return float64(n) }
func (floats) isZero(x float64) bool          { return x == 0 }
func (floats) neg(x float64) float64          { return -x }
func (floats) add(x, y float64) float64       { return x + y }
func (floats) sub(x, y float64) float64       { return x - y }
func (floats) mul(x, y float64) float64       { return float64(x * y) }
func (floats) div(x, y float64) float64       { return x / y }
func (floats) atan2(y, x float64) float64     { return math.Atan2(y, x) }
func (floats) allowsKinks() bool              { return true }
func (floats) err() error                     { return nil }

// pow multiplies repeated squares; a negative power is the reciprocal of a positive one.
func (floats) pow(x float64, n int) float64 {
	p := 1.0
	for k := max(n, -n); k > 0; k >>= 1 {
		if k&1 == 1 {
			p *= x
		}
		x *= x
	}
	if n < 0 {
		return 1 / p
	}
	return p
}

func (floats) function(f op, x float64) float64 {
	switch f {
	case opSqrt:
		return math.Sqrt(x)
	case opExp:
		return math.Exp(x)
	case opLog:
		return math.Log(x)
	case opTanh:
		return math.Tanh(x)
	case opSigmoid: // the exponential of a negative number does not overflow
		if e := math.Exp(-math.Abs(x)); x < 0 {
			return e / (1 + e)
		} else {
			return 1 / (1 + e)
		}
	case opSoftplus:
		return math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x)))
	case opSin:
		return math.Sin(x)
	case opCos:
		return math.Cos(x)
	case opAcos:
		return math.Acos(x)
	case opAtan:
		return math.Atan(x)
	}
	panic("models: no float64 arithmetic for " + f.String())
}

func (floats) logSumExp(x []float64) float64 {
	top, rest := softmax.Largest(x), 0.0
	for j, v := range x {
		if j != top {
			rest += math.Exp(v - x[top])
		}
	}
	return x[top] + math.Log1p(rest)
}

func (floats) softmax(dst, x []float64) {
	top, sum := x[softmax.Largest(x)], 0.0
	for j, v := range x {
		dst[j] = math.Exp(v - top)
		sum += dst[j]
	}
	for j := range dst {
		dst[j] /= sum
	}
}

func (floats) softmaxMul(dst, p, r []float64) { softmax.Mul(dst, p, r, 1) }

func (floats) sign(x float64) (int, bool) {
	switch {
	case x > 0:
		return 1, true
	case x < 0:
		return -1, true
	}
	return 0, x == 0
}

// straddle is the value at NaN.
func (floats) straddle(op, float64, float64) float64 { return math.NaN() }
