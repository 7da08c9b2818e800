package theorems

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// pairs lists the pairs of integers of size 1 + |a| + |b|.
func pairs() *Enumeration[[2]int] {
	return &Enumeration[[2]int]{
		By: "1 + |a| + |b|",
		Of: func(x [2]int) int { return 1 + max(x[0], -x[0]) + max(x[1], -x[1]) },
		All: func(n int) iter.Seq[[2]int] {
			return func(yield func([2]int) bool) {
				for a := 1 - n; a < n; a++ {
					b := n - 1 - max(a, -a)
					if !yield([2]int{a, b}) || b > 0 && !yield([2]int{a, -b}) {
						return
					}
				}
			}
		},
	}
}

// smallPairs is a sound claim about integers whose cases are listed.
func smallPairs() Claim[[2]int] {
	c := sumIsEven()
	c.Sizes, c.Label, c.Share = pairs(), nil, nil
	c.Draw = func(t *rapid.T) [2]int {
		return [2]int{2 * rapid.IntRange(-3, 3).Draw(t, "a"), 2 * rapid.IntRange(-3, 3).Draw(t, "b")}
	}
	c.Given = append(c.Given, Hypothesis[[2]int]{Name: "b even", Holds: func(x [2]int) bool { return x[1]%2 == 0 }, Known: [][2]int{{0, 1}}})
	return c
}

func TestAllCasesUpToASize(t *testing.T) {
	c := smallPairs()
	r := run(t, c, Budget{Exhaust: 7})
	// Pairs of even numbers with |a| + |b| = 0, 2, 4, 6: 1 + 4 + 8 + 12; all pairs with |a| + |b| ≤ 6: 85.
	if e := r.Exhausted; r.Err() != nil || e == nil || e.Size != 7 || e.Cases != 25 || e.Decided != 25 || e.Skipped != 60 || !e.Proved() || e.Finding != nil {
		t.Fatalf("%v\n%+v", r, r.Exhausted)
	}
	if want := "exhausted: no counterexample among all 25 cases of size ≤ 7, where size is 1 + |a| + |b|"; !strings.Contains(strings.Join(strings.Fields(r.String()), " "), want) {
		t.Errorf("%v", r)
	}
	if r := run(t, c, Budget{}); r.Exhausted != nil {
		t.Errorf("exhausted unasked: %v", r)
	}
}

// The first counterexample by size is the least, whatever the search finds, and its key replays it.
func TestLeastCounterexample(t *testing.T) {
	for _, workers := range []int{1, 8} {
		c := smallSums()
		c.Sizes = pairs()
		r := run(t, c, Budget{Exhaust: 100, Workers: workers, Shrink: -1})
		e := r.Exhausted
		if e == nil || e.Size != 30 || e.Finding == nil || e.Finding.Case != "[2]int{0, 30}" || !e.Proved() {
			t.Fatalf("%v\n%+v", r, e)
		}
		if key := e.Finding.Key.String(); key != "test/small-sums@size=31:59" {
			t.Errorf("key %s", key)
		}
		again, err := c.Replay(t.Context(), e.Finding.Key, Budget{})
		if err != nil || again.Case != e.Finding.Case || again.Smaller != nil || !strings.HasPrefix(again.String(), "of size 31: ") {
			t.Errorf("%v, %v", again, err)
		}
	}
}

// What no search meets, exhaustion does: the claim is refuted by it.
func TestExhaustionRefutes(t *testing.T) {
	c := smallPairs()
	c.Then = func(x [2]int) Evidence { return Exactly(x != [2]int{8, 0}, "x = %v", x) }
	r := run(t, c, Budget{Exhaust: 9})
	if r.Outcome != Refuted || r.Finding == nil || r.Finding.Case != "[2]int{8, 0}" || r.Exhausted.Size != 8 || r.Err() == nil {
		t.Errorf("%v", r)
	}
}

func TestExhaustionOfExistence(t *testing.T) {
	c := smallSums()
	c.Sizes, c.Exists, c.Expect = pairs(), true, Open
	c.Then = func(x [2]int) Evidence { return Exactly(x[0]*x[1] == 6, "the product is %d", x[0]*x[1]) }
	if r := run(t, c, Budget{Exhaust: 9, Shrink: -1}); r.Exhausted.Size != 5 || r.Exhausted.Finding.Case != "[2]int{-3, -2}" {
		t.Errorf("%v", r)
	}
}

// Undecided cases, and those decided by plain floating point, prove nothing.
func TestWhatExhaustionDoesNotProve(t *testing.T) {
	for _, e := range []Evidence{Undecidable("no"), Apparently(true, "so"), Apparently(false, "so")} {
		c := smallPairs()
		c.Expect = Open
		c.Then = func(x [2]int) Evidence {
			if x == [2]int{2, 2} {
				return e
			}
			return Exactly(true, "yes")
		}
		if r := run(t, c, Budget{Exhaust: 5}); r.Exhausted.Proved() || r.Exhausted.Size != 5 || r.Exhausted.Finding != nil {
			t.Errorf("%v: %v", e, r)
		}
	}
}

func TestFaultyEnumerations(t *testing.T) {
	misplaced, missing, panics := pairs(), pairs(), pairs()
	misplaced.Of = func([2]int) int { return 2 }
	missing.All = func(n int) iter.Seq[[2]int] {
		return func(yield func([2]int) bool) {
			for x := range pairs().All(n) {
				if x != [2]int{4, 2} && !yield(x) {
					return
				}
			}
		}
	}
	panics.Of = func([2]int) int { panic("no size") }
	stuck := pairs()
	stuck.All = func(int) iter.Seq[[2]int] { return func(func([2]int) bool) { panic("no list") } }
	for want, s := range map[string]*Enumeration[[2]int]{
		"is listed with the cases of size 1, and its size is 2": misplaced,
		"[2]int{4, 2} has size 7 and is not listed":             missing,
		"no size":                      panics,
		"no list":                      stuck,
		"its Sizes lack By, Of or All": {By: "n"},
	} {
		c := smallPairs()
		c.Sizes = s
		if r := run(t, c, Budget{Exhaust: 7}); r.Err() == nil || !strings.Contains(fmt.Sprint(r.Faults), want) {
			t.Errorf("want %q: %v", want, r)
		}
	}
}

func TestExhaustionIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := smallPairs()
	c.Then = func(x [2]int) Evidence {
		if x[0] == 40 { // beyond what is drawn
			cancel()
		}
		return Exactly(true, "yes")
	}
	r := c.Run(ctx, Budget{Exhaust: 1 << 20})
	if r.Truncated != "interrupted" || r.Exhausted == nil || r.Exhausted.Size < 38 || r.Exhausted.Size > 1000 || !r.Exhausted.Proved() {
		t.Errorf("%+v", r.Exhausted)
	}
}

func TestKeysBySize(t *testing.T) {
	c := smallPairs()
	for _, text := range []string{"a/b@size=0:1", "a/b@size=-1:1", "a/b@size=x:1", "a/b@size=1:-1", "a/b@size=1", "a/b@size=1:drop=x:1"} {
		if k, err := ParseKey(text); !errors.As(err, new(ErrKey)) {
			t.Errorf("%s: %v, %v", text, k, err)
		}
	}
	k, err := ParseKey(c.Name + "@size=3:99")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Replay(t.Context(), k, Budget{}); !errors.As(err, new(ErrNoCase)) {
		t.Errorf("%v", err)
	}
	c.Sizes = nil
	if _, err := c.Replay(t.Context(), k, Budget{}); !errors.As(err, new(ErrNoCase)) {
		t.Errorf("%v", err)
	}
}
