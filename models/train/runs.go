package train

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/nets"
)

// A Task is what all runs have in common: a net d–h–1 with biases that is to tell two classes
// apart by the log-loss (see nets.Classifier), how it starts and how it steps, on all samples at
// a time. It is a plain value but for the data.
type Task struct {
	Data       *data.Set         // samples of the classes 0 and 1
	Hidden     int               // units of the hidden layer, h ≥ 1
	Activation models.Activation // of the hidden layer: models.ReLU or models.Sigmoid
	Mean       bool              // divide the loss by the number of samples
	Start      Start             // nil is UniformFanIn
	Method     Method
	Steps      int // how many steps a run may make, ≥ 0
}

// An End is where a run stopped: at the first point at which no sample is wrong, its start
// included, or where it had made all its steps.
type End struct {
	Steps int       // steps made
	Wrong int       // samples that are wrong (an output of 0 is): 0 if and only if the run converged
	Loss  float64   // L(w)
	Off   int       // hidden units that are off on all samples; always 0 for models.Sigmoid
	Still bool      // ∇L(w) is exactly 0: no step of gradient descent moves it
	W     []float64 // w, in the order of a models.MLP of widths d, h, 1
}

// Converged reports whether no sample is wrong: a training error of 0.
func (e End) Converged() bool { return e.Wrong == 0 }

// RunsOptions are the options of [Runs].
type RunsOptions struct {
	Workers  int                   // goroutines; 0 is GOMAXPROCS
	Progress func(done, total int) // called after runs have ended, by one goroutine at a time
}

// Runs makes runs 0, …, count−1 of a task and returns their ends in this order. Run i starts
// with the numbers of draw(i), which Runs calls once, from several goroutines at a time. An end
// depends on the task and on its own random numbers alone: not on the other runs, their number,
// the workers or the level of the kernels. A run that converged after s steps has the same end
// with any other budget of at least s steps, so that one long budget tells of all shorter ones.
//
// It returns a models.ErrArgument that names the first bad field of the task. When ctx ends it
// returns the error of ctx and the ends so far; a run that has none has a nil W. It panics
// if count is negative.
//
// Each goroutine steps nets.Lanes runs at once, and puts the next run in the lane of one that
// ended: few runs cost as much as nets.Lanes. A step of a run costs some 25 operations for each
// hidden unit and sample, with sigmoids an exponential and a division more, and what the rule
// does for each parameter.
func Runs(ctx context.Context, t Task, count int, draw func(run int) *rand.Rand, o *RunsOptions) ([]End, error) {
	if count < 0 {
		panic(fmt.Sprintf("train: %d runs", count))
	}
	if o == nil {
		o = new(RunsOptions)
	}
	if t.Start == nil {
		t.Start = UniformFanIn{}
	}
	q := &queue{ctx: ctx, task: t, draw: draw, progress: o.Progress, ends: make([]End, count)}
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	crew := []*lanes{}
	for range max(1, min(workers, (count+nets.Lanes-1)/nets.Lanes)) {
		l, err := newLanes(q)
		if err != nil {
			return nil, err
		}
		crew = append(crew, l)
	}
	var wait sync.WaitGroup
	for _, l := range crew {
		wait.Go(l.work)
	}
	wait.Wait()
	for _, e := range q.ends {
		if e.W == nil {
			return q.ends, ctx.Err()
		}
	}
	return q.ends, nil
}

// A queue hands out the runs and takes their ends.
type queue struct {
	ctx      context.Context
	task     Task
	draw     func(run int) *rand.Rand
	progress func(done, total int)

	mutex      sync.Mutex
	next, done int
	ends       []End
}

// take returns the next run, or −1 if there is none.
func (q *queue) take() int {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if q.next == len(q.ends) {
		return -1
	}
	q.next++
	return q.next - 1
}

// give takes the end of a run.
func (q *queue) give(run int, e End) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.ends[run] = e
	q.done++
	if q.progress != nil {
		q.progress(q.done, len(q.ends))
	}
}
