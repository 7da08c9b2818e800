package models

import (
	"fmt"
	"math"
	"slices"
)

var (
	_ Kinked = (*Tape)(nil)
	_ Passer = (*Tape)(nil)
)

// Dim returns the number of parameters.
func (t *Tape) Dim() int { return t.dim }

// Loss returns L(w): NaN or infinite where the formula is not defined or overflows.
func (t *Tape) Loss(w []float64) float64 {
	s := t.scratch(w)
	defer t.free.put(s)
	loss, _ := s.loss()
	return loss
}

// Gradient sets dst = ∇L(w). At the kink of Relu, LeakyRelu and Abs the derivative
// is that for negative arguments, at that of Max and Min it is that of the first
// argument.
func (t *Tape) Gradient(dst, w []float64) { t.LossGradient(dst, w) }

// LossGradient sets dst = ∇L(w), with kinks as in Gradient, and returns L(w), for the price
// of the gradient.
func (t *Tape) LossGradient(dst, w []float64) float64 {
	mustFit("dst", dst, t.dim)
	s := t.scratch(w)
	defer t.free.put(s)
	loss, _ := s.gradient()
	copy(dst, s.inputs(s.adj))
	return loss
}

// HessVec sets dst = ∇²L(w) v, with kinks as in Gradient. It multiplies the derivatives
// of each operation, so those must be in the range of float64, as [At] checks: Log(1 +
// Exp(x)) is right up to the overflow of Exp at x = 709. Softplus and [LogSumExp] have no
// such limit.
func (t *Tape) HessVec(dst, w, v []float64) {
	mustFit("dst", dst, t.dim)
	mustFit("v", v, t.dim)
	s := t.scratch(w)
	defer t.free.put(s)
	s.gradient()
	copy(s.direction(), v)
	copy(dst, s.hessVec())
}

// IsConstant reports whether no parameter is in the formula: the loss is a constant then.
func (t *Tape) IsConstant() bool { return int(t.out) < t.first }

// Depends reports for each parameter whether it is in the formula.
func (t *Tape) Depends() []bool {
	depends := make([]bool, t.dim)
	mark := func(i int32) {
		if k := int(i) - t.first; k >= 0 && k < t.dim {
			depends[k] = true
		}
	}
	mark(t.out)
	for _, nd := range t.nodes[t.first+t.dim:] {
		if nd.op == opLogSumExp {
			for _, i := range t.terms[nd.n] {
				mark(i)
			}
			continue
		}
		mark(nd.a)
		if nd.op.binary() {
			mark(nd.b)
		}
	}
	return depends
}

// HasKinks reports whether an operation is Relu, LeakyRelu, Abs, Max or Min.
func (t *Tape) HasKinks() bool {
	return slices.ContainsFunc(t.nodes, func(nd node) bool { return nd.op.kinked() })
}

// Kink returns the operation Relu, LeakyRelu, Abs, Max or Min whose kink lies
// nearest to w, as "Relu 2" (the second Relu of the formula), and the absolute
// value of its argument, or of the difference of its arguments. Without such
// operations it returns "" and +Inf.
func (t *Tape) Kink(w []float64) (unit string, distance float64) {
	s := t.scratch(w)
	defer t.free.put(s)
	s.loss()
	nearest, distance := -1, math.Inf(1)
	for i := t.first; i < len(t.nodes); i++ {
		nd := &t.nodes[i]
		if !nd.op.kinked() {
			continue
		}
		if d := math.Abs(s.kinkArgument(nd.op, s.val[nd.a], s.val[nd.b])); d < distance {
			nearest, distance = i, d
		}
	}
	if nearest < 0 {
		return "", distance
	}
	return t.unit(nearest), distance
}

// scratch returns a sweep with w in the values of the parameters.
func (t *Tape) scratch(w []float64) *sweep[float64, floats] {
	mustFit("w", w, t.dim)
	s := t.free.get()
	if s == nil {
		s = newSweep[float64](t, floats{})
	}
	copy(s.inputs(s.val), w)
	return s
}

// Pass evaluates the formula at w once, for Hessian products at that point.
func (t *Tape) Pass(w []float64) Pass {
	s := t.scratch(w)
	loss, _ := s.gradient()
	s.direction()
	return &tapePass{s, loss}
}

type tapePass struct {
	sweep *sweep[float64, floats]
	loss  float64
}

func (p *tapePass) Loss() float64 { return p.loss }

func (p *tapePass) Gradient(dst []float64) { copy(dst, p.sweep.inputs(p.sweep.adj)) }

func (p *tapePass) HessVec(dst, v []float64) {
	copy(p.sweep.direction(), v)
	copy(dst, p.sweep.hessVec())
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
