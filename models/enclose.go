package models

import (
	"fmt"

	"saddle/spectra/interval"
)

// intervals is interval arithmetic.
type intervals struct{ failure error }

func (*intervals) constant(c *exactConst) interval.Interval     { return c.interval }
func (*intervals) integer(n int) interval.Interval              { return interval.Of(float64(n)) }
func (*intervals) isZero(x interval.Interval) bool              { return x == interval.Interval{} }
func (*intervals) neg(x interval.Interval) interval.Interval    { return x.Neg() }
func (*intervals) add(x, y interval.Interval) interval.Interval { return x.Add(y) }
func (*intervals) sub(x, y interval.Interval) interval.Interval { return x.Sub(y) }
func (*intervals) allowsKinks() bool                            { return false }
func (a *intervals) err() error                                 { return a.failure }

// mul leaves out products with 0, most of those for the Hessian.
func (a *intervals) mul(x, y interval.Interval) interval.Interval {
	if a.isZero(x) || a.isZero(y) {
		return interval.Interval{}
	}
	return x.Mul(y)
}

func (a *intervals) div(x, y interval.Interval) interval.Interval {
	a.require(!y.Contains(0), opDiv, y)
	return x.Div(y)
}

func (a *intervals) pow(x interval.Interval, n int) interval.Interval {
	a.require(n >= 0 || !x.Contains(0), opPow, x)
	return x.Pow(n)
}

func (a *intervals) function(f op, x interval.Interval) interval.Interval {
	switch f {
	case opSqrt:
		a.require(x.Lo >= 0, f, x)
		return x.Sqrt()
	case opExp:
		return x.Exp()
	case opLog:
		a.require(x.Lo > 0, f, x)
		return x.Log()
	case opTanh:
		return x.Tanh()
	case opSigmoid:
		return x.Sigmoid()
	case opSoftplus:
		return x.Softplus()
	case opSin:
		return x.Sin()
	case opCos:
		return x.Cos()
	case opAcos:
		a.require(x.Lo >= -1 && x.Hi <= 1, f, x)
		return x.Acos()
	case opAtan:
		return x.Atan()
	}
	panic("models: no interval arithmetic for " + f.String())
}

func (a *intervals) atan2(y, x interval.Interval) interval.Interval {
	a.require(!y.Contains(0) || x.Lo > 0, opAtan2, y)
	return y.Atan2(x)
}

func (*intervals) logSumExp(x []interval.Interval) interval.Interval { return interval.LogSumExp(x...) }
func (*intervals) softmax(dst, x []interval.Interval)                { interval.Softmax(dst, x) }

// softmaxMul sets dstⱼ = pⱼ Σₖ pₖ (rⱼ − rₖ): no sum cancels for unit vectors r.
func (a *intervals) softmaxMul(dst, p, r []interval.Interval) {
	for j := range p {
		var sum interval.Interval
		for k := range p {
			if k != j {
				sum = sum.Add(a.mul(p[k], r[j].Sub(r[k])))
			}
		}
		dst[j] = a.mul(p[j], sum)
	}
}

// require keeps an error unless the argument x of f is inside the domain.
func (a *intervals) require(ok bool, f op, x interval.Interval) {
	if !ok && a.failure == nil {
		a.failure = ErrUndefined{f.String(), x.String()}
	}
}

func (*intervals) sign(x interval.Interval) (int, bool) {
	switch {
	case x.Positive():
		return 1, true
	case x.Negative():
		return -1, true
	}
	return 0, x == interval.Interval{}
}

// straddle takes both branches; y is the slope for negative arguments.
func (a *intervals) straddle(f op, x, y interval.Interval) interval.Interval {
	switch f {
	case opMax:
		return x.Max(y)
	case opMin:
		return x.Min(y)
	}
	var zero interval.Interval
	return x.Max(zero).Hull(a.mul(y, x.Min(zero)))
}

// An Enclosure holds the loss, the gradient and the Hessian at every point of a box.
type Enclosure struct {
	Loss     interval.Interval
	Gradient []interval.Interval
	Hessian  *interval.Sym
}

// EncloseLoss returns an interval that contains L at every point of the box w: of
// a ReLU too whose sign changes on the box. At a point, its width is that of the
// rounding errors. The error is an [ErrDimension], an [ErrArgument] for an empty
// entry of w, or an [ErrUndefined] if the formula is not defined on all of w:
// division by 0, Log at 0, Sqrt below 0, Acos outside [−1, 1], Atan2 on its cut.
func (t *Tape) EncloseLoss(w []interval.Interval) (interval.Interval, error) {
	s, err := t.intervalSweep(w)
	if err != nil {
		return interval.Interval{}, err
	}
	return s.loss()
}

// EncloseGradient returns enclosures of L and of the entries of ∇L on the box w.
// Further to the errors of EncloseLoss, it refuses a box on which the gradient
// might not exist: [ErrNonSmooth] where the argument of a kink may be 0,
// [ErrUndefined] for Sqrt at 0 and Acos at ±1.
func (t *Tape) EncloseGradient(w []interval.Interval) (loss interval.Interval, gradient []interval.Interval, err error) {
	s, err := t.intervalSweep(w)
	if err != nil {
		return loss, nil, err
	}
	if loss, err = s.gradient(); err != nil {
		return loss, nil, err
	}
	return loss, s.inputs(s.adj), nil
}

// Enclose returns enclosures of L, of ∇L and of the entries of ∇²L on the box w, at
// the cost of n products; the errors are those of EncloseGradient.
func (t *Tape) Enclose(w []interval.Interval) (Enclosure, error) {
	s, err := t.intervalSweep(w)
	if err != nil {
		return Enclosure{}, err
	}
	loss, err := s.gradient()
	if err != nil {
		return Enclosure{}, err
	}
	h := interval.NewSym(t.dim)
	s.hessian(func(j int, column []interval.Interval) {
		for i := j; i < t.dim; i++ {
			h.Set(i, j, column[i])
		}
	})
	return Enclosure{loss, s.inputs(s.adj), h}, s.arith.err()
}

func (t *Tape) intervalSweep(w []interval.Interval) (*sweep[interval.Interval, *intervals], error) {
	if err := checkBox(w, t.dim); err != nil {
		return nil, err
	}
	s := newSweep[interval.Interval](t, &intervals{})
	copy(s.inputs(s.val), w)
	return s, nil
}

// checkBox refuses what is no box of n entries.
func checkBox(w []interval.Interval, n int) error {
	if len(w) != n {
		return ErrDimension{"w", len(w), n}
	}
	for i, x := range w {
		if x.IsEmpty() {
			return ErrArgument{fmt.Sprintf("w[%d]", i), "an interval that is not empty"}
		}
	}
	return nil
}
