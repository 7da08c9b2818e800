package papers

import (
	"testing"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
)

// With a_i = u_i² the loss on an orthant is a polynomial on all of space, which exact decides by other means.
func TestPowerDecayByExact(t *testing.T) {
	known := 0
	for _, p := range []PowerDecay{
		{2, 2, Fraction{1, 2}}, {2, 2, Fraction{1, 1}}, {2, 2, Fraction{3, 2}},
		{3, 3, Fraction{1, 3}}, {3, 3, Fraction{2, 3}}, {3, 3, Fraction{1, 1}}, {4, 4, Fraction{1, 4}},
	} {
		want := AZeroSliceAtAMinimumIsGlobal.Then(p)
		if want.Verdict != theorems.True {
			t.Errorf("%+v: %v", p, want)
		}
		tape := models.Trace(p.D, func(u []models.Var) models.Var {
			a := make([]models.Var, len(u))
			for i := range u {
				a[i] = u[i].Sqr()
			}
			return p.orthant(a, 1)
		})
		minimum, ok := must(exact.Decide(tape, exact.Origin(p.D), nil))(t).Is(exact.Minimum)
		if ok {
			known++
		}
		if ok && minimum != (p.threshold() >= 0) {
			t.Errorf("%+v: a minimum: %v", p, minimum)
		}
	}
	if known < 5 {
		t.Errorf("%d were decided", known)
	}
}

// Below the threshold the terms do not bound the loss, and with a wrong threshold it does not fall.
func TestSabotageOfPowerDecay(t *testing.T) {
	if e := (PowerDecay{3, 3, Fraction{1, 2}}).isLeast(); e.Verdict != theorems.Unknown {
		t.Error(e)
	}
	if e := (PowerDecay{3, 2, Fraction{1, 1}}).isLeast(); e.Verdict != theorems.Unknown {
		t.Error(e)
	}
	if e := (PowerDecay{3, 3, Fraction{1, 1}}).falls(); e.Verdict != theorems.False {
		t.Error(e)
	}
}

// The least loss is that of the best slopes on both sides, solved as one problem.
func TestLeastLossOfSlices(t *testing.T) {
	for _, n := range drawn(60, drawSliced) {
		var sides []int
		for _, x := range n.X {
			sides = append(sides, max(0, x), max(0, -x))
		}
		m, y := rational.Ints(len(n.X), 2, sides), rational.Ints(len(n.Y), 1, n.Y)
		want := m.Mul(m.LeastSquares(y)).Sub(y).Norm2().Mul(rational.New(1, 2))
		if got := n.least(); got.Cmp(want) != 0 {
			t.Errorf("%+v: %v, want %v", n, got, want)
		}
	}
}
