package theorems

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"saddle/theorems/internal/ordered"
)

// upTo100 claims of the numbers from 0 to 100 what then says.
func upTo100(then func(int) Evidence) Claim[int] {
	return Claim[int]{Name: "test/number", Says: "x is as it should be", Expect: Held, Then: then,
		Draw: func(t *rapid.T) int { return rapid.IntRange(0, 100).Draw(t, "x") }}
}

func isOK(int) Evidence { return Exactly(true, "") }

// What makes a claim false may be what makes it slow: a case that does not come
// back is undecided, and a claim does not hold on the few before it.
func TestCasesThatDoNotComeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := make(chan struct{})
		defer close(hang)
		var calls atomic.Int64
		for name, hangs := range map[string]func(int) bool{
			"half of them":    func(x int) bool { return x > 50 },
			"one after a few": func(int) bool { return calls.Add(1) > 3 },
		} {
			calls.Store(0)
			c := upTo100(func(x int) Evidence {
				if hangs(x) {
					<-hang
				}
				return Exactly(x <= 50 || name != "half of them", "")
			})
			r := run(t, c, Budget{Workers: 2, Cases: 1000, Duration: 200 * time.Millisecond, grace: 50 * time.Millisecond})
			if r.Outcome != Undecided || r.Err() == nil || r.Cases == r.Decided {
				t.Errorf("%s: %v", name, r)
			}
		}
		// However many came back, one that takes much longer than they did is waited for.
		key := func(i int) Key { return Key{Claim: "test/slow", Seed: 1, Index: i} }
		for _, e := range []struct {
			ordered.Ending
			stuck string
		}{
			{ordered.Ending{Left: []int{7, 9}, Waited: 60 * time.Second, Longest: 10 * time.Second}, "the case test/slow@1:7 did not come back in 1m0s"},
			{ordered.Ending{Left: []int{7}, Waited: 40 * time.Second, Longest: 10 * time.Second}, ""},
			{ordered.Ending{Waited: 60 * time.Second}, ""},
		} {
			s := tally{cases: 400, decided: 400}
			if s.end(e.Ending, key); s.stuck != e.stuck || s.cases != 400+len(e.Left) || !s.partial {
				t.Errorf("%+v: %+v", e, s)
			}
			if outcome, _ := (claim{}).held(&s); (outcome == Undecided) != (e.stuck != "") {
				t.Errorf("%+v: %v", e, outcome)
			}
		}
		// One case, and then the time is up.
		c := upTo100(func(x int) Evidence { time.Sleep(20 * time.Millisecond); return Exactly(true, "") })
		if r := run(t, c, Budget{Workers: 1, Duration: 30 * time.Millisecond}); r.Outcome != Undecided || !strings.Contains(r.Why, "are the least") {
			t.Errorf("%v", r)
		}
	})
}

// A claim holds on half of its cases at least, if it does not say otherwise; and a claim at
// fault is undecided, however many cases came before.
func TestWhatHolds(t *testing.T) {
	seen := map[bool]bool{}
	for most := 0; most < 60; most += cases(1, 4) {
		r := run(t, upTo100(func(x int) Evidence {
			if x > most {
				return Undecidable("x is %d", x)
			}
			return Exactly(true, "")
		}), Budget{Cases: 200})
		if most := r.Decided >= r.Cases-r.Decided; (r.Outcome == Held) != most {
			t.Errorf("%v", r)
		}
		seen[r.Outcome == Held] = seen[r.Outcome == Held] || 3*r.Decided > r.Cases
	}
	if !seen[false] || !seen[true] {
		t.Errorf("no claim with a little less than half, or more, decided: %v", seen)
	}
	var calls atomic.Int64
	r := run(t, upTo100(func(int) Evidence {
		if calls.Add(1) == 90 {
			panic("oh")
		}
		return Exactly(true, "")
	}), Budget{Workers: 1})
	if r.Outcome != Undecided || len(r.Faults) == 0 || r.Decided < 80 {
		t.Errorf("at fault: %v", r)
	}
}

