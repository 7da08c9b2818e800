package relu

import (
	"saddle/spectra/polynomial"
	"saddle/spectra/rational"
)

// signNearZero returns the sign of p for small t > 0.
func signNearZero(p polynomial.Polynomial) int {
	for _, v := range p {
		if !v.IsZero() {
			return v.Sign()
		}
	}
	return 0
}

// along returns the first term of L(w + tδ₁ + t²δ₂ + …) − L(w) for small t > 0; ok is false if the loss does not
// change. Each unit stays on one side for small t > 0, and there the loss is a polynomial in t.
func (p *point) along(curve ...[]rational.Number) (order int, coefficient rational.Number, ok bool) {
	var change polynomial.Polynomial
	for s := range p.X.Rows {
		for o, z := range p.outputsAlong(s, curve) {
			e := z.Sub(polynomial.New(p.Y.At(s, o)))
			change = change.Add(e.Mul(e))
		}
	}
	for m, c := range change {
		if m > 0 && !c.IsZero() {
			return m, c.Mul(rational.New(1, 2)), true
		}
	}
	return 0, rational.Number{}, false
}

// outputsAlong returns the outputs of sample s at w + tδ₁ + t²δ₂ + ….
func (p *point) outputsAlong(s int, curve [][]rational.Number) []polynomial.Polynomial {
	var a []polynomial.Polynomial
	for j := range p.Widths[0] {
		a = append(a, polynomial.New(p.X.At(s, j)))
	}
	param := func(at int) polynomial.Polynomial {
		coefficients := []rational.Number{p.w[at]}
		for _, delta := range curve {
			coefficients = append(coefficients, delta[at])
		}
		return polynomial.New(coefficients...)
	}
	last := len(p.Widths) - 1
	for l := 1; l <= last; l++ {
		z := make([]polynomial.Polynomial, p.Widths[l])
		for i := range z {
			for j, x := range a {
				z[i] = z[i].Add(param(p.weight(l, i, j)).Mul(x))
			}
			if !p.NoBiases {
				z[i] = z[i].Add(param(p.bias(l, i)))
			}
			if l < last {
				z[i] = z[i].Scale(p.Activation.slope(signNearZero(z[i])))
			}
		}
		a = z
	}
	return a
}
