package exact

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/models"
)

// termsOf returns the terms of a typed polynomial.
func termsOf(t testing.TB, text string) (terms []models.Term, n int) {
	t.Helper()
	tape := mustParse(t, text)
	p, err := tape.Expand(Origin(tape.Dim()), termsWork)
	if err != nil {
		t.Fatal(err)
	}
	return p.Terms(), tape.Dim()
}

// Proofs that a form is positive, each with forms that are not.
func TestPositiveForms(t *testing.T) {
	for _, c := range []struct {
		text                       string
		circuits, strict, definite bool
	}{
		{"x^4+y^4+z^4-x^2*y*z", true, true, true},
		{"x^4+y^4+z^4-3*x^2*y*z", false, false, false},
		{"x^4+y^4-2*x^2*y^2", true, false, false},
		{"x^4+y^4-x^2*y^2+z^4", true, true, true},
		{"x^6+y^3+z^2-x*y*z", false, false, false},
		{"x^6+y^2*0+z^6-3*x^2*z^4", false, false, false},
		{"z^6+x^4*y^2+x^2*y^4-3*x^2*y^2*z^2", true, false, false},
		{"z^6+x^4*y^2+x^2*y^4-31/10*x^2*y^2*z^2", false, false, false},
		{"x^2*y^2", true, false, false},
		{"x^2*y^2+z^4", true, false, false},
		{"x^4+y^4+z^4-x^2*y^2-x^2*z^2-y^2*z^2", false, false, false}, // 0 at (1, 1, 1)
		{"x^4+y^4+z^4-x^2*y^2/2-x^2*z^2/2-y^2*z^2/2", true, true, true},
		{"(x-2*y)^4+(y-3*z)^4+z^4", false, false, true},
		{"(x-2*y)^4+(y-3*z)^4+z^4-2*z^4", false, false, false},
		{"x^3+y^4+z^4", false, false, false},
		{"-x^4-y^4", false, false, false},
		{"x^4+y^2+x^2*y", true, true, true}, // weights 1 and 2
		{"x^4+y^2+3*x^2*y", false, false, false},
	} {
		terms, n := termsOf(t, c.text)
		if got := circuits(terms); got != c.circuits {
			t.Errorf("%s: circuits: %t", c.text, got)
		}
		if got := strictCircuits(terms); got != c.strict {
			t.Errorf("%s: strictly: %t", c.text, got)
		}
		if got := definite(terms, n); got != c.definite {
			t.Errorf("%s: definite: %t", c.text, got)
		}
	}
}

// What is said to be positive has no value that is not, at random points; and a ternary form has the signs
// that are told.
func TestFormsAgreeWithValues(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	cases := 120
	if testing.Short() {
		cases = 15
	}
	positive, told := 0, 0
	for range cases {
		terms := []models.Term{}
		for i := range 3 {
			e := make([]int, 3)
			e[i] = 4
			terms = append(terms, models.Term{Exponents: e, Coefficient: big.NewRat(int64(1+r.IntN(3)), 1)})
		}
		for range 1 + r.IntN(3) {
			e := make([]int, 3)
			for range 4 {
				e[r.IntN(3)]++
			}
			terms = append(terms, models.Term{Exponents: e, Coefficient: big.NewRat(int64(r.IntN(13)-6), 2)})
		}
		p := models.NewPolynomial(3, terms...)
		terms = p.Terms()
		nonnegative, strict := circuits(terms), strictCircuits(terms) || definite(terms, 3)
		below, above, ok := ternary(terms)
		if strict {
			positive++
		}
		if ok && below != nil {
			told++
			at := []*big.Rat{below[0].Rat(), below[1].Rat(), below[2].Rat()}
			if p.Eval(at).Sign() >= 0 || nonnegative || strict {
				t.Errorf("%v at %v is %v, circuits %t, definite %t", p, at, p.Eval(at), nonnegative, strict)
			}
		}
		if !ok || above == nil {
			t.Errorf("%v: it is positive nowhere: %t", p, ok)
		}
		for range 50 {
			at := []*big.Rat{big.NewRat(int64(r.IntN(21)-10), 10), big.NewRat(int64(r.IntN(21)-10), 10), big.NewRat(int64(r.IntN(21)-10), 10)}
			sign := p.Eval(at).Sign()
			zero := at[0].Sign() == 0 && at[1].Sign() == 0 && at[2].Sign() == 0
			if sign < 0 && (nonnegative || strict || below == nil) || sign == 0 && strict && !zero {
				t.Errorf("%v at %v has the sign %d; circuits %t, definite %t, below %v", p, at, sign, nonnegative, strict, below)
			}
		}
	}
	if positive < cases/15 || told < cases/15 {
		t.Errorf("%d of %d were definite, %d somewhere negative", positive, cases, told)
	}
}