// A control that finds nothing came out as held, whatever else is said of it.
func TestControlWithoutCounterexample(t *testing.T) {
	c := sumIsEven()
	c.Given[0].Known = nil
	c.Then = func([2]int) Evidence { return Exactly(true, "always") }
	r := run(t, c, Budget{})
	if got := r.Controls[0]; got.Outcome != Held || got.OK() {
		t.Errorf("%+v", got)
	}
}

// An existence statement with a witness for which the hypothesis does not hold: the control is
// refuted, as it is for a hypothesis that is said not to be needed, and is.
func TestControlWithFinding(t *testing.T) {
	c := sumIsEven()
	c.Exists, c.Expect = true, Proved
	c.Then = func(x [2]int) Evidence { return Exactly(x[0] != 0, "") }
	idle := sumIsEven()
	idle.Given[0].Idle = "so it is said"
	for _, c := range []Claim[[2]int]{c, idle} {
		r := run(t, c, Budget{})
		if got := r.Controls[0]; got.Outcome != Refuted || got.Expect != Held || got.OK() {
			t.Errorf("%+v", got)
		}
	}
}

// A hypothesis that does not repair a false claim leaves it refuted; and a control that decides
// nothing is excused by nothing, also in a short run.
func TestControlsThatFail(t *testing.T) {
	c := smallSums()
	c.Expect, c.Known = Refuted, [][2]int{{0, 30}}
	c.Missing = &Hypothesis[[2]int]{Name: "a ≥ 0", Holds: func(x [2]int) bool { return x[0] >= 0 }}
	r := run(t, c, Budget{Cases: 1000})
	if got := r.Controls[0]; got.Outcome != Refuted || got.OK() || r.Err() == nil {
		t.Errorf("%+v", got)
	}
	d := sumIsEven()
	then := d.Then
	d.Given[0].Known = nil
	d.Then = func(x [2]int) Evidence {
		if x[0]%2 != 0 {
			return Undecidable("too hard")
		}
		return then(x)
	}
	r = run(t, d, Budget{Short: true})
	if got := r.Controls[0]; got.Outcome != Undecided || got.Truncated || r.Err() == nil {
		t.Errorf("%+v", got)
	}
}

// A conclusion that ends its goroutine is a fault, however many cases wait behind
// it and whoever decides them.
func TestEndedGoroutine(t *testing.T) {
	for _, workers := range []int{1, 2, 8} {
		var calls atomic.Int64
		c := upTo100(func(x int) Evidence {
			if calls.Add(1) == 7 {
				runtime.Goexit()
			}
			return Exactly(true, "")
		})
		r := run(t, c, Budget{Workers: workers, Cases: 10 * ordered.Ahead * workers})
		if r.Err() == nil || !strings.Contains(r.Err().Error(), "ends its goroutine") {
			t.Errorf("%d workers: %v", workers, r.Err())
		}
	}
}

// A panic of the caller's own function reaches the caller.
func TestPanicOfProgress(t *testing.T) {
	defer func() {
		if p := recover(); p == nil || !strings.Contains(p.(error).Error(), "oh") {
			t.Errorf("recovered %v", p)
		}
	}()
	upTo100(isOK).Run(t.Context(), Budget{Progress: func(Progress) { panic("oh") }})
	t.Error("the panic is lost")
}

