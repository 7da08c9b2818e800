package theorems

import (
	"context"
	"errors"
	"slices"
)

// A tally counts decided cases and keeps the first of each kind that matters.
type tally[C any] struct {
	cases, decided int
	drawn          int // of the cases, those that were not listed
	classes        map[string]int
	partial        bool            // the search ended early, or not all listed cases were reached
	grade          Grade           // the weakest of the decided cases
	found          *decidedCase[C] // the first case with the sought verdict, proved
	suspect        *decidedCase[C] // the first with the sought verdict, not proved
	contrary       *decidedCase[C] // the first with the opposite verdict
	fault          *decidedCase[C] // the first that could not be drawn or decided as it should
}

// add counts d and reports whether the search is over. The classes are those of
// the drawn cases, or of finitely many.
func (t *tally[C]) add(d decidedCase[C], sought Verdict, classed bool) bool {
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

// sought is the verdict that ends a search: a counterexample, or a witness.
func (c Claim[C]) sought() Verdict {
	if c.Exists {
		return True
	}
	return False
}

// what is what a search for the sought verdict finds.
func (c Claim[C]) what() string {
	if c.Exists {
		return "witness"
	}
	return "counterexample"
}

// shows reports whether e is proved evidence of what the claim seeks.
func (c Claim[C]) shows(e Evidence) bool { return e.Verdict == c.sought() && e.Grade.proves() }

// A filter says which cases a search is about; nil is all.
type filter[C any] func(C) bool

// passes applies the filter; a panic is a fault.
func (f filter[C]) passes(d *drawnCase[C]) (ok bool) {
	if f == nil || d.err != nil {
		return true
	}
	defer func() {
		if p := recover(); p != nil {
			ok, d.err = true, panicked("the missing hypothesis on "+literal(d.x), p)
		}
	}()
	return f(d.x)
}

// known decides the listed cases of a role, all of them.
func (c Claim[C]) known(ctx context.Context, b Budget, t *tally[C], r role[C], keep filter[C]) {
	b.Progress = nil
	c.each(ctx, b, t, r, len(r.known), true, keep)
}

// search draws and decides up to n cases of a role, until one has the sought
// verdict.
func (c Claim[C]) search(ctx context.Context, b Budget, t *tally[C], r role[C], n int, keep filter[C]) {
	c.each(ctx, b, t, r, n, false, keep)
}

func (c Claim[C]) each(ctx context.Context, b Budget, t *tally[C], r role[C], n int, known bool, keep filter[C]) {
	gen, stage := r.gen(), r.control
	if stage == "" {
		stage = "claim"
	}
	type result struct {
		decidedCase[C]
		kept bool
	}
	work := func(i int) result {
		k := Key{Claim: c.Name, Control: r.control, Known: known, Index: i}
		if !known {
			k.Seed = b.seed()
		}
		d := r.fetch(gen, k)
		if !keep.passes(&d) {
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
	if !ordered(ctx, n, b.workers(), true, work, fold) {
		t.partial = true
		if ctx.Err() == nil && t.fault == nil {
			t.fault = &decidedCase[C]{key: Key{Claim: c.Name}, err: errors.New("the conclusion ends its goroutine, as t.FailNow does")}
		}
	}
}

// A Counterexample is a case on which a claim is false, proved.
type Counterexample[C any] struct {
	Case     C
	Evidence Evidence
	// Key replays the case as it was drawn, before it was made smaller.
	Key Key
	// Evaluations is what making it smaller took.
	Evaluations int
}

func (ce *Counterexample[C]) finding() *Finding {
	return &Finding{literal(ce.Case), ce.Evidence, ce.Key, ce.Evaluations}
}

// Refute looks for a case on which c is false, listed or drawn, makes it as
// small as the budget allows, and decides it. It returns nil if none was found
// within the budget, and an error if the claim itself is at fault or ctx ended.
func (c Claim[C]) Refute(ctx context.Context, b Budget) (*Counterexample[C], error) {
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
		return c.smaller(inner, b, first)
	}
	return nil, context.Cause(ctx)
}

// decideAll decides the listed cases, then searches.
func (c Claim[C]) decideAll(ctx context.Context, b Budget, n int) (t *tally[C], listed *decidedCase[C]) {
	t = &tally[C]{}
	c.known(ctx, b, t, c.itself(), nil)
	listed = t.found
	if c.Cases == nil && c.Draw != nil && t.fault == nil {
		t.found = nil
		c.search(ctx, b, t, c.itself(), n, nil)
	}
	return t, listed
}

// firstOf returns the first that is not nil.
func firstOf[C any](ds ...*decidedCase[C]) *decidedCase[C] {
	if i := slices.IndexFunc(ds, func(d *decidedCase[C]) bool { return d != nil }); i >= 0 {
		return ds[i]
	}
	return nil
}
