package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A FlatStart is a start Y of gradient descent at the rate Rate on x²/2 + y³/3 − Cy²/2, C ≥ 0, whose saddle is (0, 0), with
// 0 < Y < 1/Rate and C·Rate ≤ 1.
type FlatStart struct{ C, Y, Rate Fraction }

// flatSteps is how many steps are decided.
const flatSteps = 4

// AlmostAllStartsAvoidSaddles: the step is y → y(1 + αC − αy). With C = 0 it takes y ∈ (0, 1/α) to a smaller one there, and
// 1/y to at least 1/y + α: to the saddle, from a set with an inside. With C > 0 the factor at 0 is above 1, so that a
// descent comes to 0 only by a step that ends there, and that from y = (1 + αC)/α alone, which no step reaches from
// below: y(1 + αC − αy) ≤ (1 + αC)²/4α < (1 + αC)/α.
var AlmostAllStartsAvoidSaddles = theorems.Claim[FlatStart]{
	Name:      "lee2016/almost-all-starts-avoid-saddles",
	Says:      "Gradient descent with short steps ends in a saddle from almost no start, also if no eigenvalue there is negative: on x²/2 + y³/3 − Cy²/2, C ≥ 0, from none with 0 < y < 1/α and αC ≤ 1",
	Source:    lee2016.Locate("the theorem without the strictness of the saddle; the example is of this kind, as we recall it", "Training stuck ≠ Zero Gradient; More Theory"),
	Corrected: "lee2016/the-stable-set-is-a-line",
	Expect:    theorems.Refuted,
	Draw:      drawFlatStart,
	Missing:   &theorems.Hypothesis[FlatStart]{Name: "the saddle is strict: C > 0", Holds: func(s FlatStart) bool { return s.C.P > 0 }},
	Known:     []FlatStart{{C: Fraction{0, 1}, Y: Fraction{1, 2}, Rate: Fraction{1, 1}}},
	Then: func(s FlatStart) theorems.Evidence {
		one, rate, y := rational.Int(1), s.Rate.number(), s.Y.number()
		growth := rate.Mul(s.C.number()).Add(one)
		for step := range flatSteps {
			next := y.Mul(growth.Sub(rate.Mul(y)))
			falls := next.Cmp(y) < 0 && next.Sign() > 0 && next.Inverse().Cmp(y.Inverse().Add(rate)) >= 0
			if growth.Cmp(one) == 0 && !falls || next.Sign() <= 0 || next.Mul(rate).Cmp(growth) >= 0 {
				return theorems.Undecidable("step %d goes from %v to %v", step+1, y, next)
			}
			y = next
		}
		return theorems.Exactly(growth.Cmp(one) > 0, "after %d steps at %v, the factor at the saddle is %v", flatSteps, short(y), growth)
	},
}

// drawFlatStart draws a start below 1/α.
func drawFlatStart(t *rapid.T) FlatStart {
	q := rapid.IntRange(1, 8).Draw(t, "1/α")
	s := FlatStart{C: Fraction{0, 1}, Rate: Fraction{1, q}}
	s.Y = Fraction{rapid.IntRange(1, 8*q-1).Draw(t, "8y"), 8}
	if rapid.Bool().Draw(t, "strict") {
		s.C = Fraction{rapid.IntRange(1, 4*q).Draw(t, "4C"), 4}
	}
	return s
}
