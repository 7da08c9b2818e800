package papers

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/models/data"
	"saddle/spectra"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// An OutlierCell is a net 100–Hidden–Classes of tanh with biases on images of the first Classes digits, trained on their Labels: "true",
// "random" ones, or "none", for a net that is not trained.
type OutlierCell struct {
	Classes, Hidden int
	Labels          string
}

// An OutlierEnd is the spectrum of one net.
type OutlierEnd struct {
	Loss     float64 `json:"loss"`
	Outliers int     `json:"outliers"`
	// Bulk is the share of eigenvalues within ±bulkWidth of the largest, of which Structural are 0 for all weights, and Below that of those below.
	Bulk       float64 `json:"bulk"`
	Structural float64 `json:"structural"`
	Below      float64 `json:"below,omitempty"`
	// Ratios are lg(λ_i/λ_1), i = 2, 3, ….
	Ratios []float64 `json:"ratios"`
}

const (
	bulkWidth     = 1e-3
	imagesOfClass = 20
	outlierSteps  = 300
	outlierRate   = 0.3
	outlierStart  = 0.2
	shownRatios   = 11
	imagesToPick  = 1000
)

var trainingDigits = sync.OnceValues(func() ([][]float64, []int) {
	set, _ := data.MNIST10()
	return set.X(), set.Labels()
})

// config draws where among the images those begin that are taken, and random labels.
func (c OutlierCell) config(r *rand.Rand) models.MLPConfig {
	x, labels := trainingDigits()
	out := models.MLPConfig{Widths: []int{len(x[0]), c.Hidden, c.Classes}, Activation: models.Tanh, Bias: true, Criterion: models.CrossEntropy, Mean: true}
	for s := r.IntN(imagesToPick); len(out.X) < imagesOfClass*c.Classes; s++ {
		if labels[s] >= c.Classes {
			continue
		}
		label := labels[s]
		if c.Labels == "random" {
			label = r.IntN(c.Classes)
		}
		out.X, out.Labels = append(out.X, x[s]), append(out.Labels, label)
	}
	return out
}

func (c OutlierCell) run(r theorems.Run) (OutlierEnd, error) {
	config := c.config(r.Rand)
	m, err := models.NewMLP(config)
	if err != nil {
		return OutlierEnd{}, err
	}
	steps := outlierSteps
	if c.Labels == "none" {
		steps = 0
	}
	w, loss := endOf(m, normalEntries(r.Rand, m.Dim(), outlierStart), outlierRate, steps)
	var h mat.SymDense
	m.Hessian(&h, w)
	values, err := spectra.Eigenvalues(&h)
	if err != nil {
		return OutlierEnd{}, err
	}
	e := OutlierEnd{Loss: loss, Outliers: outliers(values, 2*c.Classes)}
	e.sort(values)
	e.Structural = float64(DauphinCell{Hidden: c.Hidden}.structural(config.X)) / float64(len(values))
	return e, nil
}

// sort counts eigenvalues, ascending, by their size.
func (e *OutlierEnd) sort(values []float64) {
	n := float64(len(values))
	top := values[len(values)-1]
	for i, v := range values {
		switch {
		case v < -bulkWidth*top:
			e.Below += 1 / n
		case v <= bulkWidth*top:
			e.Bulk += 1 / n
		}
		if rank := len(values) - i; rank > 1 && rank <= shownRatios+1 {
			e.Ratios = append([]float64{math.Log10(max(v/top, 1e-9))}, e.Ratios...)
		}
	}
}

func (e OutlierEnd) tally() tables.Tally {
	t := tables.Tally{Class: fmt.Sprintf("%d outliers", e.Outliers), Values: []tables.Value{
		{Name: "loss", X: e.Loss}, {Name: "bulk", X: e.Bulk}, {Name: "0 for all weights", X: e.Structural}, {Name: "below", X: e.Below},
	}}
	for i, x := range e.Ratios {
		t.Values = append(t.Values, tables.Value{Name: ratioName(i + 2), X: x})
	}
	return t
}

func ratioName(i int) string { return fmt.Sprintf("lg λ_%d/λ_1", i) }

// OutliersOfDigitNets counts outliers where the number of classes is that of digits, and asks what makes them: the classes, or the
// images alone.
var OutliersOfDigitNets = tables.Table[OutlierCell, OutlierEnd]{
	Name: "sagun2017/outliers-of-digit-nets",
	Says: fmt.Sprintf("Spectrum of the Hessian of the mean cross-entropy of nets 100–h–K of tanh with biases on %d images for each of the first K digits of MNIST in 10×10, after %d steps of gradient descent (rate %g) from Gaussian parameters of deviation %g: how many eigenvalues are outliers, where %s, and which share is within ±%g of the largest. The labels are true, random, or not learned",
		imagesOfClass, outlierSteps, outlierRate, outlierStart, outlierRule, bulkWidth),
	Source:  sagun2017.Locate("the spectra of nets with different numbers of parameters and of classes; the nets, the images and the rule are ours", sagunSlide),
	Version: 1,
	Cells: []OutlierCell{
		{4, 6, "true"}, {2, 6, "true"}, {3, 6, "true"}, {5, 6, "true"}, {10, 6, "true"}, {4, 3, "true"}, {4, 12, "true"},
		{2, 6, "random"}, {3, 6, "random"}, {4, 6, "random"}, {5, 6, "random"}, {4, 6, "none"},
	},
	Runs:  100,
	Run:   func(_ context.Context, c OutlierCell, r theorems.Run) (OutlierEnd, error) { return c.run(r) },
	Tally: func(_ OutlierCell, e OutlierEnd) tables.Tally { return e.tally() },
	Row: func(c OutlierCell, s tables.Summary) []tables.Entry {
		found := func(count int) func(string) bool {
			return func(class string) bool { return class == fmt.Sprintf("%d outliers", count) }
		}
		return []tables.Entry{
			s.Rate("K − 1 outliers", found(c.Classes-1), nil), s.Rate("K outliers", found(c.Classes), nil),
			s.Mean("share of eigenvalues near 0", "bulk", everyEnd, ""), s.Mean("share that is 0 for all weights", "0 for all weights", everyEnd, ""),
			s.Mean("share below", "below", everyEnd, ""), s.Mean("loss", "loss", everyEnd, ""),
		}
	},
	Figures: outlierTableFigures,
	Valid: func(c OutlierCell) error {
		if c.Classes < 2 || c.Classes > 10 || c.Hidden < 1 || c.Hidden > 50 || (c.Labels != "true" && c.Labels != "random" && c.Labels != "none") {
			return fmt.Errorf("2 to 10 classes, 1 to 50 hidden units, and labels that are true, random or none")
		}
		return nil
	},
}
