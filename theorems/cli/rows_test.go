package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"saddle/theorems"
)

// A reported claim is one whose report is given.
type reported struct {
	theorems.Theorem
	report theorems.Report
}

func (r reported) Info() theorems.Info                                  { return r.report.Info }
func (r reported) Run(context.Context, theorems.Budget) theorems.Report { return r.report }
func (r reported) Conditions() []theorems.Condition                     { return nil }

func report(name string, change func(*theorems.Report)) theorems.Theorem {
	r := theorems.Report{Format: theorems.Format, Outcome: theorems.Held, Grade: theorems.Exact, Cases: 1000, Decided: 1000}
	r.Name, r.Says, r.Kind, r.Expect = name, "a + b < 15", "for all", theorems.Held
	change(&r)
	return reported{report: r}
}

// The row of a claim is printed when the claim is done.
func TestRowsComeAsTheyFinish(t *testing.T) {
	for _, args := range [][]string{{"check", "--cases=100"}, {"check", "--cases=100", "--json"}} {
		seen := make(chan struct{})
		wait := below("test/wait", 100, theorems.Held)
		then := wait.Then
		wait.Then = func(x [2]int) theorems.Evidence {
			select {
			case <-seen:
			case <-time.After(5 * time.Second):
				t.Errorf("%v: the first row does not come", args)
			}
			return then(x)
		}
		r, w := io.Pipe()
		go func() {
			defer w.Close()
			p := Program{Name: "saddle", Typed: "saddle", Stdout: w, Stderr: io.Discard, Claims: []theorems.Theorem{two()[0], wait}}
			if code := p.run(t.Context(), args); code != AsExpected {
				t.Errorf("code %d", code)
			}
		}()
		var out strings.Builder
		buf := make([]byte, 1<<12)
		for waiting := true; ; {
			n, err := r.Read(buf)
			out.Write(buf[:n])
			if waiting && strings.Contains(out.String(), "test/true") {
				waiting = false
				close(seen)
			}
			if err != nil {
				break
			}
		}
		if !strings.Contains(out.String(), "test/wait") {
			t.Errorf("%v:\n%s", args, out.String())
		}
	}
}

// No line of prose is longer than 100 characters, and columns stand below each
// other, whatever the names are.
func TestFits(t *testing.T) {
	long := strings.Repeat("the loss of a net whose width is at least that of its target ", 4)
	var claims []theorems.Theorem
	for i, name := range []string{"a/b", "a/" + strings.Repeat("long-", 20), "a/Ähnlichkeit-λ", "kawaguchi2016/zero-hessian-from-two-hidden-layers-and-m"} {
		claims = append(claims, report(name, func(r *theorems.Report) {
			r.Says, r.Source = long, theorems.Source{Key: "a", Title: long, At: long, Slide: long}
			r.Cases, r.Seconds, r.Truncated = 1234567+i, 4999.5, "out of time"
			r.Controls = []theorems.Control{{Name: strings.Repeat("c ", 30), Outcome: theorems.Undecided, Expect: theorems.Refuted, Why: long, Seen: long}}
			r.Corrected, r.Classes = "a/b", map[string]int{long: 1, "b": 2}
		}))
	}
	for _, args := range [][]string{{"check"}, {"check", "-v"}, {"list"}, {"show", "a/b"}} {
		out, errs, _ := call(t, t.Context(), claims, args...)
		for line := range strings.SplitSeq(out+errs, "\n") {
			if utf8.RuneCountInString(line) > 100 && !strings.HasPrefix(line, "a/long-") {
				t.Errorf("%v: %d characters: %s", args, utf8.RuneCountInString(line), line)
			}
		}
		rows := regexp.MustCompile(`(?m)^(.*?  )(?:OUTCOME|held) +(?:GRADE|exact) +(?:CASES|\d+) +(?:TIME|1h23m20s)$`).FindAllStringSubmatch(out, -1)
		if args[0] == "check" && len(rows) != 5 {
			t.Errorf("%d rows\n%s", len(rows), out)
		}
		for _, row := range rows {
			if utf8.RuneCountInString(row[0]) != utf8.RuneCountInString(rows[0][0]) || utf8.RuneCountInString(row[1]) != utf8.RuneCountInString(rows[0][1]) {
				t.Errorf("the columns are not aligned:\n%s", out)
			}
		}
	}
}

