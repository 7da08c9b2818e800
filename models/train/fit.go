package train

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/models"
	"saddle/models/data"
	"saddle/spectra/f64"
)

// A Fit is the training of a fully connected net on a data set: a plain value but for the data and a Learner.
type Fit struct {
	Net     models.MLPConfig // without X, Y and Labels
	Learner Learner          // a net of another kind whose loss is a mean, instead of Net: without a Start, from FitOptions.W
	Data    *data.Set        // samples with classes for models.CrossEntropy, with targets for models.Squared
	Start   Start            // nil is UniformFanIn
	Method  Method
	Batch   int     // samples a step; the last step of an epoch may have fewer; 0 is all of them
	Epochs  int     // how often each sample is seen, ≥ 0
	Decay   float64 // λ of ½λ‖w‖², which is added to the loss that is stepped by; 0 is none
	Drops   []Drop  // of the rate of the method, each made before its epoch; without them it stays
}

// An Epoch is what was seen in one epoch, each sample before the step that it was part of.
type Epoch struct {
	Loss     float64 // mean over the samples, without decay
	Wrong    int     // samples that were wrong; see models.Net.Loss
	Gradient float64 // root of the mean of ‖g‖² over the steps, decay included
}

// A Fitted is where training has led.
type Fitted struct {
	W      []float64 // the parameters after the last step, in the order of a models.MLP
	Epochs []Epoch   // those that ended
	Steps  int
	Stop   Stop // Spent; Converged: After had enough; NotFinite: the loss of a batch at W; Interrupted
}

// FitOptions are the options of [Fit.Run].
type FitOptions struct {
	W        []float64                                // where to start instead of Start; it is copied
	Progress func(done, total int)                    // called after each epoch
	After    func(e Epoch, w []float64) (enough bool) // called after each epoch; w must not be kept
}

// Run draws the start from r, and trains. Before each epoch the samples are shuffled by r, but where a
// batch is all of them. The result depends on the fit and on r alone, not on the level of the kernels.
//
// It returns an error that names the first bad field, a models.ErrArgument, a models.ErrDimension or a
// models.ErrNotFinite. When ctx ends it returns the error of ctx and what was found so far. Cost: O(P)
// operations a sample for P parameters, and what the method does for each parameter in each step; nothing
// is allocated in a step.
func (f Fit) Run(ctx context.Context, r *rand.Rand, o *FitOptions) (Fitted, error) {
	if o == nil {
		o = new(FitOptions)
	}
	s, err := f.stepper(r, o)
	if err != nil {
		return Fitted{}, err
	}
	t := newTraining(f, s)
	out := Fitted{W: s.w, Stop: Spent}
	for n := range f.Epochs {
		t.drop(n)
		e, ok, err := t.epoch(ctx, r)
		out.Steps = t.steps
		switch {
		case err != nil:
			out.Stop = Interrupted
			return out, err
		case !ok:
			out.Stop = NotFinite
			return out, nil
		}
		out.Epochs = append(out.Epochs, e)
		if o.Progress != nil {
			o.Progress(n+1, f.Epochs)
		}
		if o.After != nil && o.After(e, s.w) {
			out.Stop = Converged
			return out, nil
		}
	}
	return out, nil
}

// stepper returns the net at its start.
func (f Fit) stepper(r *rand.Rand, o *FitOptions) (*Stepper, error) {
	net, err := f.net()
	if err != nil {
		return nil, err
	}
	switch {
	case f.Batch < 0:
		return nil, models.ErrArgument{Arg: "Batch", Want: "a number of samples, or 0 for all"}
	case f.Epochs < 0:
		return nil, models.ErrArgument{Arg: "Epochs", Want: "a number of epochs of at least 0"}
	case !(f.Decay >= 0) || !finite(f.Decay):
		return nil, models.ErrArgument{Arg: "Decay", Want: "a finite number of at least 0"}
	case f.Net.Decay != 0:
		return nil, models.ErrArgument{Arg: "Net.Decay", Want: "0: that of a Fit is Decay, of ½λ‖w‖², which no loss here has"}
	}
	w := make([]float64, net.Dim())
	switch {
	case o.W != nil && len(o.W) != len(w):
		return nil, models.ErrDimension{Arg: "W", Got: len(o.W), Want: len(w)}
	case o.W != nil:
		copy(w, o.W)
	case f.Learner != nil:
		return nil, models.ErrArgument{Arg: "W", Want: "where to start, with a Learner"}
	case f.Start == nil:
		UniformFanIn{}.Draw(w, f.Net.Widths, f.Net.Bias, r)
	default:
		f.Start.Draw(w, f.Net.Widths, f.Net.Bias, r)
	}
	s, err := NewStepper(net, f.Method, w)
	if err != nil {
		return nil, err
	}
	s.Decay = f.Decay
	return s, checkDrops(f.Drops, s.rule)
}

