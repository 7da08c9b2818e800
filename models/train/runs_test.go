package train

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"reflect"
	"sync/atomic"
	"testing"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/nets"
)

// tasks are cells of every kind, small enough that some runs end and some do not.
func tasks() []Task {
	return []Task{
		{Data: data.XOR(), Hidden: 3, Activation: models.ReLU, Method: GradientDescent{Rate: 0.3}, Mean: true, Steps: 300},
		{Data: data.XOR(), Hidden: 3, Activation: models.Sigmoid, Method: Adam{Rate: 0.03}, Steps: 300},
		{Data: data.Jellyfish(), Hidden: 4, Activation: models.ReLU, Method: Adam{Rate: 0.02}, Steps: 300},
		{Data: data.Jellyfish(), Hidden: 2, Activation: models.Sigmoid, Method: Momentum{Rate: 0.3, Momentum: 0.9}, Steps: 800},
		{Data: data.XOR(), Hidden: 2, Activation: models.ReLU, Method: Nesterov{Rate: 0.1, Momentum: 0.9}, Steps: 200, Start: He{}},
		{Data: data.XOR(), Hidden: 5, Activation: models.ReLU, Method: RMSprop{Rate: 0.01}, Steps: 100, Start: Gaussian{Deviation: 0.5}},
		{Data: data.Jellyfish(), Hidden: 3, Activation: models.ReLU, Method: Adadelta{}, Steps: 500, Start: LeCun{}},
	}
}

func (t Task) String() string {
	return fmt.Sprintf("%s, h = %d, %v, %#v", t.Data.Name(), t.Hidden, t.Activation, t.Method)
}

func mustRun(t testing.TB, task Task, count int, draw func(int) *rand.Rand, o *RunsOptions) []End {
	t.Helper()
	ends, err := Runs(t.Context(), task, count, draw, o)
	if err != nil {
		t.Fatal(err)
	}
	return ends
}

// step is one run, step by step and alone in a lane: what Runs must give.
func step(t *testing.T, task Task, r *rand.Rand, lane int) End {
	t.Helper()
	net, err := nets.NewClassifier(nets.ClassifierConfig{Data: task.Data, Hidden: task.Hidden, Activation: task.Activation, Mean: task.Mean})
	if err != nil {
		t.Fatal(err)
	}
	start := task.Start
	if start == nil {
		start = UniformFanIn{}
	}
	x := make([]float64, net.Dim())
	w, g := make([]float64, net.Dim()*nets.Lanes), make([]float64, net.Dim()*nets.Lanes)
	start.Draw(x, net.Widths(), true, r)
	net.Set(w, lane, x)
	o := mustRule(t, task.Method, net.Dim(), nets.Lanes)
	e := End{}
	for ; ; e.Steps++ {
		loss, wrong := net.LossGradient(g, w)
		e.Loss, e.Wrong, e.Off = loss[lane], wrong[lane], net.Off()[lane]
		if e.Wrong == 0 || e.Steps == task.Steps {
			break
		}
		o.Step(w, g)
	}
	net.Get(x, w, lane)
	e.W, e.Still = x, true
	net.Get(make([]float64, len(x)), g, lane)
	for _, v := range column(g, lane, nets.Lanes) {
		e.Still = e.Still && v == 0
	}
	return e
}

// TestRunsOneByOne: the ends are those of runs made one by one, bit for bit, whatever lanes they
// had and with whom, at every level.
func TestRunsOneByOne(t *testing.T) {
	count := 30
	if testing.Short() {
		count = nets.Lanes + 4
	}
	for _, task := range tasks() {
		var want []End
		for i := range count {
			want = append(want, step(t, task, keyed(41)(i), i%nets.Lanes))
		}
		converged := 0
		for _, e := range want {
			if e.Converged() {
				converged++
			}
		}
		if converged == 0 || converged == count {
			t.Errorf("%v: %d of %d runs converge, which tests little", task, converged, count)
		}
		eachLevel(t, func(t *testing.T) {
			for workers := 1; workers <= 3; workers++ {
				if testing.Short() && workers != 2 {
					continue
				}
				if got := mustRun(t, task, count, keyed(41), &RunsOptions{Workers: workers}); !reflect.DeepEqual(got, want) {
					t.Errorf("%v: %d workers: %v, want %v", task, workers, got, want)
				}
			}
		})
	}
}

// TestRunsInAnyOrder: with the numbers of the runs exchanged their ends are, and of fewer runs
// there are the first ends.
func TestRunsInAnyOrder(t *testing.T) {
	const count = 21
	for i, task := range tasks() {
		order := rand.New(rand.NewPCG(42, uint64(i))).Perm(count)
		ends := mustRun(t, task, count, keyed(43), nil)
		permuted := mustRun(t, task, count, func(run int) *rand.Rand { return keyed(43)(order[run]) }, nil)
		for run, from := range order {
			if !reflect.DeepEqual(permuted[run], ends[from]) {
				t.Errorf("%v: run %d, then %d: %v and %v", task, from, run, ends[from], permuted[run])
			}
		}
		for _, fewer := range []int{0, 1, 9} {
			if got := mustRun(t, task, fewer, keyed(43), nil); len(got) != fewer || fewer > 0 && !reflect.DeepEqual(got, ends[:fewer]) {
				t.Errorf("%v: of %d runs %v", task, fewer, got)
			}
		}
	}
}

