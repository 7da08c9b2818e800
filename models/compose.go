package models

import (
	"fmt"
	"maps"
	"math/big"
	"slices"

	"saddle/spectra/rational"
)

// NewPolynomial returns the sum of terms in n variables. It panics if a term has not one
// exponent a variable, a negative one, or no coefficient, and for n beyond 65536.
func NewPolynomial(n int, terms ...Term) Polynomial {
	if n < 0 || n > mostVariables {
		panic(fmt.Sprintf("models: a polynomial in %d variables", n))
	}
	sum := polynomial{}
	for _, t := range terms {
		if len(t.Exponents) != n || t.Coefficient == nil {
			panic(fmt.Sprintf("models: a term with %d exponents and the coefficient %v, in %d variables", len(t.Exponents), t.Coefficient, n))
		}
		var m []byte
		for i, e := range t.Exponents {
			if e < 0 {
				panic(fmt.Sprintf("models: a term with the exponent %d", e))
			}
			for range e {
				m = append(m, variable(i)...)
			}
		}
		sum.accumulate(monomial(m), rational.Of(t.Coefficient))
	}
	return sum.listed(n)
}

const mostVariables = 1 << 16

// listed returns p with its terms in their order.
func (p polynomial) listed(n int) Polynomial {
	q := Polynomial{dim: n}
	for _, m := range slices.SortedFunc(maps.Keys(p), monomial.compare) {
		q.terms = append(q.terms, term{m, p[m]})
	}
	return q
}

// Compose returns L(p₁(x), p₂(x), …) as a polynomial in x, for one polynomial of each parameter,
// all in the same variables. Terms of degree above maxDegree are left out, of the p too;
// maxDegree 0 keeps all. Kinks take the side on which the p(0) are. Cost and errors are those of
// [Tape.Polynomial], which is the case p = w0 + δ; the error is an [ErrArgument] too for
// polynomials in different variables. [Tape.Within] bounds the work.
func (t *Tape) Compose(p []Polynomial, maxDegree int) (Polynomial, error) {
	s, n, err := t.composition(p, maxDegree)
	if err != nil {
		return Polynomial{}, err
	}
	loss, err := s.loss()
	if err != nil {
		return Polynomial{}, err
	}
	return loss.listed(n), nil
}

// ComposeGradient returns L(p(x)) and every entry of ∇L at p(x), as Compose does.
func (t *Tape) ComposeGradient(p []Polynomial, maxDegree int) (loss Polynomial, gradient []Polynomial, err error) {
	s, n, err := t.composition(p, maxDegree)
	if err != nil {
		return Polynomial{}, nil, err
	}
	l, err := s.gradient()
	if err != nil {
		return Polynomial{}, nil, err
	}
	for _, g := range s.inputs(s.adj) {
		gradient = append(gradient, g.listed(n))
	}
	return l.listed(n), gradient, s.arith.failure
}

// composition is the sweep of Compose, before it begins, and the number of variables.
func (t *Tape) composition(p []Polynomial, maxDegree int) (*sweep[polynomial, *polynomials], int, error) {
	switch {
	case len(p) != t.dim:
		return nil, 0, ErrDimension{"p", len(p), t.dim}
	case maxDegree < 0:
		return nil, 0, ErrArgument{"maxDegree", "a degree, or 0 for no truncation"}
	}
	n := 0
	s := newSweep[polynomial](t, &polynomials{maxDegree: maxDegree, algebraic: algebraic[polynomial]{meter: t.meter}})
	for i := range p {
		if n = p[0].dim; p[i].dim != n {
			return nil, 0, ErrArgument{fmt.Sprintf("p[%d]", i), "a polynomial in as many variables as the others"}
		}
		x := polynomial{}
		for _, term := range p[i].terms {
			if maxDegree == 0 || term.degree() <= maxDegree {
				x[term.monomial] = term.coefficient
			}
		}
		s.inputs(s.val)[i] = x
	}
	return s, n, nil
}

// Linear returns c + Σ a_i x_i.
func Linear(c *big.Rat, a []*big.Rat) Polynomial {
	terms := []Term{{make([]int, len(a)), c}}
	for i, x := range a {
		exponents := make([]int, len(a))
		exponents[i] = 1
		terms = append(terms, Term{exponents, x})
	}
	return NewPolynomial(len(a), terms...)
}
