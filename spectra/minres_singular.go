package spectra

import (
	"math"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// isSingular measures normal, ‖(A + λI)u‖/‖u‖ for u = M⁻¹r, and reports whether it, or that of the
// last step, is next to 0: one product or two. That direction is then in null.
func (m *minres) isSingular(c *minresColumn) (yes bool, err error) {
	u, z, p := m.input, m.process.after, m.process.precondition
	copy(u, m.r)
	num.ScaleToUnit(u, num.Norm2(u))
	form := 1.0 // uᵀMu
	if p != nil {
		if _, err := p.scaled(z, u); err != nil {
			return false, err
		}
		form = f64.Dot(u, z)
		copy(u, z)
	}
	if err := m.apply(c, z); err != nil {
		return false, err
	}
	limit := m.singular() * c.norm
	c.normal = num.Norm2(z) / num.Norm2(u)
	small := c.normal <= limit
	if p != nil && !small && form > 0 { // in the norm that the recurrence goes by
		if _, err := p.scaled(m.process.vAfter, z); err != nil {
			return false, err
		}
		small = math.Sqrt(math.Abs(f64.Dot(z, m.process.vAfter))/form) <= m.singular()*c.operatorNorm
	}
	if !small {
		if !c.flat {
			return false, nil
		}
		num.CopyToUnit(u, c.w, num.Norm2(c.w))
		if err := m.apply(c, z); err != nil || num.Norm2(z) > 2*limit {
			return false, err
		}
	}
	num.ScaleToUnit(u, num.Norm2(u))
	c.null = append([]float64(nil), u...)
	return true, nil
}

// leastSquares makes x the least squares solution nearest to Start, where A + λI is singular. A
// Krylov space of b has one direction of the null space, null: x is moved along it, before its part
// in the range is polished and after.
func (m *minres) leastSquares(c *minresColumn) error {
	if m.process.precondition == nil {
		for _, step := range []func(*minresColumn) error{m.lift, m.polish, m.lift} {
			if err := step(c); err != nil {
				return err
			}
		}
	}
	return ErrSingular{Residual: math.Ldexp(c.residual, m.bExponent), Normal: math.Ldexp(c.normal, m.a.exponent)}
}

// lift makes x − Start orthogonal to null, and measures r and normal.
func (m *minres) lift(c *minresColumn) error {
	along := f64.Dot(c.null, c.x)
	if c.start != nil {
		along -= f64.Dot(c.null, c.start)
	}
	f64.Axpy(c.x, -along, c.null)
	return m.measureNormal(c)
}

// measureNormal sets r = b − (A + λI)x and after = (A + λI)r/‖r‖, with its norm: two products.
func (m *minres) measureNormal(c *minresColumn) error {
	if err := m.measure(c); err != nil {
		return err
	}
	num.CopyToUnit(m.input, m.r, c.residual)
	if err := m.apply(c, m.process.after); err != nil {
		return err
	}
	c.normal = num.Norm2(m.process.after)
	return nil
}

// polish removes from r what it still has in the range of A + λI, of which the recurrence loses
// sight beside the rest: with (A + λI)y = (A + λI)r and (A + λI)d = y, the smallest solutions of
// both, x + d is a least squares solution. It ends when normal is next to 0 or does not halve.
func (m *minres) polish(c *minresColumn) error {
	u := make([]float64, m.n)
	for range 4 {
		left := m.opt.MaxSteps - c.steps
		if c.normal <= m.singular()*c.norm || left <= 0 {
			return nil
		}
		copy(u, m.process.after)
		num.Power2Each(u, m.a.exponent)
		for range 2 {
			s, err := MINRES(m.ctx, m.a.a, u, &MINRESOptions{Shift: c.lambda, ResidualTolerance: 1e-4, MaxSteps: left})
			c.steps, m.a.products = c.steps+s.Steps, m.a.products+s.Products
			if m.ctx.Err() != nil {
				return err
			} else if err != nil {
				return nil
			}
			copy(u, s.X)
		}
		c.save()
		num.Power2Each(u, m.a.exponent)
		f64.Axpy(c.x, c.residual, u)
		if err := m.measureNormal(c); err != nil {
			return err
		}
		if !(c.normal <= c.savedNormal/2) {
			copy(c.x, c.saved)
			return m.measureNormal(c)
		}
	}
	return nil
}
