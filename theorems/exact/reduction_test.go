package exact

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/models"
)

// reductionAt makes the reduction of a loss at the origin.
func reductionAt(t *testing.T, text string) *reduction {
	t.Helper()
	tape := mustParse(t, text)
	w := Origin(tape.Dim())
	c, err := Classify(tape, w)
	if err != nil {
		t.Fatal(err)
	}
	jet, err := tape.Exact(w)
	if err != nil {
		t.Fatal(err)
	}
	r, err := newReduction(tape, w, jet.Hessian, c.Inertia.Pos+c.Inertia.Neg)
	if err != nil || r == nil {
		t.Fatal(err)
	}
	return r
}

// What f is does not depend on what was asked before, nor on the order that is asked for.
func TestResidualIsOne(t *testing.T) {
	for _, text := range []string{
		"(x+y*z+u^2)^2+(y^4+z^4+u^4)*(1+x)-y*z*u*x",
		"(exp(x+y*z)-1)^2+(y^4+z^4+u^4)/(1+x)",
		"(x+y*z-u^3)^2+(y^6+z^6+u^6)*cos(x)-x^3*y^2",
	} {
		r := reductionAt(t, text)
		r.space(16)
		used, _, err := r.residual(10)
		if err != nil {
			t.Fatal(err)
		}
		fresh := reductionAt(t, text)
		fresh.kernel = r.kernel
		once, _, err := fresh.residual(10)
		if err != nil || used.String() != once.String() {
			t.Errorf("%s: %v, and %v; %v", text, used, once, err)
		}
		short, _, err := fresh.residual(6)
		if err != nil {
			t.Fatal(err)
		}
		for k := range 7 {
			if short.Form(k).String() != once.Form(k).String() {
				t.Errorf("%s: order %d is %v, and %v", text, k, short.Form(k), once.Form(k))
			}
		}
	}
}

// Along any curve of the kernel, f is what the loss is on the curve above it.
func TestResidualAlongCurves(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for _, text := range []string{
		"(x+y*z+u^2)^2+y^4*(1+x)+z^4+u^4-y*z*u*x",
		"(x+y^2-y*x)^2+(z-sin(y))^2+y^3*z+y^5+u^3*y",
		"-(exp(x+y*z)-1)^2+x^3*y+y^4/(1+z)+z^6+u^4",
	} {
		r := reductionAt(t, text)
		p, _, err := r.residual(12)
		if err != nil {
			t.Fatal(err)
		}
		for range 4 {
			x := make([]models.Series, len(r.kernel))
			for k := range x {
				step, power := big.NewRat(int64(rng.IntN(7)-3), 2), 1+rng.IntN(2)
				x[k] = monomial(step, power)
			}
			c, err := r.follow(x, 12)
			if err != nil {
				t.Fatal(err)
			}
			sum := new(big.Rat) // f(x(t)) at t, to order 12, by its terms
			order := 0
			for _, term := range p.Terms() {
				weight, value := 0, new(big.Rat).Set(term.Coefficient)
				for k, e := range term.Exponents {
					weight += e * max(1, len(x[k])-1)
					for range e {
						if len(x[k]) == 0 {
							value.SetInt64(0)
							continue
						}
						value.Mul(value, x[k][len(x[k])-1])
					}
				}
				if weight == 0 || value.Sign() == 0 || weight > 12 {
					continue
				}
				if order == 0 || weight < order {
					order = weight
					sum.SetInt64(0)
				}
				if weight == order {
					sum.Add(sum, value)
				}
			}
			if c != nil && sum.Sign() != 0 && (c.Order != order || c.Coefficient.Cmp(sum) != 0) {
				t.Errorf("%s: %v, by the terms %v t^%d", text, c, sum, order)
			}
			if c != nil && order > 0 && c.Order < order {
				t.Errorf("%s: %v, by the terms of order %d", text, c, order)
			}
		}
	}
}
