package theorems

import (
	"context"
	"errors"
	"time"
)

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
