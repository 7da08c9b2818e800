package polynomial

import "saddle/spectra/rational"

// A chain is the sequence p₀ = p, p₁ = p′, p_{k+1} = −(p_{k−1} mod p_k) of Sturm, each up to a positive
// factor. For p without multiple roots the number of real roots in (a, b] is V(a) − V(b), where V counts
// the changes of sign in the sequence without its zeros (C. Sturm 1829; S. Basu, R. Pollack, M.-F. Roy,
// Algorithms in Real Algebraic Geometry, theorem 2.50).
type chain []Polynomial

// sturm returns the chain of p, which must not be constant.
func sturm(p Polynomial) chain {
	c := chain{p, p.Derivative()}
	for {
		_, r := c[len(c)-2].QuoRem(c[len(c)-1])
		if len(r) == 0 {
			return c
		}
		c = append(c, r.Scale(r.lead().Abs().Inverse().Neg()))
	}
}

// changes returns V(x).
func (c chain) changes(x rational.Number) (n int) {
	last := 0
	for _, p := range c {
		sign := p.At(x).Sign()
		if sign*last < 0 {
			n++
		}
		if sign != 0 {
			last = sign
		}
	}
	return n
}

// count returns the number of roots in (a, b].
func (c chain) count(a, b rational.Number) int { return c.changes(a) - c.changes(b) }
