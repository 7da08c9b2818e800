package theorems

import (
	"context"
)

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
