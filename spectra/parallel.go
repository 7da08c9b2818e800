package spectra

import (
	"sync"
	"sync/atomic"
)

// parallel calls f(0) … f(tasks−1), each once, on at most workers goroutines, and
// returns when all are done. What f computes must not depend on who computes it.
func parallel(workers, tasks int, f func(task int)) {
	if workers = min(workers, tasks); workers <= 1 {
		for task := range tasks {
			f(task)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	work := func() {
		for {
			task := int(next.Add(1)) - 1
			if task >= tasks {
				return
			}
			f(task)
		}
	}
	for range workers - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
}
