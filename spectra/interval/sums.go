package interval

import "fmt"

// partial is how many sums are kept by [Dot] and [Sum].
const partial = 8

// Dot returns an enclosure of Σ x[i]·y[i]: [0, 0] of no terms, the empty set if one is empty.
// It panics if the lengths differ.
//
// Term i is x[i].Mul(y[i]) and is added to sum s[i mod 8], term by term; then s₀+s₄, s₁+s₅, s₂+s₆ and s₃+s₇,
// of these the first with the third and the second with the fourth, and those two. Sums of n
// terms so go through n/8 + 3 roundings in place of n. See [AddSlice] for where it is fast.
func Dot(x, y []Interval) Interval {
	if len(x) != len(y) {
		panic(fmt.Sprintf("interval: Dot of lengths %d and %d", len(x), len(y)))
	}
	return dot(x, y)
}

func dotGo(x, y []Interval) Interval {
	var s [partial]Interval
	addProducts(&s, x, y)
	return fold(&s)
}

func addProducts(s *[partial]Interval, x, y []Interval) {
	for i, a := range x {
		s[i%partial] = s[i%partial].Add(a.Mul(y[i]))
	}
}

// Sum returns an enclosure of Σ x[i]: [0, 0] of no terms, the empty set if one is empty. Terms
// are added in the order of [Dot].
func Sum(x []Interval) Interval { return sum(x) }

func sumGo(x []Interval) Interval {
	var s [partial]Interval
	addTerms(&s, x)
	return fold(&s)
}

func addTerms(s *[partial]Interval, x []Interval) {
	for i, a := range x {
		s[i%partial] = s[i%partial].Add(a)
	}
}

// fold adds partial sums in halves.
func fold(s *[partial]Interval) Interval {
	for half := partial / 2; half > 0; half /= 2 {
		for i := range half {
			s[i] = s[i].Add(s[i+half])
		}
	}
	return s[0]
}
