package models

import (
	"fmt"
	"iter"
	"math"
	"math/big"
)

// A Var is a number in a formula that is being traced: a parameter, a constant,
// or the result of an operation on such. The zero Var is the constant 0.
//
// Constants are exact rationals, and operations of + − × ÷, powers and kinks on
// constants are carried out exactly at once. 0·x is 0 and leaves no trace, even
// where x is not defined. A Var with parameters in it belongs to its [Trace]:
// mixing two traces, or using a Var after its trace has ended, panics.
type Var struct{ e *expr }

type expr struct {
	op    op
	a, b  *expr
	terms []*expr  // operands of LogSumExp
	n     int      // exponent of a power, index of a parameter
	c     *big.Rat // value of a constant
	trace *trace   // nil where no parameter is involved
}

// trace lists the expressions with parameters in the order of their making.
type trace struct {
	exprs []*expr
	ended bool
}

var zeroExpr = &expr{op: opConst, c: new(big.Rat)}

func (x Var) expr() *expr {
	if x.e == nil {
		return zeroExpr
	}
	return x.e
}

// rat returns the value of a rational constant, else nil.
func (x Var) rat() *big.Rat { return x.expr().c }

func (x Var) is(n int64) bool {
	c := x.rat()
	return c != nil && c.IsInt() && c.Num().IsInt64() && c.Num().Int64() == n
}

// Rational returns a copy of the value of x if x is a rational constant; ok is false for
// every other Var, of √4 too.
func (x Var) Rational() (c *big.Rat, ok bool) {
	if c = x.rat(); c == nil {
		return nil, false
	}
	return new(big.Rat).Set(c), true
}

// IsConstant reports whether no parameter is in x.
func (x Var) IsConstant() bool { return x.expr().trace == nil }

func constant(c *big.Rat) Var { return Var{&expr{op: opConst, c: c}} }

// Const returns the constant c, exactly. It panics on NaN and on infinities.
func Const(c float64) Var {
	r := new(big.Rat).SetFloat64(c)
	if r == nil {
		panic(fmt.Sprintf("models: Const of %v: want a finite number", c))
	}
	return constant(r)
}

// Rat returns the constant p/q. It panics on q = 0.
func Rat(p, q int64) Var {
	if q == 0 {
		panic("models: Rat with denominator 0")
	}
	return constant(big.NewRat(p, q))
}

// BigRat returns a copy of c as a constant.
func BigRat(c *big.Rat) Var { return constant(new(big.Rat).Set(c)) }

// Pi returns π as the formula acos(−1): enclosed by intervals, and not rational.
func Pi() Var { return Rat(-1, 1).Acos() }

// record makes the expression f(a, b).
func record(f op, n int, a, b Var) Var {
	e := &expr{op: f, a: a.expr(), n: n}
	if f.binary() {
		e.b = b.expr()
	}
	return e.traced()
}

// operands yields what e is computed from.
func (e *expr) operands() iter.Seq[*expr] {
	return func(yield func(*expr) bool) {
		if e.a != nil && !yield(e.a) || e.b != nil && !yield(e.b) {
			return
		}
		for _, x := range e.terms {
			if !yield(x) {
				return
			}
		}
	}
}

// traced lists e in the trace of its operands, if they have one.
func (e *expr) traced() Var {
	for x := range e.operands() {
		if e.trace == nil {
			e.trace = x.trace
		} else if x.trace != nil && x.trace != e.trace {
			panic("models: " + e.op.String() + " of Vars of two traces")
		}
	}
	if t := e.trace; t != nil {
		if t.ended {
			panic("models: " + e.op.String() + " of a Var whose Trace has ended")
		}
		t.exprs = append(t.exprs, e)
	}
	return Var{e}
}

// Add returns x + y.
func (x Var) Add(y Var) Var {
	switch p, q := x.rat(), y.rat(); {
	case p != nil && q != nil:
		return constant(new(big.Rat).Add(p, q))
	case x.is(0):
		return y
	case y.is(0):
		return x
	}
	return record(opAdd, 0, x, y)
}

// Sub returns x − y.
func (x Var) Sub(y Var) Var {
	switch p, q := x.rat(), y.rat(); {
	case p != nil && q != nil:
		return constant(new(big.Rat).Sub(p, q))
	case x.is(0):
		return y.Neg()
	case y.is(0):
		return x
	}
	return record(opSub, 0, x, y)
}

// Mul returns x y; a product of a Var with itself is its square.
func (x Var) Mul(y Var) Var {
	switch p, q := x.rat(), y.rat(); {
	case p != nil && q != nil:
		return constant(new(big.Rat).Mul(p, q))
	case x.is(0) || y.is(0):
		return Var{}
	case x.is(1):
		return y
	case y.is(1):
		return x
	case x.e == y.e:
		return x.Sqr()
	}
	return record(opMul, 0, x, y)
}

// Div returns x/y. It panics if y is the constant 0.
func (x Var) Div(y Var) Var {
	if y.is(0) {
		panic("models: Div by the constant 0")
	}
	switch p, q := x.rat(), y.rat(); {
	case p != nil && q != nil:
		return constant(new(big.Rat).Quo(p, q))
	case x.is(0):
		return Var{}
	case y.is(1):
		return x
	}
	return record(opDiv, 0, x, y)
}

