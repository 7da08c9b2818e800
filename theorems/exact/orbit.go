package exact

import (
	"math/big"

	"saddle/models"
	"saddle/spectra/rational"
)

// Scalings returns a basis of the vectors u for which L(s^u₁ w₁, s^u₂ w₂, …) = L(w) for all s > 0 and all
// w, of a loss that is a polynomial: those with Σ u_i e_i = 0 for the exponents e of each of its terms. So
// are rescaled the weights of a net of linear units. The error is one of [models.Tape.Expand]; at the
// origin, where the terms are seen, no kink may be.
func Scalings(t *models.Tape) ([][]*big.Rat, error) {
	n := t.Dim()
	p, err := t.Expand(Origin(n), termsWork)
	if err != nil {
		return nil, err
	}
	if p.Len()*n > mostExponents {
		return nil, models.ErrWork{Most: mostExponents}
	}
	rows := rational.Zeros(p.Len(), n)
	for k, term := range p.Terms() {
		for i, e := range term.Exponents {
			rows.Set(k, i, rational.Int(int64(e)))
		}
	}
	return rows.Kernel().ToRows(), nil
}

// orbit draws conclusions from what leaves the loss alone.
func (d *decider) orbit(corank int) {
	d.scaled(corank)
	d.moved(corank)
}

// scaled draws conclusions from scalings. The points s^u w are a curve through w on which the loss is
// constant, if it moves w: w is not strict. Together, scalings move w on a manifold with the tangents (u_i
// w_i), all points of which are critical; if these, and the parameters that are not in the formula, span
// the kernel of a semidefinite Hessian, it is definite across the manifold, on which the loss then has a
// minimum or maximum (the lemma of Morse and Bott: R. Bott, Ann. of Math. 60, 1954).
func (d *decider) scaled(corank int) {
	if d.tape.HasKinks() {
		return
	}
	scalings, err := Scalings(d.tape)
	if err != nil || len(scalings) == 0 {
		return
	}
	tangents := rational.Zeros(len(scalings), len(d.w))
	depends := d.tape.Depends()
	for k, u := range scalings {
		for i := range u {
			if !depends[i] {
				continue
			}
			tangents.Set(k, i, rational.Of(new(big.Rat).Mul(u[i], d.w[i])))
		}
	}
	rank := tangents.Rank()
	if rank > 0 && (d.minimum == yes || d.maximum == yes) {
		d.settle(&d.strict, no)
	}
	if d.known() || rank != corank {
		return
	}
	d.across("scalings")
}

// mostMoved is how many parameters a loss may have of which motions are sought.
const mostMoved = 12

// moved draws the same conclusions from other maps that leave the loss alone ([Motions]).
func (d *decider) moved(corank int) {
	if len(d.w) > mostMoved || d.known() {
		return
	}
	p, err := d.tape.Expand(d.w, termsWork)
	if err != nil {
		return
	}
	if motions, err := Motions(len(d.w), []models.Polynomial{p}, nil, motionsWork); err == nil && motions.Rank() == corank {
		d.across("linear changes")
	}
}

// across draws the conclusions where the kernel of the Hessian is tangent to motions.
func (d *decider) across(what string) {
	d.because("its kernel is tangent to %s of the parameters that leave the loss alone", what)
	d.settle(&d.strict, no)
	if d.Inertia.Neg == 0 {
		d.settle(&d.minimum, yes)
	}
	if d.Inertia.Pos == 0 {
		d.settle(&d.maximum, yes)
	}
}
