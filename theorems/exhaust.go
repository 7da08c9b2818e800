package theorems

import (
	"context"
	"fmt"
	"iter"

	"saddle/theorems/internal/ordered"
)

// chunk is how many cases are made ready at once.
const chunk = 4096

// exhaust decides all cases of size 1, 2, … b.Exhaust, until one has the sought verdict.
func (c claim) exhaust(ctx context.Context, b Budget, r *Report) {
	if b.Exhaust <= 0 || c.Sizes == nil || len(r.Faults) > 0 {
		return
	}
	out := &Exhaustion{By: c.Sizes.By}
	r.Exhausted = out
	listed := map[string]bool{}
	for n := 1; n <= b.Exhaust; n++ {
		s := sized{claim: c, b: b, n: n, out: out, t: &tally{}, listed: listed}
		whole := s.decide(ctx)
		switch t := s.t; {
		case t.fault != nil:
			r.fault("%v", c.faulty(t.fault))
			return
		case t.found != nil:
			s.refutes(r, t.found)
			return
		case !whole:
			return
		default:
			out.Cases, out.Decided, out.Grade = out.Cases+t.cases, out.Decided+t.decided, max(out.Grade, t.grade)
			out.Size = n
		}
	}
	c.unlistedDraw(b, r, listed)
}

// A sized decides the cases of one size.
type sized struct {
	claim
	b      Budget
	n      int
	out    *Exhaustion
	t      *tally
	listed map[string]bool // the literals of the cases, as long as they are not many
}

// mostListed is how many cases are remembered.
const mostListed = 1 << 16

// decide reports whether all cases were reached, or one was found.
func (s sized) decide(ctx context.Context) (whole bool) {
	defer func() {
		if p := recover(); p != nil {
			s.t.fault = &decidedCase{key: Key{Claim: s.Name, Size: s.n}, drawnCase: drawnCase{err: panicked(fmt.Sprintf("listing the cases of size %d", s.n), p)}}
		}
	}()
	next, stop := iter.Pull(s.Sizes.All(s.n))
	defer stop()
	for first := 0; ; first += chunk {
		var cases []any
		for len(cases) < chunk && ctx.Err() == nil {
			x, ok := next()
			if !ok {
				break
			}
			cases = append(cases, x)
		}
		if len(cases) == 0 {
			return ctx.Err() == nil
		}
		if !s.fold(ctx, first, cases) || s.t.fault != nil || s.t.found != nil {
			return s.t.found != nil
		}
	}
}

func (s sized) fold(ctx context.Context, first int, cases []any) (whole bool) {
	type result struct {
		decidedCase
		kept bool
	}
	r := s.itself()
	satisfied := func(x any) bool { return s.violation(r, x) == nil }
	key := func(i int) Key { return Key{Claim: s.Name, Size: s.n, Index: first + i} }
	work := func(i int) result {
		d := drawnCase{x: cases[i]}
		if !s.passes(satisfied, &d) {
			return result{}
		}
		if size := s.sizeOf(&d); d.err == nil && size != s.n {
			d.err = fmt.Errorf("%s is listed with the cases of size %d, and its size is %d", s.literal(d.x), s.n, size)
		}
		return result{s.judge(r, d, key(i)), true}
	}
	fold := func(i int, d result) bool {
		s.b.tell(Progress{Claim: s.Name, Stage: fmt.Sprintf("size %d", s.n), Done: i + 1, Total: len(cases)})
		if !d.kept {
			s.out.Skipped++
			return false
		}
		if len(s.listed) < mostListed {
			s.listed[s.literal(d.x)] = true
		}
		return s.t.add(d.decidedCase, s.sought(), false)
	}
	end := ordered.Fold(ctx, ordered.Work{N: len(cases), Workers: s.b.workers(), Grace: s.b.grace}, work, fold)
	s.t.end(end, key)
	return end.Whole
}

// sizeOf returns the size of a case; a panic is a fault.
func (c claim) sizeOf(d *drawnCase) (n int) {
	if d.err != nil {
		return 0
	}
	defer func() {
		if p := recover(); p != nil {
			d.err = panicked("the size of "+c.literal(d.x), p)
		}
	}()
	return c.Sizes.Of(clone(d.x))
}

// refutes reports a case that the sizes led to.
func (s sized) refutes(r *Report, found *decidedCase) {
	s.out.Finding = s.finding(found)
	if err := s.confirm(s.itself(), found); err != nil {
		r.fault("%v", err)
		return
	}
	if r.Finding == nil {
		s.decidedBy(r, shrunk{decidedCase: *found})
		r.Why = ""
	}
}

// unlistedDraw faults a claim that draws a case of a size that was exhausted, and does not list it: what
// was said of all cases would not be of all.
func (c claim) unlistedDraw(b Budget, r *Report, listed map[string]bool) {
	if c.Draw == nil || len(listed) >= mostListed {
		return
	}
	role := c.itself()
	for i := range min(b.cases(c.Effort), 500) {
		d := role.fetch(Key{Claim: c.Name, Seed: b.seed(), Index: i})
		if d.err != nil {
			continue // the search has met it
		}
		if n := c.sizeOf(&d); d.err != nil {
			r.fault("%v", d.err)
			return
		} else if text := c.literal(d.x); n <= r.Exhausted.Size && !listed[text] {
			r.fault("the drawn case %s has size %d and is not listed among those of that size", text, n)
			return
		}
	}
}
