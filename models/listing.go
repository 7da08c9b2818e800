package models

import (
	"fmt"
	"strings"
)

// Listing returns the operations of the tape in their order, one a line, as "3 Mul 1 2": its
// number, the method of [Var], and the numbers of its operands. Behind Input stands the
// parameter, behind Const the exact value, behind Pow the exponent too. Two tapes with the
// same listing are read alike in every arithmetic.
func (t *Tape) Listing() string {
	var b strings.Builder
	for i, nd := range t.nodes {
		fmt.Fprintf(&b, "%d %v", i, nd.op)
		switch {
		case nd.op == opInput:
			fmt.Fprintf(&b, " %d", nd.n)
		case nd.op == opConst:
			fmt.Fprintf(&b, " %s", t.consts[nd.n].rat.RatString())
		case nd.op == opLogSumExp:
			for _, a := range t.terms[nd.n] {
				fmt.Fprintf(&b, " %d", a)
			}
		case nd.op == opPow:
			fmt.Fprintf(&b, " %d %d", nd.a, nd.n)
		case nd.op.binary():
			fmt.Fprintf(&b, " %d %d", nd.a, nd.b)
		default:
			fmt.Fprintf(&b, " %d", nd.a)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "of %d parameters, the loss is %d\n", t.dim, t.out)
	return b.String()
}
