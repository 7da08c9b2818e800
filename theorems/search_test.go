package theorems

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// sameRun compares reports but for the time they took.
var sameRun = cmp.Options{cmpopts.IgnoreFields(Report{}, "Seconds"), cmpopts.EquateEmpty()}

func TestSameWithAnyNumberOfWorkers(t *testing.T) {
	jitter := smallSums()
	then := jitter.Then
	jitter.Then = func(x [2]int) Evidence { time.Sleep(time.Duration(x[0]&3) * 50 * time.Microsecond); return then(x) }
	seeds, shrink := []uint64{1, 2, 3}[:cases(3, 1)], cases(200, 80)
	for _, th := range []Theorem{sumIsEven(), smallSums(), jitter, coin(0.5, Near(0.5, 0.05))} {
		for _, seed := range seeds {
			one := run(t, th, Budget{Workers: 1, Seed: seed, Shrink: shrink})
			eight := run(t, th, Budget{Workers: 8, Seed: seed, Shrink: shrink})
			if d := cmp.Diff(one, eight, sameRun); d != "" {
				t.Errorf("%s, seed %d: 1 and 8 workers differ:\n%s", one.Name, seed, d)
			}
		}
	}
}

func TestCounterexampleShrinksAndReplays(t *testing.T) {
	shrink := cases(2000, 500)
	for seed := range uint64(cases(6, 1)) {
		seed++
		r := run(t, smallSums(), Budget{Seed: seed, Shrink: shrink})
		if r.Outcome != Refuted || r.Finding.Case != "[2]int{0, 30}" && r.Finding.Case != "[2]int{30, 0}" {
			t.Errorf("seed %d: %v", seed, r)
			continue
		}
		again, err := smallSums().Replay(t.Context(), r.Finding.Key, Budget{})
		if err != nil || again.Case != r.Finding.Case || again.Evidence != r.Finding.Evidence {
			t.Errorf("replay of %v: %+v, %v", r.Finding.Key, again, err)
		}
	}
	ce, err := smallSums().Refute(t.Context(), Budget{Shrink: shrink})
	if err != nil || ce.Case[0]+ce.Case[1] != 30 {
		t.Errorf("%+v, %v", ce, err)
	}
	if ce, err := sumIsEven().Refute(t.Context(), Budget{}); ce != nil || err != nil {
		t.Errorf("%+v, %v", ce, err)
	}
}

func TestShrinkIsCapped(t *testing.T) {
	var calls atomic.Int64
	c := smallSums()
	then := c.Then
	c.Then = func(x [2]int) Evidence { calls.Add(1); return then(x) }
	r := run(t, c, Budget{Shrink: 3, Workers: 1})
	if r.Finding.Evaluations > 3 || calls.Load() > int64(r.Cases)+3+1 { // and one to see that it repeats itself
		t.Errorf("%d evaluations, %d calls for %d cases", r.Finding.Evaluations, calls.Load(), r.Cases)
	}
	if r = run(t, c, Budget{Shrink: -1}); r.Finding.Evaluations != 0 {
		t.Errorf("%d evaluations with shrinking off", r.Finding.Evaluations)
	}
}

// An interrupted search reports what was decided, keeps a counterexample found
// before, and leaves the next run as it would have been.
func TestInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		whole := run(t, sumIsEven(), Budget{})
		c := sumIsEven()
		ctx, cancel := context.WithCancel(t.Context())
		var n atomic.Int64 // cases of the claim: how many the controls take depends on the workers
		then := c.Then
		c.Then = func(x [2]int) Evidence {
			if x[0]%2 == 0 && x[1]%2 == 0 && n.Add(1) >= 60 {
				cancel()
				<-ctx.Done()
				time.Sleep(10 * time.Millisecond)
			}
			return then(x)
		}
		r := c.Run(ctx, Budget{})
		if r.Truncated != "interrupted" || r.Outcome != Held || r.Decided < 40 || r.Decided >= 100 {
			t.Fatalf("%v", r)
		}
		n.Store(-1000)
		if d := cmp.Diff(whole, c.Run(t.Context(), Budget{}), sameRun); d != "" {
			t.Fatalf("after an interrupted run:\n%s", d)
		}

		// The case in hand when the interrupt comes never ends; the counterexample
		// behind it was found already and must not be lost.
		hang := make(chan struct{})
		defer close(hang)
		ctx, cancel = context.WithCancel(t.Context())
		c = smallSums()
		then = c.Then
		var first atomic.Bool
		c.Then = func(x [2]int) Evidence {
			if first.CompareAndSwap(false, true) {
				<-hang
			}
			e := then(x)
			if e.Verdict == False {
				time.AfterFunc(100*time.Millisecond, cancel)
			}
			return e
		}
		if r := c.Run(ctx, Budget{Workers: 2, grace: 200 * time.Millisecond}); r.Outcome != Refuted || r.Truncated != "interrupted" {
			t.Fatalf("%v", r)
		}
	})
}

// Other seeds draw other cases, and keys hold them; what Refute finds is a case on which the
// conclusion is false, also of an existence statement.
func TestSeeds(t *testing.T) {
	keys, cases := map[uint64]bool{}, map[string]bool{}
	for seed := range uint64(8) {
		r := run(t, smallSums(), Budget{Seed: 10 + seed, Shrink: -1})
		keys[r.Finding.Key.Seed], cases[r.Finding.Case] = true, true
	}
	if len(keys) != 8 || !keys[17] || len(cases) < 3 {
		t.Errorf("seeds %v, counterexamples %v", keys, cases)
	}
	c := smallSums()
	c.Exists = true
	if ce, err := c.Refute(t.Context(), Budget{Shrink: -1}); err != nil || ce == nil || ce.Case[0]+ce.Case[1] < 30 {
		t.Errorf("%+v, %v", ce, err)
	}
}

