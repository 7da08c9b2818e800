package models

import "math/big"

// Expand is [Tape.Polynomial] with all terms, for a loss whose number of terms is
// not known beforehand: (1 − w₁…w_d)² has 2ᵈ and more away from 0. A product of two
// terms is work of 1 and its degree, a term of a sum 1; with more than most of it in
// all, Expand gives up with an [ErrWork]. A million takes about a tenth of a second.
// The other errors are those of Polynomial, and an [ErrArgument] for most < 1.
func (t *Tape) Expand(w0 []*big.Rat, most int) (Polynomial, error) {
	if most < 1 {
		return Polynomial{}, ErrArgument{"most", "a positive amount of work"}
	}
	return t.expand(w0, &polynomials{most: most})
}

// spend reports whether n more units of work are allowed, and takes them.
func (a *polynomials) spend(n int) bool {
	if a.most > 0 && n > a.most-a.spent {
		a.spent = a.most
		a.fail(ErrWork{a.most})
		return false
	}
	a.spent += n
	return a.pays(n, 1)
}
