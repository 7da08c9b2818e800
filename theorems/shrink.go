package theorems

import (
	"context"
	"fmt"
	"slices"

	"saddle/theorems/internal/ordered"
)

// shrinkStarts is the number of cases from which a case is made smaller: one is
// not enough, as no single step may lead on from where it ends.
const shrinkStarts = 3

// A shrunk case is the smallest that was found, after so many evaluations.
type shrunk struct {
	decidedCase
	evaluations int
}

// shown describes a case that was made smaller.
func (c claim) shown(s shrunk) *Finding {
	f := c.finding(&s.decidedCase)
	f.Evaluations = s.evaluations
	return f
}

// smaller makes a case of the claim itself smaller that has the sought verdict:
// more cases are drawn, and the choices behind the smallest few of them made
// fewer and smaller. Where the case is not proved, one that is counts for
// smaller. The error says that the claim does not repeat itself.
func (c claim) smaller(ctx context.Context, b Budget, d *decidedCase) (shrunk, error) {
	best := shrunk{decidedCase: *d}
	if !d.key.Known && b.shrink() > 0 && ctx.Err() == nil {
		c.shrinkInto(ctx, b, d, &best)
	}
	if ctx.Err() != nil {
		return best, nil
	}
	return best, c.confirm(c.itself(), &best.decidedCase)
}

// confirm draws a case again and decides it again: both must come out the same.
func (c claim) confirm(r role, d *decidedCase) error {
	again := c.judge(r, r.fetch(d.key), d.key)
	if why := c.unprintable(d.x); why != "" {
		return fmt.Errorf("the case %v, %s, does not print as a Go literal: %s", d.key, c.literal(d.x), why)
	}
	switch was, is := c.literal(d.x), c.literal(again.x); {
	case again.err != nil:
		return c.faulty(&again)
	case was != is:
		return fmt.Errorf("the generator does not repeat itself: the case %v was %s, then %s", d.key, was, is)
	case again.e.Verdict != d.e.Verdict || again.e.Grade != d.e.Grade:
		return fmt.Errorf("the conclusion is not a function of the case: %s was decided %v (%v), then %v (%v)",
			was, d.e.Verdict, d.e.Grade, again.e.Verdict, again.e.Grade)
	}
	return nil
}

func (c claim) shrinkInto(ctx context.Context, b Budget, d *decidedCase, best *shrunk) {
	tell := func(done int) {
		b.tell(Progress{Claim: c.Name, Stage: "shrinking", Done: done, Total: b.shrink()})
	}
	starts, n := c.rivals(ctx, b, d, b.shrink()/(shrinkStarts+1)+1, tell)
	best.evaluations = n
	for i, start := range starts {
		share := (b.shrink() - best.evaluations) / (len(starts) - i)
		s := newShrinker(c, b, start, share)
		s.run(ctx, func(n int) { tell(best.evaluations + n) })
		best.evaluations += s.evaluations
		if c.better(&s.best, &best.decidedCase) {
			best.decidedCase = s.best
		}
	}
}

// better orders cases with the sought verdict: what is proved, then what is
// smaller.
func (c claim) better(x, y *decidedCase) bool {
	if c.shows(x.e) != c.shows(y.e) {
		return c.shows(x.e)
	}
	return sizeOf(x.x).less(sizeOf(y.x))
}

// rivals draws n more cases behind d and returns the smallest few that come out
// as it does, d among them, and how many were drawn.
func (c claim) rivals(ctx context.Context, b Budget, d *decidedCase, n int, tell func(int)) (out []decidedCase, drawn int) {
	out = []decidedCase{*d}
	if d.key.Choices != "" {
		return out, 0
	}
	r, proved := c.itself(), c.shows(d.e)
	work := func(i int) decidedCase {
		k := d.key
		k.Index += 1 + i
		return c.judge(r, r.fetch(k), k)
	}
	fold := func(i int, j decidedCase) bool {
		drawn++
		if tell(drawn); j.err == nil && c.speaks(j.e, proved) {
			out = append(out, j)
		}
		return false
	}
	ordered.Fold(ctx, ordered.Work{N: n, Workers: b.workers(), Gaps: true, Grace: b.grace}, work, fold)
	slices.SortStableFunc(out, func(x, y decidedCase) int {
		switch {
		case c.better(&x, &y):
			return -1
		case c.better(&y, &x):
			return 1
		}
		return 0
	})
	return out[:min(len(out), shrinkStarts)], drawn
}
