package papers

import (
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"

	"saddle/theorems"
	"saddle/theorems/exact"
)

// Claims and tables name slides that there are.
func TestSlidesAreTitles(t *testing.T) {
	var all []theorems.Info
	for _, c := range All {
		all = append(all, c.Info())
	}
	for _, e := range Tables {
		all = append(all, e.Info())
	}
	used := map[string]bool{}
	for _, in := range all {
		for _, title := range in.Source.Slides() {
			used[title] = true
			if !slices.Contains(Deck.Slides, title) {
				t.Errorf("%s: the deck has no slide %q", in.Name, title)
			}
		}
	}
	if len(used) < 12 {
		t.Errorf("only %d slides have a claim", len(used))
	}
}

func TestDrawsOfChains(t *testing.T) {
	type C = ChainPoint
	occur(t, "two zeros", drop(t, ChainSaddlesAreFlat, "at least three weights are zero"), map[string]func(C) bool{
		"no other weight":   func(p C) bool { return len(p.W) == 2 },
		"two other weights": func(p C) bool { return len(p.W) == 4 },
		"a weight below 0":  func(p C) bool { return slices.Min(p.W) < 0 },
	})
	occur(t, "no target", drop(t, ChainSaddlesAreFlat, "the target is not zero"), map[string]func(C) bool{
		"m = 3":             func(p C) bool { return p.zeros() == 3 },
		"m = 4":             func(p C) bool { return p.zeros() == 4 },
		"m = 5":             func(p C) bool { return p.zeros() == 5 },
		"two other weights": func(p C) bool { return len(p.W) == p.zeros()+2 },
	})
	occur(t, "threshold", MoreThanTwoHiddenLayers.Draw, map[string]func(C) bool{
		"d = 2":           func(p C) bool { return len(p.W) == 2 },
		"d = 2 at 0":      func(p C) bool { return len(p.W) == p.zeros() && len(p.W) == 2 },
		"d = 3, one zero": func(p C) bool { return len(p.W) == 3 && p.zeros() == 1 },
		"d = 3, at 0":     func(p C) bool { return p.zeros() == 3 },
	})
	occur(t, "−2", HessianOnTheAxisIsMinus2.Draw, map[string]func(AxisPoint) bool{
		"k = 1": func(p AxisPoint) bool { return p.K == 1 },
		"k = 2": func(p AxisPoint) bool { return p.K == 2 },
		"k = 4": func(p AxisPoint) bool { return p.K == 4 },
	})
	occur(t, "off the axis", drop(t, HessianOnTheAxisIsMinus2K, "w1 = w2 = 0"), map[string]func(AxisPoint) bool{
		"w1 > 1":  func(p AxisPoint) bool { return p.W1 > 1 },
		"w2 = 0":  func(p AxisPoint) bool { return p.W2 == 0 },
		"w2 < −1": func(p AxisPoint) bool { return p.W2 < -1 },
		"k < −1":  func(p AxisPoint) bool { return p.K < -1 },
		"k > 1":   func(p AxisPoint) bool { return p.K > 1 },
	})
}

// By the signs of 4ac − b² and a.
func TestKindsByDeterminant(t *testing.T) {
	for _, p := range drawn(100, NondegenerateHessianDecides.Draw) {
		a, b, c := p.Quadratic[0], p.Quadratic[1], p.Quadratic[2]
		want := "saddle"
		if 4*a*c > b*b {
			want = map[bool]string{true: "minimum", false: "maximum"}[a > 0]
		}
		if e := p.sameKind(); e.Verdict != theorems.True || e.Class != want {
			t.Errorf("%#v: %v, %v; want %s", p, e.Class, e, want)
		}
	}
}

func TestDrawsOfPairs(t *testing.T) {
	type C = QuarticPair
	singular := map[string]func(C) bool{
		"x²":                  func(p C) bool { return p.Quadratic == [3]int{1, 0, 0} },
		"−y²":                 func(p C) bool { return p.Quadratic == [3]int{0, 0, -1} },
		"H = 0":               func(p C) bool { return p.Quadratic == [3]int{} },
		"cubic terms":         func(p C) bool { return [4]int(p.F[:4]) != [4]int{} },
		"other quartic terms": func(p C) bool { return [2]int(p.F[4:]) != [2]int(p.G[4:]) },
	}
	occur(t, "singular", drop(t, NondegenerateHessianDecides, "the Hessian is nonsingular"), singular)
	delete(singular, "H = 0")
	maps.Copy(singular, map[string]func(C) bool{
		"a minimum": func(p C) bool { return p.regular() && p.sameKind().Class == "minimum" },
		"a maximum": func(p C) bool { return p.regular() && p.sameKind().Class == "maximum" },
		"a saddle":  func(p C) bool { return p.regular() && p.sameKind().Class == "saddle" },
	})
	occur(t, "all", SecondOrderTestDecides.Draw, singular)
}

