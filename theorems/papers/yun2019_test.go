package papers

import (
	"testing"

	"saddle/theorems"
)

// lossInSixtieths is 2·60⁴ times the loss at weights in sixtieths, in integers.
func lossInSixtieths(y [3]int, w [9]int) (loss int) {
	for x := range 3 {
		out := -3600 * y[x]
		for u := range 3 {
			out += w[6+u] * max(w[2*u]*x+w[2*u+1], 0)
		}
		loss += out * out
	}
	return loss
}

// The instance at relu(x/2 + 5/6) − relu(1), by brute force in integers: no
// neighbour with all weights moved by −1, 0 or 1 sixtieth is lower, and other weights
// have loss 0.
func TestBadMinimumByNeighbours(t *testing.T) {
	known := ReLUNetsHaveBadMinima.Known[0]
	var w [9]int
	for i, x := range known.W {
		w[i] = 10 * x
	}
	loss := lossInSixtieths(known.Y, w)
	if loss*12 != 2*3600*3600 { // 1/12
		t.Fatalf("the loss is %d / (2·60⁴)", loss)
	}
	moves := 1
	for range w {
		moves *= 3
	}
	for move := range moves {
		q := w
		for i, m := 0, move; i < len(q); i, m = i+1, m/3 {
			q[i] += m%3 - 1
		}
		if lossInSixtieths(known.Y, q) < loss {
			t.Fatalf("%v is lower", q)
		}
	}
	if l := lossInSixtieths(known.Y, [9]int{60, -60, 0, 0, 0, 0, 60, 0, 0}); l != 0 { // relu(x − 1)
		t.Errorf("the interpolation has loss %d", l)
	}
}

// What is bad in another way, or not at all, is no witness.
func TestWhatIsNoBadMinimum(t *testing.T) {
	for name, s := range map[string]ReLUStart{
		"all units off":              {Y: [3]int{0, 0, 1}, W: [9]int{-3, -1, -3, -1, -3, -1, 6, 6, 6}},
		"two units at a kink":        {Y: [3]int{0, 0, 1}, W: [9]int{0, 6}},
		"all units off, one reaches": {Y: [3]int{0, 0, 1}, W: [9]int{-6, -1, 0, -1, -1, -1, 1, 1, 1}},
	} {
		if e := endsAtBadMinimum(s); e.Verdict != theorems.Unknown {
			t.Errorf("%s: %v", name, e)
		}
	}
	global := ReLUStart{Y: [3]int{0, 0, 1}, W: [9]int{6, -6, -6, -1, -6, -1, 6, 1, 1}}
	if e := endsAtBadMinimum(global); e.Verdict == theorems.True {
		t.Errorf("at relu(x − 1): %v", e)
	}
	interpolated := ReLUStart{Y: [3]int{1, 2, 3}, W: [9]int{6, 6, 0, 6, 0, 6, 6, 0, 0}}
	if e := endsAtBadMinimum(interpolated); e.Verdict != theorems.False {
		t.Errorf("at x + 1: %v", e)
	}
}

func TestDrawsOfStarts(t *testing.T) {
	type C = ReLUStart
	starts := map[string]func(C) bool{
		"convex data":     func(s C) bool { return s.Y[0]+s.Y[2] > 2*s.Y[1] },
		"concave data":    func(s C) bool { return s.Y[0]+s.Y[2] < 2*s.Y[1] },
		"y_0 ≠ 0":         func(s C) bool { return s.Y[0] != 0 },
		"y_2 < 0":         func(s C) bool { return s.Y[2] < 0 },
		"w_1 > 6":         func(s C) bool { return s.W[0] > 6 },
		"w_1 < −6":        func(s C) bool { return s.W[0] < -6 },
		"v_3 of any sign": func(s C) bool { return s.W[8] < -2 },
		"v_3 above":       func(s C) bool { return s.W[8] > 2 },
		"a unit off at 0": func(s C) bool { return s.W[1] < 0 },
		"no affine data":  func(s C) bool { return s.Y[0]+s.Y[2] != 2*s.Y[1] },
	}
	occur(t, "starts", ReLUNetsHaveBadMinima.Draw, starts)
	occur(t, "linear starts", drop(t, ReLUNetsHaveBadMinima, "the activation is not linear"), starts)
	for _, s := range drawn(300, ReLUNetsHaveBadMinima.Draw) {
		if s.Y[0]+s.Y[2] == 2*s.Y[1] {
			t.Fatalf("%v is affine", s.Y)
		}
	}
}
