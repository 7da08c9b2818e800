package papers

import (
	"testing"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// The factors of the step in matrices are 1 − ηλ(1 + ρλ).
func TestFactorsOfSAM(t *testing.T) {
	for _, s := range drawn(60, SAMLeavesSaddles.Draw) {
		f, err := s.factors()
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range numbers(s.Lambda) {
			want := rational.Int(1).Sub(s.Rate.number().Mul(l).Mul(rational.Int(1).Add(s.Rho.number().Mul(l))))
			if f[i].Cmp(want) != 0 {
				t.Errorf("%v: factor %d is %v, want %v", s, i, f[i], want)
			}
		}
	}
}

// As measured once with ρ = .9 and ρ = 1.1: the one leaves, the other stays. At 1/|λ| it stands still.
func TestSAMOnBothSides(t *testing.T) {
	for rho, want := range map[Fraction]theorems.Verdict{{9, 10}: theorems.False, {1, 1}: theorems.False, {11, 10}: theorems.True} {
		s := SharpnessAware{Lambda: fractions(-1, 1), Rho: rho, Rate: Fraction{1, 10}}
		if e := SaddlesAttractSAM.Then(s); e.Verdict != want || s.turns() != (want == theorems.True) {
			t.Errorf("ρ = %v: %v", rho, e)
		}
	}
	edge := SharpnessAware{Lambda: fractions(-1, 1), Rho: Fraction{1, 1}, Rate: Fraction{1, 10}}
	if e := SAMLeavesSaddles.Then(edge); e.Verdict != theorems.Unknown {
		t.Errorf("at the limit: %v", e)
	}
}

// Normalised and inside, many steps stay inside; the plain update with ρλ < 1 gets out from the same start.
func TestNormalisedStaysInside(t *testing.T) {
	s := NormalisedAware{Lambda: Fraction{1, 1}, Rho: Fraction{1, 2}, Rate: Fraction{1, 1}, W: Fraction{1, 8}}
	plain := s
	plain.Plain = true
	for range 12 {
		if s.W = fractionOf(s.step()); !s.inside() {
			t.Fatalf("outside, at %v", s.W)
		}
		plain.W = fractionOf(plain.step()) // × 3/2
	}
	if plain.inside() {
		t.Errorf("the plain update is still at %v", plain.W)
	}
}

func TestDrawsOfSAM(t *testing.T) {
	type C = SharpnessAware
	for _, name := range []string{"ρ > 1/|λ| for every λ < 0", "the step is short", "no eigenvalue is 0"} {
		occur(t, name, drop(t, SaddlesAttractSAM, name), map[string]func(C) bool{
			"three eigenvalues": func(s C) bool { return len(s.Lambda) == 3 },
			"it bites":          func(s C) bool { return SaddlesAttractSAM.Then(s).Verdict == theorems.False },
		})
	}
	occur(t, "saddles", SAMLeavesSaddles.Draw, map[string]func(C) bool{
		"leaves":     func(s C) bool { return SAMLeavesSaddles.Missing.Holds(s) },
		"ρ = 0":      func(s C) bool { return s.Rho.P == 0 },
		"is caught":  func(s C) bool { return SAMLeavesSaddles.Then(s).Verdict == theorems.False },
		"long steps": func(s C) bool { return s.turns() && !s.short() },
	})
	for _, name := range []string{"|w| < ρ", "ηλ ≤ 1", "the gradient is normalised"} {
		occur(t, name, drop(t, NormalisedSAMIsCaughtByAMaximum, name), map[string]func(NormalisedAware) bool{
			"w < 0":    func(s NormalisedAware) bool { return s.W.P < 0 },
			"it bites": func(s NormalisedAware) bool { return NormalisedSAMIsCaughtByAMaximum.Then(s).Verdict == theorems.False },
		})
	}
}

// The curves of the figure are those of the rational factors.
func TestSAMFigure(t *testing.T) {
	f := pictures(t, SaddlesAttractSAM, theorems.Report{})["sam"]
	for i, rho := range []Fraction{{0, 1}, {9, 10}, {11, 10}, {2, 1}} {
		s := SharpnessAware{Lambda: fractions(-1, 1), Rho: rho, Rate: Fraction{1, 10}}
		up := f.Series[i].Y[len(f.Series[i].Y)-1] > 0.5
		if e := SaddlesAttractSAM.Then(s); up == (e.Verdict == theorems.True) {
			t.Errorf("ρ = %v: %v", rho, e)
		}
	}
}
