package papers

import (
	"context"
	"fmt"
	"strings"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// Batches is the paper's argument that widths along a raw line speak of the norms of the weights.
var Batches = tables.Table[BatchesCell, BatchesEnd]{
	Name: "li2018/batches",
	Says: fmt.Sprintf("Small and large batches, a %dth and a %dth of the images, from one start, in nets 100–h–h–10 of ReLUs on the first images of MNIST in 10×10, by momentum (rate %g, with %g), with weight decay in units of 1/10000: losses, norms of the weights, the loss on the line through the two ends, and how far along random directions the loss first rises by %g: in raw units, or in parts of the weights into each unit",
		batchesSmall, batchesLarge, batchesRate, batchesMomentum, batchesRise),
	Source:  li2018.Locate("the figures of small and large batches without and with weight decay of 0.0005: which minimum looks wider along the line flips, as the norms do; the paper has VGG-9 on CIFAR-10, whose batch normalisation makes norms free, the scale is ours", "Training Processing"),
	Version: 1,
	Cells:   []BatchesCell{{64, 1000, 0, 80}, {16, 100, 0, 5}, {64, 1000, 5, 80}, {64, 1000, 50, 80}},
	Runs:    10,
	Run:     func(ctx context.Context, c BatchesCell, r theorems.Run) (BatchesEnd, error) { return c.ends(ctx, r) },
	Tally:   func(_ BatchesCell, e BatchesEnd) tables.Tally { return e.tally() },
	Row: func(_ BatchesCell, s tables.Summary) []tables.Entry {
		with := func(words string) func(string) bool {
			return func(class string) bool { return strings.Contains(class, words) }
		}
		out := []tables.Entry{
			s.Rate("larger weights of the small batch", with(smallIsLonger), nil), noted(s.Rate("wider in raw units, small batch", with(smallReaches), nil), "In the paper the small batch looks wider on the raw line without weight decay, and sharper with one of 0.0005, where its weights are the smaller ones."),
			s.Rate("wider in relative units, small batch", with(smallIsFarther), nil),
		}
		for _, what := range []string{"norm, ", "loss, ", "accuracy, ", "raw width, ", "relative width, "} {
			for _, of := range batchesSizes {
				out = append(out, s.Mean(what+of, what+of, everyEnd, ""))
			}
		}
		return out
	},
	Figures: batchesFigures,
	Valid: func(c BatchesCell) error {
		if c.Hidden < 1 || c.Hidden > 256 || c.Images < batchesSmall || c.Images > 5000 || c.Images%batchesSmall != 0 || c.Decay < 0 || c.Decay > 1000 || c.Epochs < 1 || c.Epochs > 200 {
			return fmt.Errorf("1 to 256 hidden units, 100, 200, … 5000 images, a decay of 0 to 0.1 in units of 1/10000, and 1 to 200 epochs")
		}
		return nil
	},
}

// batchesFigures draws the loss on the line through the two ends.
func batchesFigures(cells []BatchesCell, rows []tables.Row) (out []theorems.Figure) {
	for i, c := range cells {
		var values []string
		for k := range batchesLine {
			values = append(values, batchesAt(k))
		}
		out = append(out, theorems.Figure{
			Name: fmt.Sprintf("line-h%d-%d-images-decay%d", c.Hidden, c.Images, c.Decay),
			Says: fmt.Sprintf("Loss on the line through the end with the small batch (t = 0) and that with the large batch (t = 1), mean over runs, of nets 100–%d–%d–10 on %d images with weight decay %g", c.Hidden, c.Hidden, c.Images, float64(c.Decay)/10000),
			X:    theorems.Axis{Label: "t"}, Y: theorems.Axis{Label: "loss"},
			Series: []theorems.Series{meansOver("", theorems.Line, rows[i], batchesLine, values)},
			Lines:  []theorems.ReferenceLine{{Name: "small batch", At: 0}, {Name: "large batch", At: 1}},
			Hides:  "the lengths of the weights, which set the scale; bars are the least and the greatest run",
		})
	}
	return out
}
