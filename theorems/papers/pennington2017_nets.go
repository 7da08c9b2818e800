package papers

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"saddle/models"
	"saddle/models/nets"
	"saddle/models/train"
	"saddle/spectra"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// A PenningtonCell is a net N–N–N of tanh on M samples: φ = 2N/M.
type PenningtonCell struct{ N, M int }

func (c PenningtonCell) phi() float64 { return 2 * float64(c.N) / float64(c.M) }

// onset returns ½(1 − φ)², which the paper finds for the ε from which on critical points of such nets have negative eigenvalues.
func (c PenningtonCell) onset() float64 { return (1 - c.phi()) * (1 - c.phi()) / 2 }

// task draws inputs and targets with independent normal entries. The loss is εN, with ε half the mean square of an error.
func (c PenningtonCell) task(r *rand.Rand) models.MLPConfig {
	rows := func() (out [][]float64) {
		for range c.M {
			out = append(out, normalEntries(r, c.N, 1))
		}
		return out
	}
	return models.MLPConfig{Widths: []int{c.N, c.N, c.N}, Activation: models.Tanh, Criterion: models.Squared, Mean: true, X: rows(), Y: rows()}
}

// normalEntries draws n normal numbers of a deviation.
func normalEntries(r *rand.Rand, n int, deviation float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = deviation * r.NormFloat64()
	}
	return out
}

// A PenningtonEnd is where a search ended. The signs are proved, at the point itself.
type PenningtonEnd struct {
	Kind    string  `json:"kind"`
	Epsilon float64 `json:"epsilon"`
	// Gradient is ‖∇L‖.
	Gradient float64 `json:"gradient"`
	Steps    int     `json:"steps"`
	Neg      int     `json:"neg"`
	Pos      int     `json:"pos"`
	Unsure   int     `json:"unsure"`
}

// search descends to a random loss and seeks a critical point from there.
func (c PenningtonCell) search(ctx context.Context, r *rand.Rand) (PenningtonEnd, error) {
	config := c.task(r)
	net, err := models.NewMLP(config)
	if err != nil {
		return PenningtonEnd{}, err
	}
	n := float64(c.N)
	w := normalEntries(r, net.Dim(), 1/math.Sqrt(n))
	level := n * (c.onset() + r.Float64()*(0.55-c.onset()))
	start := train.Descend(net, w, &train.WalkOptions{Steps: 300, Floor: level})
	found, err := train.FindCritical(ctx, net, start.W, &train.CriticalOptions{Steps: penningtonSteps, Progress: penningtonProgress})
	if err != nil {
		return PenningtonEnd{}, err
	}
	h, err := nets.EncloseHessian(config, found.W)
	if err != nil {
		return PenningtonEnd{}, err
	}
	signs, err := spectra.InertiaOf(h)
	if err != nil {
		return PenningtonEnd{}, err
	}
	return PenningtonEnd{found.Kind.String(), found.Loss / n, found.Gradient, found.Steps, signs.Neg, signs.Pos, signs.Zero + signs.Unsure}, nil
}

const (
	penningtonSteps    = 100
	penningtonProgress = 1e-4
	// acceptedGradient is the ‖∇L‖ below which the paper takes a point for a critical one.
	acceptedGradient = 1e-3
	// epsilonBin is the width of a class of ε, and smallIndex up to where the law is fitted.
	epsilonBin = 0.1
	smallIndex = 0.3
)

// acceptedClass is the part of the name of a class that the paper would accept.
const acceptedClass = ", ‖∇L‖ < 0.001"

// isAccepted accepts those.
func isAccepted(class string) bool { return strings.Contains(class, acceptedClass) }

