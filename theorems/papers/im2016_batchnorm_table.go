package papers

import (
	"context"
	"fmt"
	"math"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// normNote says what the deck's reading comes to.
const normNote = "Of the runs in bench/testdata all lines by the statistics of each point fall, and they differ less between starts, in shape too. By running statistics 1 of 10 runs at 12 layers has lines that both fall, " +
	"where 6 have them without batch normalisation, though they rise by less; and the barrier between two ends is much the same with and without it at 6 layers, and higher with it at 12. So what is smooth " +
	"because of batch normalisation is here the line from start to end, by statistics that are taken anew at each point."

// ImBatchNorm puts numbers beside profiles with and without batch normalisation.
var ImBatchNorm = tables.Table[NormCell, NormEnd]{
	Name: "im2016/batch-norm",
	Says: fmt.Sprintf("The loss at the first %d images along lines, of nets of %d units a layer that learn the first %d images of MNIST in 14×14, standardised, for %d epochs of gradient descent (rate %g, batches of %d) from normal weights of variance 2/n, 1/n of the outputs: %s; %s; %s. "+
		"Each run trains twice, from different starts. The deviation between starts is that of the loss at a point of the line from start to end, root mean square over %d points, and that of the shape the same of lines scaled to go from 1 to 0",
		lineDrawn, normWidth, normImages, normEpochs, normRate, normBatch, normSays["none"], normSays["batch"], normSays["kept"], normNodes),
	Source:  im2016.Locate("that surfaces vary more between runs without batch normalisation, as we recall it, of NIN and VGG on CIFAR-10; the scale is ours", "Batch Normalization"),
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
	Row: func(c NormCell, s tables.Summary) []tables.Entry {
		falls := s.Rate("both lines fall all the way", func(class string) bool { return class == fallsAllTheWay }, nil)
		if c == (NormCell{12, "kept"}) {
			falls.Note = normNote
		}
		return []tables.Entry{
			s.Mean("deviation between starts", "spread", everyEnd, ""), s.Mean("deviation of the shape", "shape", everyEnd, ""),
			falls, s.Mean("Δ", "delta", everyEnd, ""), s.Mean("barrier between the ends", "barrier", everyEnd, ""),
			s.Mean("loss of the starts", "first", everyEnd, ""), s.Mean("loss of the ends", "last", everyEnd, ""),
		}
	},
	Figures:  normFigures,
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

// normFigures draws the deviations of shape over the depth.
func normFigures(cells []NormCell, rows []tables.Row) []theorems.Figure {
	f := theorems.Figure{
		Name: "shapes", Says: "Deviation between starts of the shape of the line from start to end: means, with the least and the greatest of the runs",
		X: theorems.Axis{Label: "layers"}, Y: theorems.Axis{Label: "deviation", Log: true},
		Hides: "how high the lines are, which differs too; and that each is a deviation of two starts",
	}
	for _, n := range [][2]string{{"none", "without batch normalisation"}, {"batch", "with it, by the statistics of each point"}, {"kept", "with it, by running statistics"}} {
		s := theorems.Series{Name: n[1], Mark: theorems.Points}
		for i, c := range cells {
			mean, least, greatest, ok := overRuns(rows[i], "shape")
			if c.Norm == n[0] && ok {
				s.X, s.Y, s.Lo, s.Hi = append(s.X, float64(c.Depth)), append(s.Y, mean), append(s.Lo, least), append(s.Hi, greatest)
			}
		}
		if s.X != nil {
			s.Y, s.Lo, s.Hi = theorems.Rounded(s.Y), theorems.Rounded(s.Lo), theorems.Rounded(s.Hi)
			f.Series = append(f.Series, s)
		}
	}
	return []theorems.Figure{f}
}