func TestNotes(t *testing.T) {
	for _, c := range []struct {
		change func(*theorems.Report)
		want   string
		code   int
	}{
		{func(r *theorems.Report) {}, "", AsExpected},
		{func(r *theorems.Report) { r.Expect = theorems.Open }, "open", AsExpected},
		{func(r *theorems.Report) { r.Decided = 988 }, "12 undecided", AsExpected},
		{func(r *theorems.Report) { r.Expect = theorems.Proved }, "EXPECTED PROVED", Unexpected},
		{func(r *theorems.Report) { r.Faults = []string{"oh"} }, "AT FAULT", Unexpected},
		{func(r *theorems.Report) {
			r.Controls = []theorems.Control{{Name: "c", Outcome: theorems.Held, Expect: theorems.Refuted}}
		}, "A CONTROL FAILED", Unexpected},
		{func(r *theorems.Report) {
			r.Truncated = "out of time"
			r.Controls = []theorems.Control{{Name: "c", Outcome: theorems.Undecided, Expect: theorems.Refuted, Truncated: true}}
		}, `out of time; control "c" undecided; A CONTROL FAILED`, Unexpected},
	} {
		out, _, code := call(t, t.Context(), []theorems.Theorem{report("a/b", c.change)}, "check")
		_, row, _ := strings.Cut(out, "\n")
		row, _, _ = strings.Cut(row, "\n")
		if code != c.code || strings.TrimSpace(strings.TrimPrefix(row, "a/b    held       exact         1000        0s")) != c.want {
			t.Errorf("code %d, want %q\n%s", code, c.want, out)
		}
	}
}

func TestSummary(t *testing.T) {
	bitten := theorems.Control{Outcome: theorems.Refuted, Expect: theorems.Refuted}
	undecided := theorems.Control{Outcome: theorems.Undecided, Expect: theorems.Refuted}
	for want, claims := range map[string][]theorems.Theorem{
		"1 of 1 claims came out as expected; 0s": {report("a/b", func(r *theorems.Report) {})},
		"open, with nothing expected: 1; 0s":     {report("a/b", func(r *theorems.Report) { r.Expect = theorems.Open })},
		"0 of 1 claims came out as expected; 1 of 2 controls did what they must; undecided controls: 1; 0s": {
			report("a/b", func(r *theorems.Report) { r.Controls = []theorems.Control{bitten, undecided} })},
	} {
		out, _, _ := call(t, t.Context(), claims, "check")
		if !strings.HasSuffix(out, "\n\n"+want+"\n") {
			t.Errorf("want %q\n%s", want, out)
		}
	}
}

// A claim that says that something exists can be refuted: there is no witness to show.
func TestRefutedExistence(t *testing.T) {
	for _, expect := range []theorems.Outcome{theorems.Refuted, theorems.Open} {
		c := below("test/none", 0, expect)
		c.Exists, c.Draw, c.Cases = true, nil, [][2]int{{0, 0}, {1, 2}}
		out, errs, code := call(t, t.Context(), []theorems.Theorem{c}, "check")
		if code != AsExpected || !strings.Contains(out, "test/none: refuted (exact)") || !strings.Contains(out, "none of 2 cases is a witness") {
			t.Errorf("code %d\n%s%s", code, out, errs)
		}
	}
}

