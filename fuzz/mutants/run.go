package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"
)

// An ErrBaseline reports that the tree as it is does not pass.
type ErrBaseline struct{ Step, Why string }

// Error says what fails.
func (e ErrBaseline) Error() string {
	return fmt.Sprintf("mutants: without any mutant %s fails: %s; mend that first", e.Step, e.Why)
}

// run decides the mutants that the record does not have yet. Each result is told as
// it comes. The error is that of the context if it was stopped: the record
// keeps what was decided.
func run(ctx context.Context, t *tree, list []Mutant, rec *record, workers int, tell func(stage string, done, all int)) error {
	var todo []Mutant
	for _, m := range list {
		if _, ok := rec.Results[m.key()]; !ok {
			todo = append(todo, m)
		}
	}
	if err := baseline(ctx, t, todo, rec, tell); err != nil {
		return err
	}
	tell("mutants", 0, len(todo))
	done := 0
	return each(ctx, workers, len(todo), func(ctx context.Context, i int) error {
		r, err := judge(ctx, t, todo[i], rec.Seconds)
		if err == nil {
			err = rec.add(todo[i], r)
		}
		return err
	}, func() { done++; tell("mutants", done, len(todo)) })
}

// baseline runs the steps of all mutants on the tree as it is, and times them.
func baseline(ctx context.Context, t *tree, list []Mutant, rec *record, tell func(string, int, int)) error {
	w, err := newWorkshop(t, Mutant{})
	defer os.RemoveAll(w.dir)
	if err != nil {
		return err
	}
	var todo []step
	for _, m := range list {
		steps := t.steps(t.packageOf(m), nil)
		if len(steps) == 0 {
			return fmt.Errorf("mutants: no test of -packages depends on that of %s: nothing could kill it", m.Name)
		}
		for _, s := range steps {
			_, ok := rec.Seconds[s.name]
			if !ok && !slices.ContainsFunc(todo, func(x step) bool { return x.name == s.name }) {
				todo = append(todo, s)
			}
		}
	}
	done := 0
	return each(ctx, 1, len(todo), func(ctx context.Context, i int) error {
		fail, took, err := w.run(ctx, todo[i], time.Hour)
		if err != nil {
			return err
		}
		if fail != nil {
			return ErrBaseline{todo[i].name, fail.why}
		}
		return rec.time(todo[i].name, took.Seconds())
	}, func() { done++; tell("the tree as it is", done, len(todo)) })
}

// each calls f(i) for i < n from some goroutines, and then told, one call at a time.
// The first error ends it.
func each(ctx context.Context, workers, n int, f func(ctx context.Context, i int) error, told func()) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next, mu, wg := make(chan int), sync.Mutex{}, sync.WaitGroup{}
	for range workers {
		wg.Go(func() {
			for i := range next {
				if err := f(ctx, i); err != nil {
					cancel(err)
					return
				}
				mu.Lock()
				told()
				mu.Unlock()
			}
		})
	}
feed:
	for i := range n {
		select {
		case next <- i:
		case <-ctx.Done():
			break feed
		}
	}
	close(next)
	wg.Wait()
	if err := context.Cause(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return ctx.Err()
}
