package theorems

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"saddle/theorems/internal/ordered"
)

// A tally counts decided cases and keeps the first of each kind that matters.
type tally struct {
	cases, decided int
	drawn          int  // of the cases, those that were not listed
	planned        int  // how many cases were to be drawn, or listed for all
	kept           bool // only some of them were wanted
	classes        map[string]int
	partial        bool         // the search ended early, or not all listed cases were reached
	stuck          string       // a case that did not come back, and how long it was waited for
	grade          Grade        // the weakest of the decided cases
	found          *decidedCase // the first case with the sought verdict, proved
	suspect        *decidedCase // the first with the sought verdict, not proved
	contrary       *decidedCase // the first with the opposite verdict
	fault          *decidedCase // the first that could not be drawn or decided as it should
}

// add counts d and reports whether the search is over. The classes are those of
// the drawn cases, or of finitely many.
func (t *tally) add(d decidedCase, sought Verdict, classed bool) bool {
	if d.err != nil {
		t.fault = &d
		return true
	}
	t.cases++
	if classed {
		t.drawn++
		if t.classes == nil {
			t.classes = map[string]int{}
		}
		for _, label := range d.labels {
			if label != "" {
				t.classes[label]++
			}
		}
	}
	switch {
	case d.e.Verdict == Unknown:
		return false
	case d.e.Verdict == sought && !d.e.Grade.proves():
		if t.suspect == nil {
			t.suspect = &d
		}
		return false
	case d.e.Verdict == sought:
		if t.found == nil {
			t.found = &d
		}
	case t.contrary == nil:
		t.contrary = &d
	}
	t.decided++
	t.grade = max(t.grade, d.e.Grade)
	return d.e.Verdict == sought
}

// patience is how many times longer than any case that came back one may take
// that did not, before it is thought to take for ever.
const patience = 5

// end notes how the search of a role ended. Cases that did not come back in time
// are undecided, and not forgotten: what makes a claim false may be what makes it
// slow.
func (t *tally) end(e ordered.Ending, key func(int) Key) {
	t.partial = t.partial || !e.Whole
	switch {
	case e.Whole || t.fault != nil:
	case e.Lost:
		t.fault = &decidedCase{drawnCase: drawnCase{err: errors.New("the conclusion ends its goroutine, as t.FailNow does")}, key: key(e.Left[0])}
	case len(e.Left) > 0:
		t.cases += len(e.Left)
		if e.Waited > patience*e.Longest {
			t.stuck = fmt.Sprintf("the case %v did not come back in %v", key(e.Left[0]), e.Waited.Round(10*time.Millisecond))
		}
	}
}

// firstOf returns the first that is not nil.
func firstOf(ds ...*decidedCase) *decidedCase {
	if i := slices.IndexFunc(ds, func(d *decidedCase) bool { return d != nil }); i >= 0 {
		return ds[i]
	}
	return nil
}
