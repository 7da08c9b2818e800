package papers

import (
	"context"
	"errors"
	"fmt"
	"math"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/certify"
	"saddle/theorems/tables"
)

var lee2018 = theorems.Source{Key: "lee2018", Title: "Lee 2018, Machine Learning and Having It Deep and Structured (course, National Taiwan University), homework 1-2", URL: "https://docs.google.com/presentation/d/1siUFXARYRpNiMeSRwgFbt7mZVjkMPhR5od09w0Z8xaU"}

// A RatioCell is a net 1–Hidden–Hidden–1 of tanh, and after how many steps of training on the loss the search begins: of Adam, and
// then of saddle-free Newton, which costs a Hessian with its eigenvectors a step.
type RatioCell struct{ Hidden, Training, Newton int }

// A RatioEnd is where a search ended.
type RatioEnd struct {
	Kind     string  `json:"kind"`
	Loss     float64 `json:"loss"`
	Gradient float64 `json:"gradient"`
	Flatness float64 `json:"flatness"`
	Steps    int     `json:"steps"`
	// Values are the eigenvalues of the Hessian, ascending, of which no sign is proved.
	Values []float64 `json:"values"`
	// Proved says that there is exactly one critical point near by, with a Hessian that is not singular.
	Proved bool `json:"proved"`
}

const (
	ratioSamples  = 32
	ratioSteps    = 100
	ratioProgress = 1e-4
	ratioRate     = 1e-2 // of Adam
	ratioStop     = 1e-6 // the ‖∇L‖ at which the search may be called done
	ratioAlmost   = ", ‖∇L‖ < 10⁻⁶"
	ratioProved   = ", proved"
)

// task is sin(5πx)/(5πx) at the middles of equal parts of [0, 1].
func (c RatioCell) task() models.MLPConfig {
	out := models.MLPConfig{Widths: []int{1, c.Hidden, c.Hidden, 1}, Activation: models.Tanh, Bias: true, Criterion: models.Squared, Mean: true}
	for s := range ratioSamples {
		x := (float64(s) + 0.5) / ratioSamples
		out.X, out.Y = append(out.X, []float64{x}), append(out.Y, []float64{math.Sin(5*math.Pi*x) / (5 * math.Pi * x)})
	}
	return out
}

// trained returns weights after training on the loss by Adam with all samples in a step.
func (c RatioCell) trained(ctx context.Context, r theorems.Run) ([]float64, error) {
	net := c.task()
	set, err := data.New(data.Config{Name: "sin(5πx)/(5πx)", X: net.X, Y: net.Y})
	if err != nil {
		return nil, err
	}
	net.X, net.Y = nil, nil
	fitted, err := train.Fit{Net: net, Data: set, Method: train.Adam{Rate: ratioRate}, Epochs: c.Training}.Run(ctx, r.Rand, nil)
	return fitted.W, err
}

// search trains on the loss, and then seeks a critical point.
func (c RatioCell) search(ctx context.Context, r theorems.Run) (RatioEnd, error) {
	w, err := c.trained(ctx, r)
	if err != nil {
		return RatioEnd{}, err
	}
	net, err := models.NewMLP(c.task())
	if err != nil {
		return RatioEnd{}, err
	}
	if c.Newton > 0 {
		w = train.SaddleFreeNewton(net, w, &train.WalkOptions{Steps: c.Newton}).W
	}
	found, err := train.FindCritical(ctx, net, w, &train.CriticalOptions{Steps: ratioSteps, Progress: ratioProgress})
	if err != nil {
		return RatioEnd{}, err
	}
	e := RatioEnd{Kind: found.Kind.String(), Loss: found.Loss, Gradient: found.Gradient, Flatness: found.Flatness, Steps: found.Steps, Values: found.Values}
	if found.Kind == train.CriticalPoint {
		e.Proved, err = ratioProof(net, found.W)
	}
	return e, err
}

// ratioProof reports whether there is proved to be exactly one critical point near w, whose Hessian is not singular.
func ratioProof(net *models.MLP, w []float64) (bool, error) {
	_, err := certify.CriticalPoint(net.Tape(), w, 0)
	var unproved certify.ErrUnproved
	if errors.As(err, &unproved) {
		return false, nil
	}
	return err == nil, err
}

// ratioThresholds are the parts of the greatest |λ| up to which an eigenvalue may be taken for 0.
var ratioThresholds = []float64{0, 1e-14, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2}

const ratioUsual = 1e-8 // one of them, as it is usual

// shares returns the parts of the eigenvalues below −t·max|λ|, within, and above t·max|λ|.
func (e RatioEnd) shares(t float64) (neg, zero, pos float64) {
	n := len(e.Values)
	most := max(math.Abs(e.Values[0]), math.Abs(e.Values[n-1]))
	each := 1 / float64(n)
	for _, l := range e.Values {
		switch {
		case l < -t*most:
			neg += each
		case l > t*most:
			pos += each
		default:
			zero += each
		}
	}
	return neg, zero, pos
}

func (e RatioEnd) tally() tables.Tally {
	class := e.Kind
	if e.Gradient < ratioStop {
		class += ratioAlmost
	}
	if e.Proved {
		class += ratioProved
	}
	_, zero, usual := e.shares(ratioUsual)
	_, _, plain := e.shares(0)
	t := tables.Tally{
		Class: fmt.Sprintf("%s, lg L from %.0f", class, math.Floor(math.Log10(max(e.Loss, 1e-30)))),
		Values: []tables.Value{{Name: "loss", X: e.Loss}, {Name: "lg ‖∇L‖", X: math.Log10(max(e.Gradient, 1e-300))}, {Name: "steps", X: float64(e.Steps)},
			{Name: "share of zeros", X: zero}},
		Point: []float64{sixDigits(e.Loss), plain, usual},
	}
	for _, threshold := range ratioThresholds {
		_, _, pos := e.shares(threshold)
		t.Values = append(t.Values, tables.Value{Name: shareBeyond(threshold), X: pos})
	}
	return t
}

// shareBeyond names the share of eigenvalues beyond a threshold.
func shareBeyond(threshold float64) string {
	if threshold == 0 {
		return "share of λ > 0"
	}
	return fmt.Sprintf("share of λ > %g max|λ|", threshold)
}
