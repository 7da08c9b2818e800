package papers

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/tables"
)

var swirszcz2016 = theorems.Source{
	Key:   "swirszcz2016",
	Title: "Swirszcz, Czarnecki and Pascanu 2016, Local minima in training of neural networks",
	URL:   "https://arxiv.org/abs/1611.06310",
}

// A SwirszczCell is a cell of the table of XOR and Jellyfish: a net 2–h–1 that is to tell two
// classes of two points each apart.
type SwirszczCell struct {
	Method string // "adam" or "gd", gradient descent
	Data   string // "xor" or "jellyfish"
	Unit   string // of the hidden layer: "relu" or "sigmoid"
	H      int
}

// SwirszczConvergence is how often training ends without an error on four points. The deck
// prints the same figures under a header that is garbled: there are four columns for Adam,
// then four for gradient descent, in each XOR and then Jellyfish, in each ReLU and then
// sigmoid.
//
// The paper's protocol is in an appendix that is not at hand, and so is the number of its runs.
// This one is: start uniform from ±1/√fan-in, weights and biases; the log-loss summed over the
// points, all of them in each step; gradient descent at rate 0.3, Adam at 0.001; 50 000 steps.
var SwirszczConvergence = tables.Table[SwirszczCell, SwirszczEnd]{
	Name:    "swirszcz2016/xor-and-jellyfish",
	Says:    fmt.Sprintf("How often a net 2–h–1 with ReLU or sigmoid units reaches a training error of 0 on XOR and on Jellyfish, by Adam (rate %g) and by gradient descent (rate %g), within %d steps from weights and biases uniform in ±1/√fan-in", adamRate, descentRate, swirszczSteps),
	Source:  swirszcz2016.Locate("the table of convergence on XOR and Jellyfish", "Even Simple Task can be Difficult"),
	Version: 1,
	Cells:   swirszczCells(),
	Runs:    200,
	Batch:   swirszczRuns,
	Tally:   func(c SwirszczCell, e SwirszczEnd) tables.Tally { return e.tally(c) },
	Row:     swirszczRow,
	Figures: swirszczFigures,
	Valid: func(c SwirszczCell) error {
		if _, err := c.task(); err != nil {
			return err
		}
		if c.H < 1 || c.H > 1000 {
			return fmt.Errorf("1 ≤ h ≤ 1000")
		}
		return nil
	},
}

const (
	adamRate, descentRate = 0.001, 0.3
	swirszczSteps         = 50_000
)

// A SwirszczEnd is where one training ended.
type SwirszczEnd struct {
	Steps int     `json:"n"`
	Wrong int     `json:"wrong,omitempty"` // points: 0 if it has converged
	Loss  float64 `json:"L"`
	Off   int     `json:"off,omitempty"`   // hidden units that are off on all points
	Still bool    `json:"still,omitempty"` // the gradient is exactly 0
}

// budgets are those for which the share of converged runs is told.
var budgets = []int{100, 300, 1000, 2000, 3000, 4000, 5000, 7000, 10_000, 20_000, 30_000, swirszczSteps}

// tally counts an end: what has converged by the least budget that was enough, and what has
// not by what stands in its way.
func (e SwirszczEnd) tally(c SwirszczCell) tables.Tally {
	values := []tables.Value{{Name: "loss", X: e.Loss}, {Name: "steps", X: float64(e.Steps)}}
	if e.Wrong == 0 {
		for _, b := range budgets {
			if e.Steps <= b {
				return tables.Tally{Class: convergedWithin(b), Values: values}
			}
		}
	}
	why := "the gradient is not 0"
	switch {
	case e.Off == c.H:
		why = "all hidden units are off"
	case e.Still:
		why = "the gradient is 0"
	case e.Off > 0:
		why = "some hidden units are off"
	}
	return tables.Tally{Class: fmt.Sprintf("%d wrong: %s", e.Wrong, why), Values: values}
}

const convergedPrefix = "converged within "

func convergedWithin(budget int) string { return fmt.Sprintf("%s%d", convergedPrefix, budget) }

func isConverged(class string) bool { return strings.HasPrefix(class, convergedPrefix) }

// task is the training of a cell.
func (c SwirszczCell) task() (t train.Task, err error) {
	t = train.Task{Hidden: c.H, Steps: swirszczSteps}
	switch c.Data {
	case "xor":
		t.Data = data.XOR()
	case "jellyfish":
		t.Data = data.Jellyfish()
	default:
		return t, fmt.Errorf("data=xor or data=jellyfish")
	}
	switch c.Unit {
	case "relu":
		t.Activation = models.ReLU
	case "sigmoid":
		t.Activation = models.Sigmoid
	default:
		return t, fmt.Errorf("unit=relu or unit=sigmoid")
	}
	switch c.Method {
	case "adam":
		t.Method = train.Adam{Rate: adamRate}
	case "gd":
		t.Method = train.GradientDescent{Rate: descentRate}
	default:
		return t, fmt.Errorf("method=adam or method=gd")
	}
	return t, nil
}

// swirszczRuns makes runs, and after an interrupt the first of them that have ended.
func swirszczRuns(ctx context.Context, c SwirszczCell, runs []theorems.Run) ([]SwirszczEnd, error) {
	t, err := c.task()
	if err != nil {
		return nil, err
	}
	ends, err := train.Runs(ctx, t, len(runs), func(i int) *rand.Rand { return runs[i].Rand }, &train.RunsOptions{Workers: 1})
	var out []SwirszczEnd
	for _, e := range ends {
		if e.W == nil {
			break
		}
		out = append(out, SwirszczEnd{e.Steps, e.Wrong, e.Loss, e.Off, e.Still})
	}
	return out, err
}
