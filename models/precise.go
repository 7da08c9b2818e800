package models

import (
	"fmt"
	"math/big"

	"saddle/models/internal/fixed"
	"saddle/spectra/rational"
)

// A Number is known exactly, or by bounds.
type Number struct {
	Exact  *big.Rat // nil if the number is not known to be rational
	Lo, Hi *big.Rat // Lo ≤ number ≤ Hi; both Exact if that is known
}

// Sign returns the sign; ok is false if that is not known.
func (x Number) Sign() (sign int, ok bool) {
	switch {
	case x.Lo.Sign() > 0:
		return 1, true
	case x.Hi.Sign() < 0:
		return -1, true
	}
	return 0, x.Exact != nil
}

// A PreciseJet holds the loss, the gradient and the Hessian at one point.
type PreciseJet struct {
	Loss     Number
	Gradient []Number
	Hessian  [][]Number // symmetric
}

// MostBits is the greatest precision of [Tape.Precise].
const MostBits = 1 << 14

// PreciseGradient returns L(w) and ∇L(w), exactly where rational operations give them and functions
// at special arguments, as exp 0, with no number of above 2¹⁵ bits on the way, and else with
// bounds at most some 2^−bits apart. They tell from 0 what float64 does not, as 1 − tanh 50.
//
// The error is an [ErrDimension], an [ErrArgument] for bits outside 1 … [MostBits], an [ErrNonSmooth]
// on a kink, an [ErrRange] for Exp above 2¹⁵ and Sin and Cos beyond 2⁴⁰⁹⁶, an [ErrWork] of
// [Tape.Within], and an [ErrUndefined] where the formula has no value or no derivative, or where
// that was not excluded with so many bits.
func (t *Tape) PreciseGradient(w []*big.Rat, bits int) (loss Number, gradient []Number, err error) {
	s, err := t.preciseSweep(w, bits)
	if err != nil {
		return Number{}, nil, err
	}
	l, err := s.gradient()
	if err != nil {
		return Number{}, nil, err
	}
	for _, x := range s.inputs(s.adj) {
		gradient = append(gradient, s.arith.number(x))
	}
	return s.arith.number(l), gradient, nil
}

// Precise returns L(w), ∇L(w) and ∇²L(w) as PreciseGradient does, at the cost of n products.
func (t *Tape) Precise(w []*big.Rat, bits int) (PreciseJet, error) {
	s, err := t.preciseSweep(w, bits)
	if err != nil {
		return PreciseJet{}, err
	}
	loss, err := s.gradient()
	if err != nil {
		return PreciseJet{}, err
	}
	j := PreciseJet{Loss: s.arith.number(loss), Hessian: make([][]Number, t.dim)}
	for _, x := range s.inputs(s.adj) {
		j.Gradient = append(j.Gradient, s.arith.number(x))
	}
	for i := range j.Hessian {
		j.Hessian[i] = make([]Number, t.dim)
	}
	s.hessian(func(k int, column []known) {
		for i := k; i < t.dim; i++ {
			j.Hessian[i][k] = s.arith.number(column[i])
			j.Hessian[k][i] = j.Hessian[i][k]
		}
	})
	return j, s.arith.failure
}

func (t *Tape) preciseSweep(w []*big.Rat, bits int) (*sweep[known, *precise], error) {
	if len(w) != t.dim {
		return nil, ErrDimension{"w", len(w), t.dim}
	}
	if bits < 1 || bits > MostBits {
		return nil, ErrArgument{"bits", fmt.Sprintf("1 to %d", MostBits)}
	}
	if err := notNil("w[%[2]d]", 0, w); err != nil {
		return nil, err
	}
	a := &precise{grid: fixed.New(uint(bits)), bits: bits}
	a.rationals.meter = t.meter
	s := newSweep[known](t, a)
	for i, x := range w {
		s.inputs(s.val)[i] = exactly(rational.Of(x))
	}
	return s, nil
}

// known is a rational number, or a number between bounds.
type known struct {
	exact  rational.Number
	bounds fixed.Interval // of a number that is not exact
	open   bool           // it is not exact
}

func exactly(x rational.Number) known { return known{exact: x} }

// String returns the number, or a bound of it.
func (x known) String() string {
	if !x.open {
		return x.exact.String()
	}
	return "what is not known exactly"
}

// precise is arithmetic with numbers that are exact as long as they can be.
type precise struct {
	rationals rationals
	grid      fixed.Grid
	bits      int
	failure   error
}

