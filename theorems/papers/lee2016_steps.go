package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A BumpStart is a start X > 0 of gradient descent at the rate Rate on an even function with the derivative −x for |x| ≤ ½,
// x/Slope for 1 ≤ x ≤ 2, and a cubic in between that fits with its first derivative, Slope ≤ 2. 0 is a strict local maximum.
type BumpStart struct{ X, Slope, Rate Fraction }

// derivative returns f'(x) for |x| ≤ 2.
func (s BumpStart) derivative(x rational.Number) rational.Number {
	if x.Sign() < 0 {
		return s.derivative(x.Neg()).Neg()
	}
	half, steep := rational.New(1, 2), s.Slope.number().Inverse()
	switch {
	case x.Cmp(half) <= 0:
		return x.Neg()
	case x.Cmp(rational.Int(1)) >= 0:
		return x.Mul(steep)
	}
	// The cubic of Hermite in u = 2x − 1, with values −½, 1/Slope and derivatives −½, 1/(2 Slope) in u at 0 and 1.
	u := x.Add(x).Sub(rational.Int(1))
	v := rational.Int(1).Sub(u)
	at0 := squared(v).Mul(rational.Int(1).Add(u).Add(u)).Mul(half.Neg())
	at1 := squared(u).Mul(rational.Int(3).Sub(u).Sub(u)).Mul(steep)
	slopes := u.Mul(v).Mul(v.Mul(half.Neg()).Sub(u.Mul(steep).Mul(half)))
	return at0.Add(at1).Add(slopes)
}

// short reports whether α < Slope/10: then α|f”| < 1, as |f”| is below 7/Slope.
func (s BumpStart) short() bool {
	return s.Rate.number().Mul(rational.Int(10)).Cmp(s.Slope.number()) < 0
}

// bumpSteps is how many steps are decided.
const bumpSteps = 4

// StepsOfAnyLengthAvoidMaxima: at α = Slope the step from x ∈ [1, 2] is x − α x/Slope = 0, from all of an interval. With
// α|f”| < 1 a step is one-to-one and leaves 0 where it is, so that from x ≠ 0 none ends there.
var StepsOfAnyLengthAvoidMaxima = theorems.Claim[BumpStart]{
	Name:      "lee2016/steps-of-any-length-avoid-maxima",
	Says:      "Gradient descent at a fixed rate ends in a strict local maximum from almost no start, also if α‖∇²f‖ ≥ 1: on the even function with f' = −x on [0, ½], f' = x/s on [1, 2] and a cubic between, none of the first 4 steps from x in [1, 2] ends at the maximum 0",
	Source:    lee2016.Locate("the theorem without its condition α < 1/L; an example of this kind is given, as we recall it", "More Theory"),
	Corrected: "lee2016/the-stable-set-is-a-line",
	Expect:    theorems.Refuted,
	Draw:      drawBump,
	Missing:   &theorems.Hypothesis[BumpStart]{Name: "α < s/10, so that α|f''| < 1", Holds: BumpStart.short},
	Known:     []BumpStart{{X: Fraction{1, 1}, Slope: Fraction{1, 1}, Rate: Fraction{1, 1}}, {X: Fraction{3, 2}, Slope: Fraction{1, 1}, Rate: Fraction{1, 1}}},
	Then: func(s BumpStart) theorems.Evidence {
		x := s.X.number()
		for step := range bumpSteps {
			if x = x.Sub(s.Rate.number().Mul(s.derivative(x))); x.IsZero() {
				return theorems.Exactly(false, "step %d ends at the maximum", step+1)
			}
			if x.Abs().Cmp(rational.Int(2)) > 0 {
				return theorems.Undecidable("step %d ends beyond 2", step+1)
			}
		}
		return theorems.Exactly(true, "after %d steps at %v", bumpSteps, short(x))
	},
}

func drawBump(t *rapid.T) BumpStart {
	s := BumpStart{X: Fraction{rapid.IntRange(4, 8).Draw(t, "x"), 4}, Slope: Fraction{rapid.IntRange(1, 4).Draw(t, "s"), 2}}
	s.Rate = s.Slope
	if rapid.Bool().Draw(t, "short") {
		s.Rate = Fraction{s.Slope.P, s.Slope.Q * rapid.IntRange(11, 20).Draw(t, "times")}
	}
	return s
}