// net returns the net that is to learn, once it is known to take the data.
func (f Fit) net() (Learner, error) {
	if f.Learner != nil {
		return f.Learner, f.checkLearner()
	}
	net, err := models.NewNet(f.Net)
	if err != nil {
		return nil, err
	}
	return net, checkSet(net, f.Net.Criterion, f.Data)
}

// checkLearner returns an error unless the learner takes all batches, the last of which may have fewer samples.
func (f Fit) checkLearner() error {
	switch {
	case f.Net.Widths != nil:
		return models.ErrArgument{Arg: "Net and Learner", Want: "one of the two"}
	case f.Start != nil:
		return models.ErrArgument{Arg: "Start", Want: "nil with a Learner, which starts at FitOptions.W"}
	case f.Data == nil:
		return models.ErrArgument{Arg: "Data", Want: "a data set"}
	}
	all := BatchOf(f.Data)
	if err := f.Learner.Check(all); err != nil {
		return err
	}
	samples := f.Data.Samples()
	if f.Batch <= 0 || f.Batch >= samples {
		return nil
	}
	for _, n := range []int{f.Batch, samples % f.Batch} {
		if n == 0 {
			continue
		}
		part := all
		part.X = all.X[:n*f.Data.Inputs()]
		if all.Labels != nil {
			part.Labels = all.Labels[:n]
		} else {
			part.Y = all.Y[:n*f.Data.Targets()]
		}
		if err := f.Learner.Check(part); err != nil {
			return fmt.Errorf("a batch of %d samples: %w", n, err)
		}
	}
	return nil
}

// checkSet returns an error unless the net can take the samples.
func checkSet(net *models.Net, c models.Criterion, set *data.Set) error {
	if set == nil {
		return models.ErrArgument{Arg: "Data", Want: "a data set"}
	}
	widths := net.Widths()
	outputs := widths[len(widths)-1]
	switch {
	case set.Inputs() != widths[0]:
		return models.ErrDimension{Arg: "an input of Data", Got: set.Inputs(), Want: widths[0]}
	case c == models.CrossEntropy && set.Classes() == 0:
		return models.ErrArgument{Arg: "Data", Want: "samples with classes, for CrossEntropy"}
	case c == models.CrossEntropy && set.Classes() > outputs:
		return models.ErrArgument{Arg: "Data", Want: fmt.Sprintf("classes 0 to %d: the net has %d outputs, the data have a class %d", outputs-1, outputs, set.Classes()-1)}
	case c == models.Squared && set.Targets() == 0:
		return models.ErrArgument{Arg: "Data", Want: "samples with targets, for Squared"}
	case c == models.Squared && set.Targets() != outputs:
		return models.ErrDimension{Arg: "a target of Data", Got: set.Targets(), Want: outputs}
	}
	return nil
}

// A training goes over the samples of a fit.
type training struct {
	fit   Fit
	step  *Stepper
	order []int
	rows  samples
	steps int
}

func newTraining(f Fit, s *Stepper) *training {
	t := &training{fit: f, step: s}
	for i := range f.Data.Samples() {
		t.order = append(t.order, i)
	}
	if t.fit.Batch == 0 {
		t.fit.Batch = len(t.order)
	}
	t.fit.Batch = min(t.fit.Batch, len(t.order))
	return t
}

// drop makes the drops that come before an epoch.
func (t *training) drop(epoch int) {
	for _, d := range t.fit.Drops {
		if d.Epoch == epoch {
			t.step.rule.(Rated).ScaleRate(d.Factor)
		}
	}
}

// epoch makes the steps of one epoch. It is not ok if a loss was not finite.
func (t *training) epoch(ctx context.Context, r *rand.Rand) (e Epoch, ok bool, err error) {
	samples, steps, squares := len(t.order), 0, 0.0
	if t.fit.Batch < samples {
		r.Shuffle(samples, func(i, j int) { t.order[i], t.order[j] = t.order[j], t.order[i] })
	}
	for from := 0; from < samples; from += t.fit.Batch {
		if err := ctx.Err(); err != nil {
			return e, false, err
		}
		chosen := t.order[from:min(from+t.fit.Batch, samples)]
		loss, wrong := t.step.Step(t.rows.of(t.fit.Data, chosen))
		if !finite(loss) {
			return e, false, nil
		}
		if t.fit.Net.Mean || t.fit.Learner != nil {
			loss *= float64(len(chosen))
		}
		steps++
		t.steps++
		e.Loss += float64(loss / float64(samples))
		e.Wrong += wrong
		squares += f64.Dot(t.step.g, t.step.g)
	}
	e.Gradient = math.Sqrt(squares / float64(steps))
	return e, true, nil
}
