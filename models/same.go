package models

import (
	"fmt"
	"slices"
	"strings"
)

// SameWith reports whether the loss is seen to be the same when parameter i is replaced by parameter
// from[i]: whether the formulas differ in the order of terms and factors alone, and of the operands of
// Max, Min and LogSumExp. If so, L(w) = L(w') with w'_i = w_{from[i]} for all w; if not, it may be so
// for a reason that is not seen. It panics unless from is a permutation of the parameters. Cost: that
// of sorting the terms of all sums and products, the square of their lengths.
func (t *Tape) SameWith(from []int) bool {
	sorted := slices.Sorted(slices.Values(from))
	for i := range sorted {
		if sorted[i] != i {
			panic(fmt.Sprintf("models: SameWith of %v, which is no permutation", from))
		}
	}
	if len(from) != t.dim {
		panic(ErrDimension{"from", len(from), t.dim}.Error())
	}
	c := canon{}
	straight := t.straight()
	return c.numbers(t, straight)[t.out] == c.numbers(t, from)[t.out]
}

// straight is every parameter in its place.
func (t *Tape) straight() []int {
	from := make([]int, t.dim)
	for i := range from {
		from[i] = i
	}
	return from
}

// canon gives formulas that are the same up to order the same number.
type canon map[string]int

// shape is a formula as a sum or a product of others, or as itself.
type shape struct {
	op    op // opAdd, opMul, or opInput for what is neither
	parts []int
	whole int
}

func (c canon) of(key string) int {
	if _, ok := c[key]; !ok {
		c[key] = len(c)
	}
	return c[key]
}

// gathered returns the sum or product of formulas, of which those that are such are taken apart.
func (c canon) gathered(f op, x ...shape) shape {
	s := shape{op: f}
	for _, x := range x {
		if x.op == f {
			s.parts = append(s.parts, x.parts...)
		} else {
			s.parts = append(s.parts, x.whole)
		}
	}
	slices.Sort(s.parts)
	s.whole = c.of(fmt.Sprint(f, s.parts))
	return s
}

// numbers returns the numbers of all operations of t with the parameters renamed.
func (c canon) numbers(t *Tape, from []int) []int {
	shapes := make([]shape, len(t.nodes))
	single := func(key string) shape { return shape{whole: c.of(key)} }
	for i, nd := range t.nodes {
		a, b := shapes[nd.a], shapes[nd.b]
		switch {
		case nd.op == opInput:
			shapes[i] = single(fmt.Sprint("input ", from[nd.n]))
		case nd.op == opConst:
			shapes[i] = single("constant " + t.consts[nd.n].rat.RatString())
		case nd.op == opAdd || nd.op == opMul:
			shapes[i] = c.gathered(nd.op, a, b)
		case nd.op == opSub:
			shapes[i] = c.gathered(opAdd, a, single(fmt.Sprint(opNeg, b.whole)))
		case nd.op == opPow:
			shapes[i] = single(fmt.Sprint(nd.op, a.whole, " to ", nd.n))
		case nd.op.chooses():
			shapes[i] = single(fmt.Sprint(nd.op, min(a.whole, b.whole), " ", max(a.whole, b.whole)))
		case nd.op == opLogSumExp:
			var terms []string
			for _, k := range t.terms[nd.n] {
				terms = append(terms, fmt.Sprint(shapes[k].whole))
			}
			slices.Sort(terms)
			shapes[i] = single(fmt.Sprint(nd.op, strings.Join(terms, " ")))
		case nd.op.binary():
			shapes[i] = single(fmt.Sprint(nd.op, a.whole, " ", b.whole))
		default:
			shapes[i] = single(fmt.Sprint(nd.op, a.whole))
		}
	}
	numbers := make([]int, len(shapes))
	for i, s := range shapes {
		numbers[i] = s.whole
	}
	return numbers
}
