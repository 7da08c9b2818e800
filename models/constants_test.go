package models

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/interval"
)

// beyondFloat64 draws a rational number of any size from 2⁻²²⁰⁰ to 2²²⁰⁰: a power of two
// times an integer, a number beside the middle between two float64, or a quotient of long
// integers.
func beyondFloat64(r *rand.Rand) *big.Rat {
	power := func(e int) *big.Rat {
		p := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(max(e, -e))))
		if e < 0 {
			p.Inv(p)
		}
		return p
	}
	c := big.NewRat(1+r.Int64N(1<<r.IntN(62)), 1)
	switch r.IntN(3) {
	case 0:
		c.Mul(c, power(r.IntN(4401)-2200))
	case 1: // near a subnormal number and a half
		c.SetFloat64(float64(r.IntN(9)) * 0x1p-1074)
		c.Add(c, power(-1075)).Add(c, power(-1076-r.IntN(1000)))
	default:
		c.Mul(c, power(r.IntN(2400)-1200)).Quo(c, big.NewRat(1+r.Int64N(1<<62), 3))
	}
	if r.IntN(2) == 0 {
		c.Neg(c)
	}
	return c
}

// withConstant returns the operations in which a constant c can stand beside x ≠ 0.
func withConstant(c, x Var) map[string]Var {
	return map[string]Var{
		"Add": x.Add(c), "Sub": c.Sub(x), "Mul": x.Mul(c), "Div": x.Div(c), "Div by": c.Div(x), "Neg": x.Mul(c).Neg(),
		"Pow": x.Mul(c).Pow(3), "Pow −2": x.Mul(c).Pow(-2), "Pow of c": c.Pow(2).Mul(x), "LeakyRelu": x.LeakyRelu(c),
		"Max": x.Max(c), "Min": x.Mul(c).Min(x), "Relu": x.Mul(c).Relu(), "Abs": x.Add(c).Abs(),
	}
}

// TestConstantsAreEnclosed: whatever the size of a constant, intervals hold the exact
// values and derivatives of every rational operation with it, also once another constant
// has brought them back into the range of float64.
func TestConstantsAreEnclosed(t *testing.T) {
	decided, count := 0, cases(80, 16)
	for seed := range uint64(count) {
		r := rand.New(rand.NewPCG(61, seed))
		c := beyondFloat64(r)
		w := []*big.Rat{big.NewRat(int64(2*r.IntN(8)-9), 8)}
		for name := range withConstant(BigRat(c), Rat(1, 1)) {
			tape := Trace(1, func(w []Var) Var {
				z := withConstant(BigRat(c), w[0])[name]
				return z.Mul(BigRat(new(big.Rat).Inv(c))).Add(z)
			})
			jet, err := tape.Exact(w)
			if err != nil {
				continue // on a kink
			}
			e, err := tape.Enclose(points(w))
			if err != nil { // 0 in an enclosure of what is not 0
				continue
			}
			decided++
			for i, v := range jet.values() {
				if !e.values()[i].ContainsRat(v) {
					t.Errorf("%s of c = %v at %v: number %d is %v, not in %v", name, c, w[0], i, v, e.values()[i])
				}
			}
		}
	}
	if decided < 8*count {
		t.Errorf("only %d of %d formulas are enclosed", decided, 14*count)
	}
}

// TestConstantsInFunctions: x c/c is x, for every operation that it is put into.
func TestConstantsInFunctions(t *testing.T) {
	r := rand.New(rand.NewPCG(62, 0))
	for range 40 {
		c := beyondFloat64(r)
		x := []interval.Interval{interval.Of(float64(1+r.IntN(15)) / 16)}
		for _, f := range smoothOps {
			step := func(x Var) Var { return randomStep(rand.New(rand.NewPCG(1, 1)), f, x, x.Sqr()) }
			plain := Trace(1, func(w []Var) Var { return step(w[0]) })
			there := Trace(1, func(w []Var) Var { return step(w[0].Mul(BigRat(c)).Div(BigRat(c))) })
			want := mustEnclose(t, plain, x).values()
			e, err := there.Enclose(x)
			if err != nil {
				continue
			}
			for i, v := range e.values() {
				if v.Intersect(want[i]).IsEmpty() {
					t.Errorf("%v of x c/c, c = %v: number %d is %v at %v, want %v", f, c, i, v, x, want[i])
				}
			}
		}
	}
}

// TestFloatConstants: float64 reads a constant as the number nearest to it.
func TestFloatConstants(t *testing.T) {
	r := rand.New(rand.NewPCG(63, 0))
	for range cases(2000, 500) {
		c := beyondFloat64(r)
		got := Trace(0, func([]Var) Var { return BigRat(c) }).Loss(nil)
		bound := interval.OfRat(c)
		if got != bound.Lo && got != bound.Hi {
			t.Errorf("%v is read as %v", c, got)
		} else if !bound.IsPoint() && !math.IsInf(got, 0) && bound.Width() < math.MaxFloat64 {
			middle := new(big.Rat).SetFloat64(bound.Lo)
			middle.Add(middle, new(big.Rat).SetFloat64(bound.Hi)).Quo(middle, big.NewRat(2, 1))
			if side := c.Cmp(middle); side < 0 && got != bound.Lo || side > 0 && got != bound.Hi {
				t.Errorf("%v is read as %v, of %v", c, got, bound)
			}
		}
	}
}
