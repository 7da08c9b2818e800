package crew

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// A Panic is what a function of this package panics with when code of the caller's, such
// as an [Operator], panicked on another goroutine than the caller's.
type Panic struct {
	Value any    // what that code panicked with
	Stack []byte // of its goroutine, as [runtime/debug.Stack] formats it
}

// Error gives the value and the stack.
func (p Panic) Error() string {
	return fmt.Sprintf("%v\n\non a goroutine of spectra:\n%s", p.Value, p.Stack)
}

// Unwrap returns Value if that is an error, else nil.
func (p Panic) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// Workers returns how many goroutines an option asks for: 0 means GOMAXPROCS.
func Workers(workers int) int {
	if workers == 0 {
		return runtime.GOMAXPROCS(0)
	}
	return workers
}

// Parallel calls f(0) … f(tasks−1), each once, on at most workers goroutines, and
// returns when all are done. What f computes must not depend on who computes it.
//
// All goroutines that may run code of a caller's are started here. If f panics or calls
// [runtime.Goexit] on one of several, no task is begun after that; when those that had begun
// have ended, the caller's goroutine panics with a [Panic], or exits.
func Parallel(workers, tasks int, f func(task int)) {
	if workers = min(workers, tasks); workers <= 1 {
		for task := range tasks {
			f(task)
		}
		return
	}
	p := pool{tasks: int64(tasks), f: f}
	defer p.wait() // also if f exits this goroutine
	for range workers - 1 {
		p.helpers.Go(p.work)
	}
	p.work()
}

// A pool is one call of parallel.
type pool struct {
	tasks   int64
	f       func(task int)
	next    atomic.Int64
	helpers sync.WaitGroup
	once    sync.Once
	exited  bool   // the first that ended early called Goexit
	failure *Panic // what it panicked with else
}

// work does tasks until all are taken.
func (p *pool) work() {
	ended := false
	defer func() {
		if ended {
			return
		}
		value := recover()
		p.next.Store(p.tasks)
		p.once.Do(func() {
			if p.exited = value == nil; !p.exited {
				p.failure = &Panic{value, debug.Stack()}
			}
		})
	}()
	for {
		task := p.next.Add(1) - 1
		if task >= p.tasks {
			break
		}
		p.f(int(task))
	}
	ended = true
}

// wait returns when the helpers have ended, as the first that ended early did.
func (p *pool) wait() {
	p.helpers.Wait()
	switch {
	case p.failure != nil:
		panic(*p.failure)
	case p.exited:
		runtime.Goexit()
	}
}
