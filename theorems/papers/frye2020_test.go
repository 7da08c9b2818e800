package papers

import (
	"testing"

	"saddle/theorems"
	"saddle/theorems/exact"
)

// By hand: ∂f/∂x = A (x − M)² + C, and at the trap |∇f|² has a minimum whose value is C².
func TestGradientFlatByHand(t *testing.T) {
	for _, p := range drawn(100, drawCubic) {
		slope := p.A*(p.X-p.M)*(p.X-p.M) + p.C
		critical := slope == 0 && p.Y == 0
		if e := p.critical(); (e.Verdict == theorems.True) != critical {
			t.Errorf("%v: %v", p, e)
		}
		if flat := slope*p.A*(p.X-p.M) == 0 && p.Y == 0; flat != p.stationary() {
			t.Errorf("%v is stationary: %v", p, !flat)
		}
	}
	trap := MinimaOfTheGradientNormAreCritical.Known[0]
	if c := classify(trap.squaredNorm(), 0, 0); c.Class() != exact.Minimum.String() || c.Loss.RatString() != "1" {
		t.Error(c)
	}
	// Where A and C have opposite signs, M is a maximum of |∂f/∂x|²: no trap.
	other := CubicPoint{A: 1, C: -1, B: 1}
	if e := MinimaOfTheGradientNormAreCritical.Then(other); e.Verdict != theorems.True {
		t.Error(e)
	}
}

func TestDrawsOfCubics(t *testing.T) {
	type C = CubicPoint
	occur(t, "stationary", MinimaOfTheGradientNormAreCritical.Draw, map[string]func(C) bool{
		"a trap":   func(p C) bool { return !p.regular() },
		"critical": func(p C) bool { return p.critical().Verdict == theorems.True },
	})
	for _, h := range MinimaWithNonsingularHessianAreCritical.Given {
		occur(t, h.Name, h.Drop, map[string]func(C) bool{
			"it bites": func(p C) bool { return p.critical().Verdict == theorems.False },
			"A < 0":    func(p C) bool { return p.A < 0 },
		})
	}
}
