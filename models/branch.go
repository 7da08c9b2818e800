package models

import (
	"fmt"
	"math"
)

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

// check returns an [ErrNotFinite] for the first operation that the loss depends on and
// that has a derivative out of range at w: Sqrt at 0, Exp at 710. Where z̄ is 0 the
// gradient does not show it.
func (p *tapePass) check() error {
	s := p.sweep
	for i := s.first + s.dim; i < len(s.nodes); i++ {
		nd := &s.nodes[i]
		if s.dead[i] || !nd.op.curved() {
			continue
		}
		d := s.part[nd.slot]
		if int(nd.b) < s.first { // not differentiated by
			d.b, d.bb = 0, 0
		}
		if int(nd.a) < s.first {
			d.a, d.aa = 0, 0
		}
		for _, x := range [...]float64{d.a, d.b, d.c, d.aa, d.ab, d.bb} {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return ErrNotFinite{fmt.Sprintf("a derivative of %v at %v", nd.op, s.val[nd.a]), x}
			}
		}
	}
	return nil
}
