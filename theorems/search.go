package theorems

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
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
func (t *tally) end(e ending, key func(int) Key) {
	t.partial = t.partial || !e.whole
	switch {
	case e.whole || t.fault != nil:
	case e.lost:
		t.fault = &decidedCase{drawnCase: drawnCase{err: errors.New("the conclusion ends its goroutine, as t.FailNow does")}, key: key(e.left[0])}
	case len(e.left) > 0:
		t.cases += len(e.left)
		if e.waited > patience*e.longest {
			t.stuck = fmt.Sprintf("the case %v did not come back in %v", key(e.left[0]), e.waited.Round(10*time.Millisecond))
		}
	}
}

// sought is the verdict that ends a search: a counterexample, or a witness.
func (c claim) sought() Verdict {
	if c.Exists {
		return True
	}
	return False
}

// what is what a search for the sought verdict finds.
func (c claim) what() string {
	if c.Exists {
		return "witness"
	}
	return "counterexample"
}

// shows reports whether e is proved evidence of what the claim seeks.
func (c claim) shows(e Evidence) bool { return e.Verdict == c.sought() && e.Grade.proves() }

// A filter says which cases a search is about; nil is all.
type filter func(any) bool

// passes applies a filter; a panic is a fault.
func (c claim) passes(keep filter, d *drawnCase) (ok bool) {
	if keep == nil || d.err != nil {
		return true
	}
	defer func() {
		if p := recover(); p != nil {
			ok, d.err = true, panicked("the missing hypothesis on "+c.literal(d.x), p)
		}
	}()
	return keep(clone(d.x))
}

// known decides the listed cases of a role, all of them.
func (c claim) known(ctx context.Context, b Budget, t *tally, r role, keep filter) {
	b.Progress = nil
	c.each(ctx, b, t, r, len(r.known), true, keep)
}

// search draws and decides up to n cases of a role, until one has the sought
// verdict.
func (c claim) search(ctx context.Context, b Budget, t *tally, r role, n int, keep filter) {
	c.each(ctx, b, t, r, n, false, keep)
}

func (c claim) each(ctx context.Context, b Budget, t *tally, r role, n int, known bool, keep filter) {
	stage := r.control
	if stage == "" {
		stage = "claim"
	}
	type result struct {
		decidedCase
		kept bool
	}
	key := func(i int) Key {
		k := Key{Claim: c.Name, Control: r.control, Known: known, Index: i}
		if !known {
			k.Seed = b.seed()
		}
		return k
	}
	work := func(i int) result {
		k := key(i)
		d := r.fetch(k)
		if !c.passes(keep, &d) {
			return result{}
		}
		return result{c.judge(r, d, k), true}
	}
	fold := func(i int, d result) bool {
		b.tell(Progress{Claim: c.Name, Stage: stage, Done: i + 1, Total: n})
		if !d.kept {
			return false
		}
		over := t.add(d.decidedCase, c.sought(), r.dropped < 0 && (!known || c.Cases != nil))
		return over && (!known || t.fault != nil)
	}
	if !known || c.Cases != nil {
		t.planned, t.kept = n, keep != nil
	}
	t.end(ordered(ctx, n, b.workers(), true, work, fold), key)
}

// refute looks for a counterexample and makes it smaller; see [Claim.Refute].
func (c claim) refute(ctx context.Context, b Budget) (*shrunk, error) {
	c.Exists = false
	if err := c.malformed(); err != nil {
		return nil, err
	}
	inner, cancel := b.limit(ctx)
	defer cancel()
	t, listed := c.decideAll(inner, b, b.cases(c.Effort))
	first := firstOf(listed, t.found)
	switch {
	case t.fault != nil:
		return nil, c.faulty(t.fault)
	case first != nil:
		s, err := c.smaller(inner, b, first)
		return &s, err
	}
	return nil, context.Cause(ctx)
}

// decideAll decides the listed cases, then searches.
func (c claim) decideAll(ctx context.Context, b Budget, n int) (t *tally, listed *decidedCase) {
	t = &tally{}
	c.known(ctx, b, t, c.itself(), nil)
	listed = t.found
	if c.Cases == nil && c.Draw != nil && t.fault == nil {
		t.found = nil
		c.search(ctx, b, t, c.itself(), n, nil)
	}
	return t, listed
}

// firstOf returns the first that is not nil.
func firstOf(ds ...*decidedCase) *decidedCase {
	if i := slices.IndexFunc(ds, func(d *decidedCase) bool { return d != nil }); i >= 0 {
		return ds[i]
	}
	return nil
}
