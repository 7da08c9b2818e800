package decide

import (
	"math/big"

	"saddle/models"
	"saddle/spectra"
	"saddle/spectra/interval"
)

// hessian decides a critical point by the second-order conditions (J. Nocedal and S. J. Wright,
// Numerical Optimization, 2006, theorems 2.3 and 2.4): all eigenvalues positive, a strict minimum; a
// negative and a positive one, neither a minimum nor a maximum. Where they do not decide, other
// theorems are tried.
func (p *point) hessian() error {
	if len(p.w) > mostParameters {
		p.because("of more than %d parameters no Hessian is looked at", mostParameters)
		p.degenerate()
		p.conclude()
		return nil
	}
	var jet models.PreciseJet
	var err error
	for _, bits := range precisions { // the gradient was exact with some of them
		if jet, err = p.tape.Precise(p.w, bits); err == nil {
			break
		}
	}
	if unvalued(err) {
		p.because("the Hessian is not known: %v", err)
		p.bounds()
		p.conclude()
		return nil
	} else if err != nil {
		return err
	}
	exact := exactly(jet.Hessian)
	if exact != nil {
		in, err := spectra.ExactInertia(exact)
		if err != nil {
			return err
		}
		p.Inertia = &in
	} else if err := p.enclosed(jet.Hessian); err != nil {
		return err
	}
	p.signs(exact, jet.Hessian)
	return nil
}

// signs decides by the signs of the eigenvalues, and by more where they do not decide, of a Hessian that is exact
// where that is not nil.
func (p *point) signs(exact [][]*big.Rat, h [][]models.Number) {
	n, in := len(p.w), p.inertia()
	if in.Neg > 0 {
		p.falls()
	}
	if in.Pos > 0 {
		p.rises()
	}
	switch {
	case n > 0 && in.Pos == n:
		settle(&p.minimum, yes)
		p.Strict = true
	case n > 0 && in.Neg == n:
		settle(&p.maximum, yes)
		p.Strict = true
	}
	degenerate := n == 0 || in.Pos < n && in.Neg < n && (in.Neg == 0 || in.Pos == 0)
	if !degenerate || exact == nil || !p.exactly() {
		p.because("gradient 0, Hessian: %v", in)
	}
	if in.Neg > 0 && p.Descent == nil {
		p.negative(exact, h)
	}
	if in.Unsure > 0 && (in.Neg == 0 || in.Pos == 0) {
		p.because("the signs of %d eigenvalues are not proved", in.Unsure)
	}
	if degenerate {
		p.degenerate()
	}
	p.conclude()
}

// enclosed finds the signs of a Hessian that is not exact.
func (p *point) enclosed(h [][]models.Number) error {
	p.bounded = true
	in, err := spectra.InertiaOf(symmetric(h))
	p.Inertia = &in
	return err
}

// negative finds a direction of negative curvature: L(w + tv) = L(w) + ½ vᵀHv t² + ….
func (p *point) negative(exact [][]*big.Rat, h [][]models.Number) {
	half := big.NewRat(1, 2)
	if exact != nil {
		if v, value, ok, err := spectra.ExactNegativeDirection(exact); ok && err == nil {
			p.Descent = &Descent{line(v), 2, models.NumberOf(value.Mul(value, half))}
		}
		return
	}
	a := symmetric(h)
	v, _, ok, err := spectra.NegativeCurvature(a)
	if err != nil || !ok {
		return
	}
	direction := make([]*big.Rat, len(v))
	for i, x := range v {
		direction[i] = new(big.Rat).SetFloat64(x)
	}
	curvature := func(u []*big.Rat) interval.Interval {
		x := make([]float64, len(u))
		for i := range u {
			x[i], _ = u[i].Float64() // exactly
		}
		return a.Quad(x)
	}
	direction = shortest(direction, func(u []*big.Rat) bool { return curvature(u).Negative() })
	value := curvature(direction)
	lo, hi := new(big.Rat).SetFloat64(value.Lo), new(big.Rat).SetFloat64(value.Hi)
	if lo == nil || hi == nil || !value.Negative() {
		return
	}
	p.Descent = &Descent{line(direction), 2, models.Number{Lo: lo.Mul(lo, half), Hi: hi.Mul(hi, half)}}
}
