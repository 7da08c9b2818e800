package papers

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"saddle/theorems"
)

// TestAll checks every claim: that it comes out as expected, and that every
// control bites.
func TestAll(t *testing.T) {
	for _, c := range All {
		t.Run(c.Info().Name, func(t *testing.T) {
			t.Parallel()
			if l, ok := c.(theorems.Law); ok && testing.Short() && l.Runs <= 3000 {
				l.Runs /= 3 // few runs, as each takes long; a short run does not decide them
				if l.Control != nil {
					control := *l.Control
					control.Least = min(control.Least, l.Runs)
					l.Control = &control
				}
				c = l
			}
			c.Check(t)
		})
	}
}

// sameRun compares reports but for the time they took.
var sameRun = cmp.Options{cmpopts.IgnoreFields(theorems.Report{}, "Seconds"), cmpopts.EquateEmpty()}

// A run must not depend on the number of workers, nor on a run before that was
// interrupted.
func TestAllRepeat(t *testing.T) {
	runs, cases := 10, 4
	if testing.Short() {
		runs, cases = 2, 2
	}
	for i, c := range All {
		if testing.Short() && i%8 != 0 {
			continue // each of the others in a long run
		}
		t.Run(c.Info().Name, func(t *testing.T) {
			t.Parallel()
			if l, ok := c.(theorems.Law); ok {
				l.Runs = min(l.Runs, runs)
				c = l
			}
			b := theorems.Budget{Cases: cases, Short: true, Shrink: -1, Workers: 1}
			one := c.Run(t.Context(), b)
			ctx, cancel := context.WithCancel(t.Context())
			b.Progress = func(p theorems.Progress) {
				if p.Done == 1 {
					cancel()
				}
			}
			c.Run(ctx, b)
			b.Progress, b.Workers = nil, 8
			if d := cmp.Diff(one, c.Run(t.Context(), b), sameRun); d != "" {
				t.Errorf("1 worker, then 8 after an interrupted run:\n%s", d)
			}
		})
	}
}
