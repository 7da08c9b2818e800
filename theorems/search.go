package theorems

import (
	"context"
)

// A decided case, as folded by a search.
type decidedCase[C any] struct {
	x     C
	e     Evidence
	label string
	key   Key
	err   error
}

// A tally counts decided cases and keeps the first of each kind that matters.
type tally[C any] struct {
	cases, decided int
	classes        map[string]int
	partial        bool            // not all listed cases were reached
	grade          Grade           // the weakest of the decided cases
	found          *decidedCase[C] // the first case with the sought verdict, proved
	suspect        *decidedCase[C] // the first with the sought verdict, not proved
	contrary       *decidedCase[C] // the first with the opposite verdict
	fault          *decidedCase[C] // the first that could not be drawn or decided as it should
}

// add counts d and reports whether the search is over.
func (t *tally[C]) add(d decidedCase[C], sought Verdict) bool {
	if d.err != nil {
		t.fault = &d
		return true
	}
	t.cases++
	if d.label != "" {
		if t.classes == nil {
			t.classes = map[string]int{}
		}
		t.classes[d.label]++
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

// judge decides one case of a role.
func (c Claim[C]) judge(d drawnCase[C], k Key) decidedCase[C] {
	out := decidedCase[C]{x: d.x, key: k, err: d.err}
	if out.err != nil {
		return out
	}
	if out.e, out.err = c.decide(d.x); out.err != nil || k.Control != "" {
		return out
	}
	out.label = out.e.Class
	if c.Label != nil {
		out.label = c.Label(d.x)
	}
	return out
}

// known decides the listed cases of a role, all of them. It returns false if
// ctx ended first.
func (c Claim[C]) known(ctx context.Context, b Budget, t *tally[C], r role[C]) bool {
	work := func(i int) decidedCase[C] {
		k := Key{Claim: c.Name, Control: r.control, Known: true, Index: i}
		return c.judge(drawnCase[C]{r.known[i], c.check(r, r.known[i])}, k)
	}
	fold := func(_ int, d decidedCase[C]) bool {
		t.add(d, c.sought())
		return t.fault != nil
	}
	return ordered(ctx, len(r.known), b.workers(), true, work, fold)
}

// search draws and decides up to n cases of a role, until one has the sought
// verdict. It returns false if ctx ended first. Cases for which keep (if not
// nil) is false are drawn and passed over.
func (c Claim[C]) search(ctx context.Context, b Budget, t *tally[C], r role[C], n int, keep func(C) bool) bool {
	gen := c.gen(r)
	stage := r.control
	if stage == "" {
		stage = "claim"
	}
	type result struct {
		decidedCase[C]
		kept bool
	}
	work := func(i int) result {
		k := Key{Claim: c.Name, Control: r.control, Seed: b.seed(), Index: i}
		d := example(gen, k)
		if d.err == nil && keep != nil && !keep(d.x) {
			return result{}
		}
		return result{c.judge(d, k), true}
	}
	fold := func(i int, d result) bool {
		b.tell(Progress{Claim: c.Name, Stage: stage, Done: i + 1, Total: n})
		return d.kept && t.add(d.decidedCase, c.sought())
	}
	return ordered(ctx, n, b.workers(), true, work, fold)
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

// Refute looks for a case of Draw on which c is false, makes it as small as the
// budget allows, and decides it. It returns nil if none was found within the
// budget, and an error if the claim itself is at fault or ctx ended.
func (c Claim[C]) Refute(ctx context.Context, b Budget) (*Counterexample[C], error) {
	c.Exists = false
	t := &tally[C]{}
	whole := c.search(ctx, b, t, c.itself(), b.cases(c.Effort), nil)
	if t.fault != nil {
		return nil, c.faulty(t.fault)
	}
	if t.found == nil {
		if !whole {
			return nil, context.Cause(ctx)
		}
		return nil, nil
	}
	return c.smaller(ctx, b, t.found), nil
}
