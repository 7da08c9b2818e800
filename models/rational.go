package models

import (
	"fmt"
	"math/big"

	"saddle/spectra/rational"
)

// ErrTranscendental reports an operation whose values are not rational.
type ErrTranscendental struct {
	Op string // as "Tanh"
}

// Error says what is wrong and what would do.
func (e ErrTranscendental) Error() string {
	return fmt.Sprintf("models: %s is not rational; use Enclose", e.Op)
}

// algebraic is what arithmetics share that have no functions: they keep the first error.
type algebraic[T any] struct {
	failure error
	meter   *meter
}

func (*algebraic[T]) allowsKinks() bool      { return false }
func (a *algebraic[T]) err() error           { return a.failure }
func (a *algebraic[T]) function(f op, _ T) T { return a.fail(ErrTranscendental{f.String()}) }
func (a *algebraic[T]) atan2(x, _ T) T       { return a.function(opAtan2, x) }
func (a *algebraic[T]) logSumExp(x []T) T    { return a.function(opLogSumExp, x[0]) }
func (*algebraic[T]) softmax(_, _ []T)       {}
func (*algebraic[T]) softmaxMul(_, _, _ []T) {}

func (a *algebraic[T]) fail(err error) (none T) {
	if a.failure == nil {
		a.failure = err
	}
	return none
}

// rationals is exact arithmetic.
type rationals struct{ algebraic[rational.Number] }

// function returns f(x) if that is rational.
func (a *rationals) function(f op, x rational.Number) rational.Number {
	z, ok := special(f, x)
	switch {
	case undefined(f, x):
		return a.fail(ErrUndefined{f.String(), x.String()})
	case !ok:
		return a.fail(ErrTranscendental{f.String()})
	}
	return z
}

func (*rationals) constant(c *exactConst) rational.Number     { return c.fraction }
func (*rationals) integer(n int) rational.Number              { return rational.Int(int64(n)) }
func (*rationals) isZero(x rational.Number) bool              { return x.IsZero() }
func (*rationals) neg(x rational.Number) rational.Number      { return x.Neg() }
func (a *rationals) sub(x, y rational.Number) rational.Number { return a.add(x, y.Neg()) }
func (*rationals) sign(x rational.Number) (int, bool)         { return x.Sign(), true }

func (a *rationals) add(x, y rational.Number) rational.Number {
	if !a.pays(x.Words(), y.Words()) {
		return rational.Number{}
	}
	return x.Add(y)
}

func (a *rationals) mul(x, y rational.Number) rational.Number {
	if !a.pays(x.Words(), y.Words()) {
		return rational.Number{}
	}
	return x.Mul(y)
}

func (a *rationals) div(x, y rational.Number) rational.Number {
	if y.IsZero() {
		return a.fail(ErrUndefined{opDiv.String(), "0"})
	}
	return a.mul(x, y.Inverse())
}

func (a *rationals) pow(x rational.Number, n int) rational.Number {
	if n < 0 && x.IsZero() {
		return a.fail(ErrUndefined{opPow.String(), "0"})
	}
	if size := 1 + x.Bits()*max(n, -n)/64; x.Bits() > 2 && !a.pays(size, size) { // but for 0, 1 and −1
		return rational.Number{}
	}
	return x.Pow(n)
}

func (*rationals) straddle(op, rational.Number, rational.Number) rational.Number {
	panic("models: a rational number without a sign")
}

// A Jet holds the loss, the gradient and the Hessian at one point, exactly.
type Jet struct {
	Loss     *big.Rat
	Gradient []*big.Rat
	Hessian  [][]*big.Rat // symmetric; the entries (i, j) and (j, i) are one number
}

// ExactLoss returns L(w) for a formula of rational operations: Add, Sub, Mul, Div,
// Neg, Pow, and the kinked ones; and of functions where their arguments at w are such that
// their values are rational: Exp, Sin, Cos, Tanh, Atan and Sigmoid at 0, Log and Acos at 1, Sqrt
// of a square. The error is an [ErrDimension], an [ErrUndefined] outside the domain, as for a
// division by 0, or an [ErrTranscendental].
func (t *Tape) ExactLoss(w []*big.Rat) (*big.Rat, error) {
	s, err := t.exactSweep(w)
	if err != nil {
		return nil, err
	}
	loss, err := s.loss()
	if err != nil {
		return nil, err
	}
	return loss.Rat(), nil
}

// ExactGradient returns L(w) and ∇L(w). Further to the errors of ExactLoss, it
// refuses a point on a kink: [ErrNonSmooth].
func (t *Tape) ExactGradient(w []*big.Rat) (loss *big.Rat, gradient []*big.Rat, err error) {
	s, err := t.exactSweep(w)
	if err != nil {
		return nil, nil, err
	}
	l, err := s.gradient()
	if err != nil {
		return nil, nil, err
	}
	return l.Rat(), rats(s.inputs(s.adj)), nil
}

// Exact returns L(w), ∇L(w) and ∇²L(w), at the cost of n products; the errors are
// those of ExactGradient.
func (t *Tape) Exact(w []*big.Rat) (Jet, error) {
	s, err := t.exactSweep(w)
	if err != nil {
		return Jet{}, err
	}
	loss, err := s.gradient()
	if err != nil {
		return Jet{}, err
	}
	h := make([][]*big.Rat, t.dim)
	for i := range h {
		h[i] = make([]*big.Rat, t.dim)
	}
	s.hessian(func(j int, column []rational.Number) {
		for i := j; i < t.dim; i++ {
			h[i][j] = column[i].Rat()
			h[j][i] = h[i][j]
		}
	})
	return Jet{loss.Rat(), rats(s.inputs(s.adj)), h}, s.arith.failure
}

func (t *Tape) exactSweep(w []*big.Rat) (*sweep[rational.Number, *rationals], error) {
	if len(w) != t.dim {
		return nil, ErrDimension{"w", len(w), t.dim}
	}
	if err := notNil("w[%[2]d]", 0, w); err != nil {
		return nil, err
	}
	s := newSweep[rational.Number](t, &rationals{algebraic[rational.Number]{meter: t.meter}})
	for i, x := range w {
		s.inputs(s.val)[i] = rational.Of(x)
	}
	return s, nil
}

// notNil refuses nil, naming entry (i, k) of an argument by the format.
func notNil(format string, i int, x []*big.Rat) error {
	for k := range x {
		if x[k] == nil {
			return ErrArgument{fmt.Sprintf(format, i, k), "a number, not nil"}
		}
	}
	return nil
}

func rats(x []rational.Number) []*big.Rat {
	r := make([]*big.Rat, len(x))
	for i := range x {
		r[i] = x[i].Rat()
	}
	return r
}

// pays reports whether an operation on fractions of so many words is allowed. Most of its time is
// that of a greatest common divisor, which grows with the square.
func (a *algebraic[T]) pays(x, y int) bool {
	if a.meter.spend(4 + (x+y)*(x+y)/2) {
		return true
	}
	a.fail(ErrWork{a.meter.most})
	return false
}