// By Cramer's rule: the end of the step is where the gradient of a quadratic is 0.
func TestNewtonByCramer(t *testing.T) {
	for _, q := range drawn(100, NewtonTakesOneStepOnAQuadratic.Draw) {
		det := int64(4*q.A*q.C - q.B*q.B)
		x := big.NewRat(int64(q.B*q.Q-2*q.C*q.P), det)
		y := big.NewRat(int64(q.B*q.P-2*q.A*q.Q), det)
		e := q.newton()
		if want := "the step ends at (" + x.RatString() + ", " + y.RatString() + "):"; e.Verdict != theorems.True || !strings.HasPrefix(e.Seen, want) {
			t.Errorf("%#v: %v, want %s", q, e, want)
		}
	}
}

func TestDrawsOfQuadratics(t *testing.T) {
	type C = QuadraticStart
	occur(t, "singular", drop(t, NewtonTakesOneStepOnAQuadratic, "the Hessian is nonsingular"), map[string]func(C) bool{
		"A < 0":             func(q C) bool { return q.A < 0 },
		"xy":                func(q C) bool { return q.B != 0 },
		"linear terms":      func(q C) bool { return q.P != 0 && q.Q != 0 },
		"off the origin":    func(q C) bool { return q.X != 0 && q.Y != 0 },
		"a multiple of x²":  func(q C) bool { return q.B == 0 && q.C == 0 },
		"of (x ± y)² as is": func(q C) bool { return q.C != 0 },
	})
	occur(t, "cubic", drop(t, NewtonTakesOneStepOnAQuadratic, "there is no cubic term"), map[string]func(C) bool{
		"x³":             func(q C) bool { return q.Cubic == 1 },
		"2x³":            func(q C) bool { return q.Cubic == 2 },
		"off the origin": func(q C) bool { return q.X != 0 },
		"xy":             func(q C) bool { return q.B != 0 },
	})
}

// The hypothesis is about the Hessian at the start, which has 6 Cubic X in it: where it holds
// there is a step.
func TestRegularAtTheStart(t *testing.T) {
	singular, step := 0, 1
	if testing.Short() {
		step = 4
	}
	for i := 0; i < 1500; i += step {
		q := QuadraticStart{A: i%7 - 3, B: i/7%3 - 1, C: i/21%3 - 1, Cubic: i / 63 % 3, X: i/189%7 - 3}
		e := q.newton()
		if step := strings.HasPrefix(e.Seen, "the step ends at"); step != q.regular() {
			t.Errorf("%#v: %v", q, e)
		}
		if q.C != 0 && q.Cubic*q.X != 0 && !q.regular() {
			singular++
		}
	}
	if singular == 0 {
		t.Error("no cubic term makes the Hessian singular")
	}
}

// Of the signs with the product 1 half have an even number of minus signs, and one is all
// positive; of those with the product −1 none is.
func TestTiedSigns(t *testing.T) {
	for m, want := range map[SignModel]string{{2, 1}: "1 of 2", {2, -1}: "0 of 2", {4, 1}: "1 of 8", {4, -1}: "0 of 8", {3, 0}: "1 of 8"} {
		if e := IndependentSigns.Then(m); e.Seen != want {
			t.Errorf("%#v: %v, want %s", m, e, want)
		}
	}
}

// The loss in plain integers, and the orbit by its formula n!/∏ mᵢ!.
func TestPermutationsByCounting(t *testing.T) {
	same := drop(t, PermutationsOfUnits, "no two units have the same weights")
	for _, n := range append(drawn(40, PermutationsOfUnits.Draw), drawn(40, same)...) {
		loss, points := 0, map[[4][3]int]bool{}
		for _, s := range n.Samples {
			out := -s[1]
			for _, u := range n.Units {
				out += u[2] * max(u[0]*s[0]+u[1], 0)
			}
			loss += out * out
		}
		if got := n.loss(); got.Cmp(big.NewRat(int64(loss), 1)) != 0 {
			t.Errorf("%#v: loss %v, want %d", n, got, loss)
		}
		for p := range permutations(len(n.Units)) {
			var m [4][3]int
			copy(m[:], n.permuted(p).Units)
			points[m] = true
		}
		orbit, copies := 1, map[[3]int]int{}
		for i, u := range n.Units {
			copies[u]++
			orbit = orbit * (i + 1) / copies[u] // a multinomial coefficient at every step
		}
		if len(points) != orbit {
			t.Errorf("%#v: %d points, want %d", n, len(points), orbit)
		}
	}
}

