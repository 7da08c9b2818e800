package theorems

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"saddle/theorems/internal/terminal"
)

// String is the report in a few lines: what is claimed, how it came out, the
// smallest case as a Go literal, the key that replays it, and whatever was not as
// expected.
func (r Report) String() string { return r.Text(nil) }

// Text is String, with the command that replay returns for a key in place of the
// key. Prose is wrapped at 100 columns; literals and commands are not broken.
func (r Report) Text(replay func(Key) string) string {
	t := &reportText{replay: replay}
	t.prose("", "%s: %s", r.Name, r.headline())
	t.prose("  ", "%s", r.Says)
	if source := r.Source.String(); source != "" {
		t.prose("  ", "source: %s", source)
	}
	if r.Why != "" && !r.surprising() {
		t.prose("  ", "why: %s", r.Why)
	}
	if len(r.Classes) > 0 {
		t.prose("  ", "classes: %s", classes(r.Classes))
	}
	if r.Law != nil {
		t.prose("  ", "%v", r.Law)
	}
	t.finding(r.Finding, r.Sought())
	if r.Finding == nil && r.Outcome == Refuted {
		t.prose("  ", "none of %d cases is a %s", r.Cases, r.Sought())
	}
	t.finding(r.Fresh, "found in this run too")
	t.finding(r.Suspect, "not proved, but suspect")
	t.exhausted(r)
	for _, c := range r.Controls {
		t.control(c, r.blames(c))
	}
	if r.Corrected != "" {
		t.prose("  ", "true instead: %s", r.Corrected)
	}
	for _, f := range r.Faults {
		t.line("  fault: " + strings.ReplaceAll(strings.TrimSpace(f), "\n", "\n    "))
	}
	for _, s := range r.surprises() {
		t.prose("  ", "NOT AS EXPECTED: %s", s)
	}
	return strings.Join(t.lines, "\n")
}

// String returns what was decided, in a few lines: the case of the key and, if it
// could be made smaller, the case that a report prints.
func (r Replayed) String() string {
	what := "drawn"
	switch {
	case r.Key.Known:
		what = "listed"
	case r.Key.Size > 0:
		what = fmt.Sprintf("of size %d", r.Key.Size)
	case r.Key.Choices != "":
		what = "made smaller before"
	case r.Smaller != nil && r.Smaller.Case == r.Case:
		what = "drawn, and not made smaller"
	}
	s := what + ": " + r.Finding.verdict()
	if r.Smaller != nil && r.Smaller.Case != r.Case {
		s += fmt.Sprintf("\nsmaller, after %d evaluations: %s", r.Smaller.Evaluations, r.Smaller.verdict())
	}
	return s
}

func (f Finding) verdict() string {
	return f.Case + "\n" + terminal.Wrap("  ", "    ", fmt.Sprintf("%v, %v", f.Evidence.Verdict, f.Evidence))
}

// Sought is what Finding is: "counterexample" or "witness".
func (r Report) Sought() string {
	if r.Kind == "exists" {
		return "witness"
	}
	return "counterexample"
}

func (r Report) headline() string {
	s := r.Outcome.String()
	if r.Outcome == Held {
		s += fmt.Sprintf(" on %d cases", r.Decided)
	}
	if r.Grade != 0 {
		s += fmt.Sprintf(" (%v)", r.Grade)
	}
	if n := r.Cases - r.Decided; n > 0 {
		s += fmt.Sprintf(", %d undecided", n)
	}
	if r.Truncated != "" {
		s += ", " + r.Truncated
	}
	return s
}

type reportText struct {
	replay func(Key) string
	lines  []string
}

func (t *reportText) line(s string) { t.lines = append(t.lines, s) }

func (t *reportText) prose(indent, format string, a ...any) {
	if text := terminal.Wrap(indent, indent+"  ", fmt.Sprintf(format, a...)); text != "" {
		t.line(text)
	}
}

func (t *reportText) finding(f *Finding, what string) {
	if f == nil {
		return
	}
	t.line(fmt.Sprintf("  %s: %s", what, f.Case))
	t.prose("    ", "%v", f.Evidence)
	t.key(f.Key)
}

func (t *reportText) exhausted(r Report) {
	e := r.Exhausted
	if e == nil {
		return
	}
	if text := e.Text(r.Sought()); text != "" {
		t.prose("  ", "exhausted: %s", text)
	}
	t.finding(e.Finding, fmt.Sprintf("a %s of size %d", r.Sought(), e.Size+1))
}

func (t *reportText) key(k Key) {
	if t.replay != nil {
		t.line("    replay: " + t.replay(k))
	} else {
		t.line("    key: " + k.String())
	}
}

func (t *reportText) control(c Control, blamed bool) {
	mark := "bites"
	switch {
	case c.Outcome == Undecided:
		mark = "is undecided"
	case !c.OK():
		mark = "DOES NOT DO WHAT IT MUST"
	case c.Outcome == Held:
		mark = "holds"
	}
	s := fmt.Sprintf("  control %q %s", c.Name, mark)
	if c.Needed != "" {
		s += ": " + c.Needed
	}
	t.line(s)
	if c.Seen != "" {
		t.prose("    ", "%s", c.Seen)
	}
	if blamed && c.Key != nil {
		t.key(*c.Key)
	}
	if c.Why != "" && !blamed {
		t.prose("    ", "%s", c.Why)
	}
}

func classes(m map[string]int) string {
	var parts []string
	for _, k := range slices.SortedFunc(maps.Keys(m), terminal.Natural) {
		parts = append(parts, fmt.Sprintf("%d %s", m[k], k))
	}
	return strings.Join(parts, ", ")
}
