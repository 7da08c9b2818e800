package theorems

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"
)

// grace is how long an interrupted search waits for the cases in hand.
var grace = time.Second

// ordered calls work(0), …, work(n−1) from several goroutines and folds the
// results in order of index, whatever the order in which they come, until fold
// returns true. If ctx ends first, the results in hand are folded too (with
// gaps, if gaps is true) and ordered returns false.
func ordered[R any](ctx context.Context, n, workers int, gaps bool, work func(int) R, fold func(int, R) bool) bool {
	var (
		mu      sync.Mutex
		pending = map[int]R{}
		taken   int
		next    int
		stopped bool
	)
	take := func() (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		if stopped || taken >= n || ctx.Err() != nil {
			return 0, false
		}
		taken++
		return taken - 1, true
	}
	put := func(i int, r R) {
		mu.Lock()
		defer mu.Unlock()
		pending[i] = r
		for !stopped {
			r, ok := pending[next]
			if !ok {
				return
			}
			delete(pending, next)
			stopped = fold(next, r)
			next++
		}
	}
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			for i, ok := take(); ok; i, ok = take() {
				put(i, work(i))
			}
		})
	}
	await(ctx, &wg)

	mu.Lock()
	defer mu.Unlock()
	if stopped || next == n {
		return true
	}
	stopped = true // what is still in hand comes too late
	if gaps {
		for _, i := range slices.Sorted(maps.Keys(pending)) {
			if fold(i, pending[i]) {
				break
			}
		}
	}
	return false
}

// await waits for wg, but only for a grace period once ctx has ended: a case
// that takes hours must not hold back what was decided.
func await(ctx context.Context, wg *sync.WaitGroup) {
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
		select {
		case <-done:
		case <-time.After(grace):
		}
	}
}
