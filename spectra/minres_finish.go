package spectra

import (
	"errors"
	"fmt"
	"math"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// finish measures the residual and starts again from x until that is small enough, or no
// smaller than before.
func (m *minres) finish(c *minresColumn, err error) error {
	for err == nil && m.bNorm > 0 {
		if err = m.measure(c); err != nil {
			break
		}
		again, verdict := m.judge(c)
		if !again {
			return verdict
		}
		c.save()
		err = m.round([]*minresColumn{c})
	}
	return err
}

// finishAll is begin, round and finish for all columns, which differ in their shifts.
func (m *minres) finishAll() ([]Solution, error) {
	err := m.begin()
	if err == nil {
		err = m.round(m.columns)
	}
	var errs []error
	for _, c := range m.columns {
		if err := m.finish(c, err); err != nil {
			errs = append(errs, fmt.Errorf("shift %g: %w", c.lambda, err))
		}
	}
	solutions := make([]Solution, len(m.columns))
	for i, c := range m.columns {
		solutions[i] = m.solution(c)
	}
	return solutions, errors.Join(errs...)
}

// measure sets r = b − (A + λI)x, by one product.
func (m *minres) measure(c *minresColumn) error {
	_, largest := f64.AbsMax(c.x)
	exponent := num.Exponent(largest)
	copy(m.input, c.x)
	num.Power2Each(m.input, -exponent)
	z := m.process.after
	before := m.a.exponent
	if err := m.apply(c, z); err != nil {
		return err
	}
	copy(m.r, m.b)
	f64.Axpy(m.r, -math.Ldexp(1, exponent+m.a.exponent-before), z)
	c.residual = num.Norm2(m.r)
	return nil
}

// judge decides, with the measured residual in r, whether another round is to follow, or else
// what is to be said.
func (m *minres) judge(c *minresColumn) (again bool, verdict error) {
	halved := c.saved == nil || c.residual <= c.savedResidual/2
	hint := ""
	switch {
	case c.residual <= m.target(c):
		return false, m.contradiction(c)
	case !num.IsFinite(c.residual):
		hint = "beside A and b, x is beyond the range of float64: scale them"
	case (c.leastSquares || c.flat) && c.residual > 8*rounding(m.n)*m.size(c):
		singular, err := m.isSingular(c)
		if singular && err == nil {
			err = m.leastSquares(c)
		}
		if singular || err != nil {
			return false, err
		}
		if halved = halved || c.normal <= c.savedNormal/2; !halved {
			hint = "A + λI is singular but for rounding, and b has a part along its null space: raise Tolerance"
		}
	case !halved && !m.moved:
		hint = "the rounding of the products is above the tolerance: raise it, or give a Preconditioner"
	}
	if hint == "" && c.steps >= m.opt.MaxSteps {
		hint = "raise MaxSteps or Tolerance, or give a Preconditioner"
	}
	if hint == "" {
		return true, nil
	}
	c.keepBest()
	return false, ErrNotConverged{math.Ldexp(c.residual, m.bExponent), hint}
}

// contradiction is an error if a step has shown an eigenvalue below opt.Smallest.
func (m *minres) contradiction(c *minresColumn) error {
	if least := math.Ldexp(c.least, m.a.exponent); least < 0.9*m.opt.Smallest {
		return ErrArgument{"Smallest", m.opt.Smallest, fmt.Sprintf("no more than %.3g: an eigenvalue of A + λI lies there", least)}
	}
	return nil
}

// solution undoes the scaling.
func (m *minres) solution(c *minresColumn) Solution {
	s := Solution{X: append([]float64{}, c.x...), Residual: math.Ldexp(c.residual, m.bExponent), Normal: math.Ldexp(c.normal, m.a.exponent),
		Norm: math.Ldexp(c.norm, m.a.exponent), Error: math.Inf(1), Steps: c.steps, Products: m.a.products}
	num.Power2Each(s.X, m.bExponent-m.a.exponent)
	if c.steps > 0 && !math.IsInf(c.least, 1) {
		s.Condition = c.norm / c.least
	}
	if m.opt.Smallest > 0 {
		rounded := float64(m.n) * num.Epsilon * m.size(c)
		if m.bNorm == 0 {
			rounded = 0
		}
		s.Error = math.Ldexp((c.residual+rounded)/math.Ldexp(m.opt.Smallest, -m.a.exponent), m.bExponent-m.a.exponent)
	}
	return s
}
