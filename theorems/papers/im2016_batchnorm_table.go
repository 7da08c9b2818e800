package papers

import (
	"context"
	"fmt"
	"math"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// normSource is the paper of which the deck shows the profiles.
var normSource = theorems.Source{Key: "im2016", Title: "Im, Tao and Branson 2016, An Empirical Analysis of Deep Network Loss Surfaces", URL: "https://arxiv.org/abs/1612.04010"}

// ImBatchNorm puts numbers beside profiles with and without batch normalisation.
var ImBatchNorm = tables.Table[NormCell, NormEnd]{
	Name: "im2016/batch-norm",
	Says: fmt.Sprintf("The loss at the first %d images along lines, of nets of %d units a layer that learn the first %d images of MNIST in 14×14, standardised, for %d epochs of gradient descent (rate %g, batches of %d) from normal weights of variance 2/n, 1/n of the outputs: %s; %s; %s. "+
		"Each run trains twice, from different starts. The deviation between starts is that of the loss at a point of the line from start to end, root mean square over %d points, and that of the shape the same of lines scaled to go from 1 to 0",
		lineDrawn, normWidth, normImages, normEpochs, normRate, normBatch, normSays["none"], normSays["batch"], normSays["kept"], normNodes),
	Source:  normSource.Locate("that surfaces vary more between runs without batch normalisation, as we recall it, of NIN and VGG on CIFAR-10; the scale is ours", "Batch Normalization"),
	Version: 1, Cells: normCells(), Runs: 10,
	Run: func(ctx context.Context, c NormCell, r theorems.Run) (NormEnd, error) { return c.ends(ctx, r) },
	Tally: func(_ NormCell, e NormEnd) tables.Tally {
		class := "rises on the way"
		switch {
		case math.IsNaN(e.Delta+e.Spread+e.Shape+e.Barrier) || math.IsInf(e.Delta+e.Spread+e.Shape+e.Barrier, 0):
			return tables.Tally{Class: "not finite"}
		case e.Falls:
			class = fallsAllTheWay
		}
		return tables.Tally{Class: class, Values: []tables.Value{
			{Name: "delta", X: e.Delta}, {Name: "spread", X: e.Spread}, {Name: "shape", X: e.Shape}, {Name: "first", X: e.First}, {Name: "last", X: e.Last}, {Name: "barrier", X: e.Barrier}}}
	},
	Unknown: []string{"not finite"},
	Row: func(_ NormCell, s tables.Summary) []tables.Entry {
		return []tables.Entry{
			s.Mean("deviation between starts", "spread", everyEnd, ""), s.Mean("deviation of the shape", "shape", everyEnd, ""),
			s.Rate("both lines fall all the way", func(class string) bool { return class == fallsAllTheWay }, nil), s.Mean("Δ", "delta", everyEnd, ""), s.Mean("barrier between the ends", "barrier", everyEnd, ""),
			s.Mean("loss of the starts", "first", everyEnd, ""), s.Mean("loss of the ends", "last", everyEnd, ""),
		}
	},
	Specimen: func(c NormCell, e NormEnd) []theorems.Figure { return e.figure(c) },
	Valid: func(c NormCell) error {
		if _, ok := normSays[c.Norm]; !ok || c.Depth < 2 || c.Depth > 100 {
			return fmt.Errorf("2 to 100 layers, and none, batch or kept")
		}
		return nil
	},
}

func normCells() (out []NormCell) {
	for _, d := range []int{3, 6, 12} {
		for _, norm := range []string{"none", "batch", "kept"} {
			out = append(out, NormCell{d, norm})
		}
	}
	return out
}

// figure draws what run 0 kept.
func (e NormEnd) figure(c NormCell) []theorems.Figure {
	if len(e.Z) != 3 {
		return nil
	}
	f := theorems.Figure{
		Name: fmt.Sprintf("%d-%s", c.Depth, c.Norm), Says: fmt.Sprintf("Loss along lines of a net of %d layers %s", c.Depth, normSays[c.Norm]),
		X: theorems.Axis{Label: "α"}, Y: theorems.Axis{Label: "loss"},
		Hides: "one run: how far other starts lie apart, and how many lines rise, the rows say",
	}
	for k, name := range []string{"start to end", "start to end, from another start", "between the two ends"} {
		f.Series = append(f.Series, theorems.Series{Name: name, Mark: theorems.Line, X: theorems.Rounded(normAxis.All()), Y: e.Z[k]})
	}
	return []theorems.Figure{f}
}
