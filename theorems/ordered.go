package theorems

import (
	"context"
	"maps"
	"slices"
	"sync"
)

// ahead is how many results may wait for an earlier one, for each worker.
const ahead = 1024

// ordered calls work(0), …, work(n−1) from several goroutines and folds the
// results in order of index, whatever the order in which they come, until fold
// returns true. If ctx ends first, the results in hand are folded too (with
// gaps, if gaps is true) and ordered returns false; so it does if a call ends its
// goroutine. Neither fold nor work's results are touched after it returned.
func ordered[R any](ctx context.Context, n, workers int, gaps bool, work func(int) R, fold func(int, R) bool) bool {
	q := &queue[R]{n: n, window: ahead * workers, pending: map[int]R{}, fold: fold}
	q.moved.L = &q.mu
	q.stopped = ctx.Err() != nil // seen at once; later, soon
	defer context.AfterFunc(ctx, q.cancel)()
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			defer q.cancel() // a call that ends its goroutine must not keep the others waiting
			for i, ok := q.take(); ok; i, ok = q.take() {
				q.put(i, work(i))
			}
		})
	}
	await(ctx, &wg)
	return q.close(gaps)
}

// A queue hands out indices and folds results in their order.
type queue[R any] struct {
	mu      sync.Mutex
	moved   sync.Cond
	n       int
	window  int
	taken   int
	next    int // the index that is folded next
	pending map[int]R
	stopped bool // no more indices are handed out
	done    bool // fold has said that it is over
	fold    func(int, R) bool
}

// take returns the next index, once it is no further ahead than the window.
func (q *queue[R]) take() (int, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for !q.stopped && q.taken < q.n && q.taken-q.next >= q.window {
		q.moved.Wait()
	}
	if q.stopped || q.taken >= q.n {
		return 0, false
	}
	q.taken++
	return q.taken - 1, true
}

// put keeps the result of index i and folds what is ready. A result that comes
// after close is dropped.
func (q *queue[R]) put(i int, r R) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.pending == nil {
		return
	}
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

// close folds what is left, and reports whether the search came to its end.
func (q *queue[R]) close(gaps bool) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	left := q.pending
	q.pending, q.stopped = nil, true
	if q.done || q.next == q.n {
		return true
	}
	for _, i := range slices.Sorted(maps.Keys(left)) {
		if !gaps || q.fold(i, left[i]) {
			break
		}
	}
	return false
}
