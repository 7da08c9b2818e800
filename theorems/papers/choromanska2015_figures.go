package papers

import (
	"fmt"
	"math"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// digitsFigures draws the deviations and the correlations against the width, and the histograms.
func digitsFigures(cells []DigitsCell, rows []tables.Row) []theorems.Figure {
	spread := theorems.Figure{
		Name: "spread", Says: "Standard deviation of the losses in which the training of nets with n_1 hidden units ends, with 95 % intervals of Gaussian numbers",
		X: theorems.Axis{Label: "n_1", Log: true}, Y: theorems.Axis{Label: "deviation of the loss", Log: true},
		Series: alongWidths(cells, rows, map[int]string{2: "training images", 3: "test images"}),
		Hides:  "that narrow nets end higher too: see the histograms",
	}
	correlation := theorems.Figure{
		Name: "correlation", Says: "Correlation of the losses at the training and at the test images, over nets with n_1 hidden units, with 95 % intervals; crosses: the paper's, of other training",
		X: theorems.Axis{Label: "n_1", Log: true}, Y: theorems.Axis{Label: "Pearson's correlation"},
		Series: alongWidths(cells, rows, map[int]string{4: "here"}),
		Hides:  "how far the losses of nets of one size are apart: see the spread",
	}
	if paper := publishedSeries(cells, rows); len(paper.X) > 0 {
		correlation.Series = append(correlation.Series, paper)
	}
	histograms := theorems.Figure{
		Name: "histograms", Says: fmt.Sprintf("Share of nets with n_1 hidden units by the test loss in which training ends, in bins of %g", bin),
		X: theorems.Axis{Label: "test loss", Log: true}, Y: theorems.Axis{Label: "share of nets"},
		Hides: "that training was stopped after some epochs, not at a critical point",
	}
	for i, c := range cells {
		histograms.Series = append(histograms.Series, histogram(c, rows[i]))
	}
	var out []theorems.Figure
	for _, f := range []theorems.Figure{spread, correlation, histograms} {
		if f.Series != nil {
			out = append(out, f)
		}
	}
	return out
}

// alongWidths returns a series for each of the named entries of a row.
func alongWidths(cells []DigitsCell, rows []tables.Row, names map[int]string) (out []theorems.Series) {
	for at := range 5 {
		name, named := names[at]
		if !named {
			continue
		}
		line := entrySeries(name, rows, at, func(i int) (float64, bool) {
			return float64(cells[i].N1), at == 4 || *rows[i].Entries[at].Ours > 0
		})
		if len(line.X) > 0 {
			out = append(out, line)
		}
	}
	return out
}

// publishedSeries are the correlations of the paper.
func publishedSeries(cells []DigitsCell, rows []tables.Row) theorems.Series {
	s := theorems.Series{Name: "the paper", Mark: theorems.Points, Paper: true}
	for i, c := range cells {
		if p := rows[i].Entries[4].Published; p != nil {
			s.X, s.Y = append(s.X, float64(c.N1)), append(s.Y, *p)
		}
	}
	return s
}

// histogram is a line through the middles of the bins, empty ones between them included.
func histogram(c DigitsCell, r tables.Row) theorems.Series {
	s := theorems.Series{Name: fmt.Sprintf("n_1 = %d", c.N1), Mark: theorems.Line}
	shares, least, most := map[int]float64{}, math.MaxInt, 0
	for _, class := range r.Classes {
		k := int(math.Round(class.Values["test"].Mean/bin - 0.5))
		for _, near := range []int{k - 1, k, k + 1} {
			if binClass(near) == class.Class {
				shares[near] = float64(class.Runs) / float64(r.Runs)
				least, most = min(least, near), max(most, near)
			}
		}
	}
	for k := least - 1; k <= most+1; k++ {
		s.X, s.Y = append(s.X, (float64(k)+0.5)*bin), append(s.Y, shares[k])
	}
	return s
}
