package papers

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// The closed form of the condition is that of the product, on both sides of it.
func TestTheConditionIsThatOfTheProduct(t *testing.T) {
	for _, s := range drawn(200, func(t *rapid.T) TwoSampleDescent { return drawTwoSamples(t, TwoSampleDescent.monotone) }) {
		f, g := s.factors()
		if sign := f.Mul(g).Cmp(rational.Int(1)); (sign < 0) != s.beyond() {
			t.Errorf("%v: the product of %v and %v", s, f, g)
		}
	}
	known := SGDLeavesMaxima.Known[0]
	if f, g := known.factors(); f.Cmp(rational.New(1, 10)) != 0 || g.Cmp(rational.New(52, 25)) != 0 || !known.beyond() || !known.isMaximum() || !known.monotone() {
		t.Errorf("%v, %v", f, g)
	}
}

// What the product says of the limit, in runs: at η = 9/10 all are near 0 after 64000 steps, at 1/10 all are
// far away, and so they are with all samples in every step.
func TestRunsFollowTheProduct(t *testing.T) {
	const steps = 64 * 1000
	for eta, falls := range map[float64]bool{0.9: true, 0.1: false} {
		for run := range 200 {
			r := rand.New(rand.NewPCG(11, uint64(run)))
			ones := 0
			for range steps / 64 {
				ones += bits.OnesCount64(r.Uint64())
			}
			sum := float64(ones)*math.Log(1-eta) + float64(steps-ones)*math.Log(1+1.2*eta)
			if (sum < 0) != falls {
				t.Errorf("η = %v, run %d: log |w| = %v", eta, run, sum)
			}
		}
	}
	full := TwoSampleDescent{A: Fraction{1, 1}, B: Fraction{6, 5}, Rate: Fraction{9, 10}, Full: true}
	if e := SGDLeavesMaxima.Then(full); e.Verdict != theorems.True {
		t.Error(e)
	}
	even := TwoSampleDescent{A: Fraction{1, 1}, B: Fraction{2, 1}, Rate: Fraction{1, 2}}
	if e := SGDLeavesMaxima.Then(even); e.Verdict != theorems.Unknown {
		t.Errorf("a product of 1: %v", e)
	}
}

func TestDrawsOfTwoSamples(t *testing.T) {
	type C = TwoSampleDescent
	c := SGDFallsIntoAMaximum
	bites := func(s C) bool { return s.nearer().Verdict == theorems.False }
	for _, name := range []string{"w = 0 is a maximum: A < B", "η > 1/A − 1/B", "ηA ≤ 1", "every step sees one sample"} {
		occur(t, name, drop(t, c, name), map[string]func(C) bool{
			"it bites":  bites,
			"A > 1":     func(s C) bool { return s.A.P > s.A.Q },
			"B near A":  func(s C) bool { return math.Abs(s.B.float()/s.A.float()-1) < 0.7 },
			"large η A": func(s C) bool { return s.Rate.float()*s.A.float() > 0.2 },
		})
	}
	occur(t, "maxima", SGDLeavesMaxima.Draw, map[string]func(C) bool{
		"full":     func(s C) bool { return s.Full },
		"it leads": func(s C) bool { return !s.Full && SGDLeavesMaxima.Then(s).Verdict == theorems.True },
		"it falls": func(s C) bool { return !s.Full && SGDLeavesMaxima.Then(s).Verdict == theorems.False },
	})
}

// Of the figure: the runs end below, the mean above, and both lines are where the rational numbers say.
func TestIntoTheMaximumFigure(t *testing.T) {
	f := pictures(t, SGDLeavesMaxima, theorems.Report{})["into-the-maximum"]
	for _, s := range f.Series[:6] {
		if last := s.Y[len(s.Y)-1]; last > -20 {
			t.Errorf("%s ends at 10^%v", s.Name, last)
		}
	}
	mean, typical := series(t, f, "the mean"), series(t, f, "n/2")
	if last := len(mean.Y) - 1; math.Abs(mean.Y[last]-400*math.Log10(1.09)) > 0.02 || math.Abs(typical.Y[last]-200*math.Log10(0.208)) > 0.1 {
		t.Errorf("%v, %v", mean.Y[last], typical.Y[last])
	}
}
