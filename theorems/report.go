package theorems

import (
	"errors"
	"fmt"
	"slices"
)

// Format is the version of the JSON form of a Report.
const Format = "saddle/2"

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
	// Truncated says that the search ended early and left the control undecided.
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
	// Exhausted is what became of all cases up to a size, where that was asked for and the claim lists
	// its cases by size.
	Exhausted *Exhaustion `json:"exhausted,omitempty"`
	Law       *Estimate   `json:"law,omitempty"`
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
// control, and no fault. An open claim expects nothing but to have no fault. An
// undecided control is excused in a short run that ran out of time, and in one that
// was interrupted.
func (r Report) Err() error {
	var errs []error
	for _, s := range r.errors() {
		errs = append(errs, errors.New(s))
	}
	return errors.Join(errs...)
}

func (r Report) errors() []string { return slices.Concat(r.Faults, r.surprises()) }

// surprises are what came out otherwise than expected.
func (r Report) surprises() (out []string) {
	if r.surprising() {
		out = append(out, fmt.Sprintf("came out as %v, expected %v%s", r.Outcome, r.Expect, because(r.Why)))
	}
	for _, c := range r.Controls {
		if r.blames(c) {
			out = append(out, fmt.Sprintf("control %q came out as %v, expected %v%s", c.Name, c.Outcome, c.Expect, because(c.Why)))
		}
	}
	return out
}

func (r Report) surprising() bool {
	return r.Expect != Open && r.Outcome != r.Expect && !r.spared(r.Outcome)
}

// blames reports whether the control makes the run fail.
func (r Report) blames(c Control) bool {
	cut := c.Truncated && c.Outcome == Undecided && (r.Short || r.Truncated == "interrupted")
	return r.Expect != Open && !c.OK() && !cut && !r.spared(c.Outcome)
}

// spared reports whether a short run may come out so.
func (r Report) spared(o Outcome) bool { return r.Short && r.Kind == "law" && o == Undecided }

func because(why string) string {
	if why == "" {
		return ""
	}
	return ": " + why
}

// A Replayed is a single case, decided once more.
type Replayed struct {
	Finding
	// Smaller is the case made as small as possible, if it is a drawn
	// counterexample (or witness) of the claim itself.
	Smaller *Finding `json:"smaller,omitempty"`
}
