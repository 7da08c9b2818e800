package theorems

import (
	"math"
	"strings"
	"testing"
)

// stakesAgain are the stakes by their formula, written a second time.
func stakesAgain() (s []float64) {
	for k := -16; k <= 6; k++ {
		s = append(s, 1-1/(1+math.Exp2(float64(k))))
	}
	return append(s, 1)
}

// Law and control have half the error each, and each bettor half of that: with
// ones alone, against 1/2, every gain is 2, and both are decided by the first
// run at which the wealth reaches 2/(Error/2).
func TestLawAndControlHaveHalfTheErrorEach(t *testing.T) {
	for _, e := range []float64{0, 0.2, 1e-3, 1e-12} {
		l := coin(1, Between(0.5, 1))
		l.Error, l.Control.Sample = e, flip(0)
		if e == 0 {
			e = 1e-7
		}
		want := 0
		for wealth := 0.0; wealth < 2/(e/2); want++ {
			wealth = 0
			for _, s := range stakesAgain() {
				wealth += math.Pow(1+s, float64(want+1)) / 24
			}
		}
		r := run(t, l, Budget{})
		if r.Err() != nil || r.Law.Runs != want || r.Controls[0].Cases != want || r.Law.Error != e/2 {
			t.Errorf("at error %v: want %d runs\n%v", e, want, r)
		}
	}
}

// Samplers whose mean lies in the region, by a hair, must come out as outside in
// no more than their half of the error; looking after each run included.
func TestRateOfWrongDecisions(t *testing.T) {
	trials, allowed := 300, 52 // more than 52 of 300 at 10 % has probability below 1e-4
	if testing.Short() {
		trials, allowed = 80, 20
	}
	var law, control int
	l := coin(0.5, Near(0.5, 1e-9))
	l.Error, l.Runs, l.Control.Sample = 0.2, 300, flip(0.5)
	for seed := range trials {
		r := run(t, l, Budget{Workers: 1, Seed: uint64(seed + 1)})
		if r.Outcome == Inside || r.Controls[0].Outcome == Inside {
			t.Fatalf("inside a region of width 2e-9 after %d runs", r.Law.Runs)
		}
		law += int(indicator(r.Outcome == Outside))
		control += int(indicator(r.Controls[0].Outcome == Outside))
	}
	t.Logf("wrong: %d laws and %d controls of %d", law, control, trials)
	if law > allowed || control > allowed {
		t.Errorf("wrong: %d laws and %d controls of %d, at most a tenth is allowed", law, control, trials)
	}
	if law+control == 0 {
		t.Error("no decision at all: the test sees nothing")
	}
}

// A law and its control make at least Least runs, and are undecided with fewer.
func TestLeastRuns(t *testing.T) {
	l := coin(1, Between(0.5, 1))
	l.Control.Sample, l.Least, l.Control.Least, l.Runs = flip(0), 700, 300, 700
	r := run(t, l, Budget{})
	if r.Err() != nil || r.Law.Runs != 700 || r.Controls[0].Cases != 300 {
		t.Errorf("%v\n%v", r, r.Err())
	}
	if short := run(t, l, Budget{Short: true}); short.Law.Runs != 14 || short.Controls[0].Cases > 14 {
		t.Errorf("short: %v", short) // a fiftieth of 700, and as many as decide
	}
	l.Sample = func(r Run) (float64, string) {
		if r.Index == 200 {
			panic("oh")
		}
		return 1, ""
	}
	if r := run(t, l, Budget{}); r.Outcome != Undecided || r.Err() == nil {
		t.Errorf("decided before a run that is at fault, with too few runs: %v", r)
	}
}

// Only runs that exclude the demanded share of a class are a fault.
func TestSharesOfLaws(t *testing.T) {
	kinds := func(of int) func(Run) (float64, string) {
		return func(r Run) (float64, string) { k := r.IntN(of); return 1, "k=" + string(rune('5'+k)) }
	}
	l := coin(1, Between(0.5, 1))
	l.Sample, l.Control.Sample, l.Least = kinds(5), flip(0), 800
	l.Share = map[string]float64{"k=5": 0.1, "k=7": 0.1, "k=9": 0.1}
	if r := run(t, l, Budget{}); r.Err() != nil || r.Outcome != Inside {
		t.Errorf("%v\n%v", r, r.Err())
	}
	l.Sample = kinds(1)
	for _, b := range []Budget{{}, {Workers: 8}} {
		r := run(t, l, b)
		if err := r.Err(); r.Outcome != Undecided || err == nil || !strings.Contains(err.Error(), `class "k=7" is 0 of 800 runs`) || strings.Contains(err.Error(), `"k=5"`) {
			t.Errorf("only k = 5 is drawn: %v\n%v", r, err)
		}
	}
	l.Least = 0
	if r := run(t, l, Budget{}); r.Err() != nil {
		t.Errorf("%d runs exclude nothing: %v", r.Law.Runs, r.Err())
	}
	if errs := Audit([]Theorem{l}); len(errs) != 0 {
		t.Error(errs)
	}
	l.Share = map[string]float64{}
	for _, c := range strings.Split("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ!?äöüßáàéèíìóòúùâêîôûåæøñçõãëïý", "") {
		l.Share[c] = 1e-3
	}
	if errs := Audit([]Theorem{l}); len(errs) != 1 || !strings.Contains(errs[0].Error(), "their errors sum to") {
		t.Errorf("%d demanded shares are within the errors: %v", len(l.Share), errs)
	}
}
