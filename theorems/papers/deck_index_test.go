package papers

import (
	"math"
	"testing"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// By degrees in one variable: of a u^m + b v^n it is the product of those of the derivatives, sgn a for even
// m and 0 for odd m, and of Re zⁿ it is 1 − n; a mirror changes no index.
func TestIndexByDegrees(t *testing.T) {
	one := func(a, m int) int {
		switch {
		case m%2 == 1:
			return 0
		case a < 0:
			return -1
		}
		return 1
	}
	n := 80
	if testing.Short() {
		n = 20
	}
	for _, g := range drawn(n, drawGerm) {
		want := one(g.A, g.M) * one(g.B, g.N)
		kind := map[bool]string{true: "minimum", false: "maximum"}[g.A > 0]
		if g.Harmonic {
			want = 1 - g.M
		}
		e := g.oneTurn()
		if e.Verdict != theorems.True || (want == 1) != (e.Class == kind) {
			t.Errorf("%v: %v, %s; want the index %d", g, e, e.Class, want)
		}
		if want < 1 && e.Class != g.class("saddle", want) {
			t.Errorf("%v: %s, want the index %d", g, e.Class, want)
		}
	}
}

// Each of the three numbers of an example matters.
func TestSabotageOfIndices(t *testing.T) {
	for _, i := range toyIndices {
		if e := i.right(); e.Verdict != theorems.True {
			t.Errorf("%v: %v", i, e)
		}
		for name, change := range map[string]func(*ToyIndex){
			"index":   func(i *ToyIndex) { i.Index -= 2 },
			"inertia": func(i *ToyIndex) { i.Inertia[0]++; i.Inertia[2]-- },
			"kind":    func(i *ToyIndex) { i.Kind = map[bool]string{true: "minimum", false: "saddle"}[i.Kind == "saddle"] },
		} {
			wrong := i
			change(&wrong)
			if e := wrong.right(); e.Verdict != theorems.False {
				t.Errorf("%v with another %s: %v", i, name, e)
			}
		}
	}
}

func TestDrawsOfGerms(t *testing.T) {
	occur(t, "lines of critical points", drop(t, ExtremaHaveIndexOne, "the critical point is isolated"), map[string]func(PlaneGerm) bool{
		"harmonic": func(g PlaneGerm) bool { return g.Harmonic },
		"odd":      func(g PlaneGerm) bool { return !g.Harmonic && g.M%2 == 1 },
		"oblique":  func(g PlaneGerm) bool { return g.Map[1] != 0 },
	})
	occur(t, "other terms", drop(t, NewtonShrinksForms, "all terms have degree n"), map[string]func(FormStart) bool{
		"n = 2":    func(s FormStart) bool { return s.degree() == 2 },
		"n = 4":    func(s FormStart) bool { return s.degree() == 4 },
		"it bites": func(s FormStart) bool { return NewtonShrinksForms.Then(s).Verdict == theorems.False },
	})
	occur(t, "singular", drop(t, NewtonShrinksForms, "the Hessian is nonsingular"), map[string]func(FormStart) bool{
		"off the origin": func(s FormStart) bool { return s.X != 0 || s.Y != 0 },
		"n = 3":          func(s FormStart) bool { return s.degree() == 3 },
	})
}

// Two steps by hand, and an entry of the inverse Hessian of x³ − 3xy², −x/(6(x² + y²)) at (2, 2).
func TestNewtonOnTheMonkeySaddle(t *testing.T) {
	s := FormStart{Form: []int{1, 0, -3, 0}, X: 3, Y: -5}
	if e := NewtonShrinksForms.Then(s); e.Seen != "n = 3: from (3, -5) to (3/2, -5/2)" {
		t.Error(e)
	}
	hill := FormStart{Form: []int{-1, 0, 0, 0, -1}, X: 3, Y: 6}
	if e := NewtonShrinksForms.Then(hill); e.Seen != "n = 4: from (3, 6) to (2, 4)" {
		t.Error(e)
	}
	inverse, ok := s.inverse()
	if want := rational.New(-3, 6*34); !ok || inverse.At(1, 1).Cmp(want) != 0 {
		t.Errorf("%v, want %v in the corner", inverse.Entries(), want)
	}
}

// The curves of the figure end at the indices; those of Newton shrink as the rational steps do.
func TestTurnsFigure(t *testing.T) {
	f := pictures(t, IndexOfTheExamples, theorems.Report{})["turns"]
	for k, i := range toyIndices {
		if y := f.Series[k].Y; math.Abs(y[len(y)-1]-float64(i.Index)) > 1e-3 || y[0] != 0 {
			t.Errorf("%s ends at %v turns, want %d", i.Formula, y[len(y)-1], i.Index)
		}
	}
	n := pictures(t, NewtonShrinksForms, theorems.Report{})["newton-forms"]
	if n.Series[0].Y[1] != 0 || n.Series[1].Y[2] != 0.25 || math.Abs(n.Series[2].Y[3]-8.0/27) > 1e-4 {
		t.Errorf("%+v", n.Series)
	}
}
