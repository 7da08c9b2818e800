package decide

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems/exact"
)

// flat proves that a minimum or maximum is not strict, by a curve of equal loss through it.
//
// Let L be a polynomial and u a vector with Σ u_i e_i = 0 for the exponents e of each of its
// terms. Then L(s^u₁ w₁, s^u₂ w₂, …) = L(w) for all s > 0: if u_i w_i ≠ 0 for some i, that is a
// curve through w. So are rescaled the weights of a net of linear or ReLU units. A parameter
// that no term has may take any value.
func (p *point) flat() {
	n := len(p.w)
	if p.tape.HasKinks() {
		return
	}
	polynomial, ok := p.expanded(exact.Origin(n))
	if !ok {
		return
	}
	terms := polynomial.Terms()
	for i, name := range p.names {
		if !slices.ContainsFunc(terms, func(t models.Term) bool { return t.Exponents[i] > 0 }) {
			p.because("it is not strict: the loss does not depend on %s", name)
			return
		}
	}
	u := p.scaling(terms)
	if u == nil {
		p.because("whether it is strict is not known")
		return
	}
	var parts []string
	for i, x := range u {
		if x.Sign() != 0 && p.w[i].Sign() != 0 {
			parts = append(parts, fmt.Sprintf("%s times %s", p.names[i], scale(x)))
		}
	}
	p.because("it is not strict: the loss is the same at %s for every s > 0", strings.Join(parts, ", "))
}

// scale returns s^u.
func scale(u *big.Rat) string {
	switch s := u.RatString(); {
	case s == "1":
		return "s"
	case u.IsInt():
		return "s^" + s
	default:
		return "s^(" + s + ")"
	}
}

// scaling returns a vector u as in flat, nil if there is none that moves w.
func (p *point) scaling(terms []models.Term) []*big.Rat {
	n := len(p.w)
	rows := [][]*big.Rat{}
	for _, t := range terms {
		row := make([]*big.Rat, n)
		for i, e := range t.Exponents {
			row[i] = big.NewRat(int64(e), 1)
		}
		rows = append(rows, row)
	}
	for _, u := range rational.FromRows(rows).Kernel().ToRows() {
		for i := range u {
			if u[i].Sign() != 0 && p.w[i].Sign() != 0 {
				return u
			}
		}
	}
	return nil
}
