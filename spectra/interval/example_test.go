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

// Slices give what the methods give one by one, several times as fast where the processor rounds as it is told.
func ExampleMulSlice() {
	x := []interval.Interval{interval.Of(0.1), {Lo: -1, Hi: 2}, interval.Whole()}
	y := []interval.Interval{interval.Of(3), {Lo: -3, Hi: 0.5}, interval.Of(0)}
	interval.MulSlice(x, x, y)
	fmt.Println(x)
	// Output:
	// [[0.3, 0.30000000000000004] [-6, 3] [0, 0]]
}

// 2⁶⁰ + 1 + 1 − 2⁶⁰ is 0 in floating point, which says nothing of its error; the enclosure does.
func ExampleDot() {
	x, y := []float64{1 << 30, 1, 1, -1 << 30}, []float64{1 << 30, 1, 1, 1 << 30}
	sum := 0.0
	for i := range x {
		sum += float64(x[i] * y[i])
	}
	p, q := make([]interval.Interval, len(x)), make([]interval.Interval, len(x))
	interval.OfSlice(p, x)
	interval.OfSlice(q, y)
	fmt.Println(sum, interval.Dot(p, q))
	// Output:
	// 0 [0, 384]
}

// One step of an elimination: the second row less a third of the first.
func ExampleAxpy() {
	first, second := []interval.Interval{interval.Of(3), interval.Of(1)}, []interval.Interval{interval.Of(1), interval.Of(1)}
	interval.Axpy(second, interval.Of(-1).Div(interval.Of(3)), first)
	fmt.Println(second)
	// Output:
	// [[-2.220446049250313e-16, 1.1102230246251565e-16] [0.6666666666666666, 0.6666666666666667]]
}

func ExampleAddSlice() {
	x := []interval.Interval{interval.Of(0.1), interval.Of(0.5)}
	interval.AddSlice(x, x, []interval.Interval{interval.Of(0.2), interval.Of(0.25)})
	fmt.Println(x)
	// Output:
	// [[0.3, 0.30000000000000004] [0.75, 0.75]]
}

// Where numbers cancel, the width says how much of the difference is known. What is subtracted may be any
// number of its interval: an interval less itself is not 0.
func ExampleSubSlice() {
	sum, tenth := interval.Of(0), interval.Of(1).Div(interval.Of(10))
	for range 10 {
		sum = sum.Add(tenth)
	}
	x := []interval.Interval{sum, {Lo: 2, Hi: 3}}
	interval.SubSlice(x, x, []interval.Interval{interval.Of(1), {Lo: 2, Hi: 3}})
	fmt.Println(x)
	// Output:
	// [[-2.220446049250313e-16, 6.661338147750939e-16] [-1, 1]]
}

// A divisor that may be 0 gives all that the quotient may be, and no error.
func ExampleDivSlice() {
	x := []interval.Interval{interval.Of(1), interval.Of(1), interval.Of(1), interval.Of(1)}
	y := []interval.Interval{interval.Of(3), {Lo: 0, Hi: 2}, {Lo: -1, Hi: 2}, interval.Of(0)}
	interval.DivSlice(x, x, y)
	fmt.Println(x)
	// Output:
	// [[0.3333333333333333, 0.33333333333333337] [0.5, +Inf] [-Inf, +Inf] ∅]
}

// Lengths in the plane: exact where they are, or between neighbours. Of what roundings left on both sides of
// 0 the root is that of the part that has one, and not a NaN.
func ExampleSqrtSlice() {
	x, y := []interval.Interval{interval.Of(3), interval.Of(1), interval.Of(0)}, []interval.Interval{interval.Of(4), interval.Of(1), interval.Of(0)}
	interval.MulSlice(x, x, x)
	interval.MulSlice(y, y, y)
	interval.AddSlice(x, x, y)
	x[2] = interval.Interval{Lo: -1e-17, Hi: 1e-16}
	interval.SqrtSlice(x, x)
	fmt.Println(x)
	// Output:
	// [[5, 5] [1.414213562373095, 1.4142135623730951] [0, 1e-08]]
}

// A million times the number nearest to 1/10: a loop is off by 10⁻⁶ and does not say so.
func ExampleSum() {
	terms, loop := make([]interval.Interval, 1000000), 0.0
	for i := range terms {
		terms[i] = interval.Of(0.1)
		loop += 0.1
	}
	sum := interval.Sum(terms)
	fmt.Printf("%.8f\n%.8f to %.8f\n", loop, sum.Lo, sum.Hi)
	fmt.Println(sum.Contains(loop), sum.Contains(100000))
	// Output:
	// 100000.00000133
	// 99999.99999929 to 100000.00000032
	// false true
}
