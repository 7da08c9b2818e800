package theorems

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// sumIsEven is a claim about pairs of even numbers with one hypothesis, sound
// in every respect: the sabotage tests break one thing each.
func sumIsEven() Claim[[2]int] {
	even := func(x [2]int) bool { return x[0]%2 == 0 }
	draw := func(scale, shift int) func(*rapid.T) [2]int {
		return func(t *rapid.T) [2]int {
			a := rapid.IntRange(-50, 50).Draw(t, "a")
			return [2]int{scale*a + shift, 2 * rapid.IntRange(-50, 50).Draw(t, "b")}
		}
	}
	return Claim[[2]int]{
		Name:   "test/sum-is-even",
		Says:   "a even and b even ⇒ a + b even",
		Source: Source{Key: "test", Title: "a test", At: "here"},
		Expect: Held,
		Draw:   draw(2, 0),
		Given: []Hypothesis[[2]int]{{
			Name: "a even", Holds: even, Drop: draw(2, 1), Known: [][2]int{{1, 0}},
		}},
		Then:  func(x [2]int) Evidence { return Exactly((x[0]+x[1])%2 == 0, "the sum is %d", x[0]+x[1]) },
		Label: func(x [2]int) string { return []string{"negative", "not negative"}[int(indicator(x[0] >= 0))] },
		Share: map[string]float64{"negative": 0.2},
	}
}

