package models

import (
	"math/big"
	"slices"

	"saddle/spectra/rational"
)

// An Extremal is what the operations of a tape show of its value at w by themselves, without
// derivatives: that of a square is least where it is 0, and so on.
type Extremal struct {
	// Least and Greatest say that the loss is nowhere lower, or higher, than at w: near w, or everywhere.
	Least, Greatest bool
	// Strict says that near w the loss takes its value at w alone: what has to vanish for that has
	// gradients that span all directions.
	Strict bool
}

// Extremal reads the tape as inequalities: every operation is told whether its result is nowhere below, or
// above, its value at w, by those of its operands. So are sums of squares seen, even powers, products of
// what is not negative or with itself, and monotone functions of such. Everywhere asks for all of space, or
// that part of it where the loss is defined; else it is asked near w, where what is positive at w stays so.
// What it does not say may be true all the same.
//
// The errors are those of [Tape.ExactLoss]. Cost: that of the value at w; to be strict, of some gradients.
func (t *Tape) Extremal(w []*big.Rat, everywhere bool) (Extremal, error) {
	s, err := t.exactSweep(w)
	if err != nil {
		return Extremal{}, err
	}
	if _, err := s.loss(); err != nil {
		return Extremal{}, err
	}
	e := extremes{everywhere: everywhere, of: make([]extreme, len(t.nodes))}
	if len(t.nodes) <= mostCompared {
		e.same = canon{}.numbers(t, t.straight())
	}
	for i, nd := range t.nodes {
		switch {
		case i < t.first:
			e.of[i] = extreme{least: true, greatest: true}
		case nd.op == opLogSumExp:
			e.of[i] = e.increasing(t.terms[nd.n]...)
		case nd.op != opInput:
			e.of[i] = e.node(nd)
		}
		e.of[i].value = s.val[i]
	}
	out := e.of[t.out]
	x := Extremal{Least: out.least, Greatest: out.greatest}
	if out.least != out.greatest {
		x.Strict, err = t.isolated(w, out.level)
	}
	return x, err
}

// mostCompared is how many operations a tape may have whose factors are compared.
const mostCompared = 1 << 12

// An extreme is what is known of a node: with the value v at w, that it is nowhere below v (least), or
// above (greatest). With one of them alone, it is v only where the nodes of the level are as at w.
type extreme struct {
	value           rational.Number
	least, greatest bool
	level           []int32
}

func (x extreme) constant() bool { return x.least && x.greatest }

// negated returns that of −x.
func (x extreme) negated() extreme {
	return extreme{x.value.Neg(), x.greatest, x.least, x.level}
}

// extremes are those of the nodes so far.
type extremes struct {
	everywhere bool
	of         []extreme
	same       []int // numbers that are equal for the same formula
}

// node returns that of an operation on nodes before, but for the value.
func (e *extremes) node(nd node) extreme {
	a, b := e.of[nd.a], e.of[nd.b]
	switch nd.op {
	case opAdd:
		return e.sum(a, b)
	case opSub:
		return e.sum(a, b.negated())
	case opNeg:
		return a.negated()
	case opMul:
		if e.same != nil && e.same[nd.a] == e.same[nd.b] {
			return e.power(nd.a, 2)
		}
		return e.product(a, b)
	case opDiv:
		return e.product(a, e.inverse(b))
	case opPow:
		return e.power(nd.a, int(nd.n))
	case opSqrt, opExp, opLog, opTanh, opSigmoid, opSoftplus, opAtan:
		return e.increasing(nd.a)
	case opSin: // rational at 0 alone
		if !e.everywhere {
			return e.increasing(nd.a)
		}
	case opCos: // rational at 0 alone
		return extreme{greatest: true, least: a.constant(), level: e.level(nd.a)}
	case opRelu, opAbs, opLeakyRelu:
		return e.kinked(nd.a, b.value)
	case opMax:
		return e.larger(a, b)
	case opMin:
		return e.larger(a.negated(), b.negated()).negated()
	}
	return extreme{}
}

// level returns where node i takes its value at w: its own level, or itself.
func (e *extremes) level(i int32) []int32 {
	if x := e.of[i]; x.least != x.greatest {
		return x.level
	}
	return []int32{i}
}

func (e *extremes) sum(a, b extreme) extreme {
	x := extreme{least: a.least && b.least, greatest: a.greatest && b.greatest}
	if x.least || x.greatest {
		x.level = slices.Concat(a.level, b.level)
	}
	return x
}

// increasing returns that of a function that increases with every node.
func (e *extremes) increasing(nodes ...int32) extreme {
	x := e.of[nodes[0]]
	for _, i := range nodes[1:] {
		x = e.sum(x, e.of[i])
	}
	return x
}

// positive reports whether x is known to be positive: near w, or everywhere.
func (e *extremes) positive(x extreme) bool { return x.value.Sign() > 0 && (x.least || !e.everywhere) }

