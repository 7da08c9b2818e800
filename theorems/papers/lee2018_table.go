package papers

import (
	"context"
	"fmt"
	"strings"

	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// MinimalRatio is the homework's experiment, with what its picture does not show: at which ends the gradient vanishes, and how
// much of the ratio is the sign of rounding.
var MinimalRatio = tables.Table[RatioCell, RatioEnd]{
	Name: "lee2018/minimal-ratio",
	Says: fmt.Sprintf("Minimal ratio, the share of positive eigenvalues of the Hessian, and the loss where nets 1–h–h–1 of tanh with biases end that are trained by Adam (rate %g), one group then by saddle-free Newton, on the mean of ½(output − target)² at %d points of sin(5πx)/(5πx), 0 < x < 1, and then seek a critical point by at most %d steps, half of which follow an index before the others lower ‖∇L‖ by Levenberg and Marquardt's method: critical points (‖∇L‖ < %g), gradient-flat ones (‖H∇L‖ ≤ %g ‖∇L‖) and others apart, eigenvalues taken for 0 apart, for several thresholds",
		ratioRate, ratioSamples, ratioSteps, train.CriticalGradient, train.FlatCurvature),
	Source:  lee2018.Locate("“what happens when gradient is almost zero”: the minimal ratio against the loss, trained on the loss and then on the gradient's norm, or by Levenberg and Marquardt's method, as we recall it; net, samples and steps ours", "Training Error v.s. Eigenvalues; Training stuck ≠ Zero Gradient"),
	Version: 1,
	Cells:   []RatioCell{{10, 0, 0}, {3, 300, 0}, {3, 300, 800}, {10, 300, 0}, {10, 3000, 0}},
	Runs:    100,
	Run:     func(ctx context.Context, c RatioCell, r theorems.Run) (RatioEnd, error) { return c.search(ctx, r) },
	Tally:   func(_ RatioCell, e RatioEnd) tables.Tally { return e.tally() },
	Row:     ratioRow,
	Pool:    ratioPool,
	Figures: ratioFigures,
	Valid: func(c RatioCell) error {
		if c.Hidden < 1 || c.Hidden > 20 || c.Training < 0 || c.Training > 100_000 || c.Newton < 0 || c.Newton > 10_000 {
			return fmt.Errorf("1 to 20 hidden units in each layer, and at most 100,000 steps of Adam and 10,000 of saddle-free Newton")
		}
		return nil
	},
}

const ratioNote = "Most of the eigenvalues are so near 0 that rounding gives their signs: counted by λ > 0 about half of these are positive in the nets with h = 10, whatever the loss. A point with a gradient above 10⁻⁸ is no critical point that we know of, and where many eigenvalues vanish one is not proved."

// ratioRow shows which ends are critical, the ratio for three thresholds, and how it goes with the loss.
func ratioRow(_ RatioCell, s tables.Summary) []tables.Entry {
	ratio := s.Mean("minimal ratio, λ > 0", shareBeyond(0), everyEnd, "")
	ratio.Note = ratioNote
	out := []tables.Entry{
		s.Rate("critical", ofKind(train.CriticalPoint), nil),
		s.Rate("critical and not singular, proved", func(class string) bool { return strings.Contains(class, ratioProved) }, nil),
		s.Rate("gradient-flat", ofKind(train.GradientFlat), nil),
		s.Rate("‖∇L‖ < 10⁻⁶", func(class string) bool { return strings.Contains(class, ratioAlmost) }, nil),
		s.Mean("lg ‖∇L‖", "lg ‖∇L‖", everyEnd, ""),
		s.Mean("loss", "loss", everyEnd, ""),
		ratio,
	}
	for _, t := range []float64{ratioUsual, 1e-4} {
		out = append(out, s.Mean(fmt.Sprintf("minimal ratio, λ > %g max|λ|", t), shareBeyond(t), everyEnd, ""))
	}
	out = append(out, s.Mean("share of |λ| ≤ 1e-08 max|λ|", "share of zeros", everyEnd, ""))
	return append(out, correlations(s, "loss and ratio", 1)...)
}

// ratioPool shows how the ratio goes with the loss over all ends of the homework's net, for two thresholds.
func ratioPool(cells []RatioCell, of []tables.Summary) []tables.Entry {
	var large []tables.Summary
	for i, c := range cells {
		if c.Hidden == 10 {
			large = append(large, of[i])
		}
	}
	s := tables.Pool(large)
	return append(correlations(s, "loss and λ > 0, h = 10", 1), correlations(s, "loss and λ > 1e-08 max|λ|, h = 10", 2)...)
}

// ratioFigures draws the homework's picture, of each kind of end apart and for two thresholds, and the ratio against the threshold.
func ratioFigures(cells []RatioCell, rows []tables.Row) []theorems.Figure {
	var out []theorems.Figure
	for k, threshold := range []string{"λ > 0", "λ > 1e-08 max|λ|"} {
		f := theorems.Figure{
			Name: fmt.Sprintf("minimal-ratio-%d", k),
			Says: fmt.Sprintf("Share of eigenvalues with %s against the loss, where searches for critical points ended in nets 1–10–10–1", threshold),
			X:    theorems.Axis{Label: "loss", Log: true}, Y: theorems.Axis{Label: "minimal ratio, " + threshold},
			Hides: "which eigenvalues are 0 but for rounding: with the other threshold the same ends have other ratios; that ends with the same loss may be one point, with other numbers for its units; and that a loss is low where training was long, so that the ends are groups",
		}
		var large []tables.Row
		for i, c := range cells {
			if c.Hidden == 10 {
				large = append(large, rows[i])
			}
		}
		if f.Series = scattered(large, 0, 1+k); f.Series != nil {
			out = append(out, f)
		}
	}
	f := theorems.Figure{
		Name: "thresholds", Says: "Mean share of the eigenvalues beyond a part of the greatest, for each net and length of training; the left end is λ > 0",
		X: theorems.Axis{Label: "threshold as a part of max|λ|", Log: true}, Y: theorems.Axis{Label: "minimal ratio"},
		Hides: "how far the ends of one group are apart, and that few are critical points",
	}
	for i, c := range cells {
		s := theorems.Series{Name: c.name(), Mark: theorems.Line}
		for _, t := range ratioThresholds {
			s.X, s.Y = append(s.X, max(t, 1e-16)), append(s.Y, meanInRow(rows[i], shareBeyond(t)))
		}
		f.Series = append(f.Series, s)
	}
	return append(out, f)
}

// name says what a cell is, in a legend.
func (c RatioCell) name() string {
	name := fmt.Sprintf("%d hidden units a layer, %d steps", c.Hidden, c.Training)
	if c.Newton > 0 {
		name += " and Newton's"
	}
	return name
}

// meanInRow returns the mean of a value that every run of a row has.
func meanInRow(r tables.Row, value string) float64 {
	sum := 0.0
	for _, c := range r.Classes {
		sum += float64(float64(c.Runs) * c.Values[value].Mean)
	}
	return sum / float64(r.Runs)
}
