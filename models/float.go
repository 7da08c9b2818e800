package models

import (
	"math"
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
	top, rest := largest(x), 0.0
	for j, v := range x {
		if j != top {
			rest += math.Exp(v - x[top])
		}
	}
	return x[top] + math.Log1p(rest)
}

func (floats) softmax(dst, x []float64) {
	top, sum := x[largest(x)], 0.0
	for j, v := range x {
		dst[j] = math.Exp(v - top)
		sum += dst[j]
	}
	for j := range dst {
		dst[j] /= sum
	}
}

func (floats) softmaxMul(dst, p, r []float64) { softmaxMul(dst, p, r, 1) }

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

var (
	_ Kinked = (*Tape)(nil)
	_ Passer = (*Tape)(nil)
)

// Dim returns the number of parameters.
func (t *Tape) Dim() int { return t.dim }

// Loss returns L(w): NaN or infinite where the formula is not defined or overflows.
func (t *Tape) Loss(w []float64) float64 {
	s := t.scratch(w)
	defer t.free.put(s)
	loss, _ := s.loss()
	return loss
}

// Gradient sets dst = ∇L(w). At the kink of Relu, LeakyRelu and Abs the derivative
// is that for negative arguments, at that of Max and Min it is that of the first
// argument.
func (t *Tape) Gradient(dst, w []float64) {
	mustFit("dst", dst, t.dim)
	s := t.scratch(w)
	defer t.free.put(s)
	s.gradient()
	copy(dst, s.inputs(s.adj))
}

// HessVec sets dst = ∇²L(w) v, with kinks as in Gradient. It multiplies the derivatives
// of each operation, so those must be in the range of float64, as [At] checks: Log(1 +
// Exp(x)) is right up to the overflow of Exp at x = 709. Softplus and [LogSumExp] have no
// such limit.
func (t *Tape) HessVec(dst, w, v []float64) {
	mustFit("dst", dst, t.dim)
	mustFit("v", v, t.dim)
	s := t.scratch(w)
	defer t.free.put(s)
	s.gradient()
	copy(s.direction(), v)
	copy(dst, s.hessVec())
}

// Kink returns the operation Relu, LeakyRelu, Abs, Max or Min whose kink lies
// nearest to w, as "Relu 2" (the second Relu of the formula), and the absolute
// value of its argument, or of the difference of its arguments. Without such
// operations it returns "" and +Inf.
func (t *Tape) Kink(w []float64) (unit string, distance float64) {
	s := t.scratch(w)
	defer t.free.put(s)
	s.loss()
	nearest, distance := -1, math.Inf(1)
	for i := t.first; i < len(t.nodes); i++ {
		nd := &t.nodes[i]
		if !nd.op.kinked() {
			continue
		}
		if d := math.Abs(s.kinkArgument(nd.op, s.val[nd.a], s.val[nd.b])); d < distance {
			nearest, distance = i, d
		}
	}
	if nearest < 0 {
		return "", distance
	}
	return t.unit(nearest), distance
}

// scratch returns a sweep with w in the values of the parameters.
func (t *Tape) scratch(w []float64) *sweep[float64, floats] {
	mustFit("w", w, t.dim)
	s := t.free.get()
	if s == nil {
		s = newSweep[float64](t, floats{})
	}
	copy(s.inputs(s.val), w)
	return s
}

// Pass evaluates the formula at w once, for Hessian products at that point.
func (t *Tape) Pass(w []float64) Pass {
	s := t.scratch(w)
	loss, _ := s.gradient()
	s.direction()
	return &tapePass{s, loss}
}

type tapePass struct {
	sweep *sweep[float64, floats]
	loss  float64
}

func (p *tapePass) Loss() float64 { return p.loss }

func (p *tapePass) Gradient(dst []float64) { copy(dst, p.sweep.inputs(p.sweep.adj)) }

func (p *tapePass) HessVec(dst, v []float64) {
	copy(p.sweep.direction(), v)
	copy(dst, p.sweep.hessVec())
}
