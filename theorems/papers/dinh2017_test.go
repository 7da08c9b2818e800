package papers

import (
	"math/big"
	"testing"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// The loss and ∂²L/∂c² of ReLU nets in plain integers.
func TestUnitNetsByIntegers(t *testing.T) {
	for _, n := range drawn(60, drawUnitNet) {
		loss, second := 0, 0
		for _, s := range n.Samples {
			out := -s[1]
			for _, u := range n.Units {
				out += u[2] * max(u[0]*s[0]+u[1], 0)
			}
			on := max(n.Units[0][0]*s[0]+n.Units[0][1], 0)
			loss, second = loss+out*out, second+2*on*on
		}
		jet := jetAt(n.tape(nil), rats(n.weights()))
		if jet.Loss.Cmp(big.NewRat(int64(loss), 1)) != 0 || jet.Hessian[2][2].Cmp(big.NewRat(int64(second), 1)) != 0 {
			t.Errorf("%v: loss %v, ∂²L/∂c² %v; want %d, %d", n, jet.Loss, jet.Hessian[2][2], loss, second)
		}
		if (second > 0) != (n.on(0) > 0) {
			t.Errorf("%v: on for %d samples", n, n.on(0))
		}
	}
}

// The other activations at u = 2 and u = −2.
func TestActivations(t *testing.T) {
	for a, want := range map[Activation][2][2]int64{ReLU: {{2, 1}, {0, 1}}, SquaredReLU: {{4, 1}, {0, 1}}, Odd: {{2, 5}, {-2, 5}}, Linear: {{2, 1}, {-2, 1}}, Shifted: {{3, 1}, {1, 1}}} {
		for i, u := range []int{2, -2} {
			n := UnitNet{Units: [][3]int{{0, u, 1}}, Samples: [][2]int{{0, 0}}, Activation: a}
			if got := n.outputs(n.weights()).At(0, 0); got.Cmp(rational.New(want[i][0], want[i][1])) != 0 {
				t.Errorf("%q of %d is %v", a, u, got)
			}
		}
	}
}

// A unit of another sign, one that is not rescaled and one that is rescaled on one side alone are seen.
func TestSabotageOfRescaling(t *testing.T) {
	n := UnitNet{Units: [][3]int{{2, 1, 1}, {-2, 1, 2}}, Samples: [][2]int{{1, 2}, {-1, 0}}}
	r := Rescaling{Net: n, Unit: 1, Alpha: Fraction{3, 1}}
	if e := r.congruent(); e.Verdict != theorems.True {
		t.Fatal(e)
	}
	for _, bad := range []Rescaling{{n, 1, Fraction{-3, 1}, false}, {n, 1, Fraction{3, 1}, true}} {
		if e := bad.congruent(); e.Verdict != theorems.False {
			t.Errorf("%v: %v", bad, e)
		}
	}
	d := r.factors()
	if one := product(d); one.Cmp(rational.Int(3)) != 0 || d[3].Cmp(rational.Int(3)) != 0 || d[5].Cmp(rational.New(1, 3)) != 0 || d[0].Cmp(rational.Int(1)) != 0 {
		t.Error(d)
	}
}

func TestDrawsOfRescalings(t *testing.T) {
	type C = Rescaling
	kinds := map[string]func(C) bool{
		"two units": func(r C) bool { return len(r.Net.Units) > 1 },
		"it bites":  func(r C) bool { return r.congruent().Verdict == theorems.False },
	}
	occur(t, "α < 0", drop(t, RescalingIsACongruence, "α > 0"), kinds)
	occur(t, "bias stays", drop(t, RescalingIsACongruence, "the bias is rescaled, too"), kinds)
	for _, a := range []Activation{SquaredReLU, Odd, Shifted} {
		kinds[string(a)] = func(r C) bool { return r.Net.Activation == a && r.congruent().Verdict == theorems.False }
	}
	occur(t, "activations", drop(t, RescalingIsACongruence, "the activation is positively homogeneous"), kinds)
	occur(t, "all off", drop(t, SharpnessIsUnboundedForOneFunction, "a unit is on for a sample"), map[string]func(SharpnessGoal) bool{
		"two units": func(g SharpnessGoal) bool { return len(g.Net.Units) > 1 },
		"a loss":    func(g SharpnessGoal) bool { return g.Net.lossIsNot0() },
	})
	occur(t, "pairs", FlatnessIsAPropertyOfTheFunction.Draw, map[string]func(MinimaPair) bool{
		"reordered":     MinimaPair.reordered,
		"other weights": func(p MinimaPair) bool { return !p.reordered() },
		"as sharp": func(p MinimaPair) bool {
			return !p.reordered() && FlatnessIsAPropertyOfTheFunction.Then(p).Verdict == theorems.True
		},
	})
}

// The invariant does not change along the orbit, and the largest eigenvalue is large at both ends of it: at
// least ∂²L/∂c², multiplied by α², and ∂²L/∂a², by α^−2.
func TestRescalingFigure(t *testing.T) {
	f := pictures(t, SharpnessIsUnboundedForOneFunction, theorems.Report{})["rescaling"]
	largest, invariant := f.Series[0], f.Series[1]
	for i := range invariant.Y {
		if invariant.Y[i] != invariant.Y[0] {
			t.Errorf("the invariant is %v and %v", invariant.Y[0], invariant.Y[i])
		}
	}
	if last := len(largest.Y) - 1; largest.Y[0] < 200 || largest.Y[last] < 1000 {
		t.Errorf("%v", largest.Y)
	}
}