// tally counts an end by its kind and ε; the fit's values are those of a line through (ln(ε/ε_c − 1), ln α).
func (c PenningtonCell) tally(e PenningtonEnd) tables.Tally {
	index := float64(e.Neg) / float64(e.Neg+e.Pos+e.Unsure)
	accepted := ""
	if e.Gradient < acceptedGradient {
		accepted = acceptedClass
	}
	t := tables.Tally{Class: fmt.Sprintf("%s%s, ε from %.1f", e.Kind, accepted, epsilonBin*math.Floor(e.Epsilon/epsilonBin)), Values: []tables.Value{
		{Name: "index", X: index}, {Name: "ε", X: e.Epsilon}, {Name: "steps", X: float64(e.Steps)}, {Name: "signs not proved", X: float64(e.Unsure)},
	}}
	if delta := e.Epsilon/c.onset() - 1; delta > 0 && index > 0 && index < smallIndex {
		x, y := math.Log(delta), math.Log(index)
		t.Values = append(t.Values, pairValues(x, y)...)
	}
	return t
}

// IndexOfRandomTasks is the experiment of the paper at a scale at which it takes minutes. The paper has n = 16 and some 50,000
// searches by ‖∇L‖² alone.
var IndexOfRandomTasks = tables.Table[PenningtonCell, PenningtonEnd]{
	Name: "pennington2017/index-of-random-tasks",
	Says: fmt.Sprintf("Share α of negative eigenvalues, proved at the point, where a search for critical points ends in nets n–n–n of tanh on m samples with normal inputs and targets, from descents to random ε: critical points (‖∇L‖ < %g), gradient-flat ones (‖H∇L‖ ≤ %g ‖∇L‖) and others, each apart, after at most %d steps",
		train.CriticalGradient, train.FlatCurvature, penningtonSteps),
	Source:  pennington2017.Locate("the experiments: index of critical points against ε at six φ; in the paper points with ‖∇L‖² < 10⁻⁶", "Training Error v.s. Eigenvalues; Error v.s. Eigenvalues"),
	Version: 1,
	Cells:   []PenningtonCell{{8, 24}, {8, 32}, {8, 48}, {8, 64}, {8, 128}, {8, 256}, {16, 128}},
	Runs:    24,
	Run: func(ctx context.Context, c PenningtonCell, r theorems.Run) (PenningtonEnd, error) {
		return c.search(ctx, r.Rand)
	},
	Tally: func(c PenningtonCell, e PenningtonEnd) tables.Tally { return c.tally(e) },
	Row:   penningtonRow,
	Valid: func(c PenningtonCell) error {
		if c.N < 1 || c.N > 24 || c.M <= 2*c.N || c.M > 1024 {
			return fmt.Errorf("n from 1 to 24, and more than 2n samples, up to 1024")
		}
		return nil
	},
	Figures: penningtonNetFigures,
}

// penningtonRow shows how many ends are of which kind, their index, and how it grows with ε.
func penningtonRow(_ PenningtonCell, s tables.Summary) []tables.Entry {
	critical, flat := ofKind(train.CriticalPoint), ofKind(train.GradientFlat)
	exponent := pairsOf(s.Of(isAccepted).Values).slope("exponent, ‖∇L‖ < 0.001")
	exponent.Paper, exponent.Note = "3/2 in the model", "The exponent is that of α in ε/ε_c − 1 by least squares of logarithms, of the ends with ‖∇L‖ < 0.001 and 0 < α < 0.3, where ε_c = ½(1 − φ)² is the paper's fit to its points. Shown side by side, not compared: most of these ends are neither critical nor gradient-flat."
	return []tables.Entry{
		s.Rate("critical", critical, nil), s.Rate("gradient-flat", flat, nil), s.Rate("‖∇L‖ < 0.001, as in the paper", isAccepted, nil),
		s.Mean("index, critical", "index", critical, ""), s.Mean("index, gradient-flat", "index", flat, ""), s.Mean("index, ‖∇L‖ < 0.001", "index", isAccepted, ""),
		s.Mean("signs not proved", "signs not proved", func(string) bool { return true }, ""),
		exponent,
	}
}
