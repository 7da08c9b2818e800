package theorems

import (
	"context"
	"errors"
	"fmt"
	"time"
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

// report runs a claim or a law within the budget, and fills in what every report
// says.
func (b Budget) report(ctx context.Context, in Info, run func(context.Context, *Report)) Report {
	start := time.Now()
	r := Report{Format: Format, Info: in, Seed: b.seed(), Controls: []Control{}, Classes: map[string]int{}, Short: b.Short}
	ctx, cancel := b.limit(ctx)
	defer cancel()
	if run(ctx, &r); ctx.Err() != nil {
		r.Truncated = context.Cause(ctx).Error()
	}
	r.Seconds = time.Since(start).Seconds()
	return r
}

var (
	errInterrupted = errors.New("interrupted")
	errOutOfTime   = errors.New("out of time")
)

// limit ends a context when ctx does, or when the budget's time is up.
func (b Budget) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	outer, stop := context.WithCancelCause(context.Background())
	release := context.AfterFunc(ctx, func() { stop(errInterrupted) })
	if ctx.Err() != nil {
		stop(errInterrupted) // before anything is run, not soon
	}
	inner, cancel := b.share(outer, 1)
	return inner, func() { cancel(); release(); stop(nil) }
}

// share ends a context after a share of the budget's time.
func (b Budget) share(ctx context.Context, share float64) (context.Context, context.CancelFunc) {
	if b.Duration <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, time.Duration(share*float64(b.Duration)), errOutOfTime)
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

// faulty is the error for a case that could not be drawn or decided.
func (c claim) faulty(d *decidedCase) error {
	return fmt.Errorf("case %v: %w", d.key, d.err)
}