// smallSums is a claim that is false of large cases: a counterexample shrinks.
func smallSums() Claim[[2]int] {
	c := sumIsEven()
	c.Name, c.Says, c.Expect, c.Given, c.Label, c.Share = "test/small-sums", "a + b < 30", Open, nil, nil, nil
	c.Then = func(x [2]int) Evidence { return Exactly(x[0]+x[1] < 30, "the sum is %d", x[0]+x[1]) }
	return c
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func run(t *testing.T, th Theorem, b Budget) Report {
	t.Helper()
	return th.Run(t.Context(), b)
}

func TestSoundClaimHolds(t *testing.T) {
	r := run(t, sumIsEven(), Budget{})
	if err := r.Err(); err != nil || r.Outcome != Held || r.Grade != Exact || r.Cases != 100 || r.Decided != 100 {
		t.Fatalf("%v\n%v", r, err)
	}
	if len(r.Controls) != 1 || r.Controls[0].Outcome != Refuted || r.Controls[0].Needed != "[2]int{1, 0}" {
		t.Fatalf("controls: %+v", r.Controls)
	}
	again, err := sumIsEven().Replay(t.Context(), *r.Controls[0].Key, Budget{})
	if err != nil || again.Case != r.Controls[0].Needed || again.Evidence.Verdict != False {
		t.Fatalf("replay of a control: %+v, %v", again, err)
	}
	if errs := Audit([]Theorem{sumIsEven()}); errs != nil {
		t.Fatal(errs)
	}
}

// Every way to make a claim that checks nothing must be seen, by the run or by
// the audit.
func TestSabotageOfClaims(t *testing.T) {
	for _, s := range []struct {
		name   string
		break_ func(*Claim[[2]int])
		want   string
	}{
		{"drop violates nothing", func(c *Claim[[2]int]) { c.Given[0].Drop = c.Draw }, "satisfies it"},
		{"drop violates too much", func(c *Claim[[2]int]) {
			c.Given = append(c.Given, Hypothesis[[2]int]{Name: "b even", Holds: func(x [2]int) bool { return x[1]%2 == 0 },
				Drop:  func(t *rapid.T) [2]int { return [2]int{1, 1 + 2*rapid.IntRange(0, 9).Draw(t, "b")} },
				Known: [][2]int{{0, 1}}})
		}, `alone violates "a even" too`},
		{"known case of a drop satisfies it", func(c *Claim[[2]int]) { c.Given[0].Known = [][2]int{{2, 0}} }, "satisfies it"},
		{"known case of a drop is no counterexample", func(c *Claim[[2]int]) {
			c.Then = func(x [2]int) Evidence { return Exactly(x[0]%2 == 0 || x[0] == 1, "") }
		}, "does not need the hypothesis"},
		{"draw violates a hypothesis", func(c *Claim[[2]int]) { c.Draw = c.Given[0].Drop }, `violates the hypothesis "a even"`},
		{"vacuous conclusion", func(c *Claim[[2]int]) {
			c.Then = func([2]int) Evidence { return Exactly(true, "always") }
		}, "does not need the hypothesis"},
		{"nothing listed and never a counterexample", func(c *Claim[[2]int]) {
			c.Given[0].Known = nil
			c.Then = func([2]int) Evidence { return Exactly(true, "always") }
		}, "not needed, or never dropped"},
		{"control that decides nothing", func(c *Claim[[2]int]) {
			then := c.Then
			c.Given[0].Known = nil
			c.Then = func(x [2]int) Evidence {
				if x[0]%2 != 0 {
					return Undecidable("too hard")
				}
				return then(x)
			}
		}, `control "a even" came out as undecided, expected refuted: none of 100 cases was decided`},
		{"entailed hypothesis that is not given", func(c *Claim[[2]int]) { c.Given[0].Entails = []string{"x"} }, "which is not given"},
		{"idle hypothesis that is needed", func(c *Claim[[2]int]) { c.Given[0].Idle = "said so" }, "said not to be needed, and is"},
		{"no case decided", func(c *Claim[[2]int]) {
			c.Then = func(x [2]int) Evidence { return Undecidable("too hard") }
		}, "none of 100 cases was decided"},
		{"too few cases decided", func(c *Claim[[2]int]) {
			then := c.Then
			c.Then = func(x [2]int) Evidence {
				if x[0]%4 == 0 && x[1]%4 == 0 {
					return Undecidable("too hard")
				}
				return then(x)
			}
			c.MinDecided = 0.9
		}, "90% are demanded"},
		{"demanded class never drawn", func(c *Claim[[2]int]) { c.Share = map[string]float64{"huge": 0.3} }, `class "huge" is 0 of 100 cases, 30% are demanded`},
		{"demanded class never labelled", func(c *Claim[[2]int]) { c.Label = nil }, `class "negative" is 0 of 100 cases, 20% are demanded`},
		{"unset grade", func(c *Claim[[2]int]) {
			c.Then = func(x [2]int) Evidence { return Evidence{Verdict: True} }
		}, "is no evidence"},
		{"panicking conclusion", func(c *Claim[[2]int]) { c.Then = func(x [2]int) Evidence { panic("oh") } }, "the conclusion on [2]int{"},
		{"panicking draw", func(c *Claim[[2]int]) { c.Draw = func(*rapid.T) [2]int { panic("oh") } }, "drawing a case panics: oh"},
		{"draw that gives up", func(c *Claim[[2]int]) {
			c.Draw = func(t *rapid.T) [2]int { t.Skip("no"); return [2]int{} }
		}, "no case can be drawn"},
		{"false on a drawn case", func(c *Claim[[2]int]) {
			c.Then = func(x [2]int) Evidence { return Exactly(x[0]+x[1] < 30, "the sum is %d", x[0]+x[1]) }
		}, "came out as refuted, expected held"},
		{"false on a known case", func(c *Claim[[2]int]) {
			c.Known = [][2]int{{1000, 0}}
			c.Then = func(x [2]int) Evidence { return Exactly((x[0]+x[1])%2 == 0 && x[0] < 1000, "") }
		}, "came out as refuted, expected held"},
		{"refuted by floating point alone", func(c *Claim[[2]int]) {
			c.Then = func(x [2]int) Evidence { return Apparently(x[0] != 1 && x[0] != 2, "") }
		}, "plain floating point"},
		{"expected refuted, true", func(c *Claim[[2]int]) { c.Expect = Refuted }, "came out as held, expected refuted"},
		{"listed counterexample is none", func(c *Claim[[2]int]) { c.Expect = Refuted; c.Known = [][2]int{{0, 0}} }, "none of the listed cases is a counterexample"},
		{"false with the missing hypothesis too", func(c *Claim[[2]int]) {
			*c = smallSums()
			c.Expect, c.Known = Refuted, [][2]int{{30, 0}}
			c.Missing = &Hypothesis[[2]int]{Name: "a > 0", Holds: func(x [2]int) bool { return x[0] > 0 }}
		}, "false with the missing hypothesis too"},
		{"counterexample out of reach of the search", func(c *Claim[[2]int]) {
			*c = smallSums()
			c.Expect, c.Known = Refuted, [][2]int{{300, 0}}
			c.Then = func(x [2]int) Evidence { return Exactly(x[0] < 300, "") }
		}, "found none by itself"},
		{"hypothesis that only its listed case needs", func(c *Claim[[2]int]) {
			c.Then = func(x [2]int) Evidence { return Exactly(x != [2]int{1, 0}, "") }
			c.Given[0].Drop = func(t *rapid.T) [2]int { return [2]int{3 + 2*rapid.IntRange(0, 9).Draw(t, "a"), 0} }
		}, `control "a even" came out as refuted, expected refuted: the search of`},
		{"control by floating point alone", func(c *Claim[[2]int]) {
			c.Given[0].Known = nil
			c.Then = func(x [2]int) Evidence {
				if x[0]%2 != 0 {
					return Apparently(false, "")
				}
				return Exactly(true, "")
			}
		}, "none of 100 cases was decided"},
		{"no witness", func(c *Claim[[2]int]) {
			c.Exists, c.Expect, c.Given = true, Proved, nil
			c.Then = func(x [2]int) Evidence { return Exactly(false, "") }
		}, "no witness among 100 cases"},
		{"witness without the hypothesis too", func(c *Claim[[2]int]) {
			c.Exists, c.Expect, c.Given[0].Known = true, Proved, nil
			c.Then = func(x [2]int) Evidence { return Exactly(true, "") }
		}, "a case without the hypothesis too"},
		{"existence without a listed witness that is one", func(c *Claim[[2]int]) {
			c.Exists, c.Expect, c.Given, c.Known = true, Proved, nil, [][2]int{{0, 0}}
			c.Then = func(x [2]int) Evidence { return Exactly(x[0] != 0, "") }
		}, "none of the listed cases is a witness"},
		{"finite list with a false case", func(c *Claim[[2]int]) {
			c.Draw, c.Cases, c.Expect, c.Label, c.Share = nil, [][2]int{{0, 0}, {2, 2}, {2, 0}}, Proved, nil, nil
			c.Then = func(x [2]int) Evidence { return Exactly(x[1] == 0, "") }
		}, "came out as refuted, expected proved"},
		{"panicking label", func(c *Claim[[2]int]) { c.Label = func([2]int) string { panic("oh") } }, "the label on [2]int{"},
		{"panicking hypothesis", func(c *Claim[[2]int]) { c.Given[0].Holds = func([2]int) bool { panic("oh") } }, "a hypothesis on [2]int{"},
		{"panicking missing hypothesis", func(c *Claim[[2]int]) {
			*c = smallSums()
			c.Expect, c.Known = Refuted, [][2]int{{30, 0}}
			c.Missing = &Hypothesis[[2]int]{Name: "a < 0", Holds: func(x [2]int) bool { panic("oh") }}
		}, "the missing hypothesis on [2]int{"},
		{"hypothesis said to entail what holds", func(c *Claim[[2]int]) {
			c.Given[0].Entails = []string{"any"}
			c.Given = append(c.Given, Hypothesis[[2]int]{Name: "any", Holds: func(x [2]int) bool { return true },
				Drop: func(*rapid.T) [2]int { return [2]int{} }, Known: [][2]int{{0, 1}}})
		}, `said to entail that it violates "any" too`},
		{"conclusion that is no function of the case", func(c *Claim[[2]int]) {
			*c = smallSums()
			var calls atomic.Int64
			c.Expect = Refuted
			c.Then = func(x [2]int) Evidence { return Exactly(calls.Add(1) != 5, "") }
		}, "is not a function of the case"},
		{"conclusion that ends its goroutine", func(c *Claim[[2]int]) {
			then := c.Then
			c.Then = func(x [2]int) Evidence {
				if x[0] > 20 {
					runtime.Goexit()
				}
				return then(x)
			}
		}, "ends its goroutine"},
		{"class of listed cases alone", func(c *Claim[[2]int]) {
			c.Label = func(x [2]int) string { return []string{"", "big"}[int(indicator(x[0] >= 1000))] }
			c.Share, c.Known = map[string]float64{"big": 0.3}, slices.Repeat([][2]int{{1000, 0}}, 100)
		}, `class "big" is 0 of 100 cases, 30% are demanded`},
		{"name that no key can carry", func(c *Claim[[2]int]) { c.Name = "test@a/b" }, "contains @"},
		{"two hypotheses of one name", func(c *Claim[[2]int]) { c.Given = append(c.Given, c.Given[0]) }, "no name of its own"},
		{"nothing to decide", func(c *Claim[[2]int]) { c.Then = nil }, "has no Then"},
		{"no cases", func(c *Claim[[2]int]) { c.Draw = nil }, "has no cases"},
	} {
		t.Run(s.name, func(t *testing.T) {
			c := sumIsEven()
			s.break_(&c)
			r := run(t, c, Budget{Shrink: cases(2000, 50)})
			if err := r.Err(); err == nil || !strings.Contains(err.Error(), s.want) {
				t.Fatalf("got %v, want %q\n%v", err, s.want, r)
			}
		})
	}
}

func TestSabotageSeenByAudit(t *testing.T) {
	//lint:ignore U1000 it is there to be refused
	type unprintable struct{ p *int }
	law := Law{Name: "test/law", Says: "a law", Source: Source{Key: "test", Title: "a test", At: "here"}, Expect: Inside,
		Region: Between(0, 0.5), Sample: func(r Run) (float64, string) { return 0, "" },
		Control: &LawControl{Name: "one", Sample: func(r Run) (float64, string) { return 1, "" }}}
	claim := func(f func(*Claim[[2]int])) Theorem { c := sumIsEven(); f(&c); return c }
	lawful := func(f func(*Law)) Theorem { l := law; f(&l); return l }
	if errs := Audit([]Theorem{law, sumIsEven()}); errs != nil {
		t.Fatal(errs)
	}
	for _, s := range []struct {
		claims []Theorem
		want   string
	}{
		{[]Theorem{sumIsEven(), sumIsEven()}, "taken twice"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Name = "Test" })}, "the name is not"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Source.Key = "other" })}, "does not begin with"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Source.At = "" })}, "no locator"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Says = "" })}, "says nothing"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Given = nil })}, "no control"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Given[0].Known = nil })}, "lists no case that needs it"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Given[0].Drop = nil })}, "has no Drop"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Given[0].Holds = nil })}, "has no Holds"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Given[0].Entails = []string{"x"} })}, "which is not given"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Share = map[string]float64{"a": 1.2} })}, "is 1.2"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Expect = Refuted })}, "no missing hypothesis"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Expect = Refuted })}, "names no corrected claim"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Expect = Refuted })}, "lists no counterexample"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Corrected = "test/none" })}, "not in the list"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.Expect = Inside })}, "cannot be expected"},
		{[]Theorem{claim(func(c *Claim[[2]int]) { c.MinDecided = 2 })}, "MinDecided"},
		{[]Theorem{Claim[unprintable]{Name: "test/p", Says: "p", Source: Source{Key: "test", Title: "t", At: "a"}, Draw: func(*rapid.T) unprintable { return unprintable{} }, Then: func(unprintable) Evidence { return Evidence{} }}}, "unexported field p"},
		{[]Theorem{lawful(func(l *Law) { l.Control = nil })}, "no control"},
		{[]Theorem{lawful(func(l *Law) { l.Region = Between(0, 1) })}, "nothing could lie outside"},
		{[]Theorem{lawful(func(l *Law) { l.Region = Between(0.5, 2) })}, "is not in the range"},
		{[]Theorem{lawful(func(l *Law) { l.Error = 1e-3 })}, "sum to 0.001"},
		{[]Theorem{lawful(func(l *Law) { l.Expect = Held })}, "cannot be expected"},
	} {
		if err := errors.Join(Audit(s.claims)...); err == nil || !strings.Contains(err.Error(), s.want) {
			t.Errorf("got %v, want %q", err, s.want)
		}
	}
}