// While a claim is made smaller, rapid's own checks are as they always are.
func TestShrinkingLeavesRapidAlone(t *testing.T) {
	settings := func() (s []string) {
		flag.VisitAll(func(f *flag.Flag) {
			if strings.HasPrefix(f.Name, "rapid.") {
				s = append(s, f.Name+"="+f.Value.String())
			}
		})
		return s
	}
	before := settings()
	done := make(chan Report)
	c := smallSums()
	then := c.Then
	c.Then = func(x [2]int) Evidence {
		if s := settings(); !slices.Equal(s, before) {
			t.Errorf("settings are %v, were %v", s, before)
		}
		return then(x)
	}
	go func() { done <- c.Run(t.Context(), Budget{Shrink: cases(2000, 300)}) }()
	for over := false; !over; {
		checks := 0
		rapid.Check(t, func(t *rapid.T) { rapid.Int().Draw(t, "x"); checks++ })
		if checks < 20 {
			t.Fatalf("%d checks of a test beside it", checks)
		}
		select {
		case <-done:
			over = true
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func TestPrintedCaseIsTheCase(t *testing.T) {
	c := Claim[[]int]{Name: "test/sorted", Says: "x is sorted",
		Draw: func(t *rapid.T) []int { return rapid.SliceOfN(rapid.IntRange(0, 9), 2, 5).Draw(t, "x") },
		Then: func(x []int) Evidence {
			sorted := slices.IsSorted(x)
			clear(x)
			return Exactly(sorted, "")
		},
		Label: func(x []int) string { x[0] = 77; return "" },
	}
	r := run(t, c, Budget{})
	if r.Finding == nil || r.Finding.Case != "[]int{1, 0}" || r.Err() != nil {
		t.Errorf("%v", r)
	}
	c.Known = [][]int{{2, 1}}
	if r = run(t, c, Budget{}); r.Finding.Case != "[]int{2, 1}" || c.Known[0][0] != 2 {
		t.Errorf("%v", r)
	}
	again, err := c.Replay(t.Context(), r.Finding.Key, Budget{})
	if err != nil || again.Case != "[]int{2, 1}" || again.Evidence.Verdict != False {
		t.Errorf("%v, %v", again, err)
	}
	c.Known, c.Label = nil, nil
	c.Draw = func(t *rapid.T) []int { rapid.Bool().Draw(t, ""); return []int{int(rand.Uint32()), 0} }
	if err := run(t, c, Budget{Shrink: 100}).Err(); err == nil || !strings.Contains(err.Error(), "the generator does not repeat itself") {
		t.Errorf("randomness of its own: %v", err)
	}
}

func TestEvidenceThatIsNone(t *testing.T) {
	for _, e := range []Evidence{{Verdict: 7, Grade: Exact}, {Verdict: -1, Grade: Exact}, {Verdict: True}, {Verdict: True, Grade: Measured + 1}} {
		c := upTo100(func(int) Evidence { return e })
		for _, exists := range []bool{false, true} {
			c.Exists = exists
			if r := run(t, c, Budget{}); r.Outcome != Undecided || len(r.Faults) == 0 {
				t.Errorf("%+v: %v", e, r)
			}
		}
	}
}

// The rules that make a claim meaningful hold for whoever runs it.
func TestMalformedClaimsAreNotRun(t *testing.T) {
	type pointed struct{ P *int }
	for name, c := range map[string]Theorem{
		"a share that is NaN":      func() Theorem { c := upTo100(isOK); c.Share = map[string]float64{"a": math.NaN()}; return c }(),
		"a share above 1":          func() Theorem { c := upTo100(isOK); c.Share = map[string]float64{"a": 2}; return c }(),
		"a negative MinDecided":    func() Theorem { c := upTo100(isOK); c.MinDecided = -1; return c }(),
		"a MinDecided that is NaN": func() Theorem { c := upTo100(isOK); c.MinDecided = math.NaN(); return c }(),
		"an Effort beyond numbers": func() Theorem { c := upTo100(isOK); c.Effort = 1e300; return c }(),
		"an Effort that is NaN":    func() Theorem { c := upTo100(isOK); c.Effort = math.NaN(); return c }(),
		"a negative Effort":        func() Theorem { c := upTo100(isOK); c.Effort = -1; return c }(),
		"an outcome of laws":       func() Theorem { c := upTo100(isOK); c.Expect = Inside; return c }(),
		"both Draw and Cases":      func() Theorem { c := upTo100(isOK); c.Cases = []int{1}; return c }(),
		"cases that do not print":  Claim[pointed]{Name: "test/p", Draw: func(*rapid.T) pointed { return pointed{} }, Then: func(pointed) Evidence { return Exactly(true, "") }},
		"an idle one with one case": func() Theorem {
			c := upTo100(isOK)
			c.Given = []Hypothesis[int]{{Name: "x < 7", Idle: "so they say", Holds: func(x int) bool { return true }, Known: []int{9}}}
			return c
		}(),
	} {
		if r := run(t, c, Budget{}); r.Outcome != Undecided || len(r.Faults) != 1 || r.Cases != 0 {
			t.Errorf("%s: %v", name, r)
		}
	}
}

// A control that decides next to nothing shows nothing.
func TestLeastNumberOfDecidedCases(t *testing.T) {
	c := upTo100(func(x int) Evidence { return Exactly(x < 50 || x > 99, "") })
	c.Expect, c.Known = Refuted, []int{50}
	c.Missing = &Hypothesis[int]{Name: "x is 100", Holds: func(x int) bool { return x == 100 }}
	r := run(t, c, Budget{Cases: 300})
	if k := r.Controls[0]; k.OK() || k.Outcome != Undecided || k.Cases == 0 {
		t.Errorf("on %d cases: %+v", k.Cases, k)
	}
	c.Missing = &Hypothesis[int]{Name: "x < 50", Holds: func(x int) bool { return x < 50 }}
	if r := run(t, c, Budget{Cases: 300}); r.Err() != nil {
		t.Error(r.Err())
	}
}

// What floating point speaks against is made as small as what is proved, and
// where a smaller one is proved, the claim is refuted.
func TestSuspectsAreMadeSmall(t *testing.T) {
	long := func(t *rapid.T) (x [5][3]float64) {
		for i := range x {
			for j := range x[i] {
				x[i][j] = rapid.Float64Range(-1, 1).Draw(t, "x")
			}
		}
		return x
	}
	sum := func(x [5][3]float64) (s float64) {
		for _, row := range x {
			for _, v := range row {
				s += v
			}
		}
		return s
	}
	c := Claim[[5][3]float64]{Name: "test/floats", Says: "the sum is at most 2", Draw: long,
		Then: func(x [5][3]float64) Evidence { return Apparently(sum(x) <= 2, "%v", sum(x)) }}
	r := run(t, c, Budget{})
	if r.Outcome != Undecided || r.Suspect == nil || len(r.Suspect.Case) > 100 {
		t.Errorf("%v", r)
	}
	if again, err := c.Replay(t.Context(), r.Suspect.Key, Budget{}); err != nil || again.Case != r.Suspect.Case {
		t.Errorf("%v, %v", again, err)
	}
	c.Then = func(x [5][3]float64) Evidence {
		if s := sum(x); x[0][0] != 1 {
			return Apparently(s <= 2, "%v", s)
		}
		return Exactly(sum(x) <= 2, "decided where x[0][0] = 1")
	}
	c.Draw = func(t *rapid.T) [5][3]float64 {
		x := long(t)
		if x[0][0] > 0.99 {
			x[0][0] = 1
		}
		return x
	}
	if r := run(t, c, Budget{Cases: 30}); r.Outcome != Refuted && r.Suspect == nil {
		t.Errorf("%v", r)
	}
}

// Cases may take many choices, and say so where they take too many.
func TestRoomForCases(t *testing.T) {
	defer func(old [5]int) { rooms = old }(rooms)
	rooms = [5]int{1 << 2, 1 << 4, 1 << 7, 1 << 10, 1 << 14}
	c := Claim[[]uint64]{Name: "test/long", Says: "x is short", Then: func([]uint64) Evidence { return Exactly(true, "") }}
	for n, ok := range map[int]bool{4: true, 40: true, 400: true, 4000: true, 40_000: false} {
		c.Draw = func(t *rapid.T) []uint64 {
			g, x := rapid.Uint64Range(0, math.MaxUint64), make([]uint64, 3)
			for i := range n {
				x[i%3] = g.Draw(t, "x")
			}
			return x
		}
		r := run(t, c, Budget{Cases: 1})
		if err := r.Err(); ok && r.Decided != 1 || !ok && (err == nil || !strings.Contains(err.Error(), "choices: draw smaller ones")) {
			t.Errorf("%d numbers: %v", n, r)
		}
	}
}

// Large cases are made smaller within seconds, and a cancelled run ends at once.
func TestShrinkingOfLargeCases(t *testing.T) {
	large := func(n int) Claim[[]int] {
		return Claim[[]int]{Name: "test/large", Says: "no number is above 990",
			Draw: func(t *rapid.T) []int { return rapid.SliceOfN(rapid.IntRange(0, 1000), n, n).Draw(t, "x") },
			Then: func(x []int) Evidence { return Exactly(slices.Max(x) <= 990, "") }}
	}
	start := time.Now()
	if r := run(t, large(cases(1000, 300)), Budget{Shrink: cases(100, 20)}); r.Outcome != Refuted || time.Since(start) > 30*time.Second {
		t.Errorf("after %v: %v", time.Since(start), r.Outcome)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var asked time.Time
	r := large(cases(10_000, 1000)).Run(ctx, Budget{grace: 100 * time.Millisecond, Progress: func(p Progress) {
		if p.Stage == "shrinking" && asked.IsZero() {
			asked = time.Now()
			cancel()
		}
	}})
	if r.Outcome != Refuted || r.Truncated == "" || time.Since(asked) > 5*time.Second {
		t.Errorf("%v after it was cancelled: %v", time.Since(asked), r.Outcome)
	}
}

// How many cases a budget asks for.
func TestCasesOfABudget(t *testing.T) {
	for _, s := range []struct {
		b      Budget
		effort float64
		want   int
	}{
		{Budget{}, 0, 100}, {Budget{}, 3, 300}, {Budget{}, 0.25, 25}, {Budget{Times: 4}, 0.5, 200}, {Budget{Short: true}, 0, 20},
		{Budget{Short: true}, 3, 60}, {Budget{Short: true}, 0.01, 1}, {Budget{Cases: 7, Times: 4, Short: true}, 3, 7},
	} {
		if got := s.b.cases(s.effort); got != s.want {
			t.Errorf("%+v, effort %v: %d cases, want %d", s.b, s.effort, got, s.want)
		}
	}
	c := sumIsEven()
	c.Effort = 2
	if r := run(t, c, Budget{Short: true}); r.Cases != 40 {
		t.Errorf("%v", r)
	}
}

// A case that its generator rejects is drawn anew, with other numbers.
func TestRejectedDraws(t *testing.T) {
	c := upTo100(isOK)
	c.Draw = func(t *rapid.T) int {
		x := rapid.IntRange(0, 100).Draw(t, "x")
		if x%3 != 0 {
			t.Skip("not a multiple of 3")
		}
		return x
	}
	if r := run(t, c, Budget{}); r.Outcome != Held || r.Decided != 100 {
		t.Errorf("%v", r)
	}
}

// What Audit says of a list as a whole, and of a claim that nothing could contradict.
func TestAuditOfLists(t *testing.T) {
	source := Source{Key: "test", Title: "a test", At: "here"}
	var laws []Theorem
	for i := range 12 {
		l := coin(0.5, Near(0.5, 0.2))
		l.Name, l.Source, l.Error, l.Expect = fmt.Sprintf("test/coin-%d", i), source, 1e-7, Inside
		laws = append(laws, l)
	}
	if errs := Audit(laws[:10]); errs != nil {
		t.Error(errs)
	}
	if errs := Audit(laws); len(errs) != 1 || !strings.Contains(errs[0].Error(), "their errors sum to") {
		t.Error(errs)
	}
	none, idle := sumIsEven(), sumIsEven()
	none.Given, idle.Given[0].Idle = nil, "so it is said"
	for _, c := range []Claim[[2]int]{none, idle} {
		c.Source = source
		if errs := Audit([]Theorem{c}); len(errs) == 0 || !strings.Contains(errs[0].Error(), "no control") {
			t.Errorf("%d hypotheses: %v", len(c.Given), errs)
		}
	}
}
