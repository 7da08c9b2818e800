package models

import (
	"math/big"
	"slices"

	"saddle/spectra/rational"
)

// Root returns q and c with p = c q², where q has the coefficient 1 at its last term; ok is false if there
// are none. Cost: the square of the number of terms.
//
// The last term of q is the root of that of p; each further one is found from the last term of p/c − q²,
// which is twice its product with the last of q.
func (p Polynomial) Root() (q Polynomial, c *big.Rat, ok bool) {
	if len(p.terms) == 0 {
		return Polynomial{dim: p.dim}, new(big.Rat), true
	}
	last := p.terms[len(p.terms)-1]
	first, ok := last.monomial.root()
	if !ok {
		return Polynomial{}, nil, false
	}
	rest := polynomial{}
	inverse := last.coefficient.Inverse()
	for _, t := range p.terms {
		rest[t.monomial] = t.coefficient.Mul(inverse)
	}
	root := polynomial{first: rational.Int(1)}
	delete(rest, last.monomial)
	for len(rest) > 0 && len(root) <= len(p.terms) {
		lead := rest.last()
		m, ok := lead.over(first)
		if !ok || m.compare(first) >= 0 {
			return Polynomial{}, nil, false
		}
		x := rest[lead].Mul(rational.New(1, 2))
		for n, y := range root { // (r + xm)² = r² + 2xmr + x²m²
			rest.accumulate(m.times(n), x.Mul(y).Mul(rational.Int(-2)))
		}
		rest.accumulate(m.times(m), x.Mul(x).Neg())
		root[m] = x
	}
	return root.listed(p.dim), last.coefficient.Rat(), len(rest) == 0
}

func (m monomial) times(n monomial) monomial { return monomial(appendProduct(nil, m, n)) }

// last returns the last monomial in the order of the terms. It panics for 0.
func (p polynomial) last() (last monomial) {
	found := false
	for m := range p {
		if !found || m.compare(last) > 0 {
			last, found = m, true
		}
	}
	return last
}

// root returns the monomial whose square m is.
func (m monomial) root() (root monomial, ok bool) {
	var half []byte
	for i := 0; i < len(m); i += 4 {
		if i+4 > len(m) || m[i:i+2] != m[i+2:i+4] {
			return "", false
		}
		half = append(half, m[i:i+2]...)
	}
	return monomial(half), true
}

// over returns m/n, if n divides m.
func (m monomial) over(n monomial) (quotient monomial, ok bool) {
	left := slices.Collect(n.variables())
	var rest []byte
	for v := range m.variables() {
		if len(left) > 0 && left[0] == v {
			left = left[1:]
			continue
		}
		rest = append(rest, variable(v)...)
	}
	return monomial(rest), len(left) == 0
}