// A law that is cut short says so, an empty list is no statement, and plain floating point fails
// no fuzz target.
func TestWhatIsSaidOfNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		l := coin(0.5, Near(0.5, 0.001))
		sample := l.Sample
		l.Sample = func(r Run) (float64, string) {
			if r.Index >= 200 {
				cancel()
				time.Sleep(20 * time.Millisecond) // until the law has seen it
			}
			return sample(r)
		}
		if r := l.Run(ctx, Budget{Workers: 1}); r.Truncated != "interrupted" {
			t.Errorf("%v", r)
		}
		empty := Claim[int]{Name: "test/empty", Says: "x", Expect: Proved, Cases: []int{}, Then: isOK}
		if r := run(t, empty, Budget{}); r.Outcome != Undecided || len(r.Faults) == 0 {
			t.Errorf("%v", r)
		}
		c := sumIsEven()
		c.Then = func([2]int) Evidence { return Apparently(false, "it seems so") }
		c.Fuzz(t, make([]byte, 4096))
	})
}

// What is said of a list is not proved by the part of it that was reached.
func TestListCutShort(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		calls := 0
		c := Claim[int]{Name: "test/list", Says: "x is a number", Cases: make([]int, 60), Then: func(int) Evidence {
			if calls++; calls >= 40 {
				cancel()
				time.Sleep(20 * time.Millisecond) // until the search has seen it
			}
			return Exactly(true, "")
		}}
		if r := c.Run(ctx, Budget{Workers: 1}); r.Outcome != Undecided || r.Decided == 0 || r.Decided == 60 {
			t.Errorf("%v", r)
		}
	})
}

func TestOutOfTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := sumIsEven()
		then := c.Then
		c.Then = func(x [2]int) Evidence { time.Sleep(time.Millisecond); return then(x) }
		r := run(t, c, Budget{Cases: 1e9, Duration: 600 * time.Millisecond})
		if r.Truncated != "out of time" || r.Outcome != Held || r.Decided == 0 {
			t.Fatalf("%v", r)
		}
	})
}

// A night's search is truncated: that is no fault, and controls that were not
// reached are not held against it.
func TestTruncatedRunIsAsExpected(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		idle := sumIsEven()
		idle.Given = append(idle.Given, Hypothesis[[2]int]{Name: "b small", Idle: "it is not", Holds: func(x [2]int) bool { return x[1] < 1000 },
			Drop: func(t *rapid.T) [2]int { return [2]int{0, 1000 + 2*rapid.IntRange(0, 9).Draw(t, "b")} }})
		rare := smallSums()
		rare.Expect, rare.Known = Refuted, [][2]int{{3000, 0}}
		rare.Then = func(x [2]int) Evidence { return Exactly(x[0] < 3000, "") }
		for _, c := range []Claim[[2]int]{idle, rare} {
			then := c.Then
			c.Then = func(x [2]int) Evidence { time.Sleep(time.Millisecond); return then(x) }
			r := run(t, c, Budget{Cases: 1e9, Duration: 600 * time.Millisecond})
			if r.Err() != nil || r.Truncated != "out of time" || r.Decided == 0 {
				t.Errorf("%v\n%v", r, r.Err())
			}
		}
	})
}

// A conclusion may itself search, as a claim about searches does.
func TestNestedSearch(t *testing.T) {
	c := smallSums()
	then := c.Then
	c.Then = func(x [2]int) Evidence {
		if _, err := sumIsEven().Refute(context.Background(), Budget{Cases: 2, Shrink: -1}); err != nil {
			return Undecidable("%v", err)
		}
		return then(x)
	}
	if r := run(t, c, Budget{Shrink: 100}); r.Outcome != Refuted {
		t.Errorf("%v", r)
	}
}

// An interrupt while a slow case is being shrunk keeps what was found.
func TestInterruptedShrink(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := make(chan struct{})
		defer close(hang)
		ctx, cancel := context.WithCancel(t.Context())
		c := smallSums()
		then := c.Then
		var slow atomic.Bool
		c.Then = func(x [2]int) Evidence {
			if slow.Load() {
				<-hang
			}
			return then(x)
		}
		start := time.Now()
		r := c.Run(ctx, Budget{grace: 100 * time.Millisecond, Progress: func(p Progress) {
			if p.Stage == "shrinking" && !slow.Swap(true) {
				time.AfterFunc(50*time.Millisecond, cancel)
			}
		}})
		slow.Store(false)
		if r.Outcome != Refuted || r.Truncated != "interrupted" || time.Since(start) > 10*time.Second {
			t.Errorf("after %v: %v", time.Since(start), r)
		}
	})
}

func TestRefute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sumIsEven()
		c.Then = func(x [2]int) Evidence { time.Sleep(time.Millisecond); return Exactly(true, "") }
		start := time.Now()
		if ce, err := c.Refute(t.Context(), Budget{Cases: 1e9, Duration: 50 * time.Millisecond}); ce != nil || err != nil || time.Since(start) > 5*time.Second {
			t.Errorf("%v, %v after %v", ce, err, time.Since(start))
		}
		c.Draw, c.Cases = nil, make([][2]int, 300)
		c.Cases[299] = [2]int{7, 7}
		c.Then = func(x [2]int) Evidence { return Exactly(x[0] != 7, "") }
		c.Given = nil
		if ce, err := c.Refute(t.Context(), Budget{}); err != nil || ce == nil || ce.Case != [2]int{7, 7} {
			t.Errorf("the only false one of a list: %v, %v", ce, err)
		}
		c.Cases = nil
		if _, err := c.Refute(t.Context(), Budget{}); err == nil {
			t.Error("a claim without cases is searched")
		}
	})
}