// A fault is printed once, with its case.
func TestFaultIsPrintedOnce(t *testing.T) {
	c := below("test/fault", 100, theorems.Held)
	c.Given = []theorems.Hypothesis[[2]int]{{Name: "a = 0", Holds: func(x [2]int) bool { return x[0] == 0 }, Drop: func(t *rapid.T) [2]int { return [2]int{1, 0} }}}
	out, _, code := call(t, t.Context(), []theorems.Theorem{c}, "check")
	fault := regexp.MustCompile(`case test/fault@1:\d+: \[2\]int\{\d+, \d+\}: the case violates the hypothesis "a = 0"`)
	if code != Unexpected || len(fault.FindAllString(out, -1)) != 1 {
		t.Errorf("code %d\n%s", code, out)
	}
}

// A report that has no JSON form costs that report alone, and is a fault.
func TestReportWithoutJSON(t *testing.T) {
	claims := []theorems.Theorem{report("a/nan", func(r *theorems.Report) { r.Law = &theorems.Estimate{Mean: math.NaN()} }), two()[0]}
	out, _, code := call(t, t.Context(), claims, "check", "--json")
	var reports []struct {
		Name   string
		OK     bool
		Errors []string
	}
	if err := json.Unmarshal([]byte(out), &reports); err != nil || code != Unexpected || len(reports) != 2 {
		t.Fatalf("code %d, %v\n%s", code, err, out)
	}
	if reports[0].OK || len(reports[0].Errors) == 0 || !reports[1].OK || reports[1].Errors != nil {
		t.Errorf("%+v", reports)
	}
}

// A full disk is an error, whatever was to be printed.
func TestFullDisk(t *testing.T) {
	for _, args := range [][]string{{"check", "--shrink=-1"}, {"check", "--json", "--shrink=-1"}, {"list"}, {"list", "--json"}, {"show", "test/true"}, {"replay", "test/true@1:0"}, {"--help"}} {
		var errs strings.Builder
		p := Program{Name: "saddle", Stdout: full{}, Stderr: &errs, Claims: two()}
		if code := p.run(t.Context(), args); code != Unexpected || !strings.Contains(errs.String(), "no space left") {
			t.Errorf("%v: code %d, %s", args, code, errs.String())
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// Check and list can be about some slides alone.
func TestSlides(t *testing.T) {
	claims := two()
	for i, slide := range []string{"Deep Linear Model", "Review: Hessian"} {
		c := below(fmt.Sprintf("test/slide-%d", i), 100, theorems.Held)
		c.Source.Slide = slide
		claims = append(claims, c)
	}
	for _, command := range []string{"check", "list"} {
		out, _, code := call(t, t.Context(), claims, command, "--slide", "(?i)hessian")
		if code != AsExpected || strings.Contains(out, "test/true") || strings.Contains(out, "slide-0") || !strings.Contains(out, "test/slide-1") {
			t.Errorf("%s: code %d\n%s", command, code, out)
		}
	}
	_, errs, code := call(t, t.Context(), claims, "list", "--slide", "Hesse")
	if code != WrongUsage || !strings.Contains(errs, "there are:\n  Deep Linear Model\n  Review: Hessian\n") {
		t.Errorf("code %d\n%s", code, errs)
	}
}

func TestListAndShowInJSON(t *testing.T) {
	var all []described
	out, _, code := call(t, t.Context(), two(), "list", "--json", "--run", "true")
	if err := json.Unmarshal([]byte(out), &all); err != nil || code != AsExpected || len(all) != 1 || all[0].Name != "test/true" || all[0].Format != theorems.Format {
		t.Errorf("code %d, %v\n%s", code, err, out)
	}
	var one described
	out, _, code = call(t, t.Context(), two(), "show", "--json", "test/true")
	if err := json.Unmarshal([]byte(out), &one); err != nil || code != AsExpected || one.Says != "a + b < 100" || one.Expect != theorems.Held {
		t.Errorf("code %d, %v\n%s", code, err, out)
	}
}
