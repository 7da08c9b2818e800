package models

import (
	"fmt"
	"math/big"
	"strings"

	"saddle/spectra/rational"
)

// A Polynomial in δ₀ … δ_{n−1} over the rationals, with its non-zero terms only,
// by degree and within a degree with the earlier variables first. It is immutable.
type Polynomial struct {
	dim   int
	terms []term
}

// A Term is one product of a polynomial: Coefficient · ∏ δᵢ^Exponents[i].
type Term struct {
	Exponents   []int
	Coefficient *big.Rat
}

type term struct {
	monomial
	coefficient rational.Number
}

// Polynomial returns L(w0 + δ) as a polynomial in δ, without the terms of degree
// above maxDegree; maxDegree 0 keeps all. With kinks in the formula it is the
// polynomial of the activation cell of w0, and equal to the loss there.
//
// Cost: the number of terms can grow as the binomial coefficient of n + maxDegree
// over maxDegree; without the truncation, with the degree of the loss in its place.
//
// The error is an [ErrDimension], an [ErrArgument], an [ErrUndefined] for a divisor
// that vanishes at w0, an [ErrNotPolynomial] for a divisor that depends on δ while
// nothing is truncated, an [ErrTranscendental] for a function of what depends on δ while nothing is
// truncated, or of a number at which it is not rational, or an [ErrNonSmooth] if the argument
// of a kink vanishes at w0 and not around it.
func (t *Tape) Polynomial(w0 []*big.Rat, maxDegree int) (Polynomial, error) {
	return t.expand(w0, &polynomials{maxDegree: maxDegree})
}

func (t *Tape) expand(w0 []*big.Rat, a *polynomials) (Polynomial, error) {
	switch {
	case len(w0) != t.dim:
		return Polynomial{}, ErrDimension{"w0", len(w0), t.dim}
	case a.maxDegree < 0:
		return Polynomial{}, ErrArgument{"maxDegree", "a degree, or 0 for no truncation"}
	case t.dim > mostVariables:
		return Polynomial{}, ErrArgument{"w0", "at most 65536 parameters"}
	}
	if err := notNil("w0[%[2]d]", 0, w0); err != nil {
		return Polynomial{}, err
	}
	a.meter = t.meter
	s := newSweep[polynomial](t, a)
	for i, x := range w0 {
		s.inputs(s.val)[i] = polynomial{variable(i): rational.Int(1)}
		s.inputs(s.val)[i].accumulate("", rational.Of(x))
	}
	loss, err := s.loss()
	if err != nil {
		return Polynomial{}, err
	}
	return loss.listed(t.dim), nil
}

// Order returns the least k ≥ 1 whose form of degree k is not zero: for a loss at w0,
// the order of its first derivative there that does not vanish. It returns 0 if
// there is none, or none up to the truncation.
func (p Polynomial) Order() int {
	for _, t := range p.terms {
		if d := t.degree(); d > 0 {
			return d
		}
	}
	return 0
}

// Degree returns the greatest degree of a term; 0 for a constant.
func (p Polynomial) Degree() int {
	if len(p.terms) == 0 {
		return 0
	}
	return p.terms[len(p.terms)-1].degree()
}

// Form returns the terms of degree k.
func (p Polynomial) Form(k int) Polynomial {
	f := Polynomial{dim: p.dim}
	for _, t := range p.terms {
		if t.degree() == k {
			f.terms = append(f.terms, t)
		}
	}
	return f
}

// Len returns the number of terms.
func (p Polynomial) Len() int { return len(p.terms) }

// Terms returns copies of the terms: none for the zero polynomial.
func (p Polynomial) Terms() []Term {
	terms := make([]Term, len(p.terms))
	for i, t := range p.terms {
		exponents := make([]int, p.dim)
		for v := range t.variables() {
			exponents[v]++
		}
		terms[i] = Term{exponents, t.coefficient.Rat()}
	}
	return terms
}

// Eval returns the value at δ. It panics if δ has not one entry a variable.
func (p Polynomial) Eval(delta []*big.Rat) *big.Rat {
	if len(delta) != p.dim {
		panic(fmt.Sprintf("models: delta has length %d, want %d", len(delta), p.dim))
	}
	x := make([]rational.Number, p.dim)
	for i := range x {
		x[i] = rational.Of(delta[i])
	}
	var sum rational.Number
	for _, t := range p.terms {
		z := t.coefficient
		for v := range t.variables() {
			z = z.Mul(x[v])
		}
		sum = sum.Add(z)
	}
	return sum.Rat()
}

// String returns the terms in their order, as "1 - 2 δ0 δ1 + δ0^2 δ1^2".
func (p Polynomial) String() string {
	if len(p.terms) == 0 {
		return "0"
	}
	var b strings.Builder
	for i, t := range p.terms {
		c := t.coefficient
		switch negative := c.Sign() < 0; {
		case negative && i == 0:
			b.WriteString("-")
		case negative:
			b.WriteString(" - ")
		case i > 0:
			b.WriteString(" + ")
		}
		factors := t.factors()
		if magnitude := c.Abs().String(); magnitude != "1" || len(factors) == 0 {
			factors = append([]string{magnitude}, factors...)
		}
		b.WriteString(strings.Join(factors, " "))
	}
	return b.String()
}
