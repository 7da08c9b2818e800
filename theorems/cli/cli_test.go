package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"saddle/theorems"
)

// below claims that a sum of two numbers from 0 to 20 stays below a bound.
func below(name string, bound int, expect theorems.Outcome) theorems.Claim[[2]int] {
	return theorems.Claim[[2]int]{
		Name: name, Says: fmt.Sprintf("a + b < %d", bound), Expect: expect,
		Source: theorems.Source{Key: "test", Title: "Nobody 1900, A test", At: "here"},
		Draw: func(t *rapid.T) [2]int {
			return [2]int{rapid.IntRange(0, 20).Draw(t, "a"), rapid.IntRange(0, 20).Draw(t, "b")}
		},
		Then: func(x [2]int) theorems.Evidence { return theorems.Exactly(x[0]+x[1] < bound, "%d", x[0]+x[1]) },
	}
}

// call runs the command line and returns what it printed and its exit code.
func call(t *testing.T, ctx context.Context, claims []theorems.Theorem, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	code = Program{Name: "saddle", Typed: "./saddle", Stdout: &out, Stderr: &errs, Claims: claims}.run(ctx, args)
	return out.String(), errs.String(), code
}

func two() []theorems.Theorem {
	return []theorems.Theorem{below("test/true", 100, theorems.Held), below("test/false", 15, theorems.Open)}
}

func TestCheck(t *testing.T) {
	out, errs, code := call(t, t.Context(), two(), "check")
	if code != AsExpected || errs != "" {
		t.Fatalf("code %d\n%s%s", code, out, errs)
	}
	for _, want := range []string{
		"CLAIM       OUTCOME    GRADE        CASES      TIME\ntest/true   held       exact         1000 ",
		"test/false: refuted (exact)\n  a + b < 15\n  source: Nobody 1900, here\n  counterexample: [2]int{0, 15}\n    exact: 15\n",
		"    replay: ./saddle replay test/false@choices:", "1 of 1 claims came out as expected; open, with nothing expected: 1; "} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
}

func TestUnexpectedOutcome(t *testing.T) {
	claims := []theorems.Theorem{below("test/false", 15, theorems.Held)}
	out, _, code := call(t, t.Context(), claims, "check", "--shrink", "50")
	if code != Unexpected || !strings.Contains(out, "EXPECTED HELD\n") || !strings.Contains(out, "NOT AS EXPECTED: came out as refuted, expected held") || !strings.Contains(out, "0 of 1 claims") {
		t.Errorf("code %d\n%s", code, out)
	}
}

func TestJSON(t *testing.T) {
	out, _, code := call(t, t.Context(), two(), "check", "--json", "--seed", "7", "--cases", "50", "--shrink", "50")
	var reports []map[string]any
	if err := json.Unmarshal([]byte(out), &reports); err != nil || code != AsExpected || len(reports) != 2 {
		t.Fatalf("code %d, %v\n%s", code, err, out)
	}
	for _, key := range []string{"format", "name", "says", "source", "expect", "outcome", "grade", "cases", "decided", "classes", "controls", "seconds", "seed"} {
		if _, ok := reports[0][key]; !ok {
			t.Errorf("no %q in %v", key, reports[0])
		}
	}
	if r := reports[0]; r["outcome"] != "held" || r["seed"] != 7.0 || r["cases"] != 50.0 || r["format"] != theorems.Format {
		t.Error(r)
	}
}

// What check --json prints can be read back.
func TestJSONRoundTrip(t *testing.T) {
	out, _, _ := call(t, t.Context(), two(), "check", "--json", "--shrink", "50")
	var reports []theorems.Report
	if err := json.Unmarshal([]byte(out), &reports); err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	enc := json.NewEncoder(&again)
	enc.SetIndent("", "  ")
	if err := enc.Encode(reports); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(out, again.String()); d != "" {
		t.Error(d)
	}
}

func TestSameOutputWithAnyNumberOfWorkers(t *testing.T) {
	shrink := strconv.Itoa(cases(2000, 50))
	check := func(workers string) (reports []map[string]any) {
		out, _, _ := call(t, t.Context(), two(), "check", "--json", "--shrink", shrink, "--workers", workers)
		if err := json.Unmarshal([]byte(out), &reports); err != nil {
			t.Fatal(err)
		}
		for _, r := range reports {
			delete(r, "seconds")
		}
		return reports
	}
	if d := cmp.Diff(check("1"), check("8")); d != "" {
		t.Error(d)
	}
}

