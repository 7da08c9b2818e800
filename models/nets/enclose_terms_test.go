package nets

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/interval"
)

// The enclosure of a sum of products holds the exact sum at the ends of the intervals and between them, for numbers of all sizes, and
// sums that cancel.
func TestDotOfTerms(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for run := range 120 {
		n, spread := 1+r.IntN(40), []int{0, 3, 40, 540}[run%4]
		number := func() float64 { return math.Ldexp(r.Float64()-0.5, r.IntN(2*spread+1)-spread) }
		x, y := make([]interval.Interval, n), make([]interval.Interval, n)
		for i := range n {
			x[i], y[i] = interval.Of(number()), interval.Of(number())
			if i%2 == 1 && run%3 == 0 {
				x[i], y[i] = x[i-1].Neg(), y[i-1]
			}
			if run%2 == 0 {
				x[i] = x[i].Hull(interval.Of(x[i].Lo * (1 + r.Float64()*1e-8)))
				y[i] = y[i].Hull(interval.Of(y[i].Lo * (1 + r.Float64()*1e-8)))
			}
		}
		got := termsOf(x).dot(termsOf(y))
		for range 4 {
			sum := new(big.Rat)
			for i := range n {
				sum.Add(sum, new(big.Rat).Mul(within(r, x[i]), within(r, y[i])))
			}
			if !got.ContainsRat(sum) {
				t.Fatalf("run %d: %v does not hold %v", run, got, sum.FloatString(20))
			}
		}
	}
	whole := termsOf([]interval.Interval{interval.Whole()})
	if got := whole.dot(termsOf([]interval.Interval{interval.Of(0)})); !got.Contains(0) {
		t.Errorf("the whole line times 0 is %v", got)
	}
	for _, x := range []float64{1, math.MaxFloat64} {
		if got := whole.dot(termsOf([]interval.Interval{interval.Of(x)})); got != interval.Whole() {
			t.Errorf("the whole line times %v is %v", x, got)
		}
	}
	huge := termsOf([]interval.Interval{interval.Of(1e200)})
	if got := huge.dot(huge); got != interval.Whole() {
		t.Errorf("10⁴⁰⁰ is in %v", got)
	}
}

// The bound is some rounding errors, not more.
func TestDotOfTermsIsNarrow(t *testing.T) {
	x := make([]interval.Interval, 64)
	for i := range x {
		x[i] = interval.Of(1.0 / float64(i+3))
	}
	if got := termsOf(x).dot(termsOf(x)); got.Width() > 1e-13*got.Mid() {
		t.Errorf("%v", got)
	}
}

// within returns a number of an interval, often an end.
func within(r *rand.Rand, x interval.Interval) *big.Rat {
	switch r.IntN(3) {
	case 0:
		return new(big.Rat).SetFloat64(x.Lo)
	case 1:
		return new(big.Rat).SetFloat64(x.Hi)
	}
	return new(big.Rat).SetFloat64(min(x.Hi, max(x.Lo, x.Lo+r.Float64()*(x.Hi-x.Lo))))
}
