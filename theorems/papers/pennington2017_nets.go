package papers

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"saddle/models"
	"saddle/models/train"
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

const (
	// acceptedGradient is the ‖∇L‖ below which the paper takes a point for a critical one.
	acceptedGradient = 1e-3
	// epsilonBin is the width of a class of ε, and smallIndex up to where the law is fitted.
	epsilonBin = 0.05
	smallIndex = 0.3
)

// acceptedClass is the part of the name of a class that the paper would accept.
const acceptedClass = ", ‖∇L‖ < 0.001"

// isAccepted accepts those.
func isAccepted(class string) bool { return strings.Contains(class, acceptedClass) }

// provedClass is the part of the name of a class of critical points that are proved.
const provedClass = ", proved"

func isProvedEnd(class string) bool { return strings.Contains(class, provedClass) }

// tally counts an end by its kind and ε; the fit's values are those of a line through (ln(ε/ε_c − 1), ln α).
func (c PenningtonCell) tally(e PenningtonEnd) tables.Tally {
	index := float64(e.Neg) / float64(e.Neg+e.Pos+e.Unsure)
	kind := e.Kind
	if e.Proved {
		kind += provedClass
	}
	if e.Gradient < acceptedGradient {
		kind += acceptedClass
	}
	t := tables.Tally{Class: fmt.Sprintf("%s, ε from %.2f", kind, epsilonBin*math.Floor(e.Epsilon/epsilonBin)), Values: []tables.Value{
		{Name: "index", X: index}, {Name: "ε", X: e.Epsilon}, {Name: "steps", X: float64(e.AllSteps)}, {Name: "signs not proved", X: float64(e.Unsure)},
		{Name: "‖w‖", X: e.Size}, {Name: "model", X: freeSum(c.phi(), e.Epsilon).CDF(0)}, {Name: "points", X: float64(e.points())}, {Name: "sought near", X: float64(e.Sought)},
	}}
	if delta := e.Epsilon/c.onset() - 1; delta > 0 && index > 0 && index < smallIndex {
		x, y := math.Log(delta), math.Log(index)
		t.Values = append(t.Values, pairValues(x, y)...)
	}
	return t
}

// IndexOfRandomTasks is the experiment of the paper with its n and φ, and fewer searches: the paper has some 50,000, by ‖∇L‖² alone.
var IndexOfRandomTasks = tables.Table[PenningtonCell, PenningtonEnd]{
	Name: "pennington2017/index-of-random-tasks",
	Says: fmt.Sprintf("Share α of negative eigenvalues, proved, where a search for critical points ends in nets n–n–n of tanh on m samples with normal inputs and targets, from descents to a random ε between %g below the least of linear nets, ½ − n/(2m), and %g: critical points (‖∇L‖ < %g; proved are those near which there is one that is proved to be critical, with these signs), gradient-flat ones (‖H∇L‖ ≤ %g ‖∇L‖) and others, each apart, after at most %d steps; near a critical point %d more are sought",
		belowLinear, highestStart, train.CriticalGradient, train.FlatCurvature, penningtonSteps, penningtonNear),
	Source:  pennington2017.Locate("the experiments: index of critical points against ε at six φ; in the paper points with ‖∇L‖² < 10⁻⁶", "Training Error v.s. Eigenvalues; Error v.s. Eigenvalues"),
	Version: 2,
	Cells:   []PenningtonCell{{16, 48}, {16, 64}, {16, 96}, {16, 128}, {16, 256}, {16, 512}},
	Runs:    12,
	Run: func(ctx context.Context, c PenningtonCell, r theorems.Run) (PenningtonEnd, error) {
		return c.search(ctx, r.Rand)
	},
	Tally: func(c PenningtonCell, e PenningtonEnd) tables.Tally { return c.tally(e) },
	Row:   penningtonRow,
	Pool: func(_ []PenningtonCell, of []tables.Summary) []tables.Entry {
		return penningtonCounts(tables.Pool(of))
	},
	Valid: func(c PenningtonCell) error {
		if c.N < 1 || c.N > 24 || c.M <= 2*c.N || c.M > 1024 {
			return fmt.Errorf("n from 1 to 24, and more than 2n samples, up to 1024")
		}
		return nil
	},
	Figures: penningtonNetFigures,
}

// penningtonRow shows these, and how the index grows with ε.
func penningtonRow(_ PenningtonCell, s tables.Summary) []tables.Entry {
	exponent := pairsOf(s.Of(isAccepted).Values).slope("exponent, ‖∇L‖ < 0.001")
	exponent.Paper, exponent.Note = "3/2 in the model", "The exponents are those of α in ε/ε_c − 1 by least squares of logarithms, of the ends with 0 < α < 0.3, where ε_c = ½(1 − φ)² is the paper's fit to its points. Shown side by side, not compared. Where a search ends at no critical point its weights are larger on average, whatever ‖∇L‖ is."
	return append(penningtonCounts(s), exponent, pairsOf(s.Of(ofKind(train.CriticalPoint)).Values).slope("exponent, critical"))
}

// penningtonCounts shows how many ends are of which kind, and their index beside that of the model.
func penningtonCounts(s tables.Summary) []tables.Entry {
	critical, flat := ofKind(train.CriticalPoint), ofKind(train.GradientFlat)
	other := func(class string) bool { return !critical(class) }
	return []tables.Entry{
		s.Rate("critical, proved", isProvedEnd, nil), s.Rate("critical", critical, nil), s.Rate("gradient-flat", flat, nil), s.Rate("‖∇L‖ < 0.001, as in the paper", isAccepted, nil),
		s.Mean("index, critical", "index", critical, ""), s.Mean("index of the model at their ε", "model", critical, ""), s.Mean("ε, critical", "ε", critical, ""),
		s.Mean("index, gradient-flat", "index", flat, ""), s.Mean("index, ‖∇L‖ < 0.001", "index", isAccepted, ""),
		s.Mean("index, all ends", "index", everyEnd, ""), s.Mean("index of the model at the ε of all ends", "model", everyEnd, ""),
		s.Mean("‖w‖, critical", "‖w‖", critical, ""), s.Mean("‖w‖, others", "‖w‖", other, ""),
		s.Mean("signs not proved", "signs not proved", everyEnd, ""), penningtonCost(s),
	}
}

// penningtonCost shows how many steps of all searches there were for each critical point that is proved, those near others among them.
func penningtonCost(s tables.Summary) tables.Entry {
	all := s.Of(everyEnd).Values
	count, steps := all["points"], all["steps"]
	e := tables.Entry{Figure: "Hessians for each critical point proved", Runs: s.Runs}
	if points := count.Sum.Float(); points > 0 {
		cost := steps.Sum.Float() / points
		e.Ours, e.Note = &cost, "All steps of all searches, failures among them, divided by the number of different critical points that are proved; each step is a Hessian with its eigenvectors. Those near another are not independent of it, and are counted here alone."
	}
	return e
}
