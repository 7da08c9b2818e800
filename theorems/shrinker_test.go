package theorems

import (
	"testing"

	"pgregory.net/rapid"
)

// upTo1000 is a claim about numbers that are drawn evenly.
func upTo1000(then func(int) Evidence) Claim[int] {
	c := upTo100(then)
	c.Draw = func(t *rapid.T) int {
		return 100*rapid.IntRange(0, 9).Draw(t, "hundreds") + rapid.IntRange(0, 99).Draw(t, "x")
	}
	return c
}

// A proved counterexample is made smaller by proved ones alone.
func TestShrinkingKeepsProof(t *testing.T) {
	c := upTo1000(func(x int) Evidence {
		if x < 500 {
			return Apparently(x < 100, "%d", x)
		}
		return Exactly(false, "%d", x)
	})
	for seed := range uint64(cases(3, 1)) {
		if r := run(t, c, Budget{Seed: 1 + seed}); r.Outcome != Refuted || r.Grade != Exact || r.Finding.Case != "500" {
			t.Errorf("%v", r)
		}
	}
}

// A case on which the claim is at fault is no smaller counterexample.
func TestShrinkingAvoidsFaults(t *testing.T) {
	c := upTo1000(func(x int) Evidence { return Exactly(x < 100, "%d", x) })
	c.Label = func(x int) string {
		if 100 <= x && x < 500 {
			panic("no class")
		}
		return "small or large"
	}
	tried := 0
	for seed := range uint64(cases(12, 4)) {
		r := run(t, c, Budget{Seed: 1 + seed, Cases: 1})
		if r.Finding == nil {
			continue // the case that was drawn is true, or at fault
		}
		if tried++; r.Finding.Case != "500" || len(r.Faults) > 0 {
			t.Errorf("%v", r)
		}
	}
	if tried == 0 {
		t.Error("no case above 500 was drawn")
	}
}

// Only smaller cases are decided.
func TestShrinkingDecidesSmallerCases(t *testing.T) {
	var s *shrinker
	decided := 0
	c := Claim[[3]int]{Name: "test/triple", Says: "the sum is below 50",
		Draw: func(t *rapid.T) [3]int { return [3]int(rapid.SliceOfN(rapid.IntRange(0, 99), 3, 3).Draw(t, "x")) },
		Then: func(x [3]int) Evidence {
			if s != nil {
				if decided++; !sizeOf(x).less(s.size) {
					t.Errorf("%v is not smaller than %s", x, s.literal)
				}
			}
			return Exactly(x[0]+x[1]+x[2] < 50, "")
		}}.erased()
	r := c.itself()
	for i := range cases(12, 4) {
		s = nil
		k := Key{Claim: c.Name, Seed: 1, Index: i}
		d := c.judge(r, r.fetch(k), k)
		if !c.shows(d.e) {
			continue
		}
		s = newShrinker(c, Budget{Workers: 1}, d, 150)
		s.run(t.Context(), func(int) {})
	}
	if decided < 20 {
		t.Errorf("%d cases were decided", decided)
	}
}
