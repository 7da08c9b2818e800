package theorems

import (
	"context"

	"saddle/theorems/internal/ordered"
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

// A search decides cases of a role, and tallies them.
type search struct {
	claim
	b    Budget
	role role
	keep filter
	t    *tally
}

// listed decides the listed cases of the role, all of them.
func (s search) listed(ctx context.Context) {
	s.b.Progress = nil
	s.each(ctx, len(s.role.known), true)
}

// drawn draws and decides up to n cases of the role, until one has the sought verdict.
func (s search) drawn(ctx context.Context, n int) { s.each(ctx, n, false) }

func (s search) each(ctx context.Context, n int, known bool) {
	b, r, t := s.b, s.role, s.t
	stage := r.control
	if stage == "" {
		stage = "claim"
	}
	type result struct {
		decidedCase
		kept bool
	}
	key := func(i int) Key {
		k := Key{Claim: s.Name, Control: r.control, Known: known, Index: i}
		if !known {
			k.Seed = b.seed()
		}
		return k
	}
	work := func(i int) result {
		k := key(i)
		d := r.fetch(k)
		if !s.passes(s.keep, &d) {
			return result{}
		}
		return result{s.judge(r, d, k), true}
	}
	fold := func(i int, d result) bool {
		b.tell(Progress{Claim: s.Name, Stage: stage, Done: i + 1, Total: n})
		if !d.kept {
			return false
		}
		over := t.add(d.decidedCase, s.sought(), r.dropped < 0 && (!known || s.Cases != nil))
		return over && (!known || t.fault != nil)
	}
	if !known || s.Cases != nil {
		t.planned, t.kept = n, s.keep != nil
	}
	t.end(ordered.Fold(ctx, ordered.Work{N: n, Workers: b.workers(), Gaps: true, Grace: b.grace}, work, fold), key)
}

// decideAll decides the listed cases, then searches.
func (c claim) decideAll(ctx context.Context, b Budget, n int) (t *tally, listed *decidedCase) {
	t = &tally{}
	s := search{claim: c, b: b, role: c.itself(), t: t}
	s.listed(ctx)
	listed = t.found
	if c.Cases == nil && c.Draw != nil && t.fault == nil {
		t.found = nil
		s.drawn(ctx, n)
	}
	return t, listed
}
