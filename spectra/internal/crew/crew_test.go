package crew

import (
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

// TestCrew demands that each task of each turn is done once, before run returns,
// whether or not helpers have gone to sleep meanwhile.
func TestCrew(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	for workers := 1; workers <= 3; workers++ {
		var c Crew
		c.Start(workers)
		var done [MostTasks]int
		turns := 0
		for range 200 {
			for _, tasks := range []int{0, 1, 2, 5, MostTasks} {
				clear(done[:])
				c.Run(tasks, turns%2 == 1, func(task int) { done[task]++ })
				turns++
				for task, times := range done {
					if want := min(1, max(0, tasks-task)); times != want {
						t.Fatalf("%d workers, turn %d: task %d of %d done %d times", workers, turns, task, tasks, times)
					}
				}
			}
			if turns%250 == 0 {
				time.Sleep(5 * pollsLast)
			}
		}
		c.Stop()
	}
}

// TestCrewOrder: a worker takes its own tasks first, in the order of the turn.
func TestCrewOrder(t *testing.T) {
	for _, backward := range []bool{false, true} {
		for w := range 3 {
			all := newTickets(7, backward)
			for i := range 7 {
				task := all.pick(w, 3)
				all &^= 1 << task
				own := 7*(w+1)/3 - 7*w/3
				if i < own && task != 7*w/3+inTurn(i, own, backward) {
					t.Errorf("backward %v: task %d is number %d of worker %d", backward, task, i, w)
				}
			}
			if uint32(all) != 0 || all.tasks() != 7 {
				t.Errorf("worker %d leaves %b", w, all)
			}
		}
	}
}

// TestCrewTakesTurns: what one task waits for, another may do.
func TestCrewTakesTurns(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	var c Crew
	c.Start(2)
	defer c.Stop()
	var steps atomic.Int32
	c.Run(2, false, func(task int) {
		for turn := task; turn < 100; turn += 2 {
			c.Wait(func() bool { return int(steps.Load()) == turn })
			if turn%50 < 2 {
				time.Sleep(2 * pollsLast)
			}
			steps.Store(int32(turn + 1))
			c.Wake()
		}
	})
	if n := steps.Load(); n != 100 {
		t.Errorf("%d turns of 100", n)
	}
}
