package theorems

import (
	"context"
)

// report runs the controls that end with a counterexample, then the claim, then
// the controls that end without one.
func (c claim) report(ctx context.Context, b Budget) Report {
	return b.report(ctx, c.Info(), func(ctx context.Context, r *Report) {
		if err := c.malformed(); err != nil {
			r.fault("%v", err)
			r.Outcome = Undecided
		} else {
			c.run(ctx, b, r)
		}
	})
}

func (c claim) run(ctx context.Context, b Budget, r *Report) {
	r.Controls = make([]Control, len(c.Given))
	controls := func(none bool) {
		for i := range c.Given {
			if c.findsNone(i) == none {
				r.Controls[i] = c.control(ctx, b, func(ctx context.Context, n int) Control { return c.dropped(ctx, b, i, n) })
			}
		}
	}
	controls(false)
	c.claim(ctx, b, r)
	c.exhaust(ctx, b, r)
	controls(true)
	if c.Missing != nil {
		r.Controls = append(r.Controls, c.control(ctx, b, func(ctx context.Context, n int) Control { return c.repaired(ctx, b, n) }))
	}
}

// claim decides the listed cases and searches.
func (c claim) claim(ctx context.Context, b Budget, r *Report) {
	share := 1.0
	if len(r.Controls) > 0 || c.Missing != nil {
		share = 0.7
	}
	ctx, cancel := b.share(ctx, share)
	defer cancel()
	t, listed := c.decideAll(ctx, b, b.cases(c.Effort))
	if t.fault != nil {
		r.fault("%v", c.faulty(t.fault))
	}
	if !t.partial && len(c.Known) > 0 && listed == nil && (c.Expect == Refuted || c.Exists) {
		r.fault("none of the listed cases is a %s", c.what())
	}
	c.conclude(ctx, b, r, t, listed)
	if ctx.Err() != nil {
		r.Truncated = context.Cause(ctx).Error()
	}
}