func (a *precise) number(x known) Number {
	if !x.open {
		r := x.exact.Rat()
		return Number{r, r, r}
	}
	lo, hi := a.grid.Bounds(x.bounds)
	return Number{Lo: lo, Hi: hi}
}

func (a *precise) interval(x known) fixed.Interval {
	if x.open {
		return x.bounds
	}
	return a.grid.OfRat(x.exact.Rat())
}

// between returns a number between bounds; not ok is an operation that is not defined at x.
func (a *precise) between(f op, x known, z fixed.Interval, ok bool) known {
	if !ok {
		return a.fail(ErrUndefined{f.String(), x.String()})
	}
	if sign, known := z.Sign(); known && sign == 0 {
		return exactly(rational.Number{})
	}
	return known{bounds: z, open: true}
}

func (a *precise) fail(err error) known {
	if a.failure == nil {
		a.failure = err
	}
	return known{}
}

// longest is how many words a number may have that is kept exactly.
const longest = 1 << 9

// rational returns what exact arithmetic made of exact numbers, with its error.
func (a *precise) rational(x rational.Number) known {
	if err := a.rationals.failure; err != nil {
		return a.fail(err)
	}
	if x.Words() > longest {
		return known{bounds: a.grid.OfRat(x.Rat()), open: true}
	}
	return exactly(x)
}

func (*precise) constant(c *exactConst) known { return exactly(c.fraction) }
func (*precise) integer(n int) known          { return exactly(rational.Int(int64(n))) }
func (*precise) isZero(x known) bool          { return !x.open && x.exact.IsZero() }
func (*precise) allowsKinks() bool            { return false }
func (a *precise) err() error                 { return a.failure }
func (a *precise) sub(x, y known) known       { return a.add(x, a.neg(y)) }

func (a *precise) neg(x known) known {
	if x.open {
		return known{bounds: x.bounds.Neg(), open: true}
	}
	return exactly(x.exact.Neg())
}

func (a *precise) add(x, y known) known {
	switch {
	case !x.open && !y.open:
		return a.rational(a.rationals.add(x.exact, y.exact))
	case a.isZero(x):
		return y
	case a.isZero(y):
		return x
	}
	return a.between(opAdd, x, a.interval(x).Add(a.interval(y)), true)
}

func (a *precise) mul(x, y known) known {
	switch {
	case a.isZero(x) || a.isZero(y):
		return known{}
	case !x.open && !y.open:
		return a.rational(a.rationals.mul(x.exact, y.exact))
	case !a.pays(a.words(x), a.words(y)):
		return known{}
	}
	return a.between(opMul, x, a.grid.Mul(a.interval(x), a.interval(y)), true)
}

func (a *precise) div(x, y known) known {
	if !x.open && !y.open || a.isZero(y) {
		return a.rational(a.rationals.div(x.exact, y.exact))
	}
	if a.isZero(x) {
		if _, ok := a.sign(y); ok {
			return known{}
		}
	}
	if !a.pays(a.words(x), a.words(y)) {
		return known{}
	}
	z, ok := a.grid.Div(a.interval(x), a.interval(y))
	return a.between(opDiv, y, z, ok)
}

func (a *precise) pow(x known, n int) known {
	if !x.open {
		return a.rational(a.rationals.pow(x.exact, n))
	}
	if size := a.words(x) * max(n, -n); !a.pays(size, size) {
		return known{}
	}
	z, ok := a.grid.Pow(x.bounds, n)
	return a.between(opPow, x, z, ok)
}

func (a *precise) sign(x known) (int, bool) {
	if x.open {
		return x.bounds.Sign()
	}
	return x.exact.Sign(), true
}

func (a *precise) straddle(f op, x, y known) known {
	return a.fail(ErrUndefined{f.String(), "what is not known to be off its kink"})
}

// words is about how long the bounds of x are.
func (a *precise) words(x known) int {
	if !x.open {
		return x.exact.Words()
	}
	return 1 + max(x.bounds.Lo.BitLen(), x.bounds.Hi.BitLen())/64
}

// pays reports whether a product of numbers of so many words is allowed: of bounds it is four
// products of integers.
func (a *precise) pays(x, y int) bool { return a.takes(40 + x*y/2) }

// evaluates reports whether a function of x is allowed: a series of some 2 terms for each word, with a
// product and a quotient each.
func (a *precise) evaluates(x known) bool {
	words := a.bits/64 + 2 + 2*a.words(x)
	return a.takes(16 * words * (64 + words*words/6))
}

func (a *precise) takes(n int) bool {
	if a.rationals.meter.spend(n) {
		return true
	}
	a.fail(ErrWork{a.rationals.meter.most})
	return false
}
