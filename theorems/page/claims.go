package page

import (
	"fmt"
	"maps"
	"slices"

	"saddle/theorems"
	"saddle/theorems/internal/terminal"
)

// A card is a claim as it is shown.
type card struct {
	Claim
	ID       string
	Pictures []picture
	Left     []string // figures that are left out, and why
	// True is the claim that is true instead, if the document has it.
	True    *card
	Classes []class
	Found   []found
	Fresh   *found
	// Surprises is what came out otherwise than it had to.
	Surprises []string
}

// A class is how many cases are of it.
type class struct {
	Name  string
	Cases int
}

// A found case is a finding with what it is.
type found struct {
	What string
	*theorems.Finding
}

func newCard(c Claim, ids anchors) *card {
	r := c.Report
	out := &card{Claim: c, ID: ids.id(r.Name)}
	out.Pictures, out.Left = pictures(c.Figures, out.ID, ids, true)
	for _, name := range slices.SortedFunc(maps.Keys(r.Classes), terminal.Natural) {
		out.Classes = append(out.Classes, class{name, r.Classes[name]})
	}
	what := "The smallest counterexample"
	if r.Kind == "exists" {
		what = "A witness"
	}
	for _, f := range []found{{what, r.Finding}, {"Not proved, but suspect", r.Suspect}} {
		if f.Finding != nil {
			out.Found = append(out.Found, f)
		}
	}
	if e := r.Exhausted; e != nil && e.Finding != nil {
		out.Found = append(out.Found, found{fmt.Sprintf("A %s of size %d", r.Sought(), e.Size+1), e.Finding})
	}
	if r.Fresh != nil {
		out.Fresh = &found{"Found in this run too", r.Fresh}
	}
	if joined, ok := r.Err().(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			out.Surprises = append(out.Surprises, e.Error())
		}
	}
	return out
}

// correct finds the claims that are true instead of others.
func (v *view) correct() {
	byName := map[string]*card{}
	for _, c := range v.Cards {
		byName[c.Report.Name] = c
	}
	for _, c := range v.Cards {
		c.True = byName[c.Report.Corrected]
	}
}

// verb is what a control did.
func verb(c theorems.Control) string {
	switch {
	case c.Outcome == theorems.Undecided:
		return "is undecided"
	case !c.OK():
		return "does not do what it must"
	case c.Outcome == theorems.Held:
		return "holds"
	}
	return "bites"
}
