package theorems

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// A run whose control is undecided is not as expected, unless it is short and ran
// out of time, or was interrupted.
func TestUndecidedControl(t *testing.T) {
	control := func(cut bool) []Control {
		return []Control{{Name: "c", Outcome: Undecided, Expect: Refuted, Why: "not searched to the end", Truncated: cut}}
	}
	for _, c := range []struct {
		report Report
		ok     bool
	}{
		{Report{Controls: control(true)}, false},
		{Report{Controls: control(true), Truncated: "out of time"}, false},
		{Report{Controls: control(false), Short: true}, false},
		{Report{Controls: control(true), Truncated: "out of time", Short: true}, true},
		{Report{Controls: control(true), Truncated: "interrupted"}, true},
		{Report{Controls: control(false), Truncated: "interrupted"}, false},
	} {
		r := c.report
		r.Outcome, r.Expect, r.Cases, r.Decided = Held, Held, 9, 9
		if err := r.Err(); (err == nil) != c.ok {
			t.Errorf("%+v: %v", c.report, err)
		}
		if text := r.String(); strings.Count(text, "not searched to the end") != 1 || !strings.Contains(text, `control "c" is undecided`) || strings.Contains(text, "NOT AS EXPECTED") == c.ok {
			t.Errorf("%+v:\n%s", c.report, text)
		}
	}
}

// An open claim expects nothing of its controls either.
func TestOpenExpectsNoControl(t *testing.T) {
	r := Report{Info: Info{Expect: Open}, Outcome: Held, Controls: []Control{{Name: "c", Outcome: Held, Expect: Refuted, Why: "never dropped"}}}
	if r.Err() != nil || !strings.Contains(r.String(), "DOES NOT DO WHAT IT MUST\n    never dropped") {
		t.Errorf("%v\n%v", r.Err(), r)
	}
	r.Faults = []string{"oh"}
	if r.Err() == nil {
		t.Error("an open claim at fault passes")
	}
}

// Each fault and each surprise is said once.
func TestReportSaysThingsOnce(t *testing.T) {
	r := Report{Info: Info{Name: "a/b", Says: "so it is", Expect: Held, Source: Source{Title: "Nobody 1900, A test", At: "here", Slide: "3"}}, Outcome: Undecided, Why: "nothing was decided",
		Faults: []string{"the case is broken"}, Controls: []Control{{Name: "c", Outcome: Held, Expect: Refuted, Why: "never dropped", Key: &Key{Claim: "a/b", Control: "it's so", Index: 3}}}}
	const want = `a/b: undecided
  so it is
  source: Nobody 1900, here, slide "3"
  control "c" DOES NOT DO WHAT IT MUST
    replay: x a/b@0:drop=it's so:3
  fault: the case is broken
  NOT AS EXPECTED: came out as undecided, expected held: nothing was decided
  NOT AS EXPECTED: control "c" came out as held, expected refuted: never dropped`
	if got := r.Text(func(k Key) string { return "x " + k.String() }); got != want {
		t.Error(cmp.Diff(want, got))
	}
}

func TestClassesInNaturalOrder(t *testing.T) {
	if got := classes(map[string]int{"k=10": 1, "k=5": 2}); got != "2 k=5, 1 k=10" {
		t.Error(got)
	}
}

// The JSON of a report says whether it is as expected, and reads back.
func TestReportJSON(t *testing.T) {
	sums := smallSums()
	sums.Expect = Held
	for _, th := range []Theorem{sumIsEven(), sums, coin(0.5, Near(0.5, 0.05))} {
		r := run(t, th, Budget{Shrink: 50})
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var seen struct {
			OK       *bool
			Errors   []string
			Controls []struct{ OK *bool }
		}
		var back Report
		if err := json.Unmarshal(text, &seen); err != nil || seen.OK == nil || *seen.OK != (r.Err() == nil) || (len(seen.Errors) == 0) != *seen.OK {
			t.Errorf("%v\n%s", err, text)
		}
		for i, c := range seen.Controls {
			if c.OK == nil || *c.OK != r.Controls[i].OK() {
				t.Errorf("control %d\n%s", i, text)
			}
		}
		if err := json.Unmarshal(text, &back); err != nil {
			t.Error(err)
		}
		if d := cmp.Diff(r, back, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(Info{}, "Controls")); d != "" {
			t.Error(d)
		}
	}
}

// The test of a false claim, for TestReplayInTest.
func TestOfAFalseClaim(t *testing.T) {
	if os.Getenv("SADDLE_FALSE") != "" {
		c := smallSums()
		c.Name, c.Expect = "test/false: it's so", Held
		t.Run("a/b #1", c.Check)
	}
}

// The command that a failed test prints decides the printed case in that test.
func TestReplayInTest(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs the tests of this package, as they were built, three times")
	}
	again := func(name, value string, arguments ...string) (string, error) {
		cmd := exec.CommandContext(t.Context(), os.Args[0], arguments...)
		cmd.Env = append(os.Environ(), "SADDLE_FALSE=1", name+"="+value)
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	out, err := again("RAPID_SEED", "3", "-test.run=^TestOfAFalseClaim$")
	m := regexp.MustCompile(`(?s)counterexample: (.*?)\n.*replay: SADDLE_REPLAY='(.*)' go test -v -run '(\^TestOfAFalseClaim\$/.*)' saddle/theorems\n`).FindStringSubmatch(out)
	if err == nil || m == nil || strings.Count(out, "came out as refuted") != 1 {
		t.Fatalf("%v\n%s", err, out)
	}
	unquoted := strings.ReplaceAll(m[2], `'\''`, "'")
	out, err = again("SADDLE_REPLAY", unquoted, "-test.v", "-test.run="+m[3])
	if err == nil || !strings.Contains(out, "made smaller before: "+m[1]+"\n") || strings.Contains(out, "came out as") {
		t.Errorf("%v, want %s\n%s", err, m[1], out)
	}
	out, err = again("SADDLE_REPLAY", "no key", "-test.run=^TestOfAFalseClaim$")
	if err == nil || !strings.Contains(out, `SADDLE_REPLAY: theorems: "no key" is no key`) {
		t.Errorf("%v\n%s", err, out)
	}
	t.Setenv("SADDLE_REPLAY", "test/sum-is-even@1:2")
	skipped := false
	t.Run("one case that is true", func(t *testing.T) {
		defer func() { skipped = t.Skipped() }()
		sumIsEven().Check(t)
	})
	if !skipped {
		t.Error("one case passes for a run")
	}
	t.Run("another claim", func(t *testing.T) {
		c := sumIsEven()
		c.Name = "test/other"
		c.Check(t)
	})
}
