package spectra

import (
	"context"
	"errors"
	"fmt"
	"math"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// A minres is the state of one call. Inside, A is divided by 2^exponent and b by
// 2^bExponent, so that x is that of the caller times 2^(exponent − bExponent).
type minres struct {
	ctx       context.Context
	a         scaledOperator
	opt       MINRESOptions
	n         int
	process   *minresProcess
	columns   []*minresColumn
	b, r      []float64
	bExponent int
	bNorm     float64
	input     []float64 // scratch
	moved     bool      // the exponent moved in the last round, which ended there
}

// complete checks the options and fills in what 0 stands for.
func (o *MINRESOptions) complete(n int) error {
	if err := notNegative(option{"MaxSteps", o.MaxSteps}); err != nil {
		return err
	}
	switch {
	case !(o.Tolerance >= 0 && o.Tolerance < 1):
		return ErrArgument{"Tolerance", o.Tolerance, "a number from 0 to below 1: it is relative to ‖A + λI‖‖x‖ + ‖b‖"}
	case !(o.ResidualTolerance >= 0 && o.ResidualTolerance < 1):
		return ErrArgument{"ResidualTolerance", o.ResidualTolerance, "a number from 0 to below 1: it is relative to ‖b‖"}
	case !(o.Smallest >= 0 && num.IsFinite(o.Smallest)):
		return ErrArgument{"Smallest", o.Smallest, "a finite number that is 0 or more"}
	case o.Start != nil && len(o.Start) != n:
		return ErrDimension{Arg: "Start", Got: len(o.Start), Want: n}
	case o.Preconditioner != nil && o.Preconditioner.Dim() != n:
		return ErrDimension{Arg: "Preconditioner", Got: o.Preconditioner.Dim(), Want: n}
	}
	if err := finiteShift("Shift", o.Shift); err != nil {
		return err
	}
	if o.MaxSteps == 0 {
		o.MaxSteps = 1000
	}
	if o.Tolerance == 0 && o.ResidualTolerance == 0 {
		o.Tolerance = 1e-10
	}
	return finiteVector("Start", o.Start)
}

func finiteShift(name string, x float64) error {
	if !num.IsFinite(x) {
		return ErrNotFinite{Arg: name, Value: x}
	}
	return nil
}

func newMINRES(ctx context.Context, a Operator, b []float64, opt *MINRESOptions) (*minres, error) {
	m := &minres{ctx: ctx, n: a.Dim()}
	if opt != nil {
		m.opt = *opt
	}
	if len(b) != m.n {
		return nil, ErrDimension{Arg: "b", Got: len(b), Want: m.n}
	}
	if err := finiteVector("b", b); err != nil {
		return nil, err
	}
	if err := m.opt.complete(m.n); err != nil {
		return nil, err
	}
	if m.opt.Preconditioner != nil && m.opt.Shift != 0 {
		a = Shift(a, m.opt.Shift)
	}
	m.a = scaledOperator{multiplier: multiplier{a: a}, name: "product"}
	m.process = newMINRESProcess(m.n, m.opt.Preconditioner)
	m.b, m.r, m.input = append([]float64(nil), b...), make([]float64, m.n), make([]float64, m.n)
	_, largest := f64.AbsMax(m.b)
	m.bExponent = num.Exponent(largest)
	num.Power2Each(m.b, -m.bExponent)
	m.bNorm = num.Norm2(m.b)
	return m, nil
}

func (m *minres) addColumn(lambda float64) {
	vector := func() []float64 { return make([]float64, m.n) }
	c := &minresColumn{lambda: lambda, x: vector(), w: vector(), older: vector(), least: math.Inf(1), residual: m.bNorm}
	if m.process.precondition != nil {
		c.r = vector()
	}
	m.columns = append(m.columns, c)
}

// fit moves the exponent if nothing is known of it or if a product of norm x·2^e is out of scale.
func (m *minres) fit(x float64, e int) (moved bool) {
	exponent, known := m.a.exponent, m.a.seen
	if x > 0 && (!m.a.seen || e > exponent+wideRange) {
		exponent, known, m.a.seen = e, true, true
	}
	for _, c := range m.columns {
		if e := num.Exponent(c.lambda); c.lambda != 0 && (!known || e > exponent) {
			exponent, known = e, true
		}
	}
	by := exponent - m.a.exponent
	m.a.exponent = exponent
	for _, c := range m.columns {
		c.rescale(exponent, by)
	}
	return by != 0
}

// apply sets z to (A + λI)v, scaled, with v near 1 in m.input.
func (m *minres) apply(c *minresColumn, z []float64) error {
	x, e, err := m.a.raw(z, m.input)
	if err != nil {
		return err
	}
	m.fit(x, e)
	num.Power2Each(z, -m.a.lift-m.a.exponent)
	f64.Axpy(z, c.shift, m.input)
	if norm := num.Norm2(m.input); norm > 0 {
		c.norm = max(c.norm, num.Norm2(z)/norm)
	}
	return nil
}

// begin sets r for x = Start or 0.
func (m *minres) begin() error {
	copy(m.r, m.b)
	c := m.columns[0]
	if m.bNorm == 0 || num.Norm2(m.opt.Start) == 0 {
		return nil
	}
	_, largest := f64.AbsMax(m.opt.Start)
	exponent := num.Exponent(largest)
	copy(m.input, m.opt.Start)
	num.Power2Each(m.input, -exponent)
	z := m.process.after
	if err := m.apply(c, z); err != nil {
		return err
	}
	by := exponent + m.a.exponent - m.bExponent
	if by > 500 {
		return ErrArgument{"the largest entry of Start", largest, "one that A + λI does not take 2⁵⁰⁰ times beyond b"}
	}
	copy(c.x, m.input)
	num.Power2Each(c.x, by)
	c.start = append([]float64(nil), c.x...)
	f64.Axpy(m.r, -math.Ldexp(1, by), z)
	c.residual = num.Norm2(m.r)
	return nil
}

// round goes on from r until all columns have ended, or false for some: until their steps are
// used up or the exponent has moved.
func (m *minres) round(columns []*minresColumn) error {
	m.moved = false
	if m.bNorm == 0 || columns[0].residual <= m.target(columns[0]) {
		return nil
	}
	beta, err := m.process.start(m.r)
	if err != nil {
		return err
	}
	open := append([]*minresColumn(nil), columns...)
	for _, c := range open {
		c.begin(beta, m.r)
	}
	for len(open) > 0 && open[0].steps < m.opt.MaxSteps {
		if err := m.ctx.Err(); err != nil {
			return fmt.Errorf("spectra: MINRES stopped after %d products: %w", m.a.products, err)
		}
		if err := m.advance(); err != nil || m.moved {
			return err
		}
		rest := open[:0]
		steps := open[0].steps + 1
		for _, c := range open {
			c.step(m.process, 0.9*m.singular())
			if c.ended = c.ended || c.residual <= 0.9*m.target(c); !c.ended {
				rest = append(rest, c)
			}
		}
		open = rest
		m.process.rotate()
		if m.opt.Progress != nil {
			m.opt.Progress(steps, m.opt.MaxSteps)
		}
	}
	return nil
}

// advance takes the product of a step.
func (m *minres) advance() error {
	p := m.process
	x, e, err := m.a.raw(p.after, p.v)
	if err != nil {
		return err
	}
	if moved := m.fit(x, e); moved && !p.first {
		m.moved = true
		return nil
	}
	num.Power2Each(p.after, -m.a.lift-m.a.exponent)
	err = p.absorb()
	if asymmetric := (ErrNotSymmetric{}); errors.As(err, &asymmetric) {
		asymmetric.Difference = math.Ldexp(asymmetric.Difference, m.a.exponent)
		return asymmetric
	}
	return err
}

// target returns the residual that is small enough for a column.
func (m *minres) target(c *minresColumn) float64 {
	bound := math.Inf(1)
	if m.opt.Tolerance > 0 {
		bound = m.opt.Tolerance * m.size(c)
	}
	if m.opt.ResidualTolerance > 0 {
		bound = min(bound, m.opt.ResidualTolerance*m.bNorm)
	}
	return bound
}

// size returns ‖A + λI‖‖x‖ + ‖b‖, to which roundings are relative.
func (m *minres) size(c *minresColumn) float64 { return float64(c.norm*num.Norm2(c.x)) + m.bNorm }

// singular is what ‖(A + λI)r‖/‖r‖ is relative to ‖A + λI‖ where that counts as 0. It is above
// Tolerance: where an eigenvalue is smaller than that beside ‖A + λI‖, an x that is long enough
// along its eigenvector has any backward error, whatever its residual.
func (m *minres) singular() float64 {
	return max(4*rounding(m.n), min(1e-9, 10*max(m.opt.Tolerance, m.opt.ResidualTolerance)))
}
