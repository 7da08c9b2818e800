package papers

import (
	"saddle/spectra/rational"
	"saddle/theorems"
)

// ioffeFigures draws the loss of one net as its weight is rescaled, with either statistics.
func ioffeFigures(theorems.Report) []theorems.Figure {
	b := NormalisedBatch{W: Fraction{1, 1}, Centre: 1, Spread: [2]int{1, 7}, Gamma: 1, Beta: 1, Y: [4]int{1, 1, 2, 0}}
	f := theorems.Figure{
		Name: "rescaled", Says: "Loss of a net with one batch-normalised ReLU unit at c times its weight, with the statistics of the batch and with those that were running at c = 1",
		X: theorems.Axis{Label: "c"}, Y: theorems.Axis{Label: "loss"},
		Lines: []theorems.ReferenceLine{{Name: "where the statistics are from", At: 1}},
		Hides: "that a surface of a trained net in evaluation mode mixes both: it is drawn with statistics that are stale everywhere but at its centre",
	}
	var c, batch, stale []float64
	for k := int64(1); k <= 24; k++ {
		w := rational.New(k, 8)
		at, _ := w.Float64()
		own, _ := b.loss(w, w).Float64()
		kept, _ := b.loss(w, rational.Int(1)).Float64()
		c, batch, stale = append(c, at), append(batch, own), append(stale, kept)
	}
	f.Series = []theorems.Series{curve("of the batch", c, batch), curve("running", c, stale)}
	return []theorems.Figure{f}
}