func TestWrongUsage(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"chekc"}, "chekc"},
		{[]string{"check", "--cases", "many"}, "--cases"},
		{[]string{"check", "--budget=-1s"}, "must not be negative"},
		{[]string{"check", "--budget", "fast"}, "--budget"},
		{[]string{"check", "--run", "("}, "--run"},
		{[]string{"check", "--run", "fasle"}, "test/false"},
		{[]string{"check", "--slide", "("}, "--slide"},
		{[]string{"check", "--exhaust=-1"}, "must not be negative"},
		{[]string{"check", "test/tru"}, "test/true"},
		{[]string{"check", "test/true", "--run", "t"}, "without --run"},
		{[]string{"check", "--slide", "x"}, "no slide matches \"x\"; there are: none"},
		{[]string{"show", "test/ture"}, "test/true"},
		{[]string{"show"}, "<name>"},
		{[]string{"replay", "test/true"}, "CLAIM@SEED:INDEX"},
		{[]string{"replay", "test/tru@1:2"}, "test/true"},
		{[]string{"replay", "test/true@known:0"}, "it lists 0"},
		{[]string{"replay", "test/true@1:drop=x:0"}, `no hypothesis "x"`},
	} {
		out, errs, code := call(t, t.Context(), two(), c.args...)
		if code != WrongUsage || !strings.Contains(errs, c.want) || out != "" {
			t.Errorf("%v: code %d, want %q\n%s%s", c.args, code, c.want, out, errs)
		}
	}
}

func TestClaimsWithoutNamesOfTheirOwn(t *testing.T) {
	for _, claims := range [][]theorems.Theorem{nil, append(two(), two()...), {below("", 1, theorems.Open)},
		{below("-x", 1, theorems.Open)}, {below("a\nb", 1, theorems.Open)}, {below("a\x1b[2J", 1, theorems.Open)}} {
		if _, errs, code := call(t, t.Context(), claims, "list"); code != WrongUsage || errs == "" {
			t.Errorf("code %d: %s", code, errs)
		}
	}
}

func TestHelpListShow(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "Usage: saddle <command>"},
		{[]string{"--help"}, "Usage: saddle <command>"},
		{[]string{"check", "--help"}, "--budget=DURATION"},
		{[]string{"list"}, "test/false\n    a + b < 15\n    expected: open\n    Nobody 1900, here\n"},
		{[]string{"show", "test/true"}, "./saddle check -v --run '^test/true$'"},
	} {
		if out, errs, code := call(t, t.Context(), two(), c.args...); code != AsExpected || !strings.Contains(out, c.want) {
			t.Errorf("%v: code %d, want %q\n%s%s", c.args, code, c.want, out, errs)
		}
	}
}

// An interrupt prints what was decided, and says what was not run.
func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	slow := below("test/slow", 100, theorems.Held)
	then := slow.Then
	slow.Then = func(x [2]int) theorems.Evidence {
		time.AfterFunc(100*time.Millisecond, cancel)
		time.Sleep(time.Millisecond)
		return then(x)
	}
	claims := []theorems.Theorem{below("test/true", 100, theorems.Held), slow, below("test/late", 100, theorems.Held)}
	out, _, code := call(t, ctx, claims, "check", "--cases", "5000")
	if code != Interrupted || !regexp.MustCompile(`test/true +held(?s:.*)test/slow +held .* interrupted\n(?s:.*)test/late +not run .* interrupted\n`).MatchString(out) {
		t.Errorf("code %d\n%s", code, out)
	}
}

func TestBudgetTruncates(t *testing.T) {
	slow := below("test/slow", 100, theorems.Held)
	slow.Then = func(x [2]int) theorems.Evidence { time.Sleep(time.Millisecond); return theorems.Exactly(true, "") }
	start := time.Now()
	out, _, code := call(t, t.Context(), []theorems.Theorem{slow}, "check", "--cases", "1000000", "--budget", "50ms")
	if code != AsExpected || !strings.Contains(out, "  out of time\n") || time.Since(start) > 5*time.Second {
		t.Errorf("code %d\n%s", code, out)
	}
}

func TestNearest(t *testing.T) {
	if got := nearest("ture", Program{Claims: two()}.names()); got[0] != "test/true" {
		t.Error(got)
	}
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "abc", 3}, {"abc", "abc", 0}, {"kitten", "sitting", 3}, {"ab", "ba", 2}} {
		if d := distance(c.a, c.b); d != c.want || distance(c.b, c.a) != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, d, c.want)
		}
	}
}
