package papers

import (
	"math/rand/v2"
	"testing"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// Off the ramps the loss by the stairs is that of the tape; on them there is a gradient.
func TestStairs(t *testing.T) {
	ramps := 0
	for _, f := range drawn(150, drawFlat) {
		loss, g, err := f.tape().ExactGradient(f.point())
		if err != nil {
			t.Fatal(err)
		}
		if !f.still() {
			if ramps++; isZero(g) && loss.Sign() != 0 && len(f.X) == 1 {
				t.Errorf("%+v: on a ramp, with loss %v and no gradient", f, loss)
			}
			continue
		}
		var want rational.Number
		y := f.targets()
		for s, x := range f.X {
			want = want.Add(squared(f.stair(argument(f.W, f.B, x)).Sub(y[s])).Mul(rational.New(1, 2)))
		}
		if want.Cmp(rational.Of(loss)) != 0 {
			t.Errorf("%+v: %v, want %v", f, loss, want)
		}
	}
	if ramps < 5 {
		t.Errorf("%d cases on ramps", ramps)
	}
	f := FlatTask{}
	for z, want := range map[int]rational.Number{-1000: rational.New(-9, 4), -63: rational.New(-7, 4), 1: rational.New(1, 4), -3: rational.New(-1, 4), 1000: rational.New(9, 4)} {
		if got := f.stair(z); got.Cmp(want) != 0 {
			t.Errorf("u(%d/32) = %v, want %v", z, got, want)
		}
		if x, _ := want.Float64(); staircase(float64(z)/32) != x {
			t.Errorf("in floats u(%d/32) = %v, want %v", z, staircase(float64(z)/32), x)
		}
	}
	if !onRamp(-1) || !onRamp(15) || onRamp(1) || onRamp(16*5-1) || !onRamp(16*4-1) {
		t.Error("ramps are elsewhere")
	}
}

func TestDrawsOfFlatTasks(t *testing.T) {
	for _, h := range FlatActivationsStopDescent.Given {
		occur(t, h.Name, h.Drop, map[string]func(FlatTask) bool{"it bites": func(f FlatTask) bool { return FlatActivationsStopDescent.Then(f).Verdict == theorems.False }})
	}
	for _, h := range ForwardOnlyUpdatesPointToTheTeacher.Given {
		occur(t, h.Name, h.Drop, map[string]func(FlatTask) bool{"it bites": func(f FlatTask) bool {
			return ForwardOnlyUpdatesPointToTheTeacher.Then(f).Verdict == theorems.False
		}})
	}
}

// Descent does not move, so that its error is that of 0 on the way; the other learns.
func TestFlatFigure(t *testing.T) {
	f := pictures(t, FlatActivationsStopDescent, theorems.Report{})["flat"]
	still, learns := series(t, f, "gradient"), series(t, f, "forward")
	last := len(still.Y) - 1
	if still.Y[last] < still.Y[0]/2 || learns.Y[last] > learns.Y[0]/10 {
		t.Errorf("%v and %v", still.Y, learns.Y)
	}
	a := flatRun(theorems.Run{Rand: rand.New(rand.NewPCG(9, 9))}, false, nil)
	if b := flatRun(theorems.Run{Rand: rand.New(rand.NewPCG(9, 9))}, false, nil); a != b {
		t.Errorf("%v and %v", a, b)
	}
}
