// Package ordered shares keyed work among goroutines and folds the results in order of
// index, so that nothing depends on how many workers there are. Laws, searches and tables
// stand on it.
package ordered

import (
	"context"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"sync"
	"time"
)

// Ahead is how many results may wait for an earlier one, for each worker.
const Ahead = 1024

// MostWorkers is more goroutines than any machine has a use for.
const MostWorkers = 1 << 12

// Work says how much there is to do, and by how many.
type Work struct {
	// N is the number of calls.
	N int
	// Workers is the number of goroutines, at least 1; of more than 4096 so many are used.
	Workers int
	// Gaps says that results behind one that is missing are folded at the end too.
	Gaps bool
	// Grace is how long interrupted work waits for the calls in hand, as what takes
	// hours must not hold back what was done; 0 means a second.
	Grace time.Duration
}

// An Ending says how the work came to its end.
type Ending struct {
	// Whole: all results were folded, or fold said that it is over.
	Whole bool
	// Lost: a call ended its goroutine, as t.FailNow does.
	Lost bool
	// Left are the indices that were taken, and not back in time; the first of
	// them has been in hand for Waited, and no call that is back took longer
	// than Longest.
	Left            []int
	Waited, Longest time.Duration
}

// Fold calls work(0), …, work(N−1) from several goroutines and folds the
// results in order of index, whatever the order in which they come, until fold
// returns true. If ctx ends first, or a call ends its goroutine, the results in
// hand are folded too (behind gaps, if Gaps is true). Neither fold nor work's
// results are touched after it returned. A panic on a goroutine becomes one of
// the caller.
func Fold[R any](ctx context.Context, w Work, work func(int) R, fold func(int, R) bool) Ending {
	w.Workers = min(w.Workers, MostWorkers)
	q := &queue[R]{n: w.N, window: Ahead * w.Workers, pending: map[int]R{}, taken: map[int]time.Time{}, fold: fold}
	q.moved.L = &q.mu
	q.stopped = ctx.Err() != nil // seen at once; later, soon
	defer context.AfterFunc(ctx, q.cancel)()
	var wg sync.WaitGroup
	for range min(w.Workers, w.N) {
		wg.Go(func() { q.work(work) })
	}
	await(ctx, &wg, w.Grace)
	return q.close(w.Gaps)
}

// await waits for wg, but only for a grace period once ctx has ended.
func await(ctx context.Context, wg *sync.WaitGroup, grace time.Duration) {
	if grace == 0 {
		grace = time.Second
	}
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

// A queue hands out indices and folds results in their order.
type queue[R any] struct {
	mu      sync.Mutex
	moved   sync.Cond
	n       int
	window  int
	first   int // the index that is handed out next
	next    int // the index that is folded next
	taken   map[int]time.Time
	longest time.Duration
	pending map[int]R
	stopped bool // no more indices are handed out
	done    bool // fold has said that it is over
	lost    bool
	broken  error // a panic
	fold    func(int, R) bool
}

// work takes indices until there are none.
func (q *queue[R]) work(work func(int) R) {
	returned := false
	defer func() {
		if p := recover(); p != nil || !returned {
			q.lose(p)
		}
	}()
	for i, ok := q.take(); ok; i, ok = q.take() {
		q.put(i, work(i))
	}
	returned = true
}

// lose ends the search: a call has ended its goroutine, by a panic or not.
func (q *queue[R]) lose(p any) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.lost, q.stopped = true, true
	if p != nil && q.broken == nil {
		q.broken = fmt.Errorf("%v\n%s", p, debug.Stack())
	}
	q.moved.Broadcast()
}

// take returns the next index, once it is no further ahead than the window.
func (q *queue[R]) take() (int, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for !q.stopped && q.first < q.n && q.first-q.next >= q.window {
		q.moved.Wait()
	}
	if q.stopped || q.first >= q.n {
		return 0, false
	}
	q.taken[q.first] = time.Now()
	q.first++
	return q.first - 1, true
}

// put keeps the result of index i and folds what is ready. A result that comes
// after close is dropped.
func (q *queue[R]) put(i int, r R) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.pending == nil {
		return
	}
	q.longest = max(q.longest, time.Since(q.taken[i]))
	delete(q.taken, i)
	q.pending[i] = r
	for r, ok := q.pending[q.next]; ok && !q.done; r, ok = q.pending[q.next] {
		delete(q.pending, q.next)
		q.next++
		if q.fold(q.next-1, r) {
			q.done, q.stopped = true, true
		}
	}
	q.moved.Broadcast()
}

func (q *queue[R]) cancel() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.stopped = true
	q.moved.Broadcast()
}

// close folds what is left, and says how the search came to its end.
func (q *queue[R]) close(gaps bool) Ending {
	q.mu.Lock()
	defer q.mu.Unlock()
	left := q.pending
	q.pending, q.stopped = nil, true
	if q.broken != nil {
		panic(q.broken)
	}
	if q.done || q.next == q.n {
		return Ending{Whole: true}
	}
	end := Ending{Lost: q.lost, Left: slices.Sorted(maps.Keys(q.taken)), Longest: q.longest}
	for _, i := range slices.Sorted(maps.Keys(left)) {
		if !gaps || q.fold(i, left[i]) {
			break
		}
	}
	if len(end.Left) > 0 {
		end.Waited = time.Since(q.taken[end.Left[0]])
	}
	return end
}