// Leaving the outgoing weights behind breaks the loss alone: the points differ.
func TestTornUnitsDiffer(t *testing.T) {
	n := PermutationsOfUnits.Given[1].Known[0]
	if m := n.permuted([]int{1, 0}); m.Units[0] != [3]int{1, 0, 0} || m.Units[1] != [3]int{0, 0, 1} {
		t.Errorf("%v", m.Units)
	}
}

func TestDrawsOfPermutations(t *testing.T) {
	type C = PermutedNet
	sizes := map[string]func(C) bool{
		"n = 2":       func(n C) bool { return len(n.Units) == 2 },
		"n = 4":       func(n C) bool { return len(n.Units) == 4 },
		"two samples": func(n C) bool { return len(n.Samples) == 2 },
		"a loss":      func(n C) bool { return n.loss().Sign() > 0 },
		"an input":    func(n C) bool { return slices.ContainsFunc(n.Samples, func(s [2]int) bool { return s[0] != 0 }) },
		"a target":    func(n C) bool { return slices.ContainsFunc(n.Samples, func(s [2]int) bool { return s[1] != 0 }) },
	}
	occur(t, "claim", PermutationsOfUnits.Draw, sizes)
	occur(t, "torn", drop(t, PermutationsOfUnits, "a unit takes its outgoing weight along"), sizes)
	sizes["a third unit"] = func(n C) bool { return len(n.distinctUnits()) > 1 }
	occur(t, "equal units", drop(t, PermutationsOfUnits, "no two units have the same weights"), sizes)
}

func TestDrawsOfSigns(t *testing.T) {
	occur(t, "tied", drop(t, IndependentSigns, "the signs are independent"), map[string]func(SignModel) bool{
		"N = 2":        func(m SignModel) bool { return m.N == 2 },
		"N = 10":       func(m SignModel) bool { return m.N == 10 },
		"product 1":    func(m SignModel) bool { return m.Product == 1 },
		"product −1":   func(m SignModel) bool { return m.Product == -1 },
		"N in between": func(m SignModel) bool { return m.N > 4 && m.N < 8 },
	})
}

// Every wrong kind of every function is listed, and nothing that is true.
func TestWrongKinds(t *testing.T) {
	wrong := wrongKinds()
	for _, k := range toyKinds {
		if slices.Contains(wrong, k) || !slices.Contains(wrong, ToyKind{k.Formula, "saddle"}) && k.Kind != "saddle" {
			t.Errorf("%v", k)
		}
	}
	c := classify(ChainPoint{W: []int{0, 0}}.tape(), 0, 0)
	if saddle, known := c.Is(exact.Saddle); !saddle || !known {
		t.Error(c)
	}
	occur(t, "wrong kinds", drop(t, KindsOfTheExamples, "the signs are as printed"), map[string]func(ToyKind) bool{
		"a minimum":     func(k ToyKind) bool { return k.Kind == "minimum" },
		"a maximum":     func(k ToyKind) bool { return k.Kind == "maximum" },
		"a saddle":      func(k ToyKind) bool { return k.Kind == "saddle" },
		"a constant":    func(k ToyKind) bool { return k.Kind == "constant" },
		"a monkey":      func(k ToyKind) bool { return k.Formula == "x³ − 3xy²" },
		"the zero":      func(k ToyKind) bool { return k.Formula == "0" },
		"a flat saddle": func(k ToyKind) bool { return k.Formula == "x² − y⁴" },
	})
}

// No entry of the Hessian on the axis may be another, whatever k is.
func TestEveryEntryOfTheHessianCounts(t *testing.T) {
	for _, k := range []int{-3, 0, 2} {
		p := AxisPoint{K: k}
		if e := p.isMinusTwoK(p.hessian()); e.Verdict != theorems.True {
			t.Errorf("k = %d: %v", k, e)
		}
		for i := range 9 {
			h := p.hessian()
			h[i/3][i%3].Add(h[i/3][i%3], big.NewRat(1, 2))
			if e := p.isMinusTwoK(h); e.Verdict != theorems.False {
				t.Errorf("k = %d, entry %d off by 1/2: %v", k, i, e)
			}
		}
	}
}

// A constant is a minimum and a maximum, so it is of no other kind than these.
func TestConstantsAreOfNoOtherKind(t *testing.T) {
	quartic := [6]int{5: 1}
	for _, p := range []QuarticPair{{G: quartic}, {F: quartic}, {G: [6]int{5: -1}}, {}} {
		if e := p.sameKind(); e.Verdict != theorems.Unknown {
			t.Errorf("%+v: %v", p, e)
		}
	}
}
