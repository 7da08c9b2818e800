package theorems

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Format is the version of the JSON form of a Report.
const Format = "saddle/1"

// A Finding is a case that decided something.
type Finding struct {
	Case     string   `json:"case"` // a Go literal
	Evidence Evidence `json:"evidence"`
	Key      Key      `json:"key"` // replays the case, as it was drawn or listed
	// Evaluations were spent on making the case smaller.
	Evaluations int `json:"evaluations,omitempty"`
}

// A Control is what became of a negative control: the claim without one of its
// hypotheses, a claim that is false with the hypothesis it lacked, or a law
// with a wrong sampler.
type Control struct {
	Name string `json:"name"`
	// Needed is the case that shows it: the smallest that is listed, else the
	// one found in this run.
	Needed string `json:"needed,omitempty"`
	// Key replays that case; laws have none.
	Key *Key `json:"key,omitempty"`
	// Outcome of the claim under this control, and what it had to be.
	Outcome Outcome `json:"outcome"`
	Expect  Outcome `json:"expect"`
	Cases   int     `json:"cases"`
	// Seen says what decided.
	Seen string `json:"seen,omitempty"`
	// Why says what went wrong.
	Why string `json:"why,omitempty"`
	// Truncated says that the time was up before the control was decided; the
	// run is not blamed for it.
	Truncated bool `json:"truncated,omitempty"`
}

// OK reports whether the control came out as it had to.
func (c Control) OK() bool { return c.Why == "" && c.Outcome == c.Expect }

// A Report is what a run found.
type Report struct {
	Format string `json:"format"`
	Info
	Outcome Outcome `json:"outcome"`
	// Grade is the weakest grade of the cases that the outcome rests on.
	Grade Grade `json:"grade"`
	// Why says what an undecided outcome lacked.
	Why     string         `json:"why,omitempty"`
	Cases   int            `json:"cases"`
	Decided int            `json:"decided"`
	Classes map[string]int `json:"classes"`
	// Finding is the counterexample of a refuted claim, or the witness of an
	// existence statement: the smallest that is listed, or found and shrunk.
	Finding *Finding `json:"finding,omitempty"`
	// Fresh is what the search of this run found beside a listed Finding.
	Fresh *Finding `json:"fresh,omitempty"`
	// Suspect is a case that plain floating point speaks against.
	Suspect  *Finding  `json:"suspect,omitempty"`
	Controls []Control `json:"controls"`
	Law      *Estimate `json:"law,omitempty"`
	// Truncated says why the search ended early: "interrupted" or "out of
	// time"; "" if it did not.
	Truncated string `json:"truncated,omitempty"`
	// Faults are breaches of the rules by the claim itself.
	Faults []string `json:"faults,omitempty"`
	// Short runs need not decide a law.
	Short   bool    `json:"short,omitempty"`
	Seconds float64 `json:"seconds"`
	Seed    uint64  `json:"seed"`
}

func (r *Report) fault(format string, a ...any) {
	r.Faults = append(r.Faults, fmt.Sprintf(format, a...))
}

// Err is nil if the run came out as the claim expects: the outcome, every
// control, and no fault. An open claim expects no outcome.
func (r Report) Err() error {
	var errs []error
	for _, f := range r.Faults {
		errs = append(errs, errors.New(f))
	}
	if r.Expect != Open && r.Outcome != r.Expect && !r.spared(r.Outcome) {
		errs = append(errs, fmt.Errorf("came out as %v, expected %v%s", r.Outcome, r.Expect, because(r.Why)))
	}
	for _, c := range r.Controls {
		if !c.OK() && !r.spared(c.Outcome) && !c.Truncated {
			errs = append(errs, fmt.Errorf("control %q came out as %v, expected %v%s", c.Name, c.Outcome, c.Expect, because(c.Why)))
		}
	}
	return errors.Join(errs...)
}

// spared reports whether a short run may come out so.
func (r Report) spared(o Outcome) bool { return r.Short && r.Kind == "law" && o == Undecided }

func because(why string) string {
	if why == "" {
		return ""
	}
	return ": " + why
}

// String is the report in a few lines: what is claimed, how it came out, the
// smallest case as a Go literal, and the key that replays it.
func (r Report) String() string { return r.Text("") }

// Text is String, with the command line that replays a case: command is a
// program over cli.Main, as "saddle".
func (r Report) Text(command string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n  %s\n", r.Name, r.headline(), r.Says)
	if r.Why != "" {
		fmt.Fprintf(&b, "  why: %s\n", r.Why)
	}
	if len(r.Classes) > 0 {
		fmt.Fprintf(&b, "  classes: %s\n", classes(r.Classes))
	}
	if r.Law != nil {
		fmt.Fprintf(&b, "  %v\n", r.Law)
	}
	what := "counterexample"
	if r.Kind == "exists" {
		what = "witness"
	}
	r.Finding.write(&b, what, command)
	r.Fresh.write(&b, "found in this run too", command)
	r.Suspect.write(&b, "not proved, but suspect", command)
	for _, c := range r.Controls {
		c.write(&b)
	}
	if r.Corrected != "" {
		fmt.Fprintf(&b, "  true instead: %s\n", r.Corrected)
	}
	for _, f := range r.Faults {
		fmt.Fprintf(&b, "  fault: %s\n", f)
	}
	return strings.TrimSuffix(b.String(), "\n")
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

func (f *Finding) write(b *strings.Builder, what, command string) {
	if f == nil {
		return
	}
	fmt.Fprintf(b, "  %s: %s\n    %v\n", what, f.Case, f.Evidence)
	if command != "" {
		fmt.Fprintf(b, "    replay: %s replay %q\n", command, f.Key.String())
	} else {
		fmt.Fprintf(b, "    key: %v\n", f.Key)
	}
}

func (c Control) write(b *strings.Builder) {
	mark := "bites"
	if c.Outcome == c.Expect && c.Outcome == Held {
		mark = "holds"
	}
	if !c.OK() {
		mark = "DOES NOT DO WHAT IT MUST"
	}
	if c.Outcome == Undecided {
		mark = "is undecided"
	}
	fmt.Fprintf(b, "  control %q %s", c.Name, mark)
	if c.Needed != "" {
		fmt.Fprintf(b, ": %s", c.Needed)
	}
	if c.Seen != "" {
		fmt.Fprintf(b, "\n    %s", c.Seen)
	}
	if c.Why != "" {
		fmt.Fprintf(b, "\n    %s", c.Why)
	}
	b.WriteByte('\n')
}

func classes(m map[string]int) string {
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		parts = append(parts, fmt.Sprintf("%d %s", m[k], k))
	}
	return strings.Join(parts, ", ")
}

// finding describes a decided case.
func (c Claim[C]) finding(d *decidedCase[C]) *Finding {
	if d == nil {
		return nil
	}
	return &Finding{Case: c.literal(d.x), Evidence: d.e, Key: d.key}
}
