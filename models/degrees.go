package models

// mostDegree is the largest degree that is told.
const mostDegree = 1 << 16

// Degrees returns bounds of the degrees of two polynomials of which the loss is the quotient, p/q; ok is
// false if a function is in the formula, or a bound is above 65536. Near a point off its kinks it holds of
// the formula with kinks, of the quotient that the loss is there.
func (t *Tape) Degrees() (p, q int, ok bool) {
	of := make([][2]int, len(t.nodes))
	for i, nd := range t.nodes {
		a, b := of[nd.a], of[nd.b]
		switch {
		case nd.op == opInput:
			of[i] = [2]int{1, 0}
		case nd.op == opConst:
		case nd.op == opAdd || nd.op == opSub || nd.op.chooses():
			of[i] = [2]int{max(a[0]+b[1], b[0]+a[1]), a[1] + b[1]}
		case nd.op == opMul:
			of[i] = [2]int{a[0] + b[0], a[1] + b[1]}
		case nd.op == opDiv:
			of[i] = [2]int{a[0] + b[1], a[1] + b[0]}
		case nd.op == opPow && nd.n >= 0:
			of[i] = [2]int{a[0] * min(int(nd.n), mostDegree+1), a[1] * min(int(nd.n), mostDegree+1)}
		case nd.op == opPow:
			of[i] = [2]int{a[1] * min(-int(nd.n), mostDegree+1), a[0] * min(-int(nd.n), mostDegree+1)}
		case nd.op == opNeg || nd.op.kinked():
			of[i] = a
		default:
			return 0, 0, false
		}
		if max(of[i][0], of[i][1]) > mostDegree {
			return 0, 0, false
		}
	}
	return of[t.out][0], of[t.out][1], true
}
