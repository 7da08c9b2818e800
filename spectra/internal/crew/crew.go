package crew

import (
	"math/bits"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A Crew shares out tasks of microseconds, turn after turn, among a caller and helpers.
//
// A helper waits for the next turn by polling, because waking a sleeping goroutine takes longer
// than most turns. One that has polled for long without work goes to sleep and leaves the
// processor to others. Each worker takes its own tasks first, so that their data stay in its
// cache, and then any task that is left: a helper that the system does not run delays nobody.
// The zero value is a crew of one, which shares nothing.
//
// The tasks must not panic. Code of a caller's goes through [Parallel], which passes panics on.
type Crew struct {
	Workers  int
	f        func(task int)
	tickets  atomic.Uint64 // of this turn, see newTickets
	left     atomic.Int32  // tasks of this turn that are not done
	helpers  sync.WaitGroup
	sleepers atomic.Int32
	caller   atomic.Int32 // the processor of who last started helpers or woke sleepers
	mutex    sync.Mutex
	changed  sync.Cond // what somebody waits for may have come
}

const (
	MostTasks = 32 // at most, in a turn
	pollsMade = 1 << 12
	pollsLast = 150 * time.Microsecond
)

// tickets are the tasks of a turn that nobody has taken, as bits, and how many
// there were, and whether they are taken from the last on. Whoever takes a ticket
// in exchange for all that he saw has a task of the turn that stands.
type tickets uint64

const (
	backwardTickets tickets = 1 << 62
	noMoreTickets   tickets = 1 << 63
)

func newTickets(tasks int, backward bool) tickets {
	t := tickets(tasks)<<32 | (1<<tasks - 1)
	if backward {
		t |= backwardTickets
	}
	return t
}

func (t tickets) tasks() int { return int(t>>32) & (2*MostTasks - 1) }

// pick returns a task for worker w of so many: one of its own part, if any is left.
func (t tickets) pick(w, workers int) int {
	tasks := t.tasks()
	from, to := tasks*w/workers, tasks*(w+1)/workers
	open := uint32(t)
	if own := open & uint32((1<<to-1)&^(1<<from-1)); own != 0 {
		open = own
	}
	if t&backwardTickets != 0 {
		return bits.Len32(open) - 1
	}
	return bits.TrailingZeros32(open)
}

// Start adds helpers to the caller, workers in all, but not more than can run.
func (c *Crew) Start(workers int) {
	c.Workers = max(1, min(workers, runtime.GOMAXPROCS(0), MostTasks))
	if c.Workers == 1 {
		return
	}
	c.changed = sync.Cond{L: &c.mutex}
	c.tickets.Store(0)
	c.caller.Store(int32(processor()))
	for w := 1; w < c.Workers; w++ {
		c.helpers.Go(func() {
			c.leaveCaller()
			for c.waitForTickets() {
				c.work(w)
			}
		})
	}
}

// Stop ends the helpers and waits until they have ended.
func (c *Crew) Stop() {
	if c.Workers > 1 {
		c.tickets.Store(uint64(noMoreTickets))
		c.Wake()
		c.helpers.Wait()
		c.Workers, c.f = 1, nil
	}
}

// Run calls f(0) … f(tasks−1), each once, and returns when all are done; a worker
// takes its tasks in this order, or in the opposite one if backward.
func (c *Crew) Run(tasks int, backward bool, f func(task int)) {
	if c.Workers <= 1 || tasks == 1 {
		for task := range tasks {
			f(inTurn(task, tasks, backward))
		}
		return
	}
	c.f = f
	c.left.Store(int32(tasks))
	c.tickets.Store(uint64(newTickets(tasks, backward)))
	c.Wake()
	c.work(0)
	c.Wait(func() bool { return c.left.Load() == 0 })
}

// work does tasks until all are taken.
func (c *Crew) work(w int) {
	for {
		all := tickets(c.tickets.Load())
		if uint32(all) == 0 {
			return
		}
		task := all.pick(w, c.Workers)
		if !c.tickets.CompareAndSwap(uint64(all), uint64(all&^(1<<task))) {
			continue
		}
		c.f(task)
		if c.left.Add(-1) == 0 {
			c.Wake()
		}
	}
}

// waitForTickets reports whether there are tickets, not the end of all.
func (c *Crew) waitForTickets() bool {
	ended := false
	c.Wait(func() bool {
		t := tickets(c.tickets.Load())
		ended = t == noMoreTickets
		return ended || uint32(t) != 0
	})
	return !ended
}

// Wait returns when ready() is true: it polls for a while, then sleeps. Code that makes it
// true must call [Crew.Wake] afterwards.
func (c *Crew) Wait(ready func() bool) {
	var start time.Time
	for {
		for range pollsMade {
			if ready() {
				return
			}
		}
		if start.IsZero() {
			start = time.Now()
		} else if time.Since(start) > pollsLast {
			break
		}
		yieldProcessor()
		runtime.Gosched()
	}
	c.mutex.Lock()
	// Counted before ready is asked once more; wake looks at the count after the change.
	c.sleepers.Add(1)
	slept := false
	for !ready() {
		c.changed.Wait()
		slept = true
	}
	c.sleepers.Add(-1)
	c.mutex.Unlock()
	if slept {
		c.leaveCaller()
	}
}

// Wake wakes up all who sleep.
func (c *Crew) Wake() {
	if c.sleepers.Load() > 0 {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		c.caller.Store(int32(processor()))
		c.changed.Broadcast()
	}
}

// leaveCaller is for who was started or woken, and should not share the processor with
// who did that.
func (c *Crew) leaveCaller() { leaveProcessor(int(c.caller.Load())) }

// inTurn counts from the last of count if backward.
func inTurn(j, count int, backward bool) int {
	if backward {
		return count - 1 - j
	}
	return j
}
