package models

import (
	"fmt"
	"math/big"
	"slices"

	"saddle/spectra/interval"
	"saddle/spectra/rational"
)

// A Tape is a loss as its textbook formula: the list of its operations, which is
// read in the arithmetic that a question needs.
//
//	float64       Loss, Gradient, HessVec: a Tape is a Model
//	intervals     Enclose, EncloseGradient, EncloseLoss
//	rationals     Exact, ExactGradient, ExactLoss
//	power series  Series
//	polynomials   Polynomial, Compose
//	inequalities  Extremal
//
// The first three carry derivatives: of L = f(w), for every operation z = φ(x, y)
// in turn the value z and the tangent ż = φₓẋ + φ_y ẏ, then backwards the adjoint
// x̄ = ∂L/∂x += z̄ φₓ and its tangent, which at the parameters is ∇²L ẇ (Pearlmutter,
// "Fast exact multiplication by the Hessian", Neural Computation 6, 1994).
//
// A Tape is immutable and safe for concurrent use.
type Tape struct {
	dim    int
	first  int // nodes before the first do not depend on w; then come the parameters
	out    int32
	nodes  []node
	parts  int // number of slots
	consts []exactConst
	terms  [][]int32 // the operands of every LogSumExp
	free   stack[sweep[float64, floats]]
	meter  *meter // see Within
}

// A node is one operation of a Tape, on nodes before it.
type node struct {
	op   op
	a, b int32
	n    int32 // exponent of Pow; index of a constant, a parameter or a list of terms
	slot int32 // where the local derivatives of a curved or kinked node are, or of the first term
}

// exactConst is a rational constant in every arithmetic.
type exactConst struct {
	rat      *big.Rat
	float    float64 // nearest
	interval interval.Interval
	fraction rational.Number
}

// Trace calls f once, on the n parameters, and returns what it did as a Tape. f
// must do the same for all w: it sees no numbers. Trace panics if n < 0 and if f
// returns a Var of another trace. n = 0 and a constant result are allowed.
func Trace(n int, f func(w []Var) Var) *Tape {
	if n < 0 {
		panic(fmt.Sprintf("models: Trace of %d parameters", n))
	}
	tr := &trace{}
	w := make([]Var, n)
	for i := range w {
		w[i] = Var{&expr{op: opInput, n: i, trace: tr}}
	}
	out := f(w).expr()
	tr.ended = true
	if out.trace != nil && out.trace != tr {
		panic("models: Trace of a function that returns a Var of another trace")
	}
	return newTape(w, tr.exprs, out)
}

// newTape lists what out needs: constant expressions, parameters, then the rest
// in the order of their making.
func newTape(w []Var, exprs []*expr, out *expr) *Tape {
	needed := map[*expr]bool{out: true}
	for i := len(exprs) - 1; i >= 0; i-- {
		if e := exprs[i]; needed[e] {
			for x := range e.operands() {
				needed[x] = true
			}
		}
	}
	exprs = slices.DeleteFunc(exprs, func(e *expr) bool { return !needed[e] })

	t := &Tape{dim: len(w)}
	at := make(map[*expr]int32, len(exprs)+len(w))
	for _, e := range append(exprs, out) {
		for c := range e.operands() {
			if c.trace == nil {
				t.emit(c, at)
			}
		}
		if e.trace == nil {
			t.emit(e, at)
		}
	}
	t.first = len(t.nodes)
	for _, x := range w {
		t.emit(x.e, at)
	}
	for _, e := range exprs {
		t.emit(e, at)
	}
	t.out = at[out]
	return t
}

// emit appends e, after the constant expressions that it needs.
func (t *Tape) emit(e *expr, at map[*expr]int32) int32 {
	if i, ok := at[e]; ok {
		return i
	}
	nd := node{op: e.op, n: int32(e.n)}
	if e.a != nil {
		nd.a = t.emit(e.a, at)
	}
	if e.b != nil {
		nd.b = t.emit(e.b, at)
	}
	switch {
	case e.op == opConst:
		nd.n = t.addConst(e.c)
	case e.op == opLogSumExp:
		nd.n, nd.slot = t.addTerms(e.terms, at)
	case e.op.curved() || e.op.kinked():
		nd.slot = int32(t.parts)
		t.parts++
	}
	t.nodes = append(t.nodes, nd)
	at[e] = int32(len(t.nodes) - 1)
	return at[e]
}

// addConst appends c in every arithmetic.
func (t *Tape) addConst(c *big.Rat) int32 {
	f, _ := c.Float64()
	t.consts = append(t.consts, exactConst{c, f, interval.OfRat(c), rational.Of(c)})
	return int32(len(t.consts) - 1)
}

// unit names the kinked node i, as "Relu 2": the second Relu of the formula.
func (t *Tape) unit(i int) string {
	count := 0
	for _, nd := range t.nodes[:i+1] {
		if nd.op == t.nodes[i].op {
			count++
		}
	}
	return fmt.Sprintf("%v %d", t.nodes[i].op, count)
}

// addTerms lists the operands of a LogSumExp, after the constant expressions among them.
// It returns where the list is, and the first of the slots for its derivatives.
func (t *Tape) addTerms(terms []*expr, at map[*expr]int32) (list, slot int32) {
	nodes := make([]int32, len(terms))
	for k, x := range terms {
		nodes[k] = t.emit(x, at)
	}
	list, slot = int32(len(t.terms)), int32(t.parts)
	t.terms = append(t.terms, nodes)
	t.parts += len(nodes)
	return list, slot
}

// Within returns the tape with a bound on the work of all exact arithmetic that it is asked for: by
// Exact, Precise, Series, Polynomial and those named like them. When it is spent, they return an
// [ErrWork]. A unit of work is about 10 ns; it is counted from the lengths of the numbers, so that
// the answers do not depend on the machine. What is returned is not safe for concurrent use. It
// panics if most is below 1.
func (t *Tape) Within(most int) *Tape {
	if most < 1 {
		panic(fmt.Sprintf("models: Within a work of %d", most))
	}
	c := t.copied()
	c.meter = &meter{most: most}
	return c
}

// copied returns a tape that may be changed before it is used.
func (t *Tape) copied() *Tape {
	c := &Tape{dim: t.dim, first: t.first, out: t.out, parts: t.parts, consts: t.consts, meter: t.meter, nodes: slices.Clone(t.nodes)}
	for _, list := range t.terms {
		c.terms = append(c.terms, slices.Clone(list))
	}
	return c
}
