package interval_test

import (
	"fmt"
	"math/big"

	"saddle/spectra/interval"
)

// Exact operations stay points, inexact ones become one ulp wide.
func Example() {
	fmt.Println(interval.Of(0.5).Mul(interval.Of(3)).Add(interval.Of(1)))
	fmt.Println(interval.Of(1).Div(interval.Of(3)))
	fmt.Println(interval.Of(2).Sqrt())
	// Output:
	// [2.5, 2.5]
	// [0.3333333333333333, 0.33333333333333337]
	// [1.414213562373095, 1.4142135623730951]
}

// A sign is proved by an enclosure that excludes zero.
func ExampleInterval_Positive() {
	// cosh x − 1 − x²/2 at x = 1/10, of which floating point keeps few digits.
	x := interval.OfRat(big.NewRat(1, 10))
	cosh := x.Exp().Add(x.Neg().Exp()).Scale2(-1)
	excess := cosh.Sub(interval.Of(1)).Sub(x.Sqr().Scale2(-1))
	fmt.Println(excess.Positive())
	fmt.Println(x.Sub(x).Positive())
	// Output:
	// true
	// false
}

// Functions are evaluated on the part of the argument in their domain.
func ExampleInterval_Sqrt() {
	fmt.Println(interval.Interval{Lo: -4, Hi: 9}.Sqrt())
	fmt.Println(interval.Interval{Lo: -4, Hi: -1}.Sqrt())
	// Output:
	// [0, 3]
	// ∅
}

// Arguments of any size are reduced exactly.
func ExampleInterval_Sin() {
	fmt.Println(interval.Of(1e22).Sin())
	fmt.Println(interval.Interval{Lo: 1, Hi: 2}.Sin())
	// Output:
	// [-0.8522008497671889, -0.8522008497671888]
	// [0.8414709848078965, 1]
}

func ExampleNew() {
	_, err := interval.New(2, 1)
	fmt.Println(err)
	// Output:
	// interval: hi is 1, want at least lo = 2
}

// A negative value proves that no matrix of the set is positive semidefinite.
func ExampleSym_Quad() {
	a := interval.NewSym(2)
	a.Set(0, 0, interval.Of(1))
	a.Set(0, 1, interval.Interval{Lo: 1.5, Hi: 2})
	a.Set(1, 1, interval.Of(1))
	q := a.Quad([]float64{1, -1})
	fmt.Println(q, q.Negative())
	// Output:
	// [-2, -1] true
}
