package papers

import (
	"context"
	"fmt"
	"strings"

	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// IndexOfDigitNets is the experiment behind the deck's plots of index against error, with what the plots do not show: how many of the
// points are critical ones.
var IndexOfDigitNets = tables.Table[DauphinCell, DauphinEnd]{
	Name: "dauphin2014/index-of-digit-nets",
	Says: fmt.Sprintf("Share of negative eigenvalues, of those beyond ±%g, where a search for critical points ends in nets 100–h–10 of tanh with cross-entropy on the first images of MNIST in 10×10, from random lengths of training and noise: critical points, gradient-flat ones, those where ‖∇L‖ < %g only as the loss goes to 0 at infinity, and others, each apart, after at most %d steps of Newton's method, damped, in Krylov spaces of the order %d",
		zeroCurvature, train.CriticalGradient, dauphinSteps, krylovOrder),
	Source:  dauphin2014.Locate("Figure 1: index of critical points against training error, by damped Newton's method from points of training with noise; the scale is ours", "Training Error v.s. Eigenvalues; Error v.s. Eigenvalues"),
	Version: 2,
	Cells:   []DauphinCell{{5, 500}, {2, 50}, {5, 100}, {25, 500}},
	Runs:    16,
	Run: func(ctx context.Context, c DauphinCell, r theorems.Run) (DauphinEnd, error) {
		return c.search(ctx, r.Rand)
	},
	Tally:   DauphinCell.tally,
	Row:     dauphinRow,
	Figures: dauphinNetFigures,
	Valid: func(c DauphinCell) error {
		if c.Hidden < 1 || c.Hidden > 25 || c.Images < 10 || c.Images > 5000 {
			return fmt.Errorf("1 to 25 hidden units, and 10 to 5000 images")
		}
		return nil
	},
}

// dauphinRow shows which ends are of which kind, what is 0, and how the index goes with the loss and with the error.
func dauphinRow(_ DauphinCell, s tables.Summary) []tables.Entry {
	out := []tables.Entry{
		s.Rate("critical", ofKind(train.CriticalPoint), nil),
		s.Rate("critical, constant outputs", func(class string) bool { return strings.HasPrefix(class, dauphinConstant) }, nil),
		s.Rate("gradient-flat", ofKind(train.GradientFlat), nil),
		s.Rate(dauphinVanishing, func(class string) bool { return strings.HasPrefix(class, dauphinVanishing) }, nil),
		s.Mean("eigenvalues counted as 0", "counted as 0", everyEnd, ""), s.Mean("eigenvalues that are 0 for all weights", "0 for all weights", everyEnd, ""),
	}
	return append(append(out, correlations(s, "index and loss", 1)...), correlations(s, "index and error", 2)...)
}
