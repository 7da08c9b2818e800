package papers

import (
	"slices"
	"testing"

	"saddle/theorems"
)

// The orbit as a product of binomials, and by the points themselves in a set of another kind.
func TestOrbitsByBinomials(t *testing.T) {
	for _, n := range drawn(60, drawRepeated) {
		points := map[[4][3]int]bool{}
		for p := range permutations(len(n.Units)) {
			var m [4][3]int
			copy(m[:], n.permuted(p).Units)
			points[m] = true
		}
		orbit, copies := int64(1), map[[3]int]int64{}
		for i, u := range n.Units {
			copies[u]++
			orbit = orbit * int64(i+1) / copies[u]
		}
		if int64(len(points)) != orbit || n.orbit().Int64() != orbit {
			t.Errorf("%v: %d points, %v, want %d", n.Units, len(points), n.orbit(), orbit)
		}
	}
}

// One flip keeps the output of an odd unit, and changes that of any other.
func TestSabotageOfFlips(t *testing.T) {
	n := UnitNet{Units: [][3]int{{2, 1, 1}, {2, 3, -1}}, Samples: [][2]int{{1, 0}, {-1, 2}}}
	for a, want := range map[Activation]theorems.Verdict{Odd: theorems.True, Linear: theorems.True, ReLU: theorems.False, SquaredReLU: theorems.False, Shifted: theorems.False} {
		n.Activation = a
		if e := n.flips(); e.Verdict != want {
			t.Errorf("%q: %v", a, e)
		}
	}
	twins := UnitNet{Units: [][3]int{{2, 1, 1}, {-2, -1, -1}}, Samples: n.Samples, Activation: Odd}
	if e := twins.flips(); e.Verdict != theorems.False || e.Seen[:8] != "4 points" {
		t.Errorf("units that are flips of each other: %v", e)
	}
}

// At the average of (2, 1, 1) and (−2, 1, 1), two units (0, 1, 1), the output is 2, and at x it should be
// 2 + max(2|x| − 1, 0): the loss is 2(1² + 3² + 5²).
func TestAverageByHand(t *testing.T) {
	n := LossesAreNotConvex.Known[0]
	if e := n.averaged(); e.Verdict != theorems.True || e.Seen != "2 copies of loss 0, and their average has loss 70" {
		t.Error(e)
	}
	for _, h := range LossesAreNotConvex.Given {
		for _, n := range drawn(30, h.Drop) {
			if e := n.averaged(); e.Verdict != theorems.False {
				t.Errorf("%s: %v: %v", h.Name, n, e)
			}
		}
	}
}

func TestDrawsOfSymmetries(t *testing.T) {
	occur(t, "torn", drop(t, OrbitsOfEqualUnits, "a unit takes its outgoing weight along"), map[string]func(PermutedNet) bool{
		"it bites":   func(n PermutedNet) bool { return OrbitsOfEqualUnits.Then(n).Verdict == theorems.False },
		"some equal": func(n PermutedNet) bool { return len(n.distinctUnits()) < len(n.Units) },
	})
	occur(t, "not odd", drop(t, SignFlipsOfOddUnits, "the activation is odd"), map[string]func(UnitNet) bool{
		"ReLU":     func(n UnitNet) bool { return n.Activation == ReLU },
		"squared":  func(n UnitNet) bool { return n.Activation == SquaredReLU },
		"it bites": func(n UnitNet) bool { return n.flips().Verdict == theorems.False },
	})
	occur(t, "equal", drop(t, SignFlipsOfOddUnits, "no two units are equal up to their sign, and none is 0"), map[string]func(UnitNet) bool{
		"a zero":   func(n UnitNet) bool { return slices.Contains(n.Units, [3]int{}) },
		"equal":    func(n UnitNet) bool { return slices.Contains(n.Units[1:], n.Units[0]) },
		"it bites": func(n UnitNet) bool { return n.flips().Verdict == theorems.False },
	})
}

// The printed loss does not change with the weights, and the one that is meant does.
func TestLossOfTheInputIsConstant(t *testing.T) {
	p := LinearLossPoint{W: []int{1, 2}, Samples: [][2]int{{1, 3}, {2, -1}}}
	if p.tape().IsConstant() || p.fits() {
		t.Error("the loss of the output is constant, or the net fits")
	}
	if p.OfInput = true; !p.tape().IsConstant() {
		t.Error("the loss of the input is not constant")
	}
	occur(t, "of the input", LossOfTheInput.Draw, map[string]func(LinearLossPoint) bool{
		"identity": func(p LinearLossPoint) bool { return p.product() == 1 },
		"it bites": func(p LinearLossPoint) bool { return p.vanishes().Verdict == theorems.False },
		"it fits":  LinearLossPoint.fits,
	})
}
