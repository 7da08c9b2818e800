package exact

import (
	"fmt"
	"math/big"

	"saddle/models"
)

// axis decides f of one variable by its first term a t^k: k odd, f takes both signs; k even, f has the sign
// of a but at 0.
func (r *reduction) axis(most int) (f findings) {
	for _, order := range orders(most) {
		c, err := r.follow([]models.Series{monomial(big.NewRat(1, 1), 1)}, order)
		if err != nil {
			return findings{why: fmt.Sprintf("on the kernel of the Hessian the loss was followed to order %d: %v", order/2, err)}
		}
		if c != nil {
			return r.firstTerm(c)
		}
		if order > 16 {
			continue
		}
		p, all, err := r.residual(order)
		if order == firstOrder && err == nil && !all && r.flat() {
			return constantOn("along a curve")
		}
		switch {
		case err != nil || !all:
		case p.Order() > 0:
			if c, err := r.follow([]models.Series{monomial(big.NewRat(1, 1), 1)}, p.Order()); err == nil && c != nil {
				return r.firstTerm(c)
			}
		default:
			return constantOn("along a curve")
		}
	}
	return findings{why: fmt.Sprintf("on the kernel of the Hessian the loss is constant to order %d", most)}
}

// constantOn is what is found where f is constant.
func constantOn(what string) findings {
	return findings{least: true, greatest: true, flat: true, why: what + " of critical points, tangent to the kernel of the Hessian, the loss is constant"}
}

// orders returns 4, 8, 16, …, most.
func orders(most int) (out []int) {
	for o := 4; o < most; o *= 2 {
		out = append(out, o)
	}
	return append(out, most)
}

func (r *reduction) firstTerm(c *Curve) (f findings) {
	says := fmt.Sprintf("along the curve on which the other derivatives are 0 the loss changes by %s", Power(c.Coefficient.RatString(), c.Order))
	back := &Curve{backwards(c.Delta), c.Order, new(big.Rat).Neg(c.Coefficient)}
	odd, rises := c.Order%2 == 1, c.Coefficient.Sign() > 0
	switch {
	case odd && rises:
		f.descent, f.ascent = back, c
	case odd:
		f.descent, f.ascent = c, back
	case rises:
		f = findings{ascent: c, least: true, strict: true, why: says}
	default:
		f = findings{descent: c, greatest: true, strict: true, why: says}
	}
	return f
}

// backwards returns δ(−t).
func backwards(delta []models.Series) []models.Series {
	out := make([]models.Series, len(delta))
	for i, s := range delta {
		for k, x := range s {
			if k%2 == 1 {
				x = new(big.Rat).Neg(x)
			}
			out[i] = append(out[i], x)
		}
	}
	return out
}

// plane decides f of two variables by [planeSigns], and where f is a polynomial by [nonnegative].
func (r *reduction) plane(most int) (f findings) {
	f.why = fmt.Sprintf("on the kernel of the Hessian the loss is constant to order %d", most)
	for _, order := range []int{4, 6, 8, 12, 16, 20, 26, 32, 40, 52, 64} {
		if order > most {
			break
		}
		p, all, err := r.residual(order)
		if err != nil {
			f.why += fmt.Sprintf("; its order %d was not reached: %v", order, err)
			return f
		}
		k := p.Order()
		if k == 0 && all {
			return constantOn("on a surface")
		} else if k == 0 && order == firstOrder && r.flat() {
			return constantOn("on a surface")
		} else if k == 0 {
			continue
		}
		if r.regular(p.Form(k)) {
			if p, all, err = r.residual(order); err != nil {
				continue
			}
		}
		s := planeSigns(p, order, all)
		if all && s.open != "" { // as if it were not wholly known: blow-ups end then
			s = planeSigns(p, most+p.Degree(), false)
		}
		if f = r.seen(s, f); f.descent != nil && f.ascent != nil || s.open == "" {
			return f
		}
		f.why = fmt.Sprintf("of the loss on the kernel of the Hessian, followed to order %d, not all arcs are decided: %s", order, s.open)
		if all {
			g := f.bounded(p)
			if p.Degree() > mostCellsDegree || p.Degree() > 8 && most < firstOrder || g.strict || g.flat {
				return g
			}
			return f.cells(p)
		}
	}
	return f
}

// regular makes the form F of lowest degree have a term y^k: by an exchange of x and y, or by a shear. It
// reports whether the basis of the kernel was changed.
func (r *reduction) regular(form models.Polynomial) bool {
	one := big.NewRat(1, 1)
	value := func(x, y int64) bool { return form.Eval([]*big.Rat{big.NewRat(x, 1), big.NewRat(y, 1)}).Sign() != 0 }
	switch {
	case value(0, 1):
		return false
	case value(1, 0):
		r.kernel[0], r.kernel[1] = r.kernel[1], r.kernel[0]
		r.restart()
		return true
	}
	s := int64(1)
	for !value(s, 1) { // a form has at most k zeros
		if s = -s; s > 0 {
			s++
		}
	}
	r.shear(0, 1, new(big.Rat).Mul(one, big.NewRat(s, 1)))
	return true
}

// seen turns arcs of the plane into curves, along which the loss itself is followed.
func (r *reduction) seen(s *signs, before findings) findings {
	f := findings{descent: before.descent, ascent: before.ascent}
	if s.below != nil && f.descent == nil {
		if c := r.over(s.below); c != nil && c.Coefficient.Sign() < 0 {
			f.descent = c
		}
	}
	if s.above != nil && f.ascent == nil {
		if c := r.over(s.above); c != nil && c.Coefficient.Sign() > 0 {
			f.ascent = c
		}
	}
	if s.open == "" {
		f.least, f.greatest = s.below == nil, s.above == nil
		f.strict, f.flat = !s.zero && f.least != f.greatest, s.zero
		if f.least || f.greatest {
			f.why = "the Newton polygon of the loss on the kernel of the Hessian, and those of its blow-ups, have one sign"
		}
	}
	return f
}

func (r *reduction) over(a *arc) *Curve {
	c, err := r.follow([]models.Series{a.x, a.y}, a.height)
	if err != nil {
		return nil
	}
	return c
}
