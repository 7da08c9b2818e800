package papers

import (
	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

var lee2016 = theorems.Source{Key: "lee2016", Title: "Lee, Simchowitz, Jordan and Recht 2016, Gradient Descent Only Converges to Minimizers", URL: "https://arxiv.org/abs/1602.04915"}

// A QuarticStart is a start (X, Y) of gradient descent at the rate Rate on ½x² + ¼y⁴ − ½y², whose saddle is (0, 0) and
// whose minima are (0, ±1).
type QuarticStart struct{ X, Y, Rate Fraction }

// quartic is the function.
var quartic = models.Trace(2, func(w []models.Var) models.Var {
	half := models.Rat(1, 2)
	return models.Sum(w[0].Sqr().Mul(half), w[1].Pow(4).Mul(models.Rat(1, 4)), w[1].Sqr().Mul(half).Neg())
})

// slow reports whether α times the greatest eigenvalue of the Hessian is below 1 where |y| ≤ max(1, |Y|).
func (s QuarticStart) slow() bool {
	one, rate := rational.Int(1), s.Rate.number()
	most := squared(s.Y.number())
	if most.Cmp(one) < 0 {
		most = one
	}
	steepest := most.Mul(rational.Int(3)).Sub(one)
	return rate.Cmp(one) < 0 && rate.Mul(steepest).Cmp(one) < 0
}

// quarticSteps is how many steps are decided: numbers become three times as long with each.
const quarticSteps = 3

// TheStableSetIsALine: the step in y is y(1 + α − αy²), which increases while α(3y² − 1) < 1 and leaves −1, 0 and 1 where they are; in x
// it is (1 − α)x. So from y > 0 descent goes to 1 without passing it, and only from y = 0 to the saddle.
var TheStableSetIsALine = theorems.Claim[QuarticStart]{
	Name:   "lee2016/the-stable-set-is-a-line",
	Says:   "Gradient descent on ½x² + ¼y⁴ − ½y² from (x, y) at a rate α < 1 with α‖∇²f‖ < 1 between the start and the minima: from y = 0 every step ends on y = 0 and nearer to the saddle (0, 0), unless it is there; from y ≠ 0 it keeps the sign of y, and |y| comes nearer to 1 at every step, unless it is there",
	Source: lee2016.Locate("the example after the theorem, as we recall it", "Deep Linear Network; More Theory"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) QuarticStart { return drawQuartic(t, true) },
	Given: []theorems.Hypothesis[QuarticStart]{{
		Name:  "the steps are short: α < 1 and α‖∇²f‖ < 1",
		Holds: QuarticStart.slow,
		Drop:  func(t *rapid.T) QuarticStart { return drawQuartic(t, false) },
		Known: []QuarticStart{ // a step onto the line into the saddle, one that passes it, and one in x that is too long
			{X: Fraction{0, 1}, Y: Fraction{2, 1}, Rate: Fraction{1, 3}},
			{X: Fraction{0, 1}, Y: Fraction{3, 1}, Rate: Fraction{1, 5}},
			{X: Fraction{1, 1}, Y: Fraction{0, 1}, Rate: Fraction{2, 1}},
		},
	}},
	MinDecided: 1,
	Labels: func(s QuarticStart) []string {
		return holding(class{"y = 0", s.Y.P == 0}, class{"y < 0", s.Y.P < 0}, class{"|y| > 1", squared(s.Y.number()).Cmp(rational.Int(1)) > 0}, class{"x = 0", s.X.P == 0})
	},
	Share:   map[string]float64{"y = 0": .1, "y < 0": .15, "|y| > 1": .1, "x = 0": .02},
	Then:    QuarticStart.descend,
	Figures: quarticFigures,
}

// descend takes some steps.
func (s QuarticStart) descend() theorems.Evidence {
	w := []rational.Number{s.X.number(), s.Y.number()}
	one := rational.Int(1)
	for step := range quarticSteps {
		next := stepped(quartic, w, s.Rate.number())
		off := func(y rational.Number) rational.Number { return y.Abs().Sub(one).Abs() }
		var fine bool
		if w[1].IsZero() {
			fine = next[1].IsZero() && (w[0].IsZero() || next[0].Abs().Cmp(w[0].Abs()) < 0)
		} else {
			fine = next[1].Sign() == w[1].Sign() && (off(w[1]).IsZero() || off(next[1]).Cmp(off(w[1])) < 0)
		}
		if !fine {
			return theorems.Exactly(false, "step %d goes from (%v, %v) to (%v, %v)", step+1, short(w[0]), short(w[1]), short(next[0]), short(next[1]))
		}
		w = next
	}
	return theorems.Exactly(true, "after %d steps at (%v, %v)", quarticSteps, short(w[0]), short(w[1]))
}

func drawQuartic(t *rapid.T, slow bool) QuarticStart {
	return suchThat(t, func(t *rapid.T) QuarticStart {
		s := QuarticStart{X: Fraction{rapid.IntRange(-4, 4).Draw(t, "x"), 2}, Y: Fraction{0, 1}}
		if rapid.IntRange(0, 3).Draw(t, "on the line") > 0 {
			s.Y = drawFraction(t, "y", -6, 6, 4)
		}
		s.Rate = Fraction{rapid.IntRange(1, 12).Draw(t, "rate"), rapid.SampledFrom([]int{8, 32}).Draw(t, "rate denominator")}
		return s
	}, func(s QuarticStart) bool { return s.slow() == slow })
}
