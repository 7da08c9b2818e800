package nets

import (
	"context"
	"fmt"
	"runtime"
	"sync"
)

// LossesOptions are the options of [ResidualLoss.Losses].
type LossesOptions struct {
	Workers  int                   // goroutines; 0 is GOMAXPROCS
	Fresh    bool                  // normalise at each point by the means and variances of all samples there; else by those of the loss
	Wrong    []int                 // set to how many samples are wrong at each point, of the length of the losses; nil is not
	Progress func(done, total int) // called after points were done, by one goroutine at a time
}

// Losses sets dst[i] to the loss at point i, for each i: a profile, a plane or any other set of points. point(w, i) sets
// all of w to point i, and is called from several goroutines. The results are those of [ResidualLoss.LossWrong], of the loss by
// [Residual.Estimate] at the point with Fresh, and do not depend on the workers. When ctx ends it returns the error of ctx, and the rest of dst is as it was.
//
// Cost: some 2 n P operations a point for n samples and P parameters, forward alone, and nothing is
// allocated for a point.
func (m *ResidualLoss) Losses(ctx context.Context, dst []float64, point func(w []float64, i int), o *LossesOptions) error {
	if o == nil {
		o = new(LossesOptions)
	}
	if o.Wrong != nil && len(o.Wrong) != len(dst) {
		panic("nets: Wrong has another length than the losses")
	}
	workers := o.Workers
	switch {
	case workers < 0:
		panic(fmt.Sprintf("nets: %d workers", workers))
	case workers == 0:
		workers = runtime.GOMAXPROCS(0)
	}
	q := &pointQueue{m: m, ctx: ctx, dst: dst, point: point, options: o}
	var wait sync.WaitGroup
	for range min(workers, len(dst)) {
		wait.Go(q.work)
	}
	wait.Wait()
	if q.panicked != nil {
		panic(q.panicked)
	}
	if q.next < len(dst) {
		return ctx.Err()
	}
	return nil
}

// A pointQueue hands out the points.
type pointQueue struct {
	m       *ResidualLoss
	ctx     context.Context
	dst     []float64
	point   func(w []float64, i int)
	options *LossesOptions

	mutex      sync.Mutex
	next, done int
	panicked   any // what point or Progress panicked with: the caller's goroutine is to have it
}

// work takes points until there are no more.
func (q *pointQueue) work() {
	p, w := q.m.take(), make([]float64, q.m.shape.dim)
	defer q.m.give(p)
	defer func() {
		if r := recover(); r != nil {
			q.mutex.Lock()
			defer q.mutex.Unlock()
			q.panicked = r
		}
	}()
	for i := q.take(); i >= 0; i = q.take() {
		q.point(w, i)
		loss, wrong := p.lossBy(w, q.options.Fresh)
		q.dst[i] = loss
		if q.options.Wrong != nil {
			q.options.Wrong[i] = wrong
		}
		q.tell()
	}
}

// take returns the next point, or −1 if there is none or the context has ended.
func (q *pointQueue) take() int {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if q.next == len(q.dst) || q.ctx.Err() != nil || q.panicked != nil {
		return -1
	}
	q.next++
	return q.next - 1
}

// tell counts a point that was done.
func (q *pointQueue) tell() {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.done++
	if q.options.Progress != nil {
		q.options.Progress(q.done, len(q.dst))
	}
}