func TestFiniteListIsProved(t *testing.T) {
	c := sumIsEven()
	c.Draw, c.Cases, c.Expect, c.Label, c.Share = nil, [][2]int{{0, 0}, {2, 4}}, Proved, nil, nil
	if r := run(t, c, Budget{}); r.Err() != nil || r.Outcome != Proved || r.Cases != 2 {
		t.Fatalf("%v", r)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cut := c
	cut.Then = func(x [2]int) Evidence {
		if x[1] == 4 {
			cancel()
			time.Sleep(10 * time.Millisecond)
		}
		return c.Then(x)
	}
	cut.Cases = append(cut.Cases, make([][2]int, 100)...)
	if r := cut.Run(ctx, Budget{Workers: 1}); r.Outcome != Undecided || r.Truncated == "" {
		t.Fatalf("interrupted and proved: %v", r)
	}
	c.Then = func(x [2]int) Evidence { return Apparently((x[0]+x[1])%2 == 0, "") }
	if r := run(t, c, Budget{}); r.Outcome == Proved {
		t.Fatalf("proved by plain floating point: %v", r)
	}
	c.Then = func(x [2]int) Evidence {
		if x[1] == 4 {
			return Undecidable("too hard")
		}
		return Exactly(true, "")
	}
	for _, exists := range []bool{false, true} { // neither all true nor none
		c.Exists = exists
		if exists {
			c.Then = func(x [2]int) Evidence {
				if x[1] == 4 {
					return Undecidable("too hard")
				}
				return Exactly(false, "")
			}
		}
		if r := run(t, c, Budget{}); r.Outcome == Proved || r.Outcome == Refuted {
			t.Fatalf("decided with one case undecided: %v", r)
		}
	}
}

func TestExistenceIsProvedByWitness(t *testing.T) {
	c := sumIsEven()
	c.Exists, c.Expect = true, Proved
	c.Then = func(x [2]int) Evidence { return Exactly(x[0]%2 == 0 && x[0] > 10, "") }
	r := run(t, c, Budget{})
	if r.Err() != nil || r.Outcome != Proved || r.Finding.Case != "[2]int{12, 0}" {
		t.Fatalf("%v\n%v", r, r.Err())
	}
}

func TestKeysRoundTrip(t *testing.T) {
	for _, k := range []Key{{Claim: "a/b", Seed: 7, Index: 3}, {Claim: "a/b", Known: true}, {Claim: "a/b", Control: "no: decay", Seed: 1, Index: 12}, {Claim: "a/b", Control: "x", Known: true, Index: 2}} {
		got, err := ParseKey(k.String())
		if err != nil || got != k {
			t.Errorf("%v: %+v, %v", k, got, err)
		}
	}
	for _, s := range []string{"", "a", "a/b@", "a/b@x:1", "a/b@1:", "a/b@1:-2", "@1:2", "a/b@1:drop=x"} {
		if _, err := ParseKey(s); !errors.As(err, new(ErrKey)) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestReplayRefusesStrangers(t *testing.T) {
	for _, k := range []Key{{Claim: "test/sum-is-even", Control: "b"}, {Claim: "test/sum-is-even", Known: true, Index: 9}} {
		if _, err := sumIsEven().Replay(t.Context(), k, Budget{}); !errors.As(err, new(ErrNoCase)) {
			t.Errorf("%v: %v", k, err)
		}
	}
}

func TestFuzzDraws(t *testing.T) {
	drew := false
	c := sumIsEven()
	then := c.Then
	c.Then = func(x [2]int) Evidence { drew = true; return then(x) }
	t.Run("enough", func(t *testing.T) { c.Fuzz(t, make([]byte, 4096)) })
	if !drew {
		t.Error("4 KiB draw no case")
	}
	c.Draw, c.Known = nil, [][2]int{{0, 0}}
	t.Run("nothing to draw", func(t *testing.T) { c.Fuzz(t, make([]byte, 4096)) })
}