// TestFirstStep: a run that converged does so with just that many steps and not with one
// fewer; any budget beyond gives the same end.
func TestFirstStep(t *testing.T) {
	for _, task := range tasks() {
		for run, e := range mustRun(t, task, 8, keyed(44), nil) {
			if e.Steps > task.Steps || !e.Converged() && e.Steps != task.Steps {
				t.Errorf("%v: %v of %d steps", task, e, task.Steps)
			}
			if !e.Converged() {
				continue
			}
			one := func(int) *rand.Rand { return keyed(44)(run) }
			exact, fewer := task, task
			exact.Steps, fewer.Steps = e.Steps, max(e.Steps-1, 0)
			if got := mustRun(t, exact, 1, one, nil)[0]; !reflect.DeepEqual(got, e) {
				t.Errorf("%v: with just enough steps %v, want %v", task, got, e)
			}
			if got := mustRun(t, fewer, 1, one, nil)[0]; got.Converged() && e.Steps > 0 {
				t.Errorf("%v: with a step fewer than %d %v", task, e.Steps, got)
			}
		}
	}
}

// TestEndsAreAsSaid: loss and mistakes of an end are those of a models.MLP with these parameters.
func TestEndsAreAsSaid(t *testing.T) {
	for _, task := range tasks() {
		h := task.Hidden
		net, err := models.NewMLP(models.MLPConfig{
			Widths: []int{2, h, 1}, Activation: task.Activation, Bias: true, X: task.Data.X(), Y: make4(),
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range mustRun(t, task, 8, keyed(45), nil) {
			loss, wrong, out := 0.0, 0, make([]float64, 1)
			for s, x := range task.Data.X() {
				net.Outputs(out, e.W, x)
				margin := out[0] * float64(2*task.Data.Labels()[s]-1)
				loss += math.Log1p(math.Exp(-margin))
				if margin <= 0 {
					wrong++
				}
			}
			if task.Mean {
				loss /= 4
			}
			if wrong != e.Wrong || !(math.Abs(loss-e.Loss) <= 1000*0x1p-52*size(e.W)*size(e.W)) {
				t.Errorf("%v: loss %v and %d wrong, want %v and %d", task, e.Loss, e.Wrong, loss, wrong)
			}
		}
	}
}

func make4() [][]float64 { return [][]float64{{0}, {0}, {0}, {0}} }

// TestNoNetTellsEqualsApart: where equal inputs have both classes, every run makes all its steps
// and has at least one wrong of each pair; where one line does it, every run of gradient
// descent on sigmoids converges.
func TestNoNetTellsEqualsApart(t *testing.T) {
	twins, err := data.New(data.Config{X: [][]float64{{0, 1}, {0, 1}, {1, 1}, {1, 1}}, Labels: []int{0, 1, 1, 0}})
	lined, err2 := data.New(data.Config{X: [][]float64{{0, 1}, {0, 2}, {1, 1}, {2, 1}}, Labels: []int{0, 0, 1, 1}})
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	task := Task{Data: twins, Hidden: 3, Activation: models.Sigmoid, Method: GradientDescent{Rate: 0.3}, Steps: 2000}
	for _, e := range mustRun(t, task, 16, keyed(46), nil) {
		if e.Wrong < 2 || e.Steps != task.Steps || e.Loss < 4*math.Ln2*(1-0x1p-50) {
			t.Errorf("equal inputs: %v", e)
		}
	}
	task.Data = lined
	for _, e := range mustRun(t, task, 16, keyed(46), nil) {
		if !e.Converged() {
			t.Errorf("one line: %v", e)
		}
	}
}

// offStart is a net whose units are all off on the unit square, with c = 0.
type offStart struct{}

func (offStart) Draw(w []float64, widths []int, bias bool, r *rand.Rand) {
	UniformFanIn{}.Draw(w, widths, bias, r)
	h := widths[1]
	for u := range h {
		w[2*h+u] = -2
	}
	w[len(w)-1] = 0
}

// TestStillRuns: a net of ReLUs that are all off, with an output that is right for as many samples
// as it is wrong for, never moves, whatever the rule.
func TestStillRuns(t *testing.T) {
	for _, m := range methods {
		task := Task{Data: data.XOR(), Hidden: 3, Activation: models.ReLU, Method: m, Start: offStart{}, Steps: 50}
		for run, e := range mustRun(t, task, 10, keyed(47), nil) {
			w := make([]float64, len(e.W))
			offStart{}.Draw(w, []int{2, 3, 1}, true, keyed(47)(run))
			if !reflect.DeepEqual(e, End{Steps: 50, Wrong: 4, Loss: e.Loss, Off: 3, Still: true, W: w}) || math.Abs(e.Loss-4*math.Ln2) > 0x1p-48 {
				t.Errorf("%#v: %v", m, e)
			}
		}
	}
}

// oneWeight sets one number and relies on the others being 0.
type oneWeight struct{}

func (oneWeight) Draw(w []float64, _ []int, _ bool, r *rand.Rand) { w[r.IntN(len(w))] = 1 }

// TestStartsFromZeros: a start gets zeros, whatever run was in the lane before.
func TestStartsFromZeros(t *testing.T) {
	task := Task{Data: data.XOR(), Hidden: 2, Activation: models.ReLU, Method: GradientDescent{Rate: 0.1}, Start: oneWeight{}}
	for run, e := range mustRun(t, task, 30, keyed(53), nil) {
		want := make([]float64, len(e.W))
		oneWeight{}.Draw(want, nil, true, keyed(53)(run))
		sameBits(t, fmt.Sprint(run), e.W, want)
	}
}

// TestDivergence: a run that leaves float64 ends with its budget, and has all samples wrong.
func TestDivergence(t *testing.T) {
	task := Task{Data: data.XOR(), Hidden: 2, Activation: models.ReLU, Method: Momentum{Rate: 1e200, Momentum: 0.5}, Steps: 30}
	lost := 0
	for _, e := range mustRun(t, task, 16, keyed(48), nil) {
		if math.IsNaN(e.Loss) {
			lost++
			if e.Wrong != 4 || e.Steps != 30 {
				t.Errorf("%v", e)
			}
		}
	}
	if lost == 0 {
		t.Error("no run diverged")
	}
}

// TestRunsEndWithTheContext: the ends so far are returned, and are the right ones.
func TestRunsEndWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	task := tasks()[0]
	task.Steps = 5000
	calls := 0
	ends, err := Runs(ctx, task, 400, keyed(49), &RunsOptions{Workers: 2, Progress: func(done, total int) {
		if calls++; done != calls || total != 400 {
			t.Errorf("progress %d of %d in call %d", done, total, calls)
		}
		if done == 5 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || len(ends) != 400 {
		t.Fatalf("%d ends and %v", len(ends), err)
	}
	made := 0
	for run, e := range ends {
		if e.W == nil {
			continue
		}
		if made++; made <= 5 {
			if want := step(t, task, keyed(49)(run), 0); !reflect.DeepEqual(e, want) {
				t.Errorf("run %d: %v, want %v", run, e, want)
			}
		}
	}
	if made != calls || made < 5 {
		t.Errorf("%d ends, %d calls", made, calls)
	}
}

// TestDrawsOnce: each run is drawn once, and progress counts each end.
func TestDrawsOnce(t *testing.T) {
	var drawn [60]atomic.Int32
	calls := 0
	mustRun(t, tasks()[5], len(drawn), func(run int) *rand.Rand {
		drawn[run].Add(1)
		return keyed(50)(run)
	}, &RunsOptions{Workers: 3, Progress: func(done, total int) {
		if calls++; done != calls || total != len(drawn) {
			t.Errorf("progress %d of %d in call %d", done, total, calls)
		}
	}})
	if calls != len(drawn) {
		t.Errorf("%d calls of progress", calls)
	}
	for run := range drawn {
		if n := drawn[run].Load(); n != 1 {
			t.Errorf("run %d drawn %d times", run, n)
		}
	}
}

func TestRunsRefuse(t *testing.T) {
	good := tasks()[0]
	for arg, change := range map[string]func(*Task){
		"Data":       func(t *Task) { t.Data = nil },
		"Hidden":     func(t *Task) { t.Hidden = 0 },
		"Activation": func(t *Task) { t.Activation = models.Softplus },
		"Method":     func(t *Task) { t.Method = nil },
		"Rate":       func(t *Task) { t.Method = GradientDescent{} },
		"Steps":      func(t *Task) { t.Steps = -1 },
	} {
		task := good
		change(&task)
		var bad models.ErrArgument
		if ends, err := Runs(t.Context(), task, 3, keyed(51), nil); ends != nil || !errors.As(err, &bad) || bad.Arg != arg {
			t.Errorf("%s: %v, %v", arg, ends, err)
		}
	}
}

// TestBits: the ends of runs that start uniformly have these bits on every machine, also where
// the compiler fuses products and sums.
func TestBits(t *testing.T) {
	hash := fnv.New64a()
	for _, task := range tasks() {
		task.Start = nil
		for _, e := range mustRun(t, task, 20, keyed(52), nil) {
			fmt.Fprintf(hash, "%d %d %x %x\n", e.Steps, e.Wrong, e.Loss, e.W)
		}
	}
	if got, want := hash.Sum64(), uint64(0x249b78d34e7305f7); got != want {
		t.Errorf("%#x, want %#x", got, want)
	}
}
