package models

import (
	"fmt"
	"math/big"
)

// A Cell is one of the smooth pieces of which a loss is made near a point w on its kinks: near
// w, the loss is Loss where all Sides are at least 0. Loss and Sides are smooth at w as far as
// kinks go, and the Sides are 0 there.
type Cell struct {
	Loss  *Tape
	Sides []*Tape
}

// ErrCells reports more kinks at one point than were allowed.
type ErrCells struct{ Kinks, Most int }

// Error says what is wrong and what would do.
func (e ErrCells) Error() string {
	return fmt.Sprintf("models: %d kinks meet at w, more than %d; allow more", e.Kinks, e.Most)
}

// Cells returns the cells that meet at w, two for every operation Relu, LeakyRelu, Abs, Max
// and Min whose kink is exactly at w: 2ᵏ of them, which cover a neighbourhood of w. Some may
// be empty but for w, and where kinks stand within kinks, pieces of the same loss. Off the kinks
// it is the tape alone.
//
// The error is that of [Tape.PreciseGradient] where the loss has no value at w; an
// [ErrUndefined] where the sign of a kink is not known with the given bits; an [ErrCells] for
// more than most kinks at w; an [ErrArgument] for most outside 0 … 16.
func (t *Tape) Cells(w []*big.Rat, bits, most int) ([]Cell, error) {
	if most < 0 || most > 16 {
		return nil, ErrArgument{"most", "0 to 16 kinks"}
	}
	s, err := t.preciseSweep(w, bits)
	if err != nil {
		return nil, err
	}
	if _, err := s.loss(); err != nil {
		return nil, err
	}
	var kinks []int
	for i := t.first; i < len(t.nodes); i++ {
		nd := &t.nodes[i]
		if !nd.op.kinked() {
			continue
		}
		if sign, ok := s.arith.sign(s.kinkArgument(nd.op, s.val[nd.a], s.val[nd.b])); ok && sign == 0 {
			kinks = append(kinks, i)
		}
	}
	if len(kinks) > most {
		return nil, ErrCells{len(kinks), most}
	}
	cells := make([]Cell, 1<<len(kinks))
	for choice := range cells {
		cells[choice] = t.cell(kinks, choice)
	}
	return cells, nil
}

// cell returns the cell in which the argument of kink k is not negative if bit k of the choice
// is 0, and not positive if it is 1.
func (t *Tape) cell(kinks []int, choice int) Cell {
	c := t.copied()
	stands := make([]int32, len(t.nodes)) // for node i
	for i := range stands {
		stands[i] = int32(i)
	}
	for k, i := range kinks {
		nd := t.nodes[i]
		left := choice>>k&1 == 1
		switch {
		case left && !nd.op.chooses(): // the slope times the argument
			c.nodes[i] = node{op: opMul, a: nd.b, b: nd.a}
			continue
		case nd.op.chooses() && left == (nd.op == opMax):
			stands[i] = nd.b
		default:
			stands[i] = nd.a
		}
		stands[i] = stands[stands[i]]
		c.nodes[i] = node{op: opNeg, a: nd.a} // smooth, and not used
	}
	for i := range c.nodes {
		c.nodes[i].a, c.nodes[i].b = stands[c.nodes[i].a], stands[c.nodes[i].b]
	}
	for _, list := range c.terms {
		for k := range list {
			list[k] = stands[list[k]]
		}
	}
	c.out = stands[t.out]
	var sides []*Tape
	for k, i := range kinks {
		nd := t.nodes[i]
		nd.a, nd.b = stands[nd.a], stands[nd.b]
		sides = append(sides, c.side(nd, choice>>k&1 == 1))
	}
	return Cell{Loss: c, Sides: sides}
}

// side returns the argument of a kink, or minus that, as a function of the parameters.
func (t *Tape) side(kink node, left bool) *Tape {
	s := t.copied()
	s.out = kink.a
	if kink.op.chooses() {
		s.out = s.append(node{op: opSub, a: kink.a, b: kink.b})
	}
	if left {
		s.out = s.append(node{op: opNeg, a: s.out})
	}
	return s
}

func (t *Tape) append(nd node) int32 {
	t.nodes = append(t.nodes, nd)
	return int32(len(t.nodes) - 1)
}
