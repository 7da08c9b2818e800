package models

// mark finds the dead nodes: those that the loss does not depend on near w, because every
// way to it passes a Relu, LeakyRelu, Max or Min that takes the other branch. Their
// derivatives need not exist. It must follow the partials.
func (s *sweep[T, A]) mark() {
	if s.dead == nil {
		s.dead = make([]bool, len(s.nodes))
	}
	for i := range s.dead {
		s.dead[i] = true
	}
	s.dead[s.out] = false
	for i := len(s.nodes) - 1; i >= s.first+s.dim; i-- {
		nd := &s.nodes[i]
		switch {
		case s.dead[i]:
		case nd.op == opLogSumExp:
			for _, a := range s.Tape.terms[nd.n] {
				s.dead[a] = false
			}
		case nd.op.kinked():
			p := &s.part[nd.slot]
			s.dead[nd.a] = s.dead[nd.a] && s.arith.isZero(p.a)
			s.dead[nd.b] = s.dead[nd.b] && s.arith.isZero(p.b)
		default:
			s.dead[nd.a] = false
			s.dead[nd.b] = s.dead[nd.b] && !nd.op.binary()
		}
	}
}
