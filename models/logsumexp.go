package models

// LogSumExp returns log(exp x₁ + … + exp xₙ): the loss of a softmax is LogSumExp of the
// scores less the score of the label. It is one operation, so that neither the value nor
// a derivative leaves its range where the xᵢ are large. It panics without terms.
func LogSumExp(x ...Var) Var {
	if len(x) == 0 {
		panic("models: LogSumExp of no terms")
	}
	if len(x) == 1 {
		return x[0]
	}
	e := &expr{op: opLogSumExp}
	for _, v := range x {
		e.terms = append(e.terms, v.expr())
	}
	return e.traced()
}

// gather returns the entries of x for the terms of nd, until the next call.
func (s *sweep[T, A]) gather(nd *node, x []T) []T {
	s.terms = s.terms[:0]
	for _, a := range s.Tape.terms[nd.n] {
		s.terms = append(s.terms, x[a])
	}
	return s.terms
}

// termPartials sets the derivatives of the LogSumExp i, the softmax of its terms.
func (s *sweep[T, A]) termPartials(i int) error {
	nd := &s.nodes[i]
	x := s.gather(nd, s.val)
	s.weights = append(s.weights[:0], x...)
	s.arith.softmax(s.weights, x)
	for k, p := range s.weights {
		s.part[int(nd.slot)+k].a = p
	}
	return s.arith.err()
}

// termTangent returns Σ pₖ ẋₖ.
func (s *sweep[T, A]) termTangent(nd *node) T {
	f := s.arith
	sum := f.integer(0)
	for k, a := range s.Tape.terms[nd.n] {
		sum = f.add(sum, f.mul(s.part[int(nd.slot)+k].a, s.tan[a]))
	}
	return sum
}

// termBends returns the tangents of the softmax of the terms of nd, until the next call.
func (s *sweep[T, A]) termBends(nd *node) []T {
	r := s.gather(nd, s.tan)
	s.weights = s.weights[:0]
	for k := range r {
		s.weights = append(s.weights, s.part[int(nd.slot)+k].a)
	}
	s.bends = append(s.bends[:0], r...)
	s.arith.softmaxMul(s.bends, s.weights, r)
	return s.bends
}
