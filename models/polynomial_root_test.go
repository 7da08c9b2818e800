package models

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// A square is seen as one, and with another term it is none.
func TestRoot(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 200 {
		var terms []Term
		for range 1 + r.IntN(4) {
			terms = append(terms, Term{[]int{r.IntN(4), r.IntN(3), r.IntN(2)}, big.NewRat(int64(1+r.IntN(5)), int64(1+r.IntN(3)))})
		}
		q := NewPolynomial(3, terms...)
		factor := big.NewRat(int64(r.IntN(9)*2-9), 2)
		square := func(add Var) Polynomial {
			tape := Trace(3, func(w []Var) Var {
				var sum Var
				for _, x := range q.Terms() {
					z := BigRat(x.Coefficient)
					for i, e := range x.Exponents {
						z = z.Mul(w[i].Pow(e))
					}
					sum = sum.Add(z)
				}
				return sum.Sqr().Mul(BigRat(factor)).Add(add.Mul(w[0].Pow(3)))
			})
			p, err := tape.Polynomial(ints(0, 0, 0), 0)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		p := square(Var{})
		root, c, ok := p.Root()
		if !ok {
			t.Fatalf("%v is %v (%v)², and no root was found", p, factor, q)
		}
		at := []*big.Rat{big.NewRat(2, 3), big.NewRat(-5, 7), big.NewRat(3, 1)}
		value := root.Eval(at)
		if value.Mul(value, value).Mul(value, c).Cmp(p.Eval(at)) != 0 {
			t.Errorf("%v is not %v (%v)²", p, c, root)
		}
		if _, _, ok := square(Rat(1, 3)).Root(); ok && q.Len() > 1 {
			t.Errorf("%v with a cube is a square", q)
		}
	}
}