// product looks at ±a and ±b, so that both are positive where that can be.
func (e *extremes) product(a, b extreme) extreme {
	if b.constant() {
		a, b = b, a
	}
	switch sign := a.value.Sign(); {
	case a.constant() && sign > 0:
		return b
	case a.constant() && sign < 0:
		return b.negated()
	}
	for _, sign := range [][2]bool{{}, {true, false}, {false, true}, {true, true}} {
		p, q := a, b
		if sign[0] {
			p = a.negated()
		}
		if sign[1] {
			q = b.negated()
		}
		if x, ok := e.positiveProduct(p, q); ok {
			if sign[0] != sign[1] {
				x = x.negated()
			}
			return x
		}
	}
	return extreme{}
}

// positiveProduct returns that of ab where neither is negative: from a ≥ a(w) ≥ 0 and b ≥ b(w) ≥ 0 follows
// ab ≥ (ab)(w), and from 0 < a ≤ a(w) and 0 < b ≤ b(w) the contrary.
func (e *extremes) positiveProduct(a, b extreme) (x extreme, ok bool) {
	sa, sb := a.value.Sign(), b.value.Sign()
	switch {
	case a.constant() && sa == 0: // a constant is neither positive nor negative here
		return extreme{least: true, greatest: true}, true
	case a.least && sa == 0 && e.positive(b):
		return extreme{least: true, level: a.level}, true
	case b.least && sb == 0 && e.positive(a):
		return extreme{least: true, level: b.level}, true
	case a.least && b.least && sa > 0 && sb > 0, a.greatest && b.greatest && e.positive(a) && e.positive(b):
		return extreme{least: a.least && b.least, greatest: a.greatest && b.greatest, level: slices.Concat(a.level, b.level)}, true
	case a.least && b.least && sa >= 0 && sb >= 0:
		return extreme{least: true}, true
	}
	return extreme{}, false
}

// inverse returns that of 1/x, which falls where x rises and keeps its sign.
func (e *extremes) inverse(x extreme) extreme {
	if x.value.Sign() == 0 || x.constant() {
		x.least, x.greatest = x.constant(), x.constant()
		return x
	}
	y := extreme{value: x.value.Inverse(), least: x.greatest, greatest: x.least, level: x.level}
	if e.everywhere { // where x changes its sign, so does 1/x
		y.least = y.least && x.value.Sign() < 0
		y.greatest = y.greatest && x.value.Sign() > 0
	}
	return y
}

// power returns that of xⁿ.
func (e *extremes) power(i int32, n int) extreme {
	x := e.of[i]
	switch sign := x.value.Sign(); {
	case x.constant():
		return x
	case n < 0:
		inverse := e.inverse(x)
		if n%2 != 0 {
			return inverse
		}
		return e.evenPower(inverse)
	case n%2 != 0:
		return x
	case sign == 0:
		return extreme{least: true, level: e.level(i)}
	default:
		return e.evenPower(x)
	}
}

// evenPower returns that of an even power of x, which is not 0 at w.
func (e *extremes) evenPower(x extreme) extreme {
	if x.value.Sign() < 0 {
		x = x.negated()
	}
	if e.everywhere {
		x.greatest = false // it may be negative, and large, elsewhere
	}
	return x
}

// kinked returns that of a Relu, Abs or LeakyRelu, with the slope for negative arguments.
func (e *extremes) kinked(i int32, slope rational.Number) extreme {
	x := e.of[i]
	sign := x.value.Sign()
	switch {
	case slope.Sign() > 0:
		return x
	case slope.Sign() < 0 && sign == 0:
		return extreme{least: true, greatest: x.constant(), level: e.level(i)}
	case slope.IsZero() && sign <= 0:
		return extreme{least: true, greatest: x.greatest || sign < 0 && !e.everywhere}
	case slope.IsZero():
		return x
	}
	return e.evenPower(x)
}

// larger returns that of max(a, b).
func (e *extremes) larger(a, b extreme) extreme {
	if a.value.Cmp(b.value) < 0 {
		a, b = b, a
	}
	x := extreme{least: a.least || b.least && a.value.Cmp(b.value) == 0, greatest: a.greatest && b.greatest}
	if !e.everywhere && a.value.Cmp(b.value) > 0 {
		return a
	}
	return x
}

// isolated reports whether the nodes have gradients at w that span all directions: then w is alone in the
// set of points near w where they all are as at w.
func (t *Tape) isolated(w []*big.Rat, nodes []int32) (bool, error) {
	nodes = slices.Compact(slices.Sorted(slices.Values(nodes)))
	if len(nodes) < t.dim || len(nodes) > 4*t.dim+16 || t.dim == 0 {
		return false, nil
	}
	var rows [][]*big.Rat
	for _, i := range nodes {
		if int(i) < t.first {
			continue
		}
		part := t.copied()
		part.out = i
		_, gradient, err := part.ExactGradient(w)
		if err != nil {
			return false, nil // what is not smooth does not count
		}
		rows = append(rows, gradient)
	}
	return rational.FromRows(rows).Rank() == t.dim, nil
}