// Neg returns −x.
func (x Var) Neg() Var {
	if c := x.rat(); c != nil {
		return constant(new(big.Rat).Neg(c))
	}
	return record(opNeg, 0, x, Var{})
}

// Sqr returns x².
func (x Var) Sqr() Var { return x.Pow(2) }

// Pow returns xⁿ for any integer n, with x⁰ = 1. It panics for a negative power of
// the constant 0.
func (x Var) Pow(n int) Var {
	c := x.rat()
	switch {
	case n == 0:
		return Rat(1, 1)
	case n == 1:
		return x
	case n < 0 && x.is(0):
		panic(fmt.Sprintf("models: Pow of the constant 0 to the power %d", n))
	case n > math.MaxInt32 || n <= -math.MaxInt32: // n − 1 fits too
		panic(fmt.Sprintf("models: Pow to the power %d", n))
	case c != nil:
		return constant(ratPow(c, n))
	}
	return record(opPow, n, x, Var{})
}

func ratPow(c *big.Rat, n int) *big.Rat {
	e := big.NewInt(int64(max(n, -n)))
	p := new(big.Rat).SetFrac(new(big.Int).Exp(c.Num(), e, nil), new(big.Int).Exp(c.Denom(), e, nil))
	if n < 0 {
		p.Inv(p)
	}
	return p
}

// Sqrt returns √x.
func (x Var) Sqrt() Var { return record(opSqrt, 0, x, Var{}) }

// Exp returns eˣ.
func (x Var) Exp() Var { return record(opExp, 0, x, Var{}) }

// Log returns the natural logarithm of x.
func (x Var) Log() Var { return record(opLog, 0, x, Var{}) }

// Tanh returns the hyperbolic tangent of x.
func (x Var) Tanh() Var { return record(opTanh, 0, x, Var{}) }

// Sigmoid returns 1/(1+e⁻ˣ).
func (x Var) Sigmoid() Var { return record(opSigmoid, 0, x, Var{}) }

// Softplus returns log(1+eˣ).
func (x Var) Softplus() Var { return record(opSoftplus, 0, x, Var{}) }

// Sin returns the sine of x.
func (x Var) Sin() Var { return record(opSin, 0, x, Var{}) }

// Cos returns the cosine of x.
func (x Var) Cos() Var { return record(opCos, 0, x, Var{}) }

// Acos returns the arc cosine of x, in [0, π].
func (x Var) Acos() Var { return record(opAcos, 0, x, Var{}) }

// Atan returns the arc tangent of x, in (−π/2, π/2).
func (x Var) Atan() Var { return record(opAtan, 0, x, Var{}) }

// Atan2 returns the angle of the point (x, y), in (−π, π]; the receiver is y.
func (y Var) Atan2(x Var) Var { return record(opAtan2, 0, y, x) }

// Relu returns max(x, 0); it has its kink at 0.
func (x Var) Relu() Var { return x.kinked(opRelu, Var{}) }

// Abs returns |x|; it has its kink at 0.
func (x Var) Abs() Var { return x.kinked(opAbs, Rat(-1, 1)) }

// LeakyRelu returns x where x ≥ 0, else slope·x; it has its kink at 0 unless the
// slope is 1. It panics unless slope is a rational constant.
func (x Var) LeakyRelu(slope Var) Var {
	if slope.rat() == nil {
		panic("models: LeakyRelu with a slope that is not a rational constant")
	}
	if slope.is(1) {
		return x
	}
	return x.kinked(opLeakyRelu, slope)
}

func (x Var) kinked(f op, slope Var) Var {
	switch c := x.rat(); {
	case c == nil:
		return record(f, 0, x, slope)
	case c.Sign() < 0:
		return x.Mul(slope)
	}
	return x
}

// Max returns the larger of x and y; it has its kink at x = y.
func (x Var) Max(y Var) Var { return x.choose(opMax, y) }

// Min returns the smaller of x and y; it has its kink at x = y.
func (x Var) Min(y Var) Var { return x.choose(opMin, y) }

func (x Var) choose(f op, y Var) Var {
	p, q := x.rat(), y.rat()
	switch {
	case x.expr() == y.expr():
		return x
	case p == nil || q == nil:
		return record(f, 0, x, y)
	case (p.Cmp(q) < 0) == (f == opMax):
		return y
	}
	return x
}

// Sum returns x₁ + x₂ + …, from left to right; 0 for no terms.
func Sum(x ...Var) Var {
	var s Var
	for _, x := range x {
		s = s.Add(x)
	}
	return s
}

// Prod returns x₁ x₂ …, from left to right; 1 for no factors.
func Prod(x ...Var) Var {
	p := Rat(1, 1)
	for _, x := range x {
		p = p.Mul(x)
	}
	return p
}

// Dot returns a₁b₁ + a₂b₂ + …, from left to right. It panics if the lengths differ.
func Dot(a, b []Var) Var {
	if len(a) != len(b) {
		panic(fmt.Sprintf("models: Dot of lengths %d and %d", len(a), len(b)))
	}
	var s Var
	for i := range a {
		s = s.Add(a[i].Mul(b[i]))
	}
	return s
}
